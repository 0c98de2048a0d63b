import { useWords } from "../shared/hooks";
import type { Page } from "./App";
import { words } from "./words";

export function Foot({ verb, open }: Page) {
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
      </nav>
      <span>{w("foot")}</span>
    </footer>
  );
}
