import { useLanguage, useWords } from "../shared/hooks";
import * as help from "../shared/verbs/help";
import type { HelpView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { secondsSince } from "../staff/time";
import { staffWords } from "../staff/words";
import { HELP_SECONDS } from "./care";
import type { PartProps } from "./parts";
import { lobbyWords } from "./words";

type Props = PartProps & { call: HelpView };

/** A call for help: answered within a minute by a colleague, closed by whoever came or asked. */
export function HelpRow({ call, state, now, cut, deeds, me }: Props) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const title = useTitle(call, state.tickets);
  const left = Math.max(0, HELP_SECONDS - secondsSince(call.asked_at, now));
  const answered = call.state === "answered";
  const closes = answered || (me.staff !== undefined && call.asked_by === me.staff);
  const word = closes ? w("helpDone") : w("answer");
  const send = closes ? help.closeHelp : help.answerHelp;
  const press = () =>
    void deeds.act(closes ? "closeHelp" : "answer", `${word} · ${title}`, () => send(call.id));
  const name = call.summoned?.[spoken] ?? w("helpAnybody");
  const note = answered
    ? w("helpComing", { name: call.answered_by?.[spoken] ?? "" })
    : call.state === "escalated"
      ? w("helpEscalated", { name })
      : left > 0
        ? w("helpLeft", { name, n: left })
        : w("helpLate");
  return (
    <li className="people-row help-row">
      <span className={answered ? "help-icon help-answered" : "help-icon"}>
        <Icon name={answered ? "check" : "bell"} size={24} />
      </span>
      <div className="grow">
        <p className="people-first">
          <b>{title}</b>
        </p>
        <p className="people-second">{note}</p>
      </div>
      {me.rights.includes("answer_help") && (
        <Btn
          className={answered ? "btn row-act" : "btn btn-primary row-act"}
          onPress={press}
          off={cut ? s("waitForLine") : undefined}
        >
          {word}
        </Btn>
      )}
    </li>
  );
}

/** Whose call it is: a number's, a counter's, a device's. */
function useTitle(call: HelpView, tickets: PartProps["state"]["tickets"]): string {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const { ticket, place } = call;
  if (place && /^\d+$/.test(place)) return w("helpAt", { place: s("counter", { n: place }) });
  if (ticket) return w("helpBy", { number: tickets[ticket]?.number ?? ticket });
  return place ? w("helpAt", { place }) : w("helpPlain");
}
