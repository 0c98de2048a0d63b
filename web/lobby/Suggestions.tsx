import { useState } from "react";
import { useLanguage, useNow, useStore, useWords } from "../shared/hooks";
import { LANGUAGES } from "../shared/language";
import { type Candidate, type Candidates, candidatesPath } from "../shared/verbs/diversion";
import type { Wish } from "../shared/verbs/cash";
import { Btn } from "../staff/Btn";
import { HoldRow } from "../staff/cash/HoldRow";
import { useHolds } from "../staff/cash/useHolds";
import { Refusal } from "../staff/Refusal";
import { DECIDING } from "../staff/suggest/useDeciding";
import { useAnswer } from "../staff/useAnswer";
import { cashWords } from "../staff/cash/words";
import { staffWords } from "../staff/words";
import { asksNow, awaited, type Due } from "./asks";
import { OfferActs } from "./OfferActs";
import type { PartProps } from "./parts";
import { PendingList } from "./PendingList";
import { PromiseActs, PromiseLine } from "./PromiseActs";
import { useOffer } from "./railActs";
import { ReferralActs, ReferralLine, ReferralSaid } from "./ReferralActs";
import { subjectOf } from "./subject";
import { setAside, type Suggestion, suggestions } from "./suggesting";
import { meant, placesLeft, useTwin } from "./twin";
import { TakenCard, TwinCard } from "./TwinCard";
import { usePlace } from "./usePlace";
import { lobbyWords } from "./words";
import "./suggestions.css";
import "./twin-card.css";

const MOST = 3;
const AGAIN = 30_000;

/** At most three cards: what asks again, what the twin suggests, and who could be helped elsewhere. */
export function Suggestions(props: PartProps) {
  const { state, me, cut, verbs } = props;
  const w = useWords(lobbyWords);
  const [refused, refuse] = useState<ReadonlySet<string>>(new Set());
  const due = awaited(state);
  const [looked, look] = useAgainCount(state.help);
  const held = useHolds(state.branch.id, me.rights.includes("review_hold") && !cut, looked).filter(
    ({ state: now }) => now === "held_for_fraud_check",
  );
  const asks = due.length > 0 || held.length > 0;
  const offers = me.rights.includes("offer_diversion");
  const found = useCandidates(state.branch.id, offers && !cut);
  const twin = useTwin(props);
  const { taken } = twin.deciding;
  if (cut) return <CutCard {...props} />;
  const places = suggestions(found?.candidates ?? [], state, refused);
  const most = MOST - Number(asks) - Number(taken !== undefined);
  const said = twin.said.slice(0, most);
  const cards = placesLeft(places, said).slice(0, most - said.length);
  if (!asks && !taken && said.length === 0 && cards.length === 0)
    return (
      <section className="card sugs-none" aria-label={w("suggestions")}>
        <p className="empty">{w("suggestionsNone")}</p>
      </section>
    );
  return (
    <section className={said.length > 0 ? "sugs sugs-twin" : "sugs"} aria-label={w("suggestions")}>
      {asks && <DueCard {...props} due={due} held={held} onLooked={look} />}
      <TakenCard {...props} twin={twin} />
      {said.map((told, at) => (
        <TwinCard
          key={told.one.id}
          {...props}
          number={at + 1}
          told={told}
          people={meant(told.one.change, twin.services, places)}
          twin={twin}
        />
      ))}
      {cards.map((one) => (
        <PlaceCard
          key={one.key}
          {...props}
          one={one}
          level={found?.level_pct ?? 0}
          onRefuse={(people) => refuse(setAside(refused, { ...one, people }))}
        />
      ))}
      <Refusal verbs={verbs} of={["promise", "close offer", "referral", DECIDING]} />
    </section>
  );
}

/** Asked again each half minute; while the line is cut nothing is suggested. */
function useCandidates(branch: string, wanted: boolean): Candidates | undefined {
  const turn = Math.floor(useNow(AGAIN) / AGAIN);
  const spoken = LANGUAGES.indexOf(useLanguage());
  const { answer } = useAnswer<Candidates>(wanted ? candidatesPath(branch) : undefined, turn * 10 + spoken);
  return answer;
}

/** Counts up at each call for help or its end, and when told to: a hold calls a supervisor. */
function useAgainCount(help: PartProps["state"]["help"]): [number, () => void] {
  const [times, count] = useState(0);
  return [times * 100 + (Object.keys(help).length % 100), () => count((n) => n + 1)];
}

