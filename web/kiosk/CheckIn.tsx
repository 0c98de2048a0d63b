import { useWords } from "../shared/hooks";
import { Back, Warn } from "../shared/icons";
import type { Live } from "../shared/stream";
import type { CheckedIn } from "../shared/verbs/bookings";
import type { KioskState } from "../shared/views";
import { Head } from "./Head";
import { DIGITS, useCode } from "./useCode";
import { words } from "./words";

interface Props {
  live: Live<KioskState>;
  large: boolean;
  visit: string | undefined;
  onMet: (met: CheckedIn) => void;
  onHome: () => void;
}

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** I have an appointment: its six digits, and the number comes. */
export function CheckIn({ live, large, visit, onMet, onHome }: Props) {
  const w = useWords(words);
  const code = useCode(live.state?.branch.id, visit, onMet);
  const { digits, busy, problem } = code;
  return (
    <>
      <Head live={live} large={large}>
        <div className="hero">
          <h1>{w("codeTitle")}</h1>
          {problem ? (
            <p className="warn" role="alert">
              <Warn />
              {problem.offline || !problem.message ? w("offerOffline") : problem.message}
            </p>
          ) : (
            <p>{w("codeHint")}</p>
          )}
        </div>
      </Head>
      <div className="pad">
        <div className="digits" role="status" aria-label={w("codeSoFar", { digits: [...digits].join(" ") })}>
          {Array.from({ length: DIGITS }, (_, at) => (
            <span key={at} className={at === digits.length ? "next" : ""} aria-hidden="true">
              {digits[at]}
            </span>
          ))}
        </div>
        <div className="keys">
          {KEYS.map((digit) => (
            <button key={digit} className="btn" disabled={busy} onClick={() => code.press(digit)}>
              {digit}
            </button>
          ))}
          <button className="btn word" disabled={busy} onClick={code.clear}>
            {w("codeClear")}
          </button>
          <button className="btn" disabled={busy} onClick={() => code.press("0")}>
            0
          </button>
          <button className="btn word" disabled={busy} onClick={code.erase}>
            {w("codeErase")}
          </button>
        </div>
        <div className="acts">
          <button className="btn" disabled={busy} onClick={onHome}>
            <Back />
            {w("home")}
          </button>
          <button className="btn primary" disabled={busy || digits.length < DIGITS} onClick={code.send}>
            {w(busy ? "taking" : "codeSend")}
          </button>
        </div>
      </div>
    </>
  );
}
