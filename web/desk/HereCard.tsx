import { useState } from "react";
import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { get, Problem } from "../shared/api";
import type { CameView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { ClassMark } from "./ClassMark";
import { refusalText } from "../staff/refusal";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import { useWhere } from "./where";
import { useWhom } from "./whom";
import { deskWords } from "./words";

/** My customers who are in the hall; how to address them is told on a tap, which is recorded. */
export function HereCard(props: PartProps) {
  const w = useWords(deskWords);
  const came = Object.values(props.state.came).sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
  return (
    <div className="card rm-card rm-here fades">
      <header>
        <h2>{w("here")}</h2>
        <span className="count">{came.length}</span>
      </header>
      {came.length === 0 && <p className="empty">{w("hereEmpty")}</p>}
      <ul>
        {came.map((each) => (
          <Here key={each.visit} {...props} came={each} />
        ))}
      </ul>
    </div>
  );
}

function Here({ me, state, now, cut, changed, came }: PartProps & { came: CameView }) {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const whom = useWhom();
  const where = useWhere();
  const [told, setTold] = useState<string>();
  const fetchAddress = async () => {
    try {
      const { address_form } = await get<{ address_form?: string }>(`/api/visits/${came.visit}/address`);
      setTold(address_form ? w("addressed", { form: address_form }) : w("addressUnknown"));
    } catch (reason) {
      setTold(refusalText(reason instanceof Problem ? reason : new Problem("unknown", 500, "")));
    }
  };
  return (
    <li className={changed.has(came.visit) ? "is-changed" : undefined}>
      <b className="rm-number">{whom(came)}</b>
      <span className="rm-words">
        <span className="row">
          <ClassMark of={came.class} />
          {where(state, came)}
        </span>
        <small>
          {s("waitedFor", { n: minutesSince(came.since, now) })}
          {came.home === "other" && ` · ${w("otherBranch")}`}
        </small>
        <small role="status" className="rm-told">
          {told}
        </small>
      </span>
      {me.rights.includes("see_customer") && told === undefined && (
        <Btn
          className="btn"
          onPress={() => void fetchAddress()}
          off={cut ? s("waitForLine") : undefined}
          title={w("addressHow")}
        >
          {w("address")}
        </Btn>
      )}
    </li>
  );
}
