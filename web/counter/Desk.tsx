import { useState } from "react";
import type { Me } from "../shared/api";
import { useStore } from "../shared/hooks";
import type { LiveStore } from "../shared/stream";
import type { CounterState } from "../shared/views";
import { changesAfterCut } from "../staff/changes";
import type { Picture } from "../staff/picture";
import { verbs as newVerbs } from "../staff/verbs";
import { ActRow } from "./ActRow";
import { BigButton } from "./BigButton";
import { Compact } from "./Compact";
import { DeskBar } from "./DeskBar";
import { DeskDialogs } from "./DeskDialogs";
import type { Asking } from "./parts";
import { Hand } from "./Hand";
import { Below, useSide } from "./Below";
import { useCompactKeys, useCounterKeys } from "./keys";
import { NextCard } from "./NextCard";
import { usePip } from "./pip";
import { SomebodyElse } from "./SomebodyElse";
import { SummonsBar } from "./SummonsBar";
import { Steps } from "./Steps";
import { Today } from "./Today";
import { useActs } from "./useActs";
import "./counter.css";
import "./around.css";
import "./hand.css";
import "./span.css";
import "./free.css";
import "./next.css";

export interface DeskProps {
  me: Me;
  state: CounterState;
  picture: Picture<CounterState>;
  stream: LiveStore<CounterState>;
  onLeft: () => void;
}

const parts = (state: CounterState) => ({ ...state.tickets, seat: state.seat, next: state.next });

/** The first signal of the referral, wherever the eye was. */
function toSignals(turn: (side: "refer") => void): void {
  turn("refer");
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".refer-signal")?.focus());
}

/** The large screen at a counter: whom I serve, whom I call next and why. */
export function Desk({ me, state, picture, stream, onLeft }: DeskProps) {
  const [verbs] = useState(() => newVerbs());
  const [changes] = useState(() => changesAfterCut(stream, parts));
  const [asking, setAsking] = useState<Asking>();
  const changed = useStore(changes);
  const { told, cut } = picture;
  const acts = useActs(state, verbs, told, cut);
  const [handled, setHandled] = useState<string>(); // the ticket whose business is done
  const hand = state.seat.ticket;
  const pip = usePip();
  const [side, turn] = useSide(hand);
  useCounterKeys(acts, setAsking, () => toSignals(turn));
  useCompactKeys(acts, pip.view);
  const common = { me, state, acts, verbs, now: told, cut, changed, ask: setAsking, onLeft };
  return (
    <div className={cut ? "counter is-cut" : "counter"}>
      <DeskBar {...common} picture={picture} pip={pip} />
      <SomebodyElse {...common} />
      <SummonsBar {...common} />
      <main className="desk">
        <section className="desk-left">
          <Hand {...common} />
          <Steps
            me={me}
            state={state}
            cut={cut}
            now={told}
            handled={hand !== undefined && handled === hand}
            rated={acts.rate.done === true}
            onHandled={() => setHandled(hand)}
          />
          <Below {...common} side={side} turn={turn} />
        </section>
        <aside className="desk-right">
          <BigButton {...common} />
          <ActRow {...common} />
          <NextCard {...common} />
          <Today state={state} />
        </aside>
      </main>
      <DeskDialogs {...common} asking={asking} />
      {pip.body && <Compact {...common} body={pip.body} />}
    </div>
  );
}