type DueProps = PartProps & { due: Due[]; held: readonly Wish[]; onLooked: () => void };

function DueCard(props: DueProps) {
  const { due, held, now, verbs, cut, onLooked } = props;
  const s = useWords(staffWords);
  const c = useWords(cashWords);
  const w = useWords(lobbyWords);
  const asking = held.length + due.filter((one) => asksNow(one, now)).length;
  return (
    <article className="card sug">
      <header>
        <h2>{w("due")}</h2>
        {asking > 0 && <span className="tag tag-warn">{w("dueNow", { n: asking })}</span>}
      </header>
      <ul className="sug-list">
        {held.map((wish) => (
          <li key={wish.id} aria-label={c("holds")}>
            <HoldRow {...{ wish, now, verbs }} off={cut ? s("waitForLine") : undefined} again={onLooked} />
          </li>
        ))}
        {due.map((one) => (
          <li key={one.key}>
            <DueRow {...props} one={one} />
          </li>
        ))}
      </ul>
    </article>
  );
}

function DueRow(props: PartProps & { one: Due }) {
  const { one, now } = props;
  const w = useWords(lobbyWords);
  const place = usePlace();
  if ("promise" in one) {
    const { promise, referral } = one;
    const asks = asksNow(one, now);
    return (
      <>
        <PromiseLine {...props} promise={promise}>
          {referral && <ReferralSaid {...props} referral={referral} />}
        </PromiseLine>
        {(asks || referral) && (
          <div className="ask-acts">
            {asks && <PromiseActs {...props} promise={promise} />}
            {referral && <ReferralActs {...props} referral={referral} led={promise.state === "led"} />}
          </div>
        )}
      </>
    );
  }
  if ("referral" in one)
    return (
      <>
        <ReferralLine {...props} referral={one.referral} />
        <div className="ask-acts">
          <ReferralActs {...props} referral={one.referral} />
        </div>
      </>
    );
  const { offer, ticket } = one;
  return (
    <>
      <p className="ask-line">
        <b>{ticket.number}</b> {w("wentTo", { place: place(offer.place, offer.where) })}
        {asksNow(one, now) && <small className="is-due">{w("asksOutcome")}</small>}
      </p>
      {asksNow(one, now) && <OfferActs {...props} offer={offer} ticket={ticket} />}
    </>
  );
}

const NAMED = 3;

function PlaceCard(
  props: PartProps & { one: Suggestion; level: number; onRefuse: (people: Candidate[]) => void },
) {
  const { one, level, state, onRefuse } = props;
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const place = usePlace();
  const offer = useOffer(props);
  const { people } = one;
  const [first] = people;
  const subject = first && subjectOf(state, first.ticket);
  const offerFirst = () => {
    if (!first || !subject) return;
    onRefuse([first]); // once offered, it is up to the customer: not suggested again
    void offer(subject);
  };
  const measured = people.some(({ saved }) => saved);
  return (
    <article className="card sug">
      <header>
        <h2>{w("couldGo", { n: people.length, place: place(one.place) })}</h2>
      </header>
      <p className="lab">
        <span className="grow">{w(measured ? "savedMinutes" : "savedUnknown")}</span>
        {measured && w("level", { n: level })}
      </p>
      <ul className="saved">
        {people.slice(0, NAMED).map(({ ticket, number, where, saved }) => (
          <li key={ticket}>
            <b>{number}</b>
            <span className="grow">{where}</span>
            {saved && <b>{w("range", { low: saved.low, high: saved.high })}</b>}
          </li>
        ))}
      </ul>
      <p className="sug-why">{first?.why[spoken]}</p>
      <div className="ask-acts">
        <Btn className="btn row-act grow" onPress={offerFirst}>
          {w("offerInTurn", { number: first?.number ?? "" })}
        </Btn>
        <Btn className="btn sug-no" onPress={() => onRefuse(people)}>
          {w("notTaken")}
        </Btn>
      </div>
    </article>
  );
}

/** No suggestions without the server; what is kept here is listed, with its time. */
function CutCard({ state, deeds }: PartProps) {
  const w = useWords(lobbyWords);
  const { pending } = useStore(deeds);
  return (
    <section className="card sugs-cut" aria-label={w("suggestions")}>
      <div className="grow">
        <h2>{w("cutTitle")}</h2>
        <p>{w("cutKept")}</p>
        <p>{w("cutWaits")}</p>
      </div>
      <PendingList pending={pending} zone={state.branch.zone} onDismiss={deeds.dismiss} />
    </section>
  );
}
