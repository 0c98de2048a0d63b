import { useState } from "react";
import { useWords } from "../shared/hooks";
import * as visits from "../shared/verbs/visits";
import type { CustomerClass } from "../shared/views";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { staffWords } from "../staff/words";
import { Choices } from "../staff/Choices";
import { CLASSES } from "./needs";
import type { SubjectDialogProps } from "./parts";
import { useSubjectName } from "./useSubjectName";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

const REASONS: visits.ClassReason[] = [
  "staff_judgement",
  "known_customer",
  "customer_said_no",
  "mistaken",
  "wrong_person",
];

/** Only who knows the customer says a VIP of whom the file is silent. */
export const reasonsOf = (said: CustomerClass): visits.ClassReason[] =>
  said === "vip" ? ["known_customer"] : REASONS;

/** What the class rests on; another one is said with its reason, and taken back the same way. */
export function ClassPart({ subject, cut, deeds }: SubjectDialogProps) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const name = useSubjectName()(subject);
  const [wanted, want] = useState<CustomerClass>();
  const { visit, version, class: now, class_by: by } = subject;
  const off = cut ? s("waitForLine") : undefined;
  const say = async (said: Parameters<typeof visits.sayClass>[2], text: string) => {
    const before: { class?: CustomerClass } = by === "staff" ? { class: now } : {};
    const undo = (answer: visits.Identified) =>
      visits.sayClass(visit, answer.version, {
        ...before,
        reason: before.class === "vip" ? "known_customer" : "mistaken",
      });
    const send = () => visits.sayClass(visit, version, said);
    if (await deeds.act("class", `${w("verb.identify")} ${name} ${text}`, send, undo)) want(undefined);
  };
  return (
    <>
      <h3 className="cap">
        {w("issueClass")} {by && <small>{w(`basis.${by}` as LobbyWord)}</small>}
      </h3>
      <Choices<CustomerClass>
        label={w("issueClass")}
        chosen={wanted ?? now}
        choices={CLASSES.map((value) => ({ value, label: word("class", value), off }))}
        onChoose={(value) => want(value === now ? undefined : value)}
      />
      {wanted && (
        <>
          <h3 className="cap">{w("classWhy")}</h3>
          <Choices<visits.ClassReason>
            label={w("classWhy")}
            choices={reasonsOf(wanted).map((value) => ({
              value,
              label: w(`reason.${value}` as LobbyWord),
              off,
            }))}
            onChoose={(reason) => void say({ class: wanted, reason }, word("class", wanted))}
          />
        </>
      )}
      {by === "staff" && (
        <Btn className="btn" off={off} onPress={() => void say({ reason: "mistaken" }, w("classBack"))}>
          {w("classBack")}
        </Btn>
      )}
    </>
  );
}
