import { useState } from "react";
import type { Me } from "../shared/api";
import { useWords } from "../shared/hooks";
import { type Parameters, parametersPath, setParameter } from "../shared/verbs/parameters";
import type { BranchView } from "../shared/views";
import { Notice } from "../staff/StaffPage";
import { refusalText } from "../staff/refusal";
import { useAnswer } from "../staff/useAnswer";
import { verbs as newVerbs } from "../staff/verbs";
import { staffWords } from "../staff/words";
import { groupsOf } from "./ruleModel";
import { RuleGroup } from "./RuleGroup";
import { useAgain } from "./useAgain";
import { officeWords } from "./words";
import "./rules.css";

interface Props {
  me: Me;
  branch: BranchView;
  cut: boolean;
}

/** Every parameter of the branch: its value, default and bounds; whoever may sets it in its row. */
export function Rules({ me, branch, cut }: Props) {
  const w = useWords(officeWords);
  const s = useWords(staffWords);
  const [again, ask] = useAgain();
  const [verbs] = useState(() => newVerbs());
  const [edited, edit] = useState<string>();
  const { answer, problem } = useAnswer<Parameters>(parametersPath(me.branch.id), again);
  if (!answer) return <Notice title={problem ? refusalText(problem) : s("loading")} late={!problem} />;
  const may = me.rights.includes("set_parameter");
  async function save(name: string, value: number) {
    const done = await verbs.run(name, () => setParameter(me.branch.id, answer!.version, name, value));
    if (done) edit(undefined);
    ask();
  }
  return (
    <main className="rules fades">
      <header>
        <h2>{w("rules")}</h2>
        <p>{may ? w("rulesNote") : w("rulesReadOnly")}</p>
      </header>
      {groupsOf(answer.parameters).map(([group, members]) => (
        <RuleGroup
          key={group}
          zone={branch.zone}
          off={cut ? s("waitForLine") : undefined}
          {...{ group, members, may, verbs, edited, edit, save }}
        />
      ))}
    </main>
  );
}
