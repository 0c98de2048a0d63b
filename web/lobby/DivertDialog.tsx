import { useLanguage, useStore, useWords } from "../shared/hooks";
import * as diversion from "../shared/verbs/diversion";
import type { DiversionPlace, OfferView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { FurtherWait } from "../staff/FurtherWait";
import { Refusal } from "../staff/Refusal";
import { Sentence } from "../staff/Sentence";
import { staffWords } from "../staff/words";
import { freeCounterFor } from "./asks";
import { Choices } from "../staff/Choices";
import type { SubjectDialogProps } from "./parts";
import { OfferActs } from "./OfferActs";
import { useOffer } from "./railActs";
import { UndoLine } from "./UndoLine";
import { useBecause } from "./useBecause";
import { useLobbyCode } from "./useLobbyCode";
import { usePlace } from "./usePlace";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

const DECLINES: diversion.Decline[] = [
  "prefers_person",
  "not_used_to",
  "nearly_my_turn",
  "did_not_work",
  "other",
];

/** Another place, as an offer with an answer; nothing is pressed on anybody, and no reason is asked for. */
export function DivertDialog(props: SubjectDialogProps) {
  const { subject, verbs, deeds, onClose } = props;
  const offered = useStore(deeds).done[0]?.undone ? undefined : props.offered;
  const w = useWords(lobbyWords);
  const offer = useOffer(props);
  const whyNot = useWhyNot(props);
  const { ticket } = subject;
  if (!ticket) return null;
  const open = ticket.offer ?? standing(offered);
  return (
    <Dialog title={w("divertTitle", { number: subject.number })} onClose={onClose}>
      <FurtherWait ahead={props.ahead} ticket={ticket.id} />
      {open?.state === "offered" && <Offered {...props} open={open} />}
      {open?.state === "accepted" && (
        <section className="told">
          <Place {...open} />
          <OfferActs {...props} ticket={ticket} offer={open} onDone={onClose} />
        </section>
      )}
      {!open && (
        <section className="told">
          <p>{whyNot}</p>
          <Asked {...props} onAsk={() => void offer(subject, true)} />
        </section>
      )}
      <UndoLine deeds={deeds} />
      <Refusal verbs={verbs} of={["offer", "answer offer", "close offer", "undo"]} />
    </Dialog>
  );
}

/** The answer of the verb, until the picture shows the offer itself. */
function standing(offered: diversion.OfferNow | undefined): OfferView | undefined {
  if (offered?.state !== "offered" || !offered.place) return undefined;
  const { id, place, where, version } = offered;
  return { id, place, version, state: "offered", ...(where === undefined ? {} : { where }) };
}

function Place({ place, where }: { place: DiversionPlace; where?: string | undefined }) {
  const name = usePlace();
  return <h3>{name(place, where)}</h3>;
}

function Offered(props: SubjectDialogProps & { open: OfferView }) {
  const { open, offered, subject, state, me, deeds, cut, onClose } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const because = useBecause();
  const off = cut ? s("waitForLine") : undefined;
  const run = async (word: LobbyWord, send: () => Promise<diversion.OfferMoved>, back = false) => {
    const undo = (moved: diversion.OfferMoved) => diversion.comeBack(moved.id, moved.version);
    const words = `${w(word)} ${subject.number}`;
    if (await deeds.act("answer offer", words, send, ...(back ? [undo] : []))) onClose();
  };
  return (
    <section className="told" aria-live="polite">
      <Place {...open} />
      <Sentence
        me={me}
        branch={state.branch.id}
        of={{ visit: subject.visit, moment: "divert" }}
        why={offered?.why?.[spoken]}
        because={because(offered?.because)}
        cut={cut}
      />
      <p>{w("offerHow")}</p>
      <div className="ask-acts">
        <Btn
          className="btn row-act btn-primary"
          off={off}
          onPress={() => void run("accept", () => diversion.accept(open.id, open.version), true)}
        >
          {w("accept")}
        </Btn>
        <Btn
          className="btn row-act"
          off={off}
          onPress={() => void run("decline", () => diversion.decline(open.id, open.version))}
        >
          {w("decline")}
        </Btn>
        <Btn
          className="btn row-act"
          off={off}
          onPress={() => void run("withdraw", () => diversion.withdraw(open.id, open.version))}
        >
          {w("withdraw")}
        </Btn>
      </div>
      <h3 className="cap">{w("declineWhy")}</h3>
      <Choices<diversion.Decline>
        label={w("declineWhy")}
        choices={DECLINES.map((value) => ({ value, label: w(`decline.${value}` as LobbyWord), off }))}
        onChoose={(reason) => void run("decline", () => diversion.decline(open.id, open.version, reason))}
      />
    </section>
  );
}

function useWhyNot({ subject, state, offered }: SubjectDialogProps): string {
  const w = useWords(lobbyWords);
  const code = useLobbyCode();
  const { ticket } = subject;
  if (offered?.why_not) return code("whyNot", offered.why_not);
  if (ticket?.protected) return w("whyNot.protected");
  return w(ticket && freeCounterFor(state, ticket) ? "whyNot.counter_free" : "whyNot.unknown");
}

/** Whoever asks of their own accord is helped there: the server writes it down as their wish. */
function Asked({ offered, cut, onAsk }: SubjectDialogProps & { onAsk: () => void }) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  if (offered?.why_not === "no_place") return null;
  return (
    <Btn className="btn option" off={cut ? s("waitForLine") : undefined} onPress={onAsk}>
      {w("askedThemselves")}
      <small>{w("askedHow")}</small>
    </Btn>
  );
}
