import { dayAndTime, hourMinute } from "../shared/clock";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import { ARROWS, Mark, Silent, Sound } from "../shared/icons";
import type { VoicePlayer } from "../shared/player";
import type { CallView, WallState } from "../shared/views";
import { panelFor } from "./calls";
import { CrossFade } from "./CrossFade";
import { useEmphasis } from "./useEmphasis";
import { words } from "./words";

interface Props {
  state: WallState;
  call: CallView | undefined;
  speaking: boolean;
  player: VoicePlayer;
  cut: boolean;
}

export function CallPanel({ state, call, speaking, player, cut }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const panel = panelFor(state);
  const emphasis = useEmphasis(panel === "call" && !cut ? call?.sequence : undefined);
  const { branch } = state;
  return (
    <section className={`call${emphasis ? " fresh" : ""}`} aria-label={w("calling")}>
      <header className="bar">
        <Mark />
        <span className="name">{branch.bank[spoken]}</span>
        <span className="branch">{branch.name[spoken]}</span>
        {!cut && <Say speaking={speaking} player={player} recall={emphasis && call?.kind === "recall"} />}
      </header>
      <div className="now" aria-live="assertive">
        {panel === "call" && call ? <Now call={call} /> : <Quiet state={state} panel={panel} />}
      </div>
      {state.next.length > 0 && (
        <div className="next">
          <h2>{w("prepare")}</h2>
          <ol>
            {state.next.slice(0, 3).map((number) => (
              <li key={number}>{number}</li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

function Now({ call }: { call: CallView }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const Arrow = call.direction && ARROWS[call.direction];
  const area = call.area?.[spoken] ?? (call.direction && w(call.direction));
  return (
    <>
      <CrossFade id={call.sequence} className={`no${call.number.length > 4 ? " long" : ""}`}>
        {call.number}
      </CrossFade>
      <CrossFade id={call.sequence} className={`to${call.counter.length > 1 ? " long" : ""}`} late>
        <span className="go">{w("goTo")}</span>
        <b>{call.counter}</b>
        <span>{w("counter")}</span>
        {(Arrow || area) && (
          <em className={(area?.length ?? 0) > 5 ? "two" : ""}>
            {Arrow && <Arrow />}
            <span>{area}</span>
          </em>
        )}
      </CrossFade>
    </>
  );
}

function Quiet({
  state: { day, branch },
  panel,
}: {
  state: WallState;
  panel: "call" | "quiet" | "before" | "closed";
}) {
  const w = useWords(words);
  const spoken = useLanguage();
  if (panel === "closed") {
    const next = day.next_opens_at;
    return (
      <div className="calm">
        <h1>{w("closed")}</h1>
        <p>{next ? w("closedMore", { time: dayAndTime(next, branch.zone, spoken) }) : w("thanks")}</p>
      </div>
    );
  }
  const before = panel === "before";
  return (
    <div className="calm">
      <h1>{w(before ? "before" : "quiet")}</h1>
      <p>{before ? w("beforeMore", { time: hourMinute(day.opens_at, branch.zone) }) : w("quietMore")}</p>
    </div>
  );
}

/** 正在叫号 lights while speaking; a wall that can't speak says so. */
function Say({ speaking, player, recall }: { speaking: boolean; player: VoicePlayer; recall: boolean }) {
  const w = useWords(words);
  const mode = useStore(player.mode);
  if (mode === "blocked") {
    return (
      <button className="say unblock" onClick={player.unblock}>
        <Silent />
        {w("unblock")}
      </button>
    );
  }
  if (mode === "silent") {
    return (
      <span className="say mute">
        <Silent />
        {w("silent")}
      </span>
    );
  }
  if (!speaking) return null;
  return (
    <span className="say">
      <Sound />
      {w(recall ? "recalled" : "calling")}
    </span>
  );
}
