import { Problem } from "../shared/api";
import { uuid } from "../shared/base";
import { language } from "../shared/language";
import { issue } from "../shared/verbs/tickets";
import type { KioskState } from "../shared/views";
import type { Page } from "./flow";

/**
 * One touch, one number: where nobody answered, the same attempt can be made again, and `true` says so.
 * `visit` is the one that the customer's card began; `passbook`: the business is done with one.
 */
export async function takeNumber(
  state: KioskState | undefined,
  id: string,
  go: (page: Page) => void,
  { key = uuid(), visit, passbook }: { key?: string; visit?: string; passbook?: boolean } = {},
): Promise<boolean> {
  const service = state?.services[id];
  if (!state || !service) return true;
  if (service.state !== "open") {
    go({ name: "unavailable", service: id });
    return true;
  }
  go({ name: "taking", service: id });
  try {
    const ticket = await issue(
      state.branch.id,
      {
        service: id,
        language: language.get(),
        channel: "kiosk",
        ...(visit && { visit }),
        ...(passbook && { need: "passbook" }),
      },
      { key },
    );
    go({ name: "ticket", ticket, service, paper: "offered" });
    return false;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    go({ name: "refused", service: id, title: problem.message, ...(problem.offline ? { key } : {}) });
    return problem.offline;
  }
}
