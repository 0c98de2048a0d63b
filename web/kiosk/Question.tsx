import { useLanguage, useWords } from "../shared/hooks";
import { Hand, Warn } from "../shared/icons";
import type { Offering, Stand } from "./useOffer";
import { words } from "./words";

/**
 * Where would you like to be served? Two equal buttons, ordered by place; where the server lets
 * something be recommended, its own words and a plain yes or no. The number is kept either way.
 */
export function Question({ offering, stand }: { offering: Offering; stand: Stand & { name: "asked" } }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const { offer, place, unheard } = stand;
  const why = offer.equal ? undefined : offer.why?.[spoken];
  const off = offering.busy;
  return (
    <section className="code ask-where" aria-live="polite">
      <h2>{why ?? w("offerTitle")}</h2>
      <p>{w(offer.equal ? "offerBoth" : "offerKept")}</p>
      <div className="choice">
        <button className="btn" disabled={off} onClick={offering.decline}>
          {w(offer.equal ? "offerCounter" : "offerStay")}
        </button>
        <button className="btn" disabled={off} onClick={offering.accept}>
          {w(offer.equal ? `offer_${place}` : "offerYes")}
        </button>
      </div>
      {unheard ? (
        <p className="told" role="alert">
          <Warn />
          {w("offerOffline")}
        </p>
      ) : (
        place !== "open_counter" &&
        place !== "rm_desk" && (
          <button className="with-help" disabled={off} onClick={offering.withHelp}>
            <Hand />
            {w("offerWithHelp")}
          </button>
        )
      )}
    </section>
  );
}

/** The number was called meanwhile, or the place is gone. */
export function Over({ why }: { why: string }) {
  return (
    <section className="code ask-where" role="alert">
      <p className="told">
        <Warn />
        {why}
      </p>
    </section>
  );
}
