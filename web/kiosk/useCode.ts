import { useRef, useState } from "react";
import { Problem } from "../shared/api";
import { uuid } from "../shared/base";
import { language } from "../shared/language";
import { checkIn, type CheckedIn } from "../shared/verbs/bookings";

export const DIGITS = 6;

export interface CodeEntry {
  digits: string;
  busy: boolean;
  problem: Problem | undefined;
  press: (digit: string) => void;
  erase: () => void;
  clear: () => void;
  send: () => void;
}

/** The six digits of an appointment. Where nobody answered, the same digits are the same attempt. */
export function useCode(
  branch: string | undefined,
  visit: string | undefined,
  onMet: (met: CheckedIn) => void,
): CodeEntry {
  const [digits, setDigits] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const attempt = useRef({ digits: "", key: "" });
  const running = useRef(false); // two touches within one frame are one

  async function send() {
    if (running.current || digits.length < DIGITS || !branch) return;
    if (attempt.current.digits !== digits) attempt.current = { digits, key: uuid() };
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      const said = { code: digits, language: language.get(), ...(visit && { visit }) };
      onMet(await checkIn(branch, said, { key: attempt.current.key }));
    } catch (caught) {
      if (!(caught instanceof Problem)) throw caught;
      setProblem(caught);
      if (caught.code === "wrong_code") setDigits("");
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  function change(next: (was: string) => string) {
    setProblem(undefined);
    setDigits((was) => next(was).slice(0, DIGITS));
  }
  return {
    digits,
    busy,
    problem,
    press: (digit) => change((was) => was + digit),
    erase: () => change((was) => was.slice(0, -1)),
    clear: () => change(() => ""),
    send: () => void send(),
  };
}
