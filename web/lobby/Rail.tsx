import { useStore, useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { furtherWait } from "../staff/forecast";
import { Icon, type IconName } from "../staff/icons";
import { useAddressOf } from "../staff/useAddress";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import { useRailActs } from "./railActs";
import { promiseOf, toGreet } from "./subject";
import { nearestAdviser, type Offered, offered, offeredMore, type RailVerb } from "./verbs";
import { useSubjectName } from "./useSubjectName";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

const ICONS: Record<RailVerb, IconName> = {
  greet: "face",
  identify: "personCheck",
  guide: "next",
  divert: "split",
  refer: "personPlus",
  help: "bell",
};

/** The verbs under the thumb, for the chosen person; a forbidden one stays, grey, with its reason. */
export function Rail(props: PartProps) {
  const { state, subject, cut, me, ask } = props;
  const w = useWords(lobbyWords);
  const act = useRailActs(props);
  const sub = useSub(props);
  const situation = { state, cut, rights: me.rights, ...(subject ? { subject } : {}) };
  const verbs = offered(situation);
  const more = offeredMore(situation).length > 0;
  return (
    <nav className="rail" aria-label={w("rail")}>
      <Target {...props} />
      {verbs
        .filter(({ verb }) => verb !== "help")
        .map((one) => (
          <VerbButton key={one.verb} one={one} sub={sub(one)} onPress={() => void act(one)} />
        ))}
      {more && (
        <Btn className="verb verb-more" onPress={() => ask({ kind: "more" })}>
          <b>{w("others")}</b>
          <span>{w("moreHow")}</span>
        </Btn>
      )}
      {verbs
        .filter(({ verb }) => verb === "help")
        .map((one) => (
          <VerbButton key={one.verb} one={one} sub={sub(one)} onPress={() => void act(one)} />
        ))}
    </nav>
  );
}

function Target({ subject, folded, state, me, ahead }: PartProps) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const name = useSubjectName();
  const ticket = subject?.ticket;
  const form = useAddressOf(me, state.came, subject?.visit ?? "");
  const signs = subject
    ? [
        ticket?.protected ? (ticket.need ? word("need", ticket.need) : s("care")) : "",
        subject.class !== "ordinary" ? word("class", subject.class) : "",
        ticket?.booked ? s("booked") : "",
      ].filter(Boolean)
    : [];
  return (
    <div className={subject ? "target is-chosen" : "target"} aria-live="polite">
      <small>{w("target")}</small>
      <b>{subject ? name(subject) : w("targetNone")}</b>
      <span>{subject ? (folded ? "" : (form ?? signs.join(" "))) : w("targetHow")}</span>
      <Further ahead={ahead} ticket={ticket?.id} />
    </div>
  );
}

/** How much longer the chosen one waits, in two short lines; the whole sentence stands in the sheets. */
function Further({ ahead, ticket }: { ahead: PartProps["ahead"]; ticket: string | undefined }) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const wait = ahead && ticket !== undefined ? furtherWait(ahead.said, ticket) : undefined;
  if (!ahead || !wait) return null;
  return (
    <em className={ahead.stale ? "is-stale" : ""} aria-live="off">
      {w("againHalf", { n: wait.half })}
      <br />
      {ahead.stale ? s("forecastStale", { n: Math.round(ahead.age) }) : w("againNine", { n: wait.nine })}
    </em>
  );
}

interface VerbProps {
  one: Offered<RailVerb>;
  sub: string;
  onPress: () => void;
}

function VerbButton({ one, sub, onPress }: VerbProps) {
  const w = useWords(lobbyWords);
  const look = one.verb === "help" ? " verb-help" : one.unoffered ? " verb-unoffered" : "";
  return (
    <Btn
      className={`verb${look}`}
      onPress={onPress}
      off={one.hindrance && w(`hinder.${one.hindrance}` as LobbyWord)}
    >
      <Icon name={ICONS[one.verb]} size={28} />
      <b>{w(`verb.${one.verb}` as LobbyWord)}</b>
      <span>{sub}</span>
    </Btn>
  );
}

/** The line under a verb: why not, else what it would come to now. */
function useSub({ state, subject, now, cut, deeds, folded }: PartProps): (one: Offered<RailVerb>) => string {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const { pending } = useStore(deeds);
  return ({ verb, hindrance, unoffered }) => {
    if (hindrance && hindrance !== "choose") return w(`hinder.${hindrance}` as LobbyWord);
    if (unoffered) return w(`unoffered.${unoffered}` as LobbyWord);
    if (cut && (verb === "greet" || verb === "identify")) {
      const kept = pending.filter(({ refused }) => !refused).length;
      return kept ? w("keptCount", { n: kept }) : w("keptHere");
    }
    if (verb === "greet") {
      const waiting = toGreet(state, now).length;
      return subject || waiting === 0 ? w("sub.greet") : w("greetWaiting", { n: waiting });
    }
    if (verb === "identify" && subject) {
      const noted = Object.keys(subject.signals).length;
      const need = subject.ticket?.protected && subject.ticket.need;
      if (need && !folded) return w("needNoted", { need: word("need", need) });
      return noted ? w("signalsNoted", { n: noted }) : w("sub.identify");
    }
    if (verb === "guide" && subject) {
      const promise = promiseOf(state, subject.visit);
      if (promise) return w(promise.state === "led" ? "isLed" : "isPromised");
    }
    const offer = subject?.ticket?.offer;
    if (verb === "divert" && offer) return w(offer.state === "offered" ? "isOffered" : "isDiverted");
    if (verb === "refer" && subject?.held) return s("held");
    if (verb === "refer") {
      const name = nearestAdviser(state);
      return name ? w("adviserFree", { name }) : w("adviserNone");
    }
    return w(`sub.${verb}` as LobbyWord);
  };
}
