import { minutesSince } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import type { LobbyState } from "../shared/views";
import { Bar } from "../staff/Bar";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { waitingOf } from "../staff/people";
import type { Picture } from "../staff/picture";
import type { PartProps } from "./parts";
import { lobbyWords } from "./words";

type Props = PartProps & { picture: Picture<LobbyState>; onSide: () => void };

export function LobbyBar({ me, state, now, picture, changed, onSide }: Props) {
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const longest = state.longest_wait_since ? minutesSince(state.longest_wait_since, now) : 0;
  return (
    <Bar
      me={me}
      live={picture.live}
      zone={state.branch.zone}
      now={picture.now}
      recovered={changed.size > 0}
      place={state.branch.name[spoken]}
      middle={
        <>
          <Stat value={waitingOf(state.tickets).length} words={w("statWaiting")} />
          <Stat value={longest} words={w("statLongest")} />
          <Stat value={state.counters.working} words={w("statSeats", { n: state.counters.all })} />
          <span className="grow" />
        </>
      }
      tools={
        <Btn className="bar-btn" onPress={onSide} aria-label={w("side")} title={w("side")}>
          <Icon name="sides" size={18} />
          {w("sideShort")}
        </Btn>
      }
    />
  );
}

function Stat({ value, words }: { value: number; words: string }) {
  return (
    <span className="stat fades">
      <b>{value}</b>
      {words}
    </span>
  );
}
