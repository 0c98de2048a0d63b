import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import * as guidance from "../shared/verbs/guidance";
import type { PromiseView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { staffWords } from "../staff/words";
import { named } from "./actions";
import type { PartProps } from "./parts";
import { deskWords } from "./words";

type Props = PartProps & { promise: PromiseView };

/** What stands beside the buttons when one of these was refused. */
export const refusedOf = (promise: PromiseView | undefined): string[] =>
  promise ? ["arrived", "notCome", "led", "keepWaiting", "letGo"].map((verb) => named(verb, promise)) : [];

const asksNow = ({ state, asks_at }: PromiseView, now: number): boolean =>
  state === "promised" && asks_at !== undefined && now >= Date.parse(asks_at);

/** Led here or promised, since when, and when it asks. */
export function PromiseWords({ promise, state, now }: Props) {
  const w = useWords(deskWords);
  const { asks_at, since } = promise;
  const zone = state.branch.zone;
  const late = asksNow(promise, now);
  return (
    <span className="rm-words">
      {w(promise.state === "led" ? "led" : "promised")}
      <small className={late ? "rm-late" : undefined}>
        {late && w("asksNow")}
        {!late && promise.state === "promised" && w("sinceAt", { time: hourMinute(since, zone) })}
        {promise.state === "promised" &&
          asks_at &&
          !late &&
          ` · ${w("asksAt", { time: hourMinute(asks_at, zone) })}`}
      </small>
    </span>
  );
}

/**
 * Somebody led here has come or not; whoever was promised that I come is led, waits on, or goes.
 * `beside`: something else is the first thing to do for them.
 */
type ActsProps = Props & { held?: boolean; beside?: boolean };
export function PromiseActs({ me, state, verbs, now, cut, promise, held = false, beside }: ActsProps) {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  if (!me.rights.includes("keep_promise")) return null;
  const { id, version } = promise;
  const first = beside ? "btn" : "btn btn-primary";
  const waits = cut ? s("waitForLine") : undefined;
  const off = waits ?? (state.seat ? undefined : w("seatFirst"));
  const act = (verb: string, send: () => Promise<unknown>) => () =>
    void verbs.run(named(verb, promise), send);
  if (promise.state === "led")
    return (
      <>
        <Btn className={first} onPress={act("arrived", () => guidance.arrived(id, version))} off={off}>
          {w("next.arrived")}
        </Btn>
        <Btn className="btn" onPress={act("notCome", () => guidance.notCome(id, version))} off={waits}>
          {w("notCome")}
        </Btn>
      </>
    );
  return (
    <>
      {!held && (
        <Btn
          className={first}
          onPress={act("led", () => guidance.lead(id, version, state.seat?.id))}
          off={off}
        >
          {w("lead")}
        </Btn>
      )}
      <Btn
        className="btn"
        onPress={act("keepWaiting", () => guidance.keepWaiting(id, version))}
        off={waits ?? (asksNow(promise, now) ? undefined : w("keepLater"))}
      >
        {w("keepWaiting")}
      </Btn>
      <Btn className="btn" onPress={act("letGo", () => guidance.letGo(id, version))} off={waits}>
        {w("letGo")}
      </Btn>
    </>
  );
}
