import { useLanguage, useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import type { HandProps } from "./parts";
import { useWhyNot } from "./why";
import { counterWords } from "./words";

/** What this customer came for, and what was added on the way. */
export function Business({ ticket, state, acts, ask }: HandProps) {
  const w = useWords(counterWords);
  const spoken = useLanguage();
  const whyNot = useWhyNot();
  const name = (id: string) => state.services[id]?.name[spoken] ?? id;
  return (
    <div className="business">
      <h3 className="cap">{w("business")}</h3>
      <ol>
        <li className="business-doing">
          <span className="box" />
          {name(ticket.service)}
          {ticket.expected && <em>{w("approximately", { n: Math.round(ticket.expected.p50) })}</em>}
        </li>
        {ticket.more.map((id) => (
          <li key={id}>
            <span className="box" />
            {name(id)}
          </li>
        ))}
        <li className="business-add">
          <Btn
            className="add"
            onPress={() => ask({ kind: "business" })}
            off={whyNot(acts.addBusiness)}
            aria-keyshortcuts="B"
          >
            <span className="box">
              <Icon name="plus" size={14} />
            </span>
            {w("addBusiness")}
            <kbd>B</kbd>
          </Btn>
        </li>
      </ol>
    </div>
  );
}
