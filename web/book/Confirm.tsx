import { useState } from "react";
import { dayAndTime } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { confirmBooking, sendAgain } from "../shared/verbs/bookings";
import type { At } from "./at";
import { CodeForm } from "./CodeForm";
import { type Held, masked } from "./flow";
import { Frame } from "./Frame";
import { forgetOwn, keepOwn, type Own } from "./own";
import { Said } from "./Said";
import { useSend } from "./useSend";
import { words } from "./words";

type Props = At & ({ held: Held; own?: undefined } | { held?: undefined; own: Own });

/** The code makes the slot theirs. `own`: it was asked for earlier, and the page was away since. */
export function Confirm({ branch, page, restart, held, own }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const send = useSend();
  const wish: Own = own ?? {
    id: held.booking,
    service: held.service.name,
    slot_at: held.slot_at,
    state: "pending",
    made: 0,
  };
  const expired = send.problem?.code === "booking_expired";

  async function confirm(code: string) {
    const problem = await send.run(async () => {
      await confirmBooking(branch, wish.id, code);
      const kept: Own = { ...wish, state: "booked" };
      keepOwn(branch, kept);
      restart({ name: "done", own: kept, ...(held?.code && { code: held.code }) });
    });
    if (problem?.code === "booking_expired") forgetOwn(branch, wish.id);
  }

  return (
    <Frame page={page} title={w("codeTitle")} more={w("codeMore", { n: page.hold_min })} step={4} back>
      <section className="card words">
        <p className="chosen">
          <b>{dayAndTime(wish.slot_at, page.zone, spoken)}</b>
          <span>{wish.service[spoken]}</span>
        </p>
        {expired ? (
          <>
            <Said send={send} />
            <button className="btn primary" onClick={() => restart()}>
              {w("bookAgain")}
            </button>
          </>
        ) : (
          <>
            <CodeForm send={send} action={w("confirm")} onCode={(code) => void confirm(code)} />
            {held && <Resend branch={branch} page={page} held={held} />}
          </>
        )}
      </section>
    </Frame>
  );
}

/** Where the code went; once more, if it does not come. */
function Resend({ branch, page, held }: Pick<At, "branch" | "page"> & { held: Held }) {
  const w = useWords(words);
  const [sent, setSent] = useState<"first" | "again" | "not">(held.sent ? "first" : "not");
  const send = useSend();
  const { booking, phone, language } = held;
  const resend = () =>
    send.run(async () => {
      const told = await sendAgain(branch, booking, { phone, language });
      setSent(told.sent ? "again" : "not");
    });
  if (held.code !== undefined) return <p className="demo">{w("demoCode", { code: held.code })}</p>;
  const where = { phone: masked(phone), hotline: page.hotline };
  return (
    <div className="resend">
      <p role="status">{w(sent === "not" ? "notSent" : sent === "again" ? "sentAgain" : "sentTo", where)}</p>
      <Said send={send} />
      <button className="btn" disabled={send.busy || send.wait > 0} onClick={() => void resend()}>
        {w("resend")}
      </button>
    </div>
  );
}
