/** What a teller can do now, for the large screen and the small window alike. Each is one tap. */
import * as seats from "../shared/verbs/counters";
import * as help from "../shared/verbs/help";
import * as tickets from "../shared/verbs/tickets";
import type { CounterState, TicketView } from "../shared/views";
import type { Verbs } from "../staff/verbs";
import { awaited, callOf, inHand } from "./model";
import { referralOf } from "./referring";

export type Off =
  | "cut"
  | "called_only"
  | "serving_only"
  | "recalls_up"
  | "wait"
  | "nobody"
  | "not_open"
  | "not_arrived"
  | "held"
  | "talk"
  | "referred";

/** One verb: how to do it, or why not now. */
export interface Act {
  run: () => Promise<boolean>;
  off?: Off;
  wait?: number; // seconds until it may be done
  done?: boolean; // it was, for this customer
}

export interface Acts {
  callNext: Act;
  arrive: Act;
  recall: Act;
  pass: Act;
  rate: Act;
  finish: Act;
  transfer: Act; // opens the choice; run does nothing
  addBusiness: Act;
  refer: Act; // leads to the two taps
  help: Act;
}

const OFF = {
  cut: "cut",
  nobody: "nobody",
  not_yet: "nobody",
  not_open: "not_open",
  not_arrived: "not_arrived",
  held: "held",
  talk: "talk",
} as const;
const nothing = () => Promise.resolve(false);

export function actsOf(state: CounterState, verbs: Verbs, now: number, cut: boolean, branch: string): Acts {
  const hand = inHand(state);
  const wait = hand && awaited(hand, now);
  const send = (
    verb: string,
    ticket: TicketView | undefined,
    post: (ticket: TicketView) => Promise<unknown>,
  ) => (ticket ? () => verbs.run(verb, () => post(ticket)) : nothing);
  const act = (run: () => Promise<boolean>, off: Off | undefined, seconds = 0): Act => ({
    run,
    ...(cut ? { off: "cut" as const } : off ? { off } : {}),
    ...(seconds > 0 ? { wait: seconds } : {}),
  });
  const called = hand?.state === "called" ? undefined : ("called_only" as const);
  const serving = hand?.state === "serving" ? undefined : ("serving_only" as const);
  const call = callOf(state, cut, now);
  return {
    callNext: act(
      () => verbs.run("call", () => seats.callNext(state.seat.id, state.seat.version)),
      call.can ? undefined : OFF[call.why],
    ),
    arrive: act(
      send("arrive", hand, (ticket) => tickets.arrive(ticket.id, ticket.version)),
      called,
    ),
    recall: act(
      send("recall", hand, (ticket) => tickets.recall(ticket.id, ticket.version)),
      called ?? (wait && !wait.recallable ? "recalls_up" : wait && wait.recallIn > 0 ? "wait" : undefined),
      wait?.recallIn,
    ),
    pass: act(
      send("pass", hand, (ticket) => tickets.noShow(ticket.id, ticket.version)),
      called ?? (wait && wait.passIn > 0 ? "wait" : undefined),
      wait?.passIn,
    ),
    rate: act(
      send("rate", hand, (ticket) => tickets.askRating(ticket.id, ticket.version)),
      serving,
    ),
    finish: act(
      send("finish", hand, (ticket) => tickets.finish(ticket.id, ticket.version)),
      hand ? undefined : "serving_only",
    ),
    transfer: act(nothing, hand ? undefined : "serving_only"),
    addBusiness: act(nothing, hand ? undefined : "serving_only"),
    refer: act(nothing, serving ?? (referralOf(state, hand) ? "referred" : undefined)),
    help: act(
      () => verbs.run("help", () => help.askHelp(branch, hand?.number ? { ticket: hand.id } : {})),
      undefined,
    ),
  };
}
