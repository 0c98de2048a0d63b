import { useState } from "react";
import { monotonic } from "../shared/clock";
import { useNow, useStore, useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { UNDO_MS } from "../staff/time";
import type { Deeds, Done } from "./deeds";
import { lobbyWords } from "./words";

const STAYS = 24; // seconds that a deed stays after it can be taken back no more

/** A deed, and for six seconds the way back. */
export function DoneLine({ done, deeds }: { done: Done; deeds: Deeds }) {
  const w = useWords(lobbyWords);
  const now = useNow(500);
  const left = Math.ceil((done.until - now) / 1000);
  if (left < -STAYS) return null;
  return (
    <p className="done-line">
      <Icon name="check" size={18} />
      <b className="grow">{done.words}</b>
      {done.undo && left > 0 && (
        <Btn className="btn row-act" onPress={() => void deeds.undo(done)}>
          {w("undoIn", { n: left })}
        </Btn>
      )}
    </p>
  );
}

const OPENED_BY_IT = 2000; // a deed that is answered by opening a sheet is the sheet's own

/** The last deed inside a sheet, which lies over 刚刚; not one of somebody else before. */
export function UndoLine({ deeds }: { deeds: Deeds }) {
  const [last] = useStore(deeds).done;
  const [opened] = useState(monotonic);
  const own = last && last.until - UNDO_MS > opened - OPENED_BY_IT;
  return (
    <div className="undo-line" role="status">
      {own && <DoneLine done={last} deeds={deeds} />}
    </div>
  );
}
