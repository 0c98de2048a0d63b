import { useId, useState } from "react";
import { useWords } from "../../shared/hooks";
import { reviewHold, type Wish } from "../../shared/verbs/cash";
import { Btn } from "../Btn";
import { Icon } from "../icons";
import { Refusal } from "../Refusal";
import { staffWords } from "../words";
import type { Verbs } from "../verbs";
import { holdClock, isReference, tailOf } from "./model";
import { useCashCode } from "./useCashCode";
import { cashWords } from "./words";
import "./cash.css";

interface Props {
  wish: Wish;
  now: number;
  verbs: Verbs;
  off: string | undefined;
  again: () => void;
}

/** A held payment: why, since when, until when somebody looks, and the supervisor's two answers. */
export function HoldRow({ wish, now, verbs, off, again }: Props) {
  const w = useWords(cashWords);
  const s = useWords(staffWords);
  const code = useCashCode();
  const { hold, number } = wish;
  if (!hold) return null;
  const tail = tailOf(wish);
  const { held, left } = holdClock(hold, now);
  const late = hold.late || left === 0;
  const referred = wish.state === "police_referred";
  return (
    <div className="cash-hold">
      <p className="cash-hold-line">
        <b>{number ?? (tail ? w("tail", { n: tail }) : s("withoutNumber"))}</b>
        <span className="grow">{code("sign", hold.reason)}</span>
        {!referred && <span className="number">{w("heldFor", { time: held })}</span>}
        <span className={`tag ${referred ? "tag-info" : late ? "tag-bad" : "tag-warn"}`}>
          <Icon name={late && !referred ? "alert" : "clock"} size={12} />
          {referred ? code("state", wish.state) : late ? w("reviewLate") : w("reviewIn", { n: left })}
        </span>
      </p>
      {hold.yours ? (
        <p className="quiet">{w("ownHold")}</p>
      ) : (
        <Review {...{ wish, verbs, off, again, referred }} />
      )}
      <Refusal verbs={verbs} of={`review ${wish.id}`} />
    </div>
  );
}

type ReviewProps = Omit<Props, "now"> & { referred: boolean };

function Review({ wish, verbs, off, again, referred }: ReviewProps) {
  const w = useWords(cashWords);
  const [asked, ask] = useState(false);
  const [reference, type] = useState("");
  const field = useId();
  const review = async (body: { reference?: string }) => {
    await verbs.run(`review ${wish.id}`, () => reviewHold(wish.id, wish.version, body));
    again();
  };
  return (
    <div className="cash-hold-acts">
      <Btn className="btn btn-primary row-act" off={off} onPress={() => void review({})}>
        {w("lift")}
      </Btn>
      {referred && <span className="quiet">{w("withPolice")}</span>}
      {!referred && !asked && (
        <Btn className="btn row-act" off={off} onPress={() => ask(true)}>
          {w("refer")}…
        </Btn>
      )}
      {!referred && asked && (
        <>
          <label className="unseen" htmlFor={field}>
            {w("police")}
          </label>
          <input
            id={field}
            value={reference}
            placeholder={w("police")}
            title={w("policeHow")}
            autoComplete="off"
            onChange={(event) => type(event.target.value.toUpperCase())}
          />
          <Btn
            className="btn row-act"
            off={off ?? (isReference(reference) ? undefined : w("policeHow"))}
            onPress={() => void review({ reference })}
          >
            {w("refer")}
          </Btn>
        </>
      )}
    </div>
  );
}
