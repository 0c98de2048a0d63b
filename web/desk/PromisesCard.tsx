import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import * as guidance from "../shared/verbs/guidance";
import type { PromiseView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { useAddressOf } from "../staff/useAddress";
import { staffWords } from "../staff/words";
import { named } from "./actions";
import { promisesOf } from "./model";
import { ListCard } from "./ListCard";
import type { PartProps } from "./parts";
import { useWhom } from "./whom";
import { deskWords } from "./words";

const VERBS = ["arrived", "notCome", "led", "keepWaiting", "letGo"];

/** Who is led here, and who was promised in my name that I come. */
export function PromisesCard(props: PartProps) {
  const w = useWords(deskWords);
  const promises = promisesOf(props.state, props.now);
  return (
    <ListCard title={w("promises")} count={promises.length} empty={w("promisesEmpty")}>
      {promises.map((promise) => (
        <Promised key={promise.id} {...props} promise={promise} />
      ))}
    </ListCard>
  );
}

function Promised({ me, state, verbs, now, cut, changed, promise }: PartProps & { promise: PromiseView }) {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const whom = useWhom();
  const form = useAddressOf(me, state.came, promise.visit);
  const { id, version, asks_at, since } = promise;
  const zone = state.branch.zone;
  const promised = promise.state === "promised";
  const late = promised && asks_at !== undefined && now >= Date.parse(asks_at);
  const off = cut ? s("waitForLine") : state.seat ? undefined : w("seatFirst");
  const act = (verb: string, send: () => Promise<unknown>) => () =>
    void verbs.run(named(verb, promise), send);
  return (
    <li className={changed.has(id) ? "rm-block is-changed" : "rm-block"}>
      <div className="row rm-head">
        <b className="rm-number">{promise.number ? whom(promise) : (form ?? whom(promise))}</b>
        <span className="rm-words">
          {w(promise.state === "led" ? "led" : "promised")}
          <small className={late ? "rm-late" : undefined}>
            {late ? w("asksNow") : w("sinceAt", { time: hourMinute(since, zone) })}
            {promised && asks_at && !late && ` · ${w("asksAt", { time: hourMinute(asks_at, zone) })}`}
          </small>
        </span>
      </div>
      {me.rights.includes("keep_promise") && (
        <div className="rm-acts">
          {promise.state === "led" ? (
            <>
              <Btn
                className="btn btn-primary"
                onPress={act("arrived", () => guidance.arrived(id, version))}
                off={off}
              >
                {w("next.arrived")}
              </Btn>
              <Btn
                className="btn"
                onPress={act("notCome", () => guidance.notCome(id, version))}
                off={cut ? off : undefined}
              >
                {w("notCome")}
              </Btn>
            </>
          ) : (
            <>
              <Btn
                className="btn btn-primary"
                onPress={act("led", () => guidance.lead(id, version, state.seat?.id))}
                off={off}
              >
                {w("lead")}
              </Btn>
              <Btn
                className="btn"
                onPress={act("keepWaiting", () => guidance.keepWaiting(id, version))}
                off={cut ? off : late ? undefined : w("keepLater")}
              >
                {w("keepWaiting")}
              </Btn>
              <Btn
                className="btn"
                onPress={act("letGo", () => guidance.letGo(id, version))}
                off={cut ? off : undefined}
              >
                {w("letGo")}
              </Btn>
            </>
          )}
        </div>
      )}
      <Refusal verbs={verbs} of={VERBS.map((verb) => named(verb, promise))} />
    </li>
  );
}
