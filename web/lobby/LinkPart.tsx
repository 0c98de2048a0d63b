import { type FormEvent, useState } from "react";
import { useWords } from "../shared/hooks";
import * as visits from "../shared/verbs/visits";
import { staffWords } from "../staff/words";
import { Choices } from "../staff/Choices";
import type { SubjectDialogProps } from "./parts";
import { useSubjectName } from "./useSubjectName";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

const LOOKS: visits.LookReason[] = ["serving", "appointment", "referral", "complaint"];
type Kind = "card" | "id";

/** Whose visit it is: an exact number and why it is asked for; no names, no pieces. */
export function LinkPart({ subject, cut, deeds }: SubjectDialogProps) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const name = useSubjectName()(subject);
  const [kind, setKind] = useState<Kind>("card");
  const [number, setNumber] = useState("");
  const [reason, setReason] = useState<visits.LookReason>("serving");
  const { visit, version } = subject;
  const off = cut ? s("waitForLine") : undefined;
  const link = async (event: FormEvent) => {
    event.preventDefault();
    const exact = number.replace(/\s/g, "");
    if (off || exact === "") return;
    const send = () => visits.linkCustomer(visit, version, { kind, number: exact, reason });
    const undo = (answer: visits.Identified) => visits.unlinkCustomer(visit, answer.version, "mistaken");
    if (await deeds.act("link", `${w("linked")} ${name}`, send, undo)) setNumber("");
  };
  return (
    <details className="link-part">
      <summary>{w("linkTitle")}</summary>
      <p>{w("linkHow")}</p>
      <Choices<Kind>
        label={w("linkKind")}
        chosen={kind}
        choices={(["card", "id"] as const).map((value) => ({ value, label: w(`number.${value}`) }))}
        onChoose={setKind}
      />
      <h3 className="cap">{w("lookWhy")}</h3>
      <Choices<visits.LookReason>
        label={w("lookWhy")}
        chosen={reason}
        choices={LOOKS.map((value) => ({ value, label: w(`look.${value}` as LobbyWord) }))}
        onChoose={setReason}
      />
      <form className="link-form" onSubmit={(event) => void link(event)}>
        <label>
          {w(`number.${kind}`)}
          <input
            name="number"
            value={number}
            onChange={({ target }) => setNumber(target.value)}
            inputMode={kind === "card" ? "numeric" : "text"}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
          />
        </label>
        <button
          type="submit"
          className="btn btn-primary row-act"
          aria-disabled={off ? true : undefined}
          title={off}
        >
          {w("linkDo")}
        </button>
      </form>
    </details>
  );
}
