import { useState } from "react";
import { dayAndTime, hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Warn } from "../shared/icons";
import type { BookableService, DaySlots } from "../shared/verbs/bookings";
import type { At } from "./at";
import { Frame } from "./Frame";
import type { Gone } from "./flow";
import { useSlots } from "./useSlots";
import { dayWords } from "./when";
import { words } from "./words";

interface Props extends At {
  service: BookableService;
  gone: Gone | undefined;
}

/** When? A day first, then a quarter of an hour that is free. */
export function Slots({ branch, page, go, service, gone }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const [day, setDay] = useState(() => page.days.find(({ opens }) => opens)?.day ?? "");
  const { slots, problem, again } = useSlots(branch, service.id, day);
  const choose = (slot_at: string) => go({ name: "phone", wish: { service, slot_at } });
  return (
    <Frame page={page} title={w("slotTitle")} more={service.name[spoken]} step={2} back>
      {gone && (
        <section className="card words" role="alert">
          <p className="said">
            <Warn />
            <span>{gone.title}</span>
          </p>
          <div className="next-free">
            {gone.free.map((slot) => (
              <button key={slot} className="btn" onClick={() => choose(slot)}>
                {dayAndTime(slot, page.zone, spoken)}
              </button>
            ))}
          </div>
        </section>
      )}
      <div className="days" role="group" aria-label={w("dayLabel")} tabIndex={0}>
        {page.days.map((each, at) => (
          <button
            key={each.day}
            aria-pressed={each.day === day}
            disabled={!each.opens}
            onClick={() => setDay(each.day)}
          >
            <DayChip date={each.day} today={at === 0} rests={!each.opens} />
          </button>
        ))}
      </div>
      <section className="card slots" aria-live="polite" aria-busy={!slots && !problem}>
        <h2>{day && dayWords(day, spoken)}</h2>
        {problem ? (
          <>
            <p className="said" role="alert">
              <Warn />
              <span>{problem.offline || !problem.message ? w("offline") : problem.message}</span>
            </p>
            <button className="btn" onClick={again}>
              {w("again")}
            </button>
          </>
        ) : !slots ? (
          <p>{w("loading")}</p>
        ) : slots.length === 0 || slots.every(({ free }) => !free) ? (
          <p>{w(slots.length ? "dayFull" : "dayNone")}</p>
        ) : (
          <Halves slots={slots} zone={page.zone} onChoose={choose} />
        )}
      </section>
    </Frame>
  );
}

/** 今天 / 周五 and 20; a day off says so. */
function DayChip({ date, today, rests }: { date: string; today: boolean; rests: boolean }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const locale = { "zh-Hans": "zh-CN", "zh-Hant": "zh-HK", en: "en-GB" }[spoken];
  const told = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(Date.parse(`${date}T00:00:00Z`));
  return (
    <>
      <span>{today ? w("today") : told({ weekday: "short" })}</span>
      <b>{Number(date.slice(8))}</b>
      <span>{rests ? w("rests") : told({ month: "short" })}</span>
    </>
  );
}

interface HalvesProps {
  slots: DaySlots["slots"];
  zone: string;
  onChoose: (slot: string) => void;
}

function Halves({ slots, zone, onChoose }: HalvesProps) {
  const w = useWords(words);
  const halves = (["morning", "afternoon"] as const).map((half) => ({
    half,
    slots: slots.filter(({ at }) => hourMinute(at, zone) < "12:00" === (half === "morning")),
  }));
  return (
    <>
      {halves
        .filter((each) => each.slots.length)
        .map((each) => (
          <section key={each.half}>
            <h3>{w(each.half)}</h3>
            <div className="grid">
              {each.slots.map(({ at, free }) => (
                <button key={at} className="slot" disabled={!free} onClick={() => onChoose(at)}>
                  <b>{hourMinute(at, zone)}</b>
                  <span>{w(free ? "free" : "full")}</span>
                </button>
              ))}
            </div>
          </section>
        ))}
    </>
  );
}
