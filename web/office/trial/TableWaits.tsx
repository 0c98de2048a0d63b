import { useWords } from "../../shared/hooks";
import type { Me } from "../../shared/api";
import type { PolicyVersion } from "../../shared/verbs/policies";
import type { TriedTable } from "../../shared/verbs/trials";
import { Btn } from "../../staff/Btn";
import { trialOf } from "./model";
import { TriedNow } from "./TriedNow";
import { useTrials } from "./useTrials";
import { trialWords } from "./words";

interface Props {
  me: Me;
  table: TriedTable;
  version: PolicyVersion;
  off: string | undefined; // why nothing can be tried now
}

/** What a version of a table would do to waits: run on the branch's own past days. */
export function TableWaits({ me, table, version, off }: Props) {
  const w = useWords(trialWords);
  const { listed, asked, ask } = useTrials(me.branch.id);
  const { id, digest } = version;
  if (id === undefined) return <p className="tried-hint">{w("startsWith")}</p>;
  const known = trialOf(listed?.trials ?? [], id, digest);
  const old = known && !known.fresh && asked.state === "none";
  return (
    <section className="tried-table" aria-label={w("waits")}>
      <h3 className="cap">{w("waits")}</h3>
      {old && <p className="tag tag-warn">{w("outdated")}</p>}
      <TriedNow asked={asked} before={known?.trial} />
      {asked.state === "none" && !known && <p className="tried-hint">{w(`hint.${table}`)}</p>}
      {me.rights.includes("ask_twin") && (
        <Btn
          className="btn"
          off={off}
          aria-busy={asked.state === "waiting"}
          onPress={() => ask({ which: table, policy: id })}
        >
          {w(known ? "again" : "run")}
        </Btn>
      )}
    </section>
  );
}
