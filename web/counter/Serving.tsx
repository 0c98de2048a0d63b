import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { elapsed, secondsSince } from "../staff/time";
import { Business } from "./Business";
import { Facts } from "./Facts";
import type { HandProps } from "./parts";
import { spanOf } from "./model";
import { OfferButton, OfferLine } from "./OfferLine";
import { PromisedLine } from "./PromisedLine";
import { ReopenLine } from "./ReopenLine";
import { SpanBar } from "./SpanBar";
import { TalkLine } from "./TalkHere";
import { TicketHead } from "./TicketHead";
import { useWhyNot } from "./why";
import { counterWords } from "./words";

/** A service in hand: minutes used and left, what is to be done, who it is. */
export function Serving(props: HandProps) {
  const { ticket, acts, verbs, now } = props;
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const whyNot = useWhyNot();
  const span = spanOf(ticket, now);
  const seconds = ticket.started_at ? secondsSince(ticket.started_at, now) : 0;
  return (
    <>
      <TicketHead {...props} caption={w("serving")}>
        <Figure caption={w("spent")} value={elapsed(seconds)} />
        {span && !span.slow && (
          <Figure caption={w("remaining")} value={String(span.remaining)} unit={s("minute")} tone="rest" />
        )}
        {span?.slow && (
          <Figure
            caption={w("soonDone")}
            value={String(Math.round(span.gone - span.middle))}
            unit={s("minute")}
            tone="slow"
          />
        )}
      </TicketHead>
      {span ? <SpanBar span={span} seconds={seconds} /> : <p className="span-none">{w("spanUnknown")}</p>}
      <div className="hand-mid">
        <Business {...props} />
        <Facts {...props} />
        <div className="hand-after">
          <h3 className="cap">{w("afterwards")}</h3>
          <Btn className="btn hand-finish" onPress={() => void acts.finish.run()} off={whyNot(acts.finish)}>
            {w("finishOnly")}
          </Btn>
          <p className="quiet">{w("finishOnlyHow")}</p>
          <OfferButton {...props} />
          <Refusal verbs={verbs} of={["finish", "business"]} />
        </div>
      </div>
      <TalkLine {...props} />
      <PromisedLine {...props} />
      <OfferLine {...props} />
      <ReopenLine {...props} />
    </>
  );
}

interface FigureProps {
  caption: string;
  value: string;
  unit?: string;
  tone?: "rest" | "slow";
}

export function Figure({ caption, value, unit, tone }: FigureProps) {
  return (
    <div className={`figure${tone ? ` figure-${tone}` : ""}`}>
      <div className="cap">{caption}</div>
      <span className="figure-value">
        {value}
        {unit && <small>{unit}</small>}
      </span>
    </div>
  );
}
