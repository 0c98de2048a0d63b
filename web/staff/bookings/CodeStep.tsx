import { type FormEvent, useState } from "react";
import { dayAndTime } from "../../shared/clock";
import { useLanguage, useWords } from "../../shared/hooks";
import { type BookingNow, confirmFor } from "../../shared/verbs/bookings";
import { Btn } from "../Btn";
import { Refusal } from "../Refusal";
import type { Kept, PageProps } from "./parts";
import { bookingWords } from "./words";

const VERB = "booking-confirm";
const DIGITS = 6;

/** The customer reads out the code that came to their phone: the slot is theirs. */
export function CodeStep({
  booking,
  branch,
  services,
  day,
  verbs,
  run,
  go,
  again,
  off,
}: PageProps & { booking: Kept }) {
  const w = useWords(bookingWords);
  const spoken = useLanguage();
  const [code, setCode] = useState("");
  const time = dayAndTime(booking.slot_at, branch.zone, spoken);
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    if (off || code.length < DIGITS) return;
    let done: BookingNow | undefined;
    const send = async () => (done = await confirmFor(booking.id, booking.version, code));
    if (!(await run(VERB, w("confirmed", { time }), send)) || !done) return setCode("");
    again();
    go({ name: "booked", booking: done });
  };
  return (
    <form className="bk-new" onSubmit={(event) => void confirm(event)}>
      <p>
        {w("codeHow", {
          time,
          service: services[booking.service]?.name[spoken] ?? "",
          n: day.hold_min,
        })}
      </p>
      <p>{w(booking.code ? "codeTell" : booking.sent ? "codeSent" : "codeKept")}</p>
      {booking.code && <b className="bk-code">{booking.code}</b>}
      <label className="field">
        <span>{w("codeLabel")}</span>
        <input
          className="bk-code-in"
          name="code"
          inputMode="numeric"
          autoComplete="off"
          maxLength={DIGITS}
          value={code}
          onChange={({ target }) => setCode(target.value.replace(/\D/g, ""))}
        />
      </label>
      <Refusal verbs={verbs} of={VERB} />
      <div className="dialog-foot">
        <Btn onPress={() => go({ name: "list" })}>{w("list")}</Btn>
        <button type="submit" className="btn btn-primary" disabled={code.length < DIGITS} title={off}>
          {w("confirm")}
        </button>
      </div>
    </form>
  );
}
