import { useState } from "react";
import { hourMinute } from "../shared/clock";
import { estimateText } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import { issue, type Issued } from "../shared/verbs/tickets";
import type { CustomerClass, Need, ServiceView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { IssuedNumber } from "../staff/IssuedNumber";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { Choices } from "../staff/Choices";
import { reasonsOf } from "./ClassPart";
import { CLASSES, NEEDS } from "./needs";
import type { DialogProps } from "./parts";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

/** The one that is mostly meant. */
const reasonOf = (said: CustomerClass) => reasonsOf(said)[0]!;

/** A number for a customer who stands here: class and care first if known, then one tap on the business. */
export function IssueDialog(props: DialogProps & { visit: string | undefined }) {
  const { state, deeds, verbs, visit, onClose } = props;
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const word = useCodeWord();
  const known = visit === undefined ? undefined : state.visits[visit];
  const [need, setNeed] = useState<Need | "none" | undefined>(
    known?.protected === false ? "none" : known?.need,
  );
  const [kind, setKind] = useState<CustomerClass>("ordinary");
  const [issued, setIssued] = useState<Issued>();
  if (issued) return <IssuedDialog issued={issued} {...props} onAnother={() => setIssued(undefined)} />;
  const take = async (service: string) => {
    let answer: Issued | undefined;
    const wish = {
      service,
      channel: "lobby" as const,
      ...(kind === "ordinary" ? {} : { class: kind, reason: reasonOf(kind) }),
      ...(need === undefined ? {} : need === "none" ? { protected: false } : { need, protected: true }),
      ...(visit === undefined ? {} : { visit }),
    };
    const send = async () => (answer = await issue(state.branch.id, wish));
    const words = `${w("verb.issue")} ${state.services[service]?.name[spoken] ?? ""}`;
    if (await deeds.act("issue", words, send)) setIssued(answer);
  };
  return (
    <Dialog title={w("issueTitle")} onClose={onClose} wide>
      <p>{w("issueHow")}</p>
      <h3 className="cap">
        {w("issueNeed")} <small>{w("needUnasked")}</small>
      </h3>
      <Choices<Need | "none">
        label={w("issueNeed")}
        chosen={need}
        choices={[
          { value: "none" as const, label: w("needNone") },
          ...NEEDS.map((code) => ({ value: code, label: word("need", code) })),
        ]}
        onChoose={(value) => setNeed(value === need ? undefined : value)}
      />
      <h3 className="cap">{w("issueClass")}</h3>
      <Choices<CustomerClass>
        label={w("issueClass")}
        chosen={kind}
        choices={CLASSES.map((code) => ({ value: code, label: word("class", code) }))}
        onChoose={setKind}
      />
      {kind !== "ordinary" && (
        <p className="quiet">{w("classBecause", { why: w(`reason.${reasonOf(kind)}` as LobbyWord) })}</p>
      )}
      <h3 className="cap">{w("paperService")}</h3>
      <ServicesToTake {...props} onTake={(service) => void take(service)} />
      <Refusal verbs={verbs} of="issue" />
    </Dialog>
  );
}

function ServicesToTake({ state, onTake }: DialogProps & { onTake: (service: string) => void }) {
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const whyNot = (service: ServiceView) => {
    if (service.state === "stopped" || service.state === "closed") return w("stopped");
    if (service.state === "full") return w("full");
    return undefined;
  };
  const note = (service: ServiceView) =>
    service.state === "later" && service.from
      ? w("later", { time: hourMinute(service.from, state.branch.zone) })
      : estimateText(service.estimate, spoken);
  return (
    <Choices
      label={w("paperService")}
      choices={Object.values(state.services)
        .sort((a, b) => a.order - b.order)
        .map((one) => ({ value: one.id, label: one.name[spoken], small: note(one), off: whyNot(one) }))}
      onChoose={onTake}
    />
  );
}

function IssuedDialog({
  issued,
  onAnother,
  onClose,
}: DialogProps & { issued: Issued; onAnother: () => void }) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  return (
    <Dialog title={w("issued")} onClose={onClose}>
      <IssuedNumber issued={issued} />
      <div className="dialog-foot">
        <Btn onPress={onAnother}>{w("another")}</Btn>
        <Btn className="btn btn-primary" onPress={onClose}>
          {s("close")}
        </Btn>
      </div>
    </Dialog>
  );
}
