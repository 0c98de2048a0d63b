import { useState } from "react";
import { hourMinute, monotonic } from "../shared/clock";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import * as guidance from "../shared/verbs/guidance";
import * as tickets from "../shared/verbs/tickets";
import type { SeatView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { Sentence } from "../staff/Sentence";
import { Tags } from "../staff/Tags";
import { UNDO_MS } from "../staff/time";
import { staffWords } from "../staff/words";
import { Choices } from "../staff/Choices";
import { canSendTo, countersOn } from "./cashing";
import type { SubjectDialogProps } from "./parts";
import { PromiseActs, PromiseLine } from "./PromiseActs";
import { useOffer } from "./railActs";
import { promiseOf } from "./subject";
import { UndoLine } from "./UndoLine";
import { useBecause } from "./useBecause";
import { useLobbyCode } from "./useLobbyCode";
import { useSubjectName } from "./useSubjectName";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

const BUSINESSES: guidance.Business[] = [
  "small_cash",
  "large_cash",
  "non_cash",
  "fee",
  "opening",
  "wealth",
  "corporate",
  "other",
];
const CASH_PATHS = new Set(["cash_choice", "vip_zone"]); // where it matters whether cash was reserved
const SENT = new Set(["vip_counter", "vip_zone"]); // to one certain counter
const REPLIES: Exclude<guidance.Reply, "unasked">[] = ["willing", "no_time", "refuses"];

/** What the table says for this customer, why, and what to do next; their reply decides anew. */
export function GuideDialog(props: SubjectDialogProps) {
  const { subject, state, verbs, deeds, cut, onClose } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const name = useSubjectName()(subject);
  const { guided, said, again } = useGuiding(props);
  const refused = useStore(verbs).refused?.problem.code === "refused_contact";
  const awaited = guided ? undefined : promiseOf(state, subject.visit);
  const off = cut ? s("waitForLine") : undefined;
  return (
    <Dialog title={w("guideTitle", { name })} onClose={onClose} wide>
      {subject.protected && (
        <p className="cared">
          <Tags of={subject} />
          <span>{w("careHow")}</span>
        </p>
      )}
      {guided && <Told {...props} guided={guided} business={said.business} />}
      {awaited && (
        <section className="told">
          <PromiseLine {...props} promise={awaited} />
          <div className="ask-acts">
            <PromiseActs {...props} promise={awaited} />
            <Btn className="btn row-act" off={off} onPress={() => void again({ reply: "refuses" })}>
              {w("reply.refuses")}
            </Btn>
          </div>
        </section>
      )}
      {guided && (
        <>
          <h3 className="cap">{w("replyTitle")}</h3>
          <Choices<guidance.Reply>
            label={w("replyTitle")}
            chosen={said.reply ?? "unasked"}
            choices={REPLIES.map((value) => ({ value, label: w(`reply.${value}` as LobbyWord), off }))}
            onChoose={(reply) => void again({ reply })}
          />
        </>
      )}
      {guided && CASH_PATHS.has(guided.path) && (
        <Btn
          className="btn option"
          aria-pressed={said.reserved ?? false}
          onPress={() => void again({ business: "large_cash", reserved: !said.reserved })}
          off={off}
        >
          {w("cashReserved")}
        </Btn>
      )}
      {refused && (
        <Btn className="btn option" onPress={() => void again({ asked: true })} off={off}>
          {w("askedThemselves")}
        </Btn>
      )}
      {!awaited && (
        <>
          <h3 className="cap">{w(guided ? "businessOther" : "businessFirst")}</h3>
          <Choices<guidance.Business | "">
            label={w("businessFirst")}
            chosen={said.business ?? ""}
            choices={BUSINESSES.map((value) => ({ value, label: w(`business.${value}` as LobbyWord), off }))}
            onChoose={(business) => void again(business ? { business } : {})}
          />
        </>
      )}
      <UndoLine deeds={deeds} />
      <Refusal verbs={verbs} of={["guide", "promise", "undo", "transfer"]} />
    </Dialog>
  );
}

/** The guidance on show, and how it is asked for again once the customer has said more. */
function useGuiding({ subject, guided: first, deeds }: SubjectDialogProps) {
  const w = useWords(lobbyWords);
  const name = useSubjectName()(subject);
  const [shown, setShown] = useState(() => ({ guided: first, since: monotonic() }));
  const [said, setSaid] = useState<guidance.Guiding>({});
  const guided = useStore(deeds).done[0]?.undone ? undefined : shown.guided;
  const again = async (more: guidance.Guiding) => {
    const asked = { ...said, ...more };
    const { since } = shown;
    let answer: guidance.Guided | undefined;
    let sent = false; // a tap within a breath of the last one is none
    const send = async () => {
      sent = true;
      const before = guided && guided.state !== "told" ? guided : undefined;
      const mistaken = before && monotonic() - since < UNDO_MS;
      if (mistaken) {
        await guidance.undoGuidance(before.id, before.version);
        setShown({ guided: undefined, since });
      }
      const instead = before && !mistaken ? { instead: before.id } : {};
      return (answer = await guidance.guide(subject.visit, { ...asked, ...instead }));
    };
    const undo = ({ id, version }: guidance.Guided) => guidance.undoGuidance(id, version);
    const worked = await deeds.act("guide", `${w("verb.guide")} ${name}`, send, undo);
    if (sent) setSaid(asked);
    if (worked) setShown({ guided: answer, since: monotonic() });
  };
  return { guided, said, again };
}

/** The number keeps its place; and the slip that being led makes, or why it makes none. */
function LedLines({ guided, subject }: { guided: guidance.Guided; subject: SubjectDialogProps["subject"] }) {
  const w = useWords(lobbyWords);
  const code = useLobbyCode();
  return (
    <>
      {subject.ticket && <p>{w("numberKept", { number: subject.ticket.number })}</p>}
      {guided.referral && <p>{w("alsoReferred")}</p>}
      {guided.only_guided && <p>{w("onlyGuided", { why: code("onlyGuided", guided.only_guided) })}</p>}
    </>
  );
}

type ToldProps = SubjectDialogProps & { guided: guidance.Guided; business: guidance.Business | undefined };

function Told(props: ToldProps) {
  const { guided, business, subject, state, cut, me, ask } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const code = useLobbyCode();
  const offer = useOffer(props);
  const because = useBecause();
  const seat = guided.desk ? state.seats[guided.desk] : undefined;
  const { zone } = state.branch;
  const counters = countersOn(guided.path, state, subject.ticket);
  const place = counters.map(({ number }) => s("counter", { n: number })).join(s("and"));
  const books = guided.next === "ask_how" && me.rights.includes("book");
  const off = cut ? s("waitForLine") : undefined;
  const next = {
    offer: subject.ticket && (() => void offer(subject)),
    issue: () => ask({ kind: "issue", visit: subject.visit }),
    transfer: subject.ticket && (() => ask({ kind: "transfer", ticket: subject.id })),
  }[guided.next];
  return (
    <section className="told" aria-live="polite">
      <h3>{code("path", guided.path)}</h3>
      <Sentence
        me={me}
        branch={state.branch.id}
        of={{ visit: subject.visit, moment: guided.path, ...(business ? { business } : {}) }}
        why={guided.why[spoken]}
        because={because(guided.because)}
        cut={cut}
      />
      <p>
        <b>{w("nextStep")}</b> {code("next", guided.next)}
        {seat && ` · ${s("counter", { n: seat.number })} ${seat.staff?.name ?? ""}`}
        {place && ` · ${place}`}
      </p>
      {guided.guard && <p>{s("heldHow")}</p>}
      {guided.until && <p>{w("heldUntil", { time: hourMinute(guided.until, zone) })}</p>}
      {guided.state === "led" && <LedLines guided={guided} subject={subject} />}
      {guided.asks_at && <p>{w("asksAt", { time: hourMinute(guided.asks_at, zone) })}</p>}
      <SendTo {...props} counters={counters} />
      {books && (
        <Btn className="btn btn-primary row-act" onPress={() => ask({ kind: "cash" })} off={off}>
          {w("verb.cash")}
        </Btn>
      )}
      {next && (
        <Btn className="btn btn-primary row-act" onPress={next} off={off}>
          {code("next", guided.next)}
        </Btn>
      )}
    </section>
  );
}

type SendProps = SubjectDialogProps & { guided: guidance.Guided; counters: SeatView[] };

/** One tap to the counter that the path names, where it does this number's business. */
function SendTo({ guided, subject, counters: [seat], deeds, cut, onClose }: SendProps) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const { ticket } = subject;
  if (!SENT.has(guided.path) || !seat || !ticket || !canSendTo(seat, ticket)) return null;
  const place = s("counter", { n: seat.number });
  const send = async () => {
    const to = () => tickets.transfer(ticket.id, ticket.version, { counter: seat.id });
    if (await deeds.act("transfer", `${ticket.number} → ${place}`, to)) onClose();
  };
  return (
    <Btn
      className="btn btn-primary row-act"
      onPress={() => void send()}
      off={cut ? s("waitForLine") : undefined}
    >
      {w("sendTo", { place })}
    </Btn>
  );
}
