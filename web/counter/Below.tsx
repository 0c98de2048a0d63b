import { useRef, useState } from "react";
import { useWords } from "../shared/hooks";
import { Around } from "./Around";
import { inHand, missedOf, parkedOf } from "./model";
import type { PartProps } from "./parts";
import { Refer } from "./Refer";
import { counterWords } from "./words";

/** Under the steps: who stands beside the line; while somebody is served, a referral in two taps first. */
export function Below(props: PartProps & { side: Side; turn: (side: Side) => void }) {
  const { me, state, side, turn } = props;
  const ticket = inHand(state);
  const refers = me.rights.includes("refer") && ticket?.state === "serving";
  return (
    <div className={refers ? "card below has-tabs fades" : "card below fades"}>
      {refers && <Tabs {...props} side={side} turn={turn} />}
      {refers && side === "refer" ? (
        <Refer key={ticket.visit} {...props} ticket={ticket} />
      ) : (
        <Around {...props} />
      )}
    </div>
  );
}

export type Side = "refer" | "around";

/** The side that is shown: the referral again for each customer. */
export function useSide(ticket: string | undefined): [Side, (side: Side) => void] {
  const [turned, setTurned] = useState<{ ticket: string | undefined; side: Side }>();
  const side = turned && turned.ticket === ticket ? turned.side : "refer";
  return [side, (next) => setTurned({ ticket, side: next })];
}

function Tabs({ state, side, turn }: PartProps & { side: Side; turn: (side: Side) => void }) {
  const w = useWords(counterWords);
  const list = useRef<HTMLDivElement>(null);
  const sides: [Side, string][] = [
    ["refer", w("refer")],
    ["around", w("aroundTab", { missed: missedOf(state).length, parked: parkedOf(state).length })],
  ];
  const walk = (event: React.KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    turn(side === "refer" ? "around" : "refer");
    list.current?.querySelector<HTMLElement>("[aria-selected=false]")?.focus();
  };
  return (
    <div className="below-tabs" role="tablist" aria-label={w("belowTabs")} ref={list} onKeyDown={walk}>
      {sides.map(([each, words]) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={each === side}
          tabIndex={each === side ? 0 : -1}
          onClick={() => turn(each)}
        >
          {words}
          {each === "refer" && <kbd>F</kbd>}
        </button>
      ))}
    </div>
  );
}
