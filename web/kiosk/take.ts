import { Problem } from "../shared/api";
import { uuid } from "../shared/base";
import { language } from "../shared/language";
import { issue } from "../shared/verbs/tickets";
import type { KioskState } from "../shared/views";
import type { Page } from "./flow";

/** One touch, one number: where nobody answered, the same attempt can be made again. */
export async function takeNumber(
  state: KioskState | undefined,
  id: string,
  go: (page: Page) => void,
  key: string = uuid(),
): Promise<void> {
  const service = state?.services[id];
  if (!state || !service) return;
  if (service.state !== "open") return go({ name: "unavailable", service: id });
  go({ name: "taking", service: id });
  try {
    const ticket = await issue(
      state.branch.id,
      { service: id, language: language.get(), channel: "kiosk" },
      { key },
    );
    go({ name: "ticket", ticket, service, paper: "offered" });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    go({ name: "refused", service: id, title: problem.message, ...(problem.offline ? { key } : {}) });
  }
}
