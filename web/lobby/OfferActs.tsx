import { useWords } from "../shared/hooks";
import * as diversion from "../shared/verbs/diversion";
import type { OfferView, TicketView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

interface Props extends PartProps {
  offer: OfferView;
  ticket: TicketView;
  onDone?: () => void;
}

const OUTCOMES = ["done", "returned", "unknown"] as const satisfies diversion.Outcome[];

/** What became of it: unknown is an answer, too, and never counts as done. */
export function OfferActs({ offer, ticket, me, cut, deeds, onDone }: Props) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  if (!me.rights.includes("offer_diversion")) return null;
  const close = async (outcome: diversion.Outcome) => {
    const words = `${ticket.number} ${w(`outcome.${outcome}` as LobbyWord)}`;
    const send = () =>
      outcome === "returned"
        ? diversion.comeBack(offer.id, offer.version)
        : diversion.closeOffer(offer.id, offer.version, outcome);
    if (await deeds.act("close offer", words, send)) onDone?.();
  };
  return (
    <div className="ask-acts">
      {OUTCOMES.map((outcome) => (
        <Btn
          key={outcome}
          className={outcome === "done" ? "btn row-act btn-primary" : "btn row-act"}
          off={cut ? s("waitForLine") : undefined}
          onPress={() => void close(outcome)}
        >
          {w(`outcome.${outcome}` as LobbyWord)}
        </Btn>
      ))}
    </div>
  );
}
