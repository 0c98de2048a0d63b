import { expect, test } from "vitest";
import type { Consent, CustomerFile } from "../../shared/verbs/customers";
import { endsWith, holds, sorted, yuan } from "./model";

const consent = (id: string, more: Partial<Consent> = {}): Consent => ({
  id,
  purpose: "contact_phone",
  scope: "all",
  notice: "2026-1",
  evidence: "signed_form",
  reference: `QY-${id}`,
  given_at: `2026-11-0${id}T02:00:00Z`,
  ...more,
});
const file = (consents: Consent[], more: Partial<CustomerFile> = {}): CustomerFile => ({
  id: "k1",
  version: 1,
  customer_class: "ordinary",
  name: "",
  needs: [],
  numbers: [],
  consents,
  holdings: [],
  as_of: "2026-11-20",
  follow_ups: 2,
  ...more,
});

test("whoever takes one back takes back every earlier paper for the purpose", () => {
  const first = consent("1");
  const taken = consent("2", { withdrawn_at: "2026-11-03T02:00:00Z" });
  const later = consent("4");
  const sms = consent("1", { id: "s", purpose: "contact_sms" });
  const all = [first, taken, later, sms];
  expect(all.map((one) => holds(all, one))).toEqual([false, false, true, true]);
  expect(sorted(all).now.map(({ id }) => id)).toEqual(["4", "s"]);
});

test("follow-ups end with the last consent to contact, needs with the last to keep them", () => {
  const phone = consent("1");
  const sms = consent("2", { purpose: "contact_sms" });
  const need = consent("3", { purpose: "need_keep" });
  expect(endsWith(file([phone, need]), phone)).toEqual({ followUps: 2, needs: 0 });
  expect(endsWith(file([phone, sms]), phone)).toEqual({ followUps: 0, needs: 0 });
  expect(endsWith(file([need], { needs: ["elder"] }), need)).toEqual({ followUps: 0, needs: 1 });
});

test("sums without needless cents", () => {
  expect([yuan(5_000_000), yuan(123), yuan(0)]).toEqual(["50,000", "1.23", "0"]);
});
