import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { refusalText } from "../staff/refusal";
import { staffWords } from "../staff/words";
import type { Pending } from "./deeds";
import { lobbyWords } from "./words";

interface Props {
  pending: Pending[];
  zone: string;
  onDismiss: (pending: Pending) => void;
}

/** Taps made while the line was cut: waiting to be reported, or refused when they were. */
export function PendingList({ pending, zone, onDismiss }: Props) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  return (
    <div className="pending" role="status">
      <h3>
        {w("pending")} <b>{pending.length}</b>
      </h3>
      <ul tabIndex={0} aria-label={w("pending")}>
        {pending.map((one) => (
          <li key={one.key}>
            <time>{hourMinute(one.at, zone)}</time>
            <span className="grow">
              {one.words}
              {one.refused && (
                <small>
                  {w("pendingRefused")}:{" "}
                  {one.refused.code === "tap_too_old" ? w("tapTooOld") : refusalText(one.refused)}
                </small>
              )}
            </span>
            {one.refused && (
              <Btn className="btn" onPress={() => onDismiss(one)}>
                {s("close")}
              </Btn>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
