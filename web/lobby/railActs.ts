import { useWords } from "../shared/hooks";
import * as diversion from "../shared/verbs/diversion";
import * as guidance from "../shared/verbs/guidance";
import * as help from "../shared/verbs/help";
import * as visits from "../shared/verbs/visits";
import type { TicketView } from "../shared/views";
import type { Deeds } from "./deeds";
import type { PartProps } from "./parts";
import { promiseOf, type Subject, toGreet } from "./subject";
import { useSubjectName } from "./useSubjectName";
import type { Offered, RailVerb } from "./verbs";
import { lobbyWords } from "./words";

/** What a tap in the rail does: verbs act at once, and their answer says what to do next. */
export function useRailActs(
  props: PartProps,
): (one: Pick<Offered<RailVerb>, "verb" | "unoffered">) => unknown {
  const { state, subject, now, deeds, ask } = props;
  const w = useWords(lobbyWords);
  const greet = useGreet(props);
  const guide = useGuide(props);
  const offer = useOffer(props);
  return ({ verb, unoffered }) => {
    if (verb === "help") {
      navigator.vibrate?.(60);
      const about = subject?.ticket?.number ? { ticket: subject.ticket.id } : {};
      return deeds.act("help", w("helpSent"), () => help.askHelp(state.branch.id, about));
    }
    if (verb === "greet") return greet(subject?.ticket ?? firstToGreet(state, now, deeds));
    if (!subject) return undefined;
    if (verb === "guide") return guide(subject);
    if (verb === "divert" && !unoffered && !subject.ticket?.offer) return offer(subject);
    return ask({ kind: verb, subject: subject.id });
  };
}

/** Whoever came first and was not greeted, on this tablet either while the line is cut. */
function firstToGreet(state: PartProps["state"], now: number, deeds: Deeds): TicketView | undefined {
  const kept = deeds.get().pending.map((one) => (one.kept.what === "greet" ? one.kept.ticket : undefined));
  return toGreet(state, now).find(({ id }) => !kept.includes(id));
}

type Greeting = Pick<PartProps, "state" | "cut" | "deeds" | "choose">;

/** Greets whoever has a number, or somebody new at the door, whom the next verbs then mean; kept while cut. */
export function useGreet({ state, cut, deeds, choose }: Greeting) {
  const w = useWords(lobbyWords);
  return (ticket?: { id: string; number: string }) => {
    const words = `${w("verb.greet")} ${ticket?.number || w("newAtDoor")}`;
    const whom = ticket ? { ticket: ticket.id } : {};
    if (cut) return deeds.keepTap({ what: "greet", ...whom }, words);
    const send = async () => {
      const greeted = await visits.greet(state.branch.id, whom);
      if (!ticket) choose(greeted.visit);
      return greeted;
    };
    return deeds.act("greet", words, send, ({ visit }) => visits.undoGreeting(visit));
  };
}

type Guiding = Pick<PartProps, "state" | "deeds" | "ask">;

/** Asks the table for whoever has a number; without one it first asks what they came for. */
export function useGuide({ state, deeds, ask }: Guiding) {
  const w = useWords(lobbyWords);
  const name = useSubjectName();
  return async (subject: Subject, said: guidance.Guiding = {}) => {
    const show = (guided?: guidance.Guided) =>
      ask({ kind: "guide", subject: subject.id, ...(guided ? { guided } : {}) });
    const unsure = !subject.ticket && said.business === undefined;
    if (unsure || promiseOf(state, subject.visit)) return show();
    let guided: guidance.Guided | undefined;
    const send = async () => (guided = await guidance.guide(subject.visit, said));
    const undo = ({ id, version }: guidance.Guided) => guidance.undoGuidance(id, version);
    await deeds.act("guide", `${w("verb.guide")} ${name(subject)}`, send, undo);
    show(guided);
  };
}

/** Offers another place at once; the answer says which, or why none. */
export function useOffer({ deeds, ask }: Pick<PartProps, "deeds" | "ask">) {
  const w = useWords(lobbyWords);
  return async ({ id, ticket }: Subject, asked = false) => {
    if (!ticket) return;
    let now: diversion.OfferNow | undefined;
    const send = async () => (now = await diversion.offer(ticket.id, ticket.version, asked ? { asked } : {}));
    const undo = (answer: diversion.OfferNow) => diversion.withdraw(answer.id, answer.version);
    const words = `${w("verb.divert")} ${ticket.number}`;
    await deeds.act("offer", words, send, undo, ({ state }) => state === "offered");
    ask({ kind: "divert", subject: id, ...(now ? { offered: now } : {}) });
  };
}
