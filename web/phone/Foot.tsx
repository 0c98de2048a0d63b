import { useWords } from "../shared/hooks";
import { BookingLink } from "./BookingLink";
import type { Page } from "./parts";
import { words } from "./words";

export function Foot({ state, verb, open }: Page) {
  const w = useWords(words);
  return (
    <footer className="end">
      <nav>
        <button disabled={verb.off} onClick={() => open("change")}>
          {w("change")}
        </button>
        <button disabled={verb.off} onClick={() => open("cancel")}>
          {w("cancel")}
        </button>
        <button onClick={() => open("voice")}>{w("voice")}</button>
        <BookingLink state={state} />
      </nav>
      <span>{w("foot")}</span>
    </footer>
  );
}
