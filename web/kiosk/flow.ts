/** Where a customer is on the kiosk, and what is therefore shown. */
import type { Live } from "../shared/stream";
import type { CheckedIn } from "../shared/verbs/bookings";
import type { Issued } from "../shared/verbs/tickets";
import type { KioskState, ServiceView } from "../shared/views";

/** `phone`: no paper wanted. `failed`: the number stays on screen to be photographed. */
export type Paper = "offered" | "phone" | "printing" | "printed" | "failed";

export type Page =
  | { name: "choose" }
  | { name: "taking"; service: string }
  /** `came`: by appointment; `called_from` is the slot, where it is still to come. */
  | { name: "ticket"; ticket: Issued; service: ServiceView; paper: Paper; came?: Came }
  | { name: "code" }
  | { name: "unavailable"; service: string }
  /** `key` is kept where nobody answered: the same attempt again takes no second number. */
  | { name: "refused"; service: string; title: string; key?: string };

export type Came = Pick<CheckedIn, "state" | "called_from">;

export const HOME: Page = { name: "choose" };

export type Scene =
  "opening" | "choose" | "checkin" | "ticket" | "refused" | "unavailable" | "closed" | "cut";

/** A number once given stays on screen whatever happens to the line; otherwise a cut goes before all. */
export function scene(live: Live<KioskState>, page: Page): Scene {
  if (page.name === "ticket" || page.name === "refused") return page.name;
  if (live.refused && !live.state) return "opening"; // not enrolled: no customer's matter
  if (live.line === "cut") return "cut";
  if (!live.state) return "opening";
  const service = page.name === "unavailable" ? live.state.services[page.service] : undefined;
  if (service && service.state !== "open") return "unavailable";
  if (page.name === "code" && live.state.day.state !== "closed") return "checkin"; // kept also when numbers have ended
  return isShut(live.state) ? "closed" : "choose";
}

/** Nothing can be taken now or later today. Before doors open numbers may already be given. */
function isShut({ day, services }: KioskState): boolean {
  if (day.state === "closed") return true;
  return Object.values(services).every((service) => service.state === "closed");
}

/** Idle seconds after which the start page returns; a question that stands is given its time. */
export function patience(page: Page, large: boolean, asked = false): number {
  if (page.name === "ticket" && page.paper === "printed" && !asked) return large ? 30 : 12;
  return large ? 90 : 25;
}

export function inOrder(services: Record<string, ServiceView>): ServiceView[] {
  return Object.values(services).sort((one, other) => one.order - other.order);
}

export type TicketOnScreen = Extract<Page, { name: "ticket" }>;
