import type { ReactNode } from "react";
import { hourMinute, minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import * as guidance from "../shared/verbs/guidance";
import type { PromiseView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { useAddressOf } from "../staff/useAddress";
import { staffWords } from "../staff/words";
import { deskOf, freeDesks } from "./asks";
import type { PartProps } from "./parts";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

type Props = PartProps & { promise: PromiseView };

/** Whom it was promised to: by number, or how they want to be addressed. */
function useAwaited({ promise, state, me }: Pick<Props, "promise" | "state" | "me">): string {
  const s = useWords(staffWords);
  const form = useAddressOf(me, state.came, promise.visit);
  return promise.number ?? form ?? s("withoutNumber");
}

/** Who waits for whom, and since when. */
export function PromiseLine(props: Props & { children?: ReactNode }) {
  const { promise, state, now, children } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const asks = promise.asks_at !== undefined && Date.parse(promise.asks_at) <= now;
  const who = promise.rm?.name ?? (promise.desk ? s("counter", { n: promise.desk }) : w("anyAdviser"));
  return (
    <p className="ask-line">
      <b>{useAwaited(props)}</b>{" "}
      {w(promise.state === "led" ? "ledTo" : "waitsFor", { name: who, n: minutesSince(promise.since, now) })}
      {promise.asks_at && (
        <small className={asks ? "is-due" : ""}>
          {asks ? w("asksNow") : w("asksAt", { time: hourMinute(promise.asks_at, state.branch.zone) })}
        </small>
      )}
      {children}
    </p>
  );
}

/** The three answers to a promise whose minutes are over, at hand before, too. */
export function PromiseActs(props: Props) {
  const { promise, state, me, cut, deeds } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const { id, version } = promise;
  const name = useAwaited(props);
  if (!me.rights.includes("keep_promise")) return null;
  const own = deskOf(state, promise.rm?.id);
  const free = own?.desk?.state === "free" ? own : freeDesks(state)[0];
  const act = (word: LobbyWord, send: () => Promise<unknown>) =>
    void deeds.act("promise", `${w(word)} ${name}`, send);
  const lead = () => {
    const send = () => guidance.lead(id, version, free?.id);
    const undo = (led: guidance.GuidanceNow) => guidance.takeBackLeading(led.id, led.version);
    const promised = promise.state === "promised";
    void deeds.act("promise", `${w("leadNow")} ${name}`, send, promised ? undo : undefined);
  };
  const off = cut ? s("waitForLine") : undefined;
  return (
    <>
      <Btn
        className="btn row-act btn-primary"
        off={off ?? (free ? undefined : w("adviserNone"))}
        onPress={lead}
      >
        {free?.staff ? w("leadTo", { name: free.staff.name }) : w("leadNow")}
        {!free && <small>{w("adviserNone")}</small>}
      </Btn>
      {promise.state === "promised" ? (
        <Btn
          className="btn row-act"
          off={off}
          onPress={() => act("keepWaiting", () => guidance.keepWaiting(id, version))}
        >
          {w("keepWaiting")}
        </Btn>
      ) : (
        <Btn
          className="btn row-act"
          off={off}
          onPress={() => act("notCome", () => guidance.notCome(id, version))}
        >
          {w("notCome")}
        </Btn>
      )}
      <Btn className="btn row-act" off={off} onPress={() => act("letGo", () => guidance.letGo(id, version))}>
        {w("letGo")}
      </Btn>
    </>
  );
}
