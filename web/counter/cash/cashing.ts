/** Large cash at a counter: which wish is whose, and what is left to be answered. Pure. */
import type { CashAsked, Wish } from "../../shared/verbs/cash";
import { isOpen } from "../../staff/cash/model";

/** What was asked for with this number: the last, should there be several. */
export const wishOf = (wishes: readonly Wish[], ticket: string): Wish | undefined =>
  wishes.filter((each) => each.ticket === ticket).at(-1);

/** Today's reservations that are still to be paid, one of which may be this customer's. */
export const reservedToday = (wishes: readonly Wish[]) =>
  wishes.filter((each) => each.reserved && isOpen(each));

export type Stage = "asking" | "pay" | "choose" | "held" | "police" | "rest" | "over";

/** What the teller does now; what the table said holds until something has changed the wish. */
export function stageOf(wish: Wish | undefined, asked: CashAsked | undefined): Stage {
  if (!wish) return "asking";
  if (wish.state === "held_for_fraud_check") return "held";
  if (wish.state === "police_referred") return "police";
  if (wish.state === "partly_paid") return "rest";
  if (!isOpen(wish)) return "over";
  if (asked?.id !== wish.id || asked.version !== wish.version) return "asking";
  return asked.action === "pay" ? "pay" : "choose";
}

/** A part is more than nothing and less than what is left, in whole yuan. */
export const isPart = (yuan: number | undefined, { left_fen = 0 }: Pick<Wish, "left_fen">) =>
  yuan !== undefined && yuan * 100 < left_fen;

/** At which moment something may be said beside it; none where the payment needs no words. */
export function momentOf(stage: Stage, { state }: Pick<Wish, "state">): string | undefined {
  if (stage === "choose") return "cash_choice";
  if (stage === "rest") return "cash_part";
  return stage === "over" && state === "converted_to_transfer" ? "cash_transfer" : undefined;
}
