import { useLanguage, useWords } from "../shared/hooks";
import { Hand } from "../shared/icons";
import type { Page } from "./parts";
import { words } from "./words";

export function HelpButton({ state, verb, open }: Page) {
  const w = useWords(words);
  const spoken = useLanguage();
  const { help } = state;
  const pending = help && help.state !== "closed";
  return (
    <button className="btn" disabled={verb.off} onClick={() => open("help")} aria-live="polite">
      <Hand />
      {!pending
        ? w("help")
        : help.answered_by
          ? w("helpAnswered", { who: help.answered_by[spoken] })
          : w(help.nobody ? "helpNobody" : "helpAsked")}
    </button>
  );
}
