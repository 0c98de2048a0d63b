import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Icon, type IconName } from "../staff/icons";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import { useRailActs } from "./railActs";
import { type Offered, offered } from "./verbs";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

const ICONS: Record<Offered["verb"] | "resume" | "park", IconName> = {
  issue: "ticket",
  identify: "personCheck",
  emergency: "first",
  return: "returning",
  resume: "returning",
  park: "pause",
  transfer: "swap",
  merge: "join",
  abandon: "leave",
  help: "bell",
};

/** The verbs under the thumb, for the chosen person; a forbidden one stays, grey, with its reason. */
export function Rail(props: PartProps) {
  const { state, chosen, cut, me } = props;
  const w = useWords(lobbyWords);
  const act = useRailActs(props);
  const verbs = offered({ state, cut, rights: me.rights, ...(chosen ? { chosen } : {}) });
  return (
    <nav className="rail" aria-label={w("rail")}>
      <Target {...props} />
      {verbs.map((one) => (
        <RailVerb key={one.verb} one={one} cut={cut} onPress={() => act(one)} />
      ))}
    </nav>
  );
}

function Target({ chosen, folded }: PartProps) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const signs = chosen
    ? [
        chosen.protected ? (chosen.need ? word("need", chosen.need) : s("care")) : "",
        chosen.class !== "ordinary" ? word("class", chosen.class) : "",
        chosen.booked ? s("booked") : "",
      ].filter(Boolean)
    : [];
  return (
    <div className={chosen ? "target is-chosen" : "target"} aria-live="polite">
      <small>{w("target")}</small>
      <b>{chosen ? chosen.number || s("withoutNumber") : w("targetNone")}</b>
      <span>{chosen ? (folded ? "" : signs.join(" ")) : w("targetHow")}</span>
    </div>
  );
}

function RailVerb({ one, cut, onPress }: { one: Offered; cut: boolean; onPress: () => void }) {
  const w = useWords(lobbyWords);
  const name = one.verb === "return" ? one.way! : one.verb;
  const reason = one.hindrance && one.hindrance !== "choose" && w(`hinder.${one.hindrance}` as LobbyWord);
  const sub = reason || (cut && one.verb === "identify" ? w("keptHere") : w(`sub.${name}` as LobbyWord));
  const icon = ICONS[name === "rejoin" ? "return" : name];
  return (
    <Btn
      className={one.verb === "help" ? "verb verb-help" : "verb"}
      onPress={onPress}
      off={one.hindrance && w(`hinder.${one.hindrance}` as LobbyWord)}
    >
      <Icon name={icon} size={26} />
      <b>{w(`verb.${name}` as LobbyWord)}</b>
      <span>{sub}</span>
    </Btn>
  );
}
