/** What a customer's file says. Pure. */
import { type Consent, CONTACTS, type CustomerFile, type Purpose } from "../../shared/verbs/customers";

const ended = ({ withdrawn_at }: Consent) => withdrawn_at !== undefined && withdrawn_at !== null;

/** Whether it holds: whoever takes one back takes back every earlier paper for the purpose and scope. */
export function holds(consents: readonly Consent[], one: Consent): boolean {
  const over = consents.filter(
    (each) => ended(each) && each.purpose === one.purpose && ["all", one.scope].includes(each.scope),
  );
  return (
    !ended(one) && over.every(({ withdrawn_at }) => Date.parse(one.given_at) > Date.parse(withdrawn_at!))
  );
}

/** What holds, latest first, and what is over. */
export function sorted(consents: readonly Consent[]): { now: Consent[]; over: Consent[] } {
  const latest = [...consents].sort((a, b) => Date.parse(b.given_at) - Date.parse(a.given_at));
  return {
    now: latest.filter((each) => holds(consents, each)),
    over: latest.filter((each) => !holds(consents, each)),
  };
}

const contacts = (purpose: Purpose) => (CONTACTS as readonly Purpose[]).includes(purpose);

/** What ends with a consent that is taken back: follow-ups, and needs that were kept. */
export function endsWith(file: CustomerFile, one: Consent): { followUps: number; needs: number } {
  const at = { ...one, withdrawn_at: new Date(8.64e15).toISOString() };
  const after = file.consents.map((each) => (each.id === one.id ? at : each));
  const left = after.filter((each) => each.scope === "all" && holds(after, each));
  const reached = left.some(({ purpose }) => contacts(purpose));
  const kept = left.some(({ purpose }) => purpose === "need_keep");
  return {
    followUps: contacts(one.purpose) && !reached ? file.follow_ups : 0,
    needs: one.purpose === "need_keep" && !kept ? file.needs.length : 0,
  };
}

/** Fen as yuan: `50,000`, with cents only where there are any. */
export function yuan(fen: number): string {
  const digits = fen % 100 === 0 ? 0 : 2;
  return (fen / 100).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
