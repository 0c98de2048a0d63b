import type { Me } from "../../shared/api";
import type { OfficeState } from "../../shared/views";
import { suggestedNow } from "../../staff/suggest/model";
import { useSuggestions } from "../../staff/suggest/useSuggestions";
import { useSuggestText } from "../../staff/suggest/useSuggestText";
import { BestCard } from "./BestCard";
import { EffectsCard } from "./EffectsCard";
import "./suggested.css";

/** What the twin says is best done now, and what became of what it said; nothing without the right. */
export function Suggested({
  me,
  state,
  now,
  cut,
}: {
  me: Me;
  state: OfficeState;
  now: number;
  cut: boolean;
}) {
  const sees = me.rights.includes("see_twin");
  const { heard, again } = useSuggestions(state.branch.id, sees && !cut);
  const text = useSuggestText(state, heard?.services);
  if (!heard) return null;
  const [best] = suggestedNow(heard, state.day);
  return (
    <>
      <BestCard
        best={best}
        may={me.rights.includes("ask_twin")}
        text={text}
        again={again}
        seats={state.seats}
        now={now}
      />
      <EffectsCard suggestions={heard.suggestions} held={heard.held} zone={state.branch.zone} text={text} />
    </>
  );
}
