import { useEffect, useRef, useState } from "react";
import { Problem } from "../shared/api";
import { accept, comeBack, decline, offer, type OfferNow, withdraw } from "../shared/verbs/diversion";
import type { DiversionPlace } from "../shared/views";
import type { Page } from "./flow";

/**
 * `asked`: the question stands. `away`: accepted, the number stands aside in its place; `unheard`: nobody
 * answered the last touch. `over`: it can no longer be had, and why.
 */
export type Stand =
  | { name: "asked"; offer: OfferNow; place: DiversionPlace; unheard?: true }
  | {
      name: "away";
      offer: string;
      version: number;
      place: DiversionPlace;
      where: string;
      unheard?: true;
    }
  | { name: "over"; why: string };

export interface Offering {
  stand: Stand | undefined;
  busy: boolean;
  accept: () => void;
  decline: () => void;
  withHelp: () => void;
  comeBack: () => void;
}

/**
 * Another place, for a number that was taken by choosing a service. Whether anything is offered the
 * server decides; in large print it isn't even asked. A question that nobody answered is taken back
 * when the page is left, unless it goes on standing on the customer's phone.
 */
export function useOffer(page: Page, large: boolean, onHelpCalled: () => void): Offering {
  const ticket = page.name === "ticket" && !page.came && !large ? page.ticket : undefined;
  const onPhone = page.name === "ticket" && page.paper === "phone";
  const [state, setState] = useState<{ ticket: string; stand: Stand | undefined }>();
  const [busy, setBusy] = useState(false);
  const running = useRef(false); // two touches within one frame are one
  const open = useRef<OfferNow | undefined>(undefined);
  const phone = useRef(onPhone);
  useEffect(() => {
    phone.current = onPhone;
  }, [onPhone]);

  useEffect(() => {
    if (!ticket) return;
    let left = false;
    offer(ticket.id, ticket.version).then(
      (made) => {
        if (made.state !== "offered" || !made.place) return;
        if (left) return takeBack(made);
        open.current = made;
        setState({ ticket: ticket.id, stand: { name: "asked", offer: made, place: made.place } });
      },
      () => undefined, // the number stands; nobody misses what was never offered
    );
    return () => {
      left = true;
      if (open.current && !phone.current) takeBack(open.current);
      open.current = undefined;
    };
  }, [ticket]);

  const stand = ticket && state?.ticket === ticket.id ? state.stand : undefined;
  const show = (next: Stand | undefined) => ticket && setState({ ticket: ticket.id, stand: next });

  async function run(act: () => Promise<void>) {
    if (running.current || !stand) return;
    running.current = true;
    setBusy(true);
    try {
      await act();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.offline && stand.name !== "over") return show({ ...stand, unheard: true });
      open.current = undefined;
      show({ name: "over", why: problem.message });
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  async function go(made: OfferNow) {
    const moved = await accept(made.id, made.version);
    open.current = undefined;
    const where = { place: made.place ?? "smart", where: made.where ?? "" };
    show({ name: "away", offer: moved.id, version: moved.version, ...where });
  }

  /** The customer's own wish: what we asked is taken back, and somebody is called to go along. */
  async function goWithHelp(made: OfferNow) {
    const back = await withdraw(made.id, made.version);
    open.current = undefined;
    show(undefined);
    const own = await offer(back.ticket.id, back.ticket.version, { asked: true });
    onHelpCalled();
    if (own.state === "offered") await go(own);
  }

  const asked = stand?.name === "asked" ? stand.offer : undefined;
  const away = stand?.name === "away" ? stand : undefined;
  return {
    stand,
    busy,
    accept: () => void run(async () => asked && (await go(asked))),
    withHelp: () => void run(async () => asked && (await goWithHelp(asked))),
    decline: () =>
      void run(async () => {
        if (!asked) return;
        await decline(asked.id, asked.version);
        open.current = undefined;
        show(undefined);
      }),
    comeBack: () =>
      void run(async () => {
        if (!away) return;
        await comeBack(away.offer, away.version);
        show(undefined);
      }),
  };
}

function takeBack(made: OfferNow): void {
  withdraw(made.id, made.version).catch(() => undefined); // it may have been answered, or the number called
}
