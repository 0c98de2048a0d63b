import { useLanguage, useWords } from "../../shared/hooks";
import { Btn } from "../../staff/Btn";
import { Icon } from "../../staff/icons";
import { refusalText } from "../../staff/refusal";
import { isDraft } from "./life";
import { dayAndTime, type Moment } from "./moments";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

/** Whether what was typed is kept by the server. */
export function SaveState({ desk, moment }: { desk: Desk; moment: Moment }) {
  const w = useWords(policyWords);
  useLanguage();
  const { saving, problem } = desk.kept;
  const { edited } = desk.version;
  if (!desk.may && saving === "saved") return null;
  const trouble = saving === "away" || saving === "refused" || saving === "moved";
  const text =
    saving === "refused" && problem
      ? refusalText(problem)
      : saving === "saved" && edited
        ? w("savedAt", { time: dayAndTime(edited.at, moment) })
        : w(`saving.${saving}`);
  return (
    <span className={trouble ? "save-state is-trouble" : "save-state"} role="status">
      {trouble && <Icon name="alert" size={14} />}
      {text}
    </span>
  );
}

/** Somebody else changed the draft meanwhile: whose rows go on is for people to say. */
export function Moved({ desk, moment }: { desk: Desk; moment: Moment }) {
  const w = useWords(policyWords);
  useLanguage();
  const { moved } = desk.kept;
  if (!moved) return null;
  const { edited, answered, submitted, state } = moved.version;
  const step = isDraft(moved.version) ? (state === "returned" ? answered : edited) : (submitted ?? answered);
  const who = step ? `${step.by ?? w("byCommand")} ${dayAndTime(step.at, moment)}` : w("somebody");
  return (
    <div className="moved-bar" role="alert">
      <Icon name="alert" size={18} />
      <p>{w(isDraft(moved.version) ? "movedBy" : "movedOn", { who })}</p>
      <Btn className="btn btn-primary" onPress={desk.keeper.takeTheirs}>
        {w("takeTheirs")}
      </Btn>
      {isDraft(moved.version) && (
        <Btn className="btn" onPress={desk.keeper.keepOwn}>
          {w("keepOwn")}
        </Btn>
      )}
    </div>
  );
}
