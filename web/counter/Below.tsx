import { useRef, useState } from "react";
import type { Me } from "../shared/api";
import { useWords } from "../shared/hooks";
import { Around } from "./Around";
import { LargeCash } from "./cash/LargeCash";
import { cashDeskWords } from "./cash/words";
import { inHand, missedOf, parkedOf } from "./model";
import type { PartProps } from "./parts";
import { Refer } from "./Refer";
import { counterWords } from "./words";

/** Under the steps: who stands beside the line; while somebody is served, a referral or a large sum in cash
 * in two taps each. */
export function Below(props: PartProps & { side: Side; turn: (side: Side) => void }) {
  const { me, state, side, turn } = props;
  const ticket = inHand(state);
  const served = ticket?.state === "serving" ? ticket : undefined;
  const sides = served ? sidesFor(me) : [];
  const shown = served && sides.includes(side) ? side : "around";
  return (
    <div className={sides.length ? "card below has-tabs fades" : "card below fades"}>
      {sides.length > 0 && <Tabs {...props} sides={[...sides, "around"]} side={shown} turn={turn} />}
      {served && shown === "refer" && <Refer key={served.visit} {...props} ticket={served} />}
      {served && shown === "cash" && <LargeCash key={served.id} {...props} ticket={served} />}
      {shown === "around" && <Around {...props} />}
    </div>
  );
}

export type Side = "refer" | "cash" | "around";

/** What this person does beside a service. */
const sidesFor = ({ rights }: Pick<Me, "rights">): Side[] => [
  ...(rights.includes("refer") ? (["refer"] as const) : []),
  ...(rights.includes("serve_ticket") && rights.includes("book") ? (["cash"] as const) : []),
];

/** The side that is shown: the referral again for each customer. */
export function useSide(ticket: string | undefined): [Side, (side: Side) => void] {
  const [turned, setTurned] = useState<{ ticket: string | undefined; side: Side }>();
  const side = turned && turned.ticket === ticket ? turned.side : "refer";
  return [side, (next) => setTurned({ ticket, side: next })];
}

interface TabsProps extends PartProps {
  sides: Side[];
  side: Side;
  turn: (side: Side) => void;
}

function Tabs({ state, sides, side, turn }: TabsProps) {
  const w = useWords(counterWords);
  const list = useRef<HTMLDivElement>(null);
  const c = useWords(cashDeskWords);
  const named: Record<Side, string> = {
    refer: w("refer"),
    cash: c("title"),
    around: w("aroundTab", { missed: missedOf(state).length, parked: parkedOf(state).length }),
  };
  const walk = (event: React.KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const step = event.key === "ArrowRight" ? 1 : -1;
    const next = (sides.indexOf(side) + step + sides.length) % sides.length;
    turn(sides[next]!);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div className="below-tabs" role="tablist" aria-label={w("belowTabs")} ref={list} onKeyDown={walk}>
      {sides.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={each === side}
          tabIndex={each === side ? 0 : -1}
          onClick={() => turn(each)}
        >
          {named[each]}
          {each === "refer" && <kbd>F</kbd>}
        </button>
      ))}
    </div>
  );
}
