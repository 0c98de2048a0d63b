import { useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import { Dialog } from "../staff/Dialog";
import { FurtherWait } from "../staff/FurtherWait";
import { Refusal } from "../staff/Refusal";
import { Choices } from "../staff/Choices";
import type { DialogProps } from "./parts";
import { useSubjectName } from "./useSubjectName";
import { type MoreVerb, type Offered, offeredMore } from "./verbs";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

/** The verbs that are needed less often; those that cannot be done now stay, with their reason. */
export function MoreDialog(props: DialogProps) {
  const { state, subject, cut, me, verbs, ahead, onClose } = props;
  const w = useWords(lobbyWords);
  const name = useSubjectName();
  const act = useMoreActs(props);
  const all = offeredMore({ state, cut, rights: me.rights, ...(subject ? { subject } : {}) });
  const named = (one: Offered<MoreVerb>) => (one.verb === "return" ? one.way! : one.verb);
  return (
    <Dialog title={subject ? `${w("others")} · ${name(subject)}` : w("others")} onClose={onClose} wide>
      <FurtherWait ahead={ahead} ticket={subject?.ticket?.id} />
      <Choices<MoreVerb>
        label={w("others")}
        choices={all.map((one) => ({
          value: one.verb,
          label: w(`verb.${named(one)}` as LobbyWord),
          small: w(`sub.${named(one)}` as LobbyWord),
          off: one.hindrance && w(`hinder.${one.hindrance}` as LobbyWord),
        }))}
        onChoose={(verb) => act(all.find((one) => one.verb === verb)!)}
      />
      <Refusal verbs={verbs} of={["rejoin", "resume"]} />
    </Dialog>
  );
}

function useMoreActs({ subject, deeds, ask, onClose }: DialogProps): (one: Offered<MoreVerb>) => void {
  const w = useWords(lobbyWords);
  return ({ verb, way }) => {
    if (verb === "issue") {
      const visit = subject?.door === undefined ? {} : { visit: subject.visit };
      return ask({ kind: "issue", ...visit });
    }
    if (verb === "cash") return ask({ kind: "cash" });
    if (!subject) return;
    if (verb === "join" || verb === "card") return ask({ kind: verb, subject: subject.id });
    if (!subject.ticket) return;
    const { id, version, number } = subject.ticket;
    if (verb === "return" && way && way !== "park") {
      void deeds
        .act(way, `${w(way)} ${number}`, () => tickets[way](id, version))
        .then((worked) => worked && onClose());
      return;
    }
    ask({ kind: verb === "return" ? "park" : verb, ticket: id });
  };
}
