import { useWords } from "../shared/hooks";
import * as verbs from "../shared/verbs/day";
import type { DayState, OpenEndsView } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import type { DialogProps } from "./parts";
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
      {(move === "closing" || move === "close") && <OpenEnds of={state.open_ends} move={move} />}
      <Confirm word={name} onConfirm={() => void go()} onClose={onClose} grave={move === "close"} />
      <Refusal verbs={running} of="day" />
    </Dialog>
  );
}

const ENDS = ["talks", "led", "promises", "referrals", "cash_held"] as const;

/** What is still open, told before the day goes on without it. */
function OpenEnds({ of, move }: { of: OpenEndsView; move: "closing" | "close" }) {
  const w = useWords(lobbyWords);
  const open = ENDS.filter((code) => of[code] > 0);
  if (open.length === 0) return <p>{w("endsNone")}</p>;
  return (
    <section className="told" aria-live="polite">
      <h3 className="cap">{w("endsOpen")}</h3>
      <ul className="ends">
        {open.map((code) => (
          <li key={code}>{w(`ends.${code}`, { n: of[code] })}</li>
        ))}
      </ul>
      <p>{w(`endsHow.${move}`)}</p>
    </section>
  );
}
