import { hourMinute, monthDay } from "../../shared/clock";
import { language } from "../../shared/language";
import type { Instant } from "../../shared/views";

/** The branch's time zone, and its time. */
export interface Moment {
  zone: string;
  now: number;
}

const sameDay = (at: Instant, { zone, now }: Moment) =>
  monthDay(at, zone, "en") === monthDay(now, zone, "en");

/** 10:31 today, 9月14日 on any other day. */
export const dayOrTime = (at: Instant, moment: Moment) =>
  sameDay(at, moment) ? hourMinute(at, moment.zone) : monthDay(at, moment.zone, language.get());

/** 10:31 today, else 11月23日 08:30. */
export const dayAndTime = (at: Instant, moment: Moment) =>
  sameDay(at, moment)
    ? hourMinute(at, moment.zone)
    : `${monthDay(at, moment.zone, language.get())} ${hourMinute(at, moment.zone)}`;
