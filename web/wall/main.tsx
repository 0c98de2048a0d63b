import { createRoot } from "react-dom/client";
import { branchTime } from "../shared/clock";
import { language, LANGUAGES } from "../shared/language";
import { voicePlayer } from "../shared/player";
import { openStream } from "../shared/stream";
import type { WallState } from "../shared/views";
import { announcer, volumeAt } from "../shared/voice";
import { App } from "./App";
import "../shared/public.css";
import "./wall.css";
import "./strip.css";
import "./side.css";

const asked = new URLSearchParams(location.search);
const wall = asked.get("wall");
language.set(LANGUAGES.find((each) => each === asked.get("lang")) ?? "zh-Hans");

const stream = openStream<WallState>({ view: "wall", ...(wall ? { wall } : {}) }, { keep: true });
const branchNow = () => {
  const { clock } = stream.get();
  return clock ? branchTime(clock) : 0;
};
const zone = () => stream.get().state?.branch.zone ?? "Asia/Shanghai";
const hour = () =>
  Number(
    new Intl.DateTimeFormat("en", { hour: "2-digit", hourCycle: "h23", timeZone: zone() }).format(
      branchNow(),
    ),
  );

const player = voicePlayer({
  language: language.get(),
  volume: () => volumeAt(hour()),
  times: () => ((stream.get().clock?.scale ?? 1) > 4 ? 1 : 2),
});
const voice = announcer(player, branchNow);

// The first picture and the one after a cut are listed, not spoken.
let recoveries = -1;
stream.subscribe(() => {
  const live = stream.get();
  if (!live.state || live.line !== "live") return;
  voice.hear(live.state.calls, live.recoveries !== recoveries);
  recoveries = live.recoveries;
});

createRoot(document.getElementById("root")!).render(<App stream={stream} voice={voice} player={player} />);
