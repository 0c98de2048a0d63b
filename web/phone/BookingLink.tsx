import { useLanguage, useWords } from "../shared/hooks";
import { Calendar } from "../shared/icons";
import type { PhoneState } from "../shared/views";
import { words } from "./words";

/** To the branch's booking page, which stands beside all bases and knows nobody; this page stays open. */
export function BookingLink({ state, button = false }: { state: PhoneState; button?: boolean }) {
  const w = useWords(words);
  const spoken = useLanguage();
  if (state.book === undefined) return null;
  return (
    <a
      className={button ? "btn" : ""}
      href={`/book/?branch=${encodeURIComponent(state.book)}&lang=${spoken}`}
      target="_blank"
      rel="noopener"
    >
      {button && <Calendar />}
      {w(button ? "bookNext" : "book")}
    </a>
  );
}
