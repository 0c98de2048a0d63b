import { useState } from "react";
import type { Me } from "../../shared/api";
import { hourMinute } from "../../shared/clock";
import { useLanguage, useWords } from "../../shared/hooks";
import { type Hold, holdsPath, liftHold } from "../../shared/verbs/customers";
import { Refusal } from "../../staff/Refusal";
import { refusalText } from "../../staff/refusal";
import { Notice } from "../../staff/StaffPage";
import { SureButton } from "../../staff/SureButton";
import { wholeDay } from "../../staff/time";
import { useAnswer } from "../../staff/useAnswer";
import { type Verbs, verbs as newVerbs } from "../../staff/verbs";
import { staffWords } from "../../staff/words";
import { useAgain } from "../useAgain";
import { HoldForm } from "./HoldForm";
import { holdWords } from "./words";
import "./holds.css";

interface Props {
  me: Me;
  zone: string;
  cut: boolean;
}

/** To whom nobody sells now: set with a reason by an exact number, lifted with a word. */
export function Holds({ me, zone, cut }: Props) {
  const w = useWords(holdWords);
  const s = useWords(staffWords);
  const [asked, again] = useAgain();
  const [verbs] = useState(() => newVerbs());
  const { answer, problem } = useAnswer<{ holds: Hold[] }>(holdsPath(me.branch.id), asked);
  if (!answer) return <Notice title={problem ? refusalText(problem) : s("loading")} late={!problem} />;
  const off = cut ? s("waitForLine") : undefined;
  return (
    <main className="holds fades">
      <header>
        <h2>{w("title")}</h2>
        <p>{w("how")}</p>
      </header>
      <HoldForm branch={me.branch.id} {...{ verbs, off, again }} />
      <section className="card">
        <header>
          <h2>{w("inForce")}</h2>
          <span className="count">{answer.holds.length}</span>
        </header>
        {answer.holds.length === 0 && <p className="holds-note">{w("none")}</p>}
        <ul>
          {answer.holds.map((hold) => (
            <Row key={hold.customer} {...{ hold, zone, verbs, off, again }} />
          ))}
        </ul>
        <Refusal verbs={verbs} of="lift" />
      </section>
    </main>
  );
}

interface RowProps {
  hold: Hold;
  zone: string;
  verbs: Verbs;
  off: string | undefined;
  again: () => void;
}

function Row({ hold, zone, verbs, off, again }: RowProps) {
  const w = useWords(holdWords);
  const spoken = useLanguage();
  const day = wholeDay(hold.since.slice(0, 10), spoken);
  const lift = async () => {
    if (await verbs.run("lift", () => liftHold(hold.customer))) again();
  };
  return (
    <li>
      <span className="grow">
        <b>{hold.address_form ?? w("noForm")}</b>{" "}
        <span className="tag tag-warn">{w(`reason.${hold.reason}`)}</span>
        <small>
          {hold.phone && `${hold.phone} · `}
          {w("since", { day, time: hourMinute(hold.since, zone) })}
        </small>
      </span>
      <SureButton title={w("lift")} sure={w("liftSure")} off={off} onSure={() => void lift()} />
    </li>
  );
}
