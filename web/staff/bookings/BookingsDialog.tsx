import { useState } from "react";
import { dayAndTime, hourMinute } from "../../shared/clock";
import { useLanguage, useWords } from "../../shared/hooks";
import { type BookingDay, bookingsPath } from "../../shared/verbs/bookings";
import { Btn } from "../Btn";
import { Dialog } from "../Dialog";
import { IssuedNumber } from "../IssuedNumber";
import { refusalText } from "../refusal";
import { useAnswer } from "../useAnswer";
import { staffWords } from "../words";
import { CodeStep } from "./CodeStep";
import { DayList } from "./DayList";
import { spanOf } from "./model";
import { NewBooking } from "./NewBooking";
import type { Host, Page, PageProps } from "./parts";
import { bookingWords } from "./words";
import "./bookings.css";

interface Props extends Host {
  live: Record<string, { version: number; state: string }>; // what the screen hears of appointments
}

/** The day's appointments: who is due, one tap to a number; a new one for who stands here or telephones. */
export function BookingsDialog(props: Props) {
  const { branch, date, live, onClose } = props;
  const w = useWords(bookingWords);
  const [page, go] = useState<Page>(props.customer ? { name: "new" } : { name: "list" });
  const [asked, setAsked] = useState(0);
  const heard = Object.values(live).reduce((sum, { version }) => sum + version, 0);
  const { answer, problem } = useAnswer<BookingDay>(bookingsPath(branch.id, date), heard + asked);
  if (!answer)
    return (
      <Dialog title={w("title")} onClose={onClose} wide>
        <p role="status">{problem ? refusalText(problem) : w("loading")}</p>
      </Dialog>
    );
  const common = { ...props, day: answer, go, again: () => setAsked((times) => times + 1) };
  return (
    <Dialog title={w(TITLES[page.name])} onClose={onClose} wide key={page.name}>
      <Content {...common} page={page} />
    </Dialog>
  );
}

const TITLES = {
  list: "title",
  new: "newTitle",
  code: "codeTitle",
  booked: "bookedTitle",
  issued: "come",
} as const;

function Content({ page, ...props }: PageProps & { page: Page }) {
  if (page.name === "list") return <DayList {...props} />;
  if (page.name === "new") return <NewBooking {...props} />;
  if (page.name === "code") return <CodeStep {...props} booking={page.booking} />;
  if (page.name === "booked") return <BookedStep {...props} booking={page.booking} />;
  return <IssuedStep {...props} page={page} />;
}

function BookedStep({
  booking,
  branch,
  services,
  day,
  go,
}: PageProps & Pick<Page & { name: "booked" }, "booking">) {
  const w = useWords(bookingWords);
  const spoken = useLanguage();
  const { from, until } = spanOf(booking.slot_at, day);
  const time = (moment: number) => hourMinute(moment, branch.zone);
  return (
    <>
      <div className="bk-told" role="status">
        <b>{dayAndTime(booking.slot_at, branch.zone, spoken)}</b>
        <p>{services[booking.service]?.name[spoken]}</p>
        <p>{w("bookedSpan", { from: time(from), until: time(until) })}</p>
      </div>
      <Ways>
        <Btn onPress={() => go({ name: "new" })}>{w("again")}</Btn>
        <Btn className="btn btn-primary" onPress={() => go({ name: "list" })}>
          {w("list")}
        </Btn>
      </Ways>
    </>
  );
}

function IssuedStep({ page, branch, go, onClose }: PageProps & { page: Page & { name: "issued" } }) {
  const w = useWords(bookingWords);
  const s = useWords(staffWords);
  return (
    <>
      <IssuedNumber issued={page.issued} />
      {page.calledFrom && (
        <p className="bk-note">{w("calledFrom", { time: hourMinute(page.calledFrom, branch.zone) })}</p>
      )}
      {page.walkIn && <p className="bk-note">{w("walkIn")}</p>}
      <Ways>
        <Btn onPress={() => go({ name: "list" })}>{w("list")}</Btn>
        <Btn className="btn btn-primary" onPress={onClose}>
          {s("close")}
        </Btn>
      </Ways>
    </>
  );
}

const Ways = ({ children }: { children: React.ReactNode }) => <div className="dialog-foot">{children}</div>;
