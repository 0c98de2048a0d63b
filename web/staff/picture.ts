/** A staff screen's stream and the time that its picture tells. */
import { useEffect, useState } from "react";
import { isSeat } from "../shared/base";
import { branchTime } from "../shared/clock";
import { useNow, useStore } from "../shared/hooks";
import type { Store } from "../shared/store";
import { type Live, type LiveStore, openStream } from "../shared/stream";
import type { Ask } from "../shared/wire";

type OnTop = { documentPictureInPicture?: { window: Window | null } };

/** A hidden tab of the demonstration may let go of its line, unless its small window is on top. */
const rest = () => isSeat && !(globalThis as OnTop).documentPictureInPicture?.window;

/** Opens the stream for as long as the component lives; another `ask` needs another `key`. */
export function useStream<State extends object>(ask: Ask): LiveStore<State> {
  const [stream] = useState(() => openStream<State>(ask, { rest }));
  useEffect(() => () => stream.close(), [stream]);
  return stream;
}

export interface Picture<State> {
  live: Live<State>;
  now: number; // the branch's time, running
  told: number; // the time of the picture: stands still while the line is cut
  cut: boolean;
}

export function usePicture<State>(source: Store<Live<State>>): Picture<State> {
  const live = useStore(source);
  const here = useNow();
  const now = live.clock ? branchTime(live.clock, here) : 0;
  const cut = live.line === "cut";
  return { live, now, told: cut && live.clock ? live.clock.at : now, cut };
}
