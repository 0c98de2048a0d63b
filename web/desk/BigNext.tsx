import { useStore, useWords } from "../shared/hooks";
import * as guidance from "../shared/verbs/guidance";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { elapsed } from "../staff/time";
import { useAddressOf } from "../staff/useAddress";
import { staffWords } from "../staff/words";
import { named } from "./actions";
import type { Next } from "./model";
import type { PartProps } from "./parts";
import { useWhom } from "./whom";
import { deskWords } from "./words";

const KEYS: Partial<Record<Next["kind"], "Space" | "Enter">> = { accept: "Space", talk: "Enter" };

/** The one thing to do next; it always says with whom. */
export function BigNext({ me, state, acts, verbs, cut, ask }: PartProps) {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const whom = useWhom();
  const { busy } = useStore(verbs);
  const { next } = acts;
  const key = KEYS[next.kind];
  const about = next.kind === "nothing" ? undefined : next.kind === "arrived" ? next.promise : next.referral;
  const form = useAddressOf(me, state.came, about?.visit ?? "");
  const off = cut ? s("waitForLine") : next.kind === "nothing" ? w("nothingHow") : undefined;
  const mine = about ? named(next.kind, about) : "";
  return (
    <div className="rm-next-block">
      <Btn className="rm-next" onPress={press} off={off} aria-keyshortcuts={key}>
        <span className="rm-next-big">{w(`next.${next.kind}`)}</span>
        <span className="rm-next-small">{busy === mine && mine ? w("sending") : (off ?? small())}</span>
        {key && <kbd>{s(`key.${key}`)}</kbd>}
      </Btn>
      <Refusal verbs={verbs} of={mine} />
    </div>
  );

  function small(): string {
    if (!about) return w("nothingHow");
    const who = whom(about, form);
    if (next.kind === "accept" && next.seconds !== undefined)
      return w("nextAccept", { who, time: elapsed(next.seconds) });
    return who;
  }

  function press(): void {
    switch (next.kind) {
      case "arrived":
        void verbs.run(mine, () => guidance.arrived(next.promise.id, next.promise.version));
        break;
      case "conclude":
        ask({ kind: "conclude", referral: next.referral });
        break;
      case "nothing":
        break;
      default:
        acts.on(next.referral)[next.kind]();
    }
  }
}
