import { hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import type { CounterState, HelpView } from "../shared/views";
import { Bar } from "../staff/Bar";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import type { Picture } from "../staff/picture";
import { elapsed, secondsSince } from "../staff/time";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import type { Pip } from "./pip";
import { SeatVerbs } from "./SeatVerbs";
import { counterWords } from "./words";

interface Props extends PartProps {
  picture: Picture<CounterState>;
  pip: Pip;
}

export function DeskBar(props: Props) {
  const { me, state, picture, pip, acts, now, changed } = props;
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const { seat, branch, services } = state;
  const [before = "", after = ""] = s("counter", { n: "\u0000" }).split("\u0000");
  const does = seat.services.flatMap((id) => services[id]?.name[spoken] ?? []).join(s("and"));
  return (
    <Bar
      me={me}
      live={picture.live}
      zone={branch.zone}
      now={picture.now}
      recovered={changed.size > 0}
      place={
        <>
          {before}
          <b>{seat.number}</b>
          {after}
          {does && ` · ${does}`}
        </>
      }
      tools={
        <>
          <Btn
            className="bar-btn"
            onPress={pip.toggle}
            title={pip.body ? w("compactOpen") : w("compactHow")}
            aria-pressed={pip.body !== undefined}
          >
            <Icon name="window" />
            {w("compact")}
          </Btn>
          <SeatVerbs {...props} />
          <HelpButton {...{ acts, state, now }} />
        </>
      }
    />
  );
}

function HelpButton({ acts, state, now }: Pick<PartProps, "acts" | "state" | "now">) {
  const w = useWords(counterWords);
  const spoken = useLanguage();
  const s = useWords(staffWords);
  const call = newest(state.help, state.seat.number);
  const said = { asked: w("helpAsked", { time: "" }), escalated: w("helpLate", { time: "" }) };
  const open = call && (call.state === "asked" || call.state === "escalated") ? call.state : undefined;
  return (
    <Btn
      className={open ? "bar-btn bar-hot" : "bar-btn"}
      onPress={() => void acts.help.run()}
      off={acts.help.off === "cut" ? s("waitForLine") : undefined}
      title={call ? hourMinute(call.asked_at, state.branch.zone) : undefined}
      aria-keyshortcuts="F9"
    >
      <Icon name="bell" />
      {call?.state === "answered" && call.answered_by
        ? w("helpAnswered", { name: call.answered_by[spoken] })
        : open
          ? `${said[open]}${elapsed(secondsSince(call!.asked_at, now))}`
          : w("help")}
      <kbd>F9</kbd>
    </Btn>
  );
}

/** This counter's own call; the branch's others are the lobby's business. */
function newest(help: Record<string, HelpView>, place: string): HelpView | undefined {
  return Object.values(help)
    .filter((call) => call.state !== "closed" && call.place === place)
    .sort((a, b) => Date.parse(b.asked_at) - Date.parse(a.asked_at))[0];
}
