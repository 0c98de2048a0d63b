import { useWords } from "../shared/hooks";
import * as verbs from "../shared/verbs/day";
import type { DayState } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import type { DialogProps } from "./LobbyDialogs";
import { Confirm } from "./MoveDialogs";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

type Move = "open" | "last_numbers" | "closing" | "close";

/** The one next step of a business day. */
export const NEXT_MOVE: Record<DayState, Move | undefined> = {
  before: "open",
  open: "last_numbers",
  last_numbers: "closing",
  closing: "close",
  closed: undefined,
};

const SEND: Record<Move, (branch: string) => Promise<unknown>> = {
  open: verbs.openDay,
  last_numbers: verbs.lastNumbers,
  closing: verbs.closing,
  close: verbs.closeDay,
};

/** Moves the day on: open, no more numbers, closing, closed. */
export function DayDialog({ state, deeds, verbs: running, onClose }: DialogProps) {
  const w = useWords(lobbyWords);
  const word = useCodeWord();
  const move = NEXT_MOVE[state.day.state];
  if (!move) return null;
  const name = w(`dayDo.${move}` as LobbyWord);
  const go = async () => {
    if (await deeds.act("day", name, () => SEND[move](state.branch.id))) onClose();
  };
  return (
    <Dialog title={name} onClose={onClose}>
      <p>
        {word("day", state.day.state)} → {w(`dayHow.${move}` as LobbyWord)}
      </p>
      <Confirm word={name} onConfirm={() => void go()} onClose={onClose} grave={move === "close"} />
      <Refusal verbs={running} of="day" />
    </Dialog>
  );
}
