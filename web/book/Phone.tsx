import { type FormEvent, useRef, useState } from "react";
import { uuid } from "../shared/base";
import { dayAndTime } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { book, freeSlots } from "../shared/verbs/bookings";
import type { At } from "./at";
import { type Wish } from "./flow";
import { Frame } from "./Frame";
import { keepOwn } from "./own";
import { Said } from "./Said";
import { useSend } from "./useSend";
import { words } from "./words";

/** Which phone may the code go to? */
export function Phone({ branch, page, go, restart, wish }: At & { wish: Wish }) {
  const w = useWords(words);
  const language = useLanguage();
  const [phone, setPhone] = useState("");
  const attempt = useRef({ said: "", key: "" });
  const send = useSend();
  const digits = phone.replace(/\D/g, "").length;

  async function submit(event: FormEvent) {
    event.preventDefault();
    // The same number again is the same attempt: nobody holds two slots for one touch.
    const said = `${phone} ${language}`;
    if (attempt.current.said !== said) attempt.current = { said, key: uuid() };
    const { key } = attempt.current;
    const { service, slot_at } = wish;
    const problem = await send.run(async () => {
      const told = await book(branch, { service: service.id, slot_at, phone, language }, { key });
      keepOwn(branch, { id: told.id, service: service.name, slot_at, state: "pending", made: Date.now() });
      const shown = told.code === undefined ? {} : { code: told.code };
      const held = { ...wish, booking: told.id, phone, language, sent: told.sent, ...shown };
      go({ name: "code", held });
    });
    if (problem && ["slot_full", "slot_begun", "slots_used_up"].includes(problem.code)) {
      restart({ name: "slot", service, gone: { title: problem.message, free: freeSlots(problem.facts) } });
    }
  }

  return (
    <Frame page={page} title={w("phoneTitle")} more={w("phoneMore")} step={3} back>
      <section className="card words">
        <p className="chosen">
          <b>{dayAndTime(wish.slot_at, page.zone, language)}</b>
          <span>{wish.service.name[language]}</span>
        </p>
        <form onSubmit={(event) => void submit(event)}>
          <label htmlFor="phone">{w("phoneLabel")}</label>
          <input
            id="phone"
            type="tel"
            autoComplete="tel"
            maxLength={20}
            value={phone}
            aria-invalid={send.problem?.where === "phone"}
            onChange={(event) => {
              setPhone(event.currentTarget.value);
              send.clear();
            }}
          />
          <Said send={send} mend={send.problem?.where === "phone" ? w("phoneWrong") : undefined} />
          <button className="btn primary" disabled={send.busy || send.wait > 0 || digits < 7}>
            {w(send.busy ? "sending" : "sendCode")}
          </button>
        </form>
        <p className="small">{w("phonePrivate")}</p>
      </section>
    </Frame>
  );
}
