import { useEffect } from "react";
import { hourMinuteSecond } from "../shared/clock";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import type { VoicePlayer } from "../shared/player";
import { Stage } from "../shared/Stage";
import type { LiveStore } from "../shared/stream";
import type { WallState } from "../shared/views";
import type { Announcer } from "../shared/voice";
import { CallPanel } from "./CallPanel";
import { shownCall } from "./calls";
import { Side } from "./Side";
import { Strip } from "./Strip";
import { words } from "./words";

interface Props {
  stream: LiveStore<WallState>;
  voice: Announcer;
  player: VoicePlayer;
}

/** Whose turn it is and where, for the whole hall. */
export function App({ stream, voice, player }: Props) {
  const live = useStore(stream);
  const speaking = useStore(voice.speaking);
  const w = useWords(words);
  const spoken = useLanguage();
  const { state } = live;
  useEffect(() => {
    document.title = `${w("title")} · ${state?.branch.name[spoken] ?? ""}`;
  });
  if (!state || !live.clock) {
    return (
      <Stage width={1920} height={1080}>
        <main className="screen opening">
          <h1>{live.refused?.message || w("connecting")}</h1>
        </main>
      </Stage>
    );
  }
  const cut = live.line === "cut";
  const shown = shownCall(state.calls, speaking, live.clock.scale);
  return (
    <Stage width={1920} height={1080}>
      <main className={`screen${cut ? " cut" : ""}`}>
        <CallPanel
          state={state}
          call={shown}
          speaking={!cut && speaking !== undefined}
          player={player}
          cut={cut}
        />
        <Side state={state} shown={shown} clock={live.clock} cut={cut} fresh={live.line !== "opening"} />
        <Strip
          notices={state.notices}
          line={live.line}
          heard={hourMinuteSecond(live.clock.at, state.branch.zone)}
        />
      </main>
    </Stage>
  );
}
