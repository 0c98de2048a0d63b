import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import type { CameView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { ClassMark } from "./ClassMark";
import { useAddressOf } from "../staff/useAddress";
import { staffWords } from "../staff/words";
import { HeldTag } from "../staff/Tags";
import { FileButton } from "./file/FileButton";
import { ListCard } from "./ListCard";
import type { PartProps } from "./parts";
import { useWhere } from "./where";
import { useWhom } from "./whom";
import { deskWords } from "./words";

/** My customers who are in the hall, and how to address them. */
export function HereCard(props: PartProps) {
  const w = useWords(deskWords);
  const came = Object.values(props.state.came).sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
  return (
    <ListCard className="rm-here" title={w("here")} count={came.length} empty={w("hereEmpty")}>
      {came.map((each) => (
        <Here key={each.visit} {...props} came={each} />
      ))}
    </ListCard>
  );
}

function Here({ me, state, now, cut, changed, ask, came }: PartProps & { came: CameView }) {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const whom = useWhom();
  const where = useWhere();
  const form = useAddressOf(me, state.came, came.visit);
  return (
    <li className={changed.has(came.visit) ? "is-changed" : undefined}>
      <b className="rm-number">{whom(came)}</b>
      <span className="rm-words">
        <span className="row">
          {form && <b>{form}</b>}
          <ClassMark of={came.class} />
          <HeldTag of={came} />
          {where(state, came)}
        </span>
        <small>
          {w("cameAgo", { n: minutesSince(came.since, now) })}
          {came.home === "other" && ` · ${w("otherBranch")}`}
        </small>
      </span>
      <span className="rm-acts">
        {me.rights.includes("refer") && (
          <Btn
            className="btn"
            off={cut ? s("waitForLine") : undefined}
            onPress={() => ask({ kind: "redeem", visit: came.visit, who: whom(came) })}
            aria-label={`${s("redeemTitle")} · ${whom(came)}`}
          >
            {s("cardTitle")}
          </Btn>
        )}
        <FileButton {...{ me, cut, ask }} of={came.home === "own" ? { visit: came.visit } : undefined} />
      </span>
    </li>
  );
}
