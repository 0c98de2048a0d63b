import { useState } from "react";
import type { Me } from "../../shared/api";
import { useWords } from "../../shared/hooks";
import type { Script, Scripts as Told } from "../../shared/verbs/scripts";
import type { Answered } from "../../staff/useAnswer";
import { refusalText } from "../../staff/refusal";
import { Notice } from "../../staff/StaffPage";
import { staffWords } from "../../staff/words";
import { EDIT_SCRIPT, NEW_SCRIPT, scriptAddress, useScriptPlace } from "../page";
import type { Moment } from "../policy/moments";
import { mayWrite, type Sought } from "./model";
import { ScriptForm } from "./ScriptForm";
import { ScriptList } from "./ScriptList";
import { ScriptRead } from "./ScriptRead";
import { scriptWords } from "./words";
import type { ScriptDesk } from "./desk";
import "./scripts.css";

interface Props {
  me: Me;
  scripts: Answered<Partial<Told>>;
  today: string; // the business date
  moment: Moment;
  cut: boolean;
  again: () => void;
}

/** What staff may say: the library, one sentence read, one written. */
export function Scripts({ me, scripts, today, moment, cut, again }: Props) {
  const w = useWords(scriptWords);
  const s = useWords(staffWords);
  const { script: named } = useScriptPlace();
  const [sought, seek] = useState<Sought>({ shown: "all", moment: "", text: "" });
  const { answer, problem } = scripts;
  if (!answer?.scripts)
    return <Notice title={problem ? refusalText(problem) : s("loading")} late={!problem} />;
  const desk: ScriptDesk = {
    me,
    told: answer as Told,
    today,
    moment,
    off: cut ? s("waitForLine") : undefined,
    again,
  };
  return (
    <main className={named ? "scripts has-one fades" : "scripts fades"}>
      <header>
        <h2>{w("title")}</h2>
        <p>{w(mayWrite(me) ? "titleNote" : "readOnlyNote")}</p>
        <span className="grow" />
        {mayWrite(me) && (
          <a className="btn btn-primary" href={scriptAddress(NEW_SCRIPT)}>
            {w("write")}
          </a>
        )}
      </header>
      <ScriptList told={desk.told} chosen={named} {...{ today, sought, seek }} />
      <Place desk={desk} />
    </main>
  );
}

/** What the address names: a script, a script being changed, a new one, perhaps from another. */
function Place({ desk }: { desk: ScriptDesk }) {
  const w = useWords(scriptWords);
  const { script: named, from } = useScriptPlace();
  const find = (id: string | undefined): Script | undefined =>
    desk.told.scripts.find((each) => each.id === id);
  const writes = mayWrite(desk.me);
  if (named === undefined) return <p className="card empty script-none">{w("chooseOne")}</p>;
  if (named === NEW_SCRIPT && writes)
    return <ScriptForm key={`${NEW_SCRIPT} ${from}`} desk={desk} model={find(from)} />;
  const script = find(named);
  if (!script) return <p className="card empty script-none">{w("unknownScript")}</p>;
  if (from === EDIT_SCRIPT && writes && (script.state === "draft" || script.state === "returned"))
    return <ScriptForm key={`${EDIT_SCRIPT} ${named}`} desk={desk} script={script} />;
  return <ScriptRead key={named} desk={desk} script={script} />;
}
