import { useState } from "react";
import { useWords } from "../shared/hooks";
import * as diversion from "../shared/verbs/diversion";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import type { HandProps } from "./parts";
import { counterWords } from "./words";

/** Whoever is in hand has a counter: they are only sent elsewhere who ask for it themselves. */
export function OfferButton({ me, ticket, verbs, cut }: HandProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const [refused, setRefused] = useState<{ of: string; why: diversion.WhyNot }>();
  const offer = () =>
    void verbs.run("offer", async () => {
      const { why_not } = await diversion.offer(ticket.id, ticket.version, { asked: true });
      setRefused(why_not && { of: ticket.id, why: why_not });
    });
  if (!me.rights.includes("offer_diversion") || ticket.number === "") return null;
  const whyNot = ticket.offer ? w("offerOpen") : undefined;
  return (
    <>
      <Btn className="btn" onPress={offer} off={cut ? s("waitForLine") : whyNot}>
        {w("offer")}
      </Btn>
      {refused?.of === ticket.id && <p className="quiet">{w(`offerNot.${refused.why}`)}</p>}
      <Refusal verbs={verbs} of="offer" />
    </>
  );
}

/** Another place, offered to whoever is in hand: their answer, which needs no reason. */
export function OfferLine({ ticket, verbs, cut }: HandProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const { offer } = ticket;
  if (!offer || offer.state !== "offered") return null;
  const { id, version, place, where } = offer;
  const off = cut ? s("waitForLine") : undefined;
  const run = (send: () => Promise<unknown>) => () => void verbs.run("offer-answer", send);
  return (
    <div className="row reopen">
      <Icon name="swap" />
      <span className="grow">
        {w("offered", { place: [w(`place.${place}`), where].filter(Boolean).join(" ") })}
      </span>
      <Refusal verbs={verbs} of="offer-answer" />
      <Btn onPress={run(() => diversion.accept(id, version))} off={off}>
        {w("offerAccept")}
      </Btn>
      <Btn onPress={run(() => diversion.decline(id, version))} off={off}>
        {w("offerDecline")}
      </Btn>
      <Btn onPress={run(() => diversion.withdraw(id, version))} off={off}>
        {w("offerWithdraw")}
      </Btn>
    </div>
  );
}
