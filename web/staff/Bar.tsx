import type { ReactNode } from "react";
import type { Me } from "../shared/api";
import { hourMinute, hourMinuteSecond, monotonic } from "../shared/clock";
import { useNow, useWords } from "../shared/hooks";
import type { Live } from "../shared/stream";
import { useCodeWord } from "./codes";
import { Icon, Mark } from "./icons";
import { SeatMenu } from "./SeatMenu";
import { staffWords } from "./words";
import "./bar.css";

interface Props {
  place: ReactNode;
  me: Me;
  live: Live<object>;
  zone: string; // the branch's time zone
  now: number; // the branch's time
  middle?: ReactNode;
  tools?: ReactNode;
  recovered?: boolean; // a cut has just ended, and what changed is outlined
}

/** The deep blue bar: whose screen, which place, how fresh, what time. */
export function Bar({ place, me, live, zone, now, middle, tools, recovered = false }: Props) {
  const w = useWords(staffWords);
  const word = useCodeWord();
  return (
    <header className="bar">
      <span className="brand">
        <Mark />
        {w("product")}
      </span>
      <h1 className="bar-place">{place}</h1>
      <span className="grow" />
      {middle}
      <Freshness live={live} zone={zone} recovered={recovered} />
      <span className="bar-who">
        {me.name} · {word("post", me.post)}
      </span>
      {tools}
      <SeatMenu me={me} />
      <time className="bar-clock">{hourMinute(now, zone)}</time>
    </header>
  );
}

/** When the screen last heard from the server, in a word and a dot; a cut line says so in a box. */
function Freshness({ live, zone, recovered }: { live: Live<object>; zone: string; recovered: boolean }) {
  const w = useWords(staffWords);
  const now = useNow();
  const time = live.clock ? hourMinuteSecond(live.clock.at, zone) : "";
  if (live.line === "cut") {
    return (
      <span className="live live-cut" role="status">
        <Icon name="alert" size={18} />
        {w("cutSince", { time })}
      </span>
    );
  }
  if (recovered && live.line === "live") {
    return (
      <span className="live live-live" role="status">
        {w("recovered")}
      </span>
    );
  }
  const seconds = Math.max(0, Math.round((now - (live.heard ?? monotonic())) / 1000));
  const text =
    live.line === "opening"
      ? w("connecting")
      : live.line === "stale"
        ? w("updatedAt", { time })
        : seconds < 1
          ? w("connectedNow")
          : w("connectedAgo", { n: seconds });
  return <span className={`live live-${live.line}`}>{text}</span>;
}
