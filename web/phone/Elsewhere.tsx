import { branchTime } from "../shared/clock";
import { useNow, useWords } from "../shared/hooks";
import { Back, Clock, Tick } from "../shared/icons";
import { accept, closeOffer, comeBack, decline } from "../shared/verbs/diversion";
import type { OwnOfferView } from "../shared/views";
import type { Page } from "./parts";
import { Foot } from "./Foot";
import { OwnHead } from "./OwnHead";
import { HelpButton } from "./HelpButton";
import { words } from "./words";

interface Props extends Page {
  offer: OwnOfferView;
}

/** Another place is offered: a question with two answers of the same size, and no advice between them. */
export function Offered({ offer, verb }: Props) {
  const w = useWords(words);
  return (
    <section className="card offered" aria-live="polite">
      <h2>{w(offer.equal ? "offerTitle" : `ask_${offer.place}`)}</h2>
      <p>{w("offerKept")}</p>
      <div className="two even">
        <button
          className="btn"
          disabled={verb.off}
          onClick={() => void verb.run(() => decline(offer.id, offer.version))}
        >
          {w(offer.equal ? "offerCounter" : "offerStay")}
        </button>
        <button
          className="btn"
          disabled={verb.off}
          onClick={() => void verb.run(() => accept(offer.id, offer.version))}
        >
          {w(offer.equal ? `at_${offer.place}` : "offerYes")}
        </button>
      </div>
    </section>
  );
}

/** Gone there: the number is kept. After a while the page asks what came of it. */
export function Away(page: Props) {
  const { live, verb, offer } = page;
  const w = useWords(words);
  const now = useNow(1000);
  const asks =
    offer.asks_at !== undefined && live.clock && branchTime(live.clock, now) >= Date.parse(offer.asks_at);
  return (
    <main className="screen plain">
      <OwnHead {...page} />
      <section className={`card held${asks ? " asks" : ""}`} role="status">
        <span className="badge">
          <Clock />
        </span>
        <h2>{w(asks ? "awayAsks" : "awayKept")}</h2>
        <p className={asks ? "" : "where"}>
          {w(asks ? "awayAsksMore" : `go_${offer.place}`, { where: offer.where ?? "" })}
        </p>
        {!asks && <p className="rule">{w("awayBack")}</p>}
        <div className="both">
          <button
            className="btn"
            disabled={verb.off}
            onClick={() => void verb.run(() => comeBack(offer.id, offer.version))}
          >
            <Back />
            {w("awayReturn")}
          </button>
          <button
            className="btn"
            disabled={verb.off}
            onClick={() => void verb.run(() => closeOffer(offer.id, offer.version, "done"))}
          >
            <Tick />
            {w("awayDone")}
          </button>
        </div>
      </section>
      <div className="acts one">
        <HelpButton {...page} />
      </div>
      <Foot {...page} />
    </main>
  );
}
