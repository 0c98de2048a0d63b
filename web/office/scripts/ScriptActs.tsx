import { useState } from "react";
import { useWords } from "../../shared/hooks";
import {
  approveScript,
  returnScript,
  type Script,
  SCRIPT_REASONS,
  submitScript,
  withdrawScript,
} from "../../shared/verbs/scripts";
import type { Instant } from "../../shared/views";
import { Btn } from "../../staff/Btn";
import { Menu, MenuItem } from "../../staff/Menu";
import { Refusal } from "../../staff/Refusal";
import { SureButton } from "../../staff/SureButton";
import { type Verbs, verbs as newVerbs } from "../../staff/verbs";
import { EDIT_SCRIPT, NEW_SCRIPT, scriptAddress } from "../page";
import { beginOf, isInWork, mayApprove, mayWrite } from "./model";
import type { ScriptDesk } from "./desk";
import { scriptWords } from "./words";

export interface ActProps {
  desk: ScriptDesk;
  script: Script;
}

interface Acting extends ActProps {
  act: Act;
}

type Send = (branch: string, id: string, version: number) => Promise<unknown>;
type Act = (name: string, send: Send) => Promise<void>;

/** The next steps of its life, for whoever may take them; the others read who may. */
export function ScriptActs({ desk, script }: ActProps) {
  const [verbs] = useState<Verbs>(() => newVerbs());
  const { me, again } = desk;
  const act: Act = async (name, send) => {
    await verbs.run(name, () => send(me.branch.id, script.id, script.version));
    again();
  };
  const props = { desk, script, act };
  const { state } = script;
  return (
    <footer className="script-acts">
      {(state === "draft" || state === "returned") && <DraftActs {...props} />}
      {state === "waiting" && <WaitingActs {...props} />}
      {(state === "scheduled" || state === "in_use") && <InUseActs {...props} />}
      {(state === "expired" || state === "withdrawn") && <OverActs {...props} />}
      <Refusal verbs={verbs} of={["submit", "return", "approve", "withdraw"]} />
    </footer>
  );
}

function DraftActs({ desk, script, act }: Acting) {
  const w = useWords(scriptWords);
  return (
    <div className="acts-row">
      {mayWrite(desk.me) && (
        <a className="btn" href={scriptAddress(script.id, EDIT_SCRIPT)}>
          {w("edit")}
        </a>
      )}
      {mayWrite(desk.me) && script.state === "draft" && (
        <Btn className="btn btn-primary" off={desk.off} onPress={() => void act("submit", submitScript)}>
          {w("submit")}
        </Btn>
      )}
      <Withdraw {...{ desk, script, act }} />
    </div>
  );
}

function WaitingActs({ desk, script, act }: Acting) {
  const w = useWords(scriptWords);
  const [day, setDay] = useState<string>();
  const { me, off, today, moment } = desk;
  if (!mayApprove(me)) return <p>{w("waitsForOther")}</p>;
  const mine = script.yours ? w("youWrote") : undefined;
  const from: Instant | undefined = day && day > today ? beginOf(day, moment.zone) : undefined;
  return (
    <>
      <div className="acts-row">
        <label className="script-from">
          {w("from")}
          <select
            value={day === undefined ? "" : "day"}
            disabled={mine !== undefined}
            onChange={(event) => setDay(event.target.value ? nextDay(today) : undefined)}
          >
            <option value="">{w("atOnce")}</option>
            <option value="day">{w("onDay")}</option>
          </select>
        </label>
        {day !== undefined && (
          <input
            type="date"
            aria-label={w("fromDay")}
            value={day}
            min={nextDay(today)}
            max={script.expires_on}
            onChange={(event) => event.target.value && setDay(event.target.value)}
          />
        )}
      </div>
      <div className="acts-row">
        <Btn
          className="btn btn-primary"
          off={mine ?? off}
          onPress={() => void act("approve", (...at) => approveScript(...at, from))}
        >
          {w("approve")}
        </Btn>
        <Menu className="btn" label={w("return")} button={w("return")} off={off}>
          {SCRIPT_REASONS.map((reason) => (
            <MenuItem key={reason} onPress={() => void act("return", (...at) => returnScript(...at, reason))}>
              {w(`reason.${reason}`)}
            </MenuItem>
          ))}
        </Menu>
        <Withdraw {...{ desk, script, act }} />
      </div>
      <p>{mine ?? w("approveNote")}</p>
    </>
  );
}

const nextDay = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

function InUseActs({ desk, script, act }: Acting) {
  const w = useWords(scriptWords);
  return (
    <>
      <div className="acts-row">
        <WriteFrom desk={desk} script={script} />
        <Withdraw {...{ desk, script, act }} />
      </div>
      <p>{mayApprove(desk.me) ? w("approveNote") : w("whoWithdraws")}</p>
    </>
  );
}

function OverActs({ desk, script, act }: Acting) {
  return (
    <div className="acts-row">
      <WriteFrom desk={desk} script={script} />
      {script.state === "expired" && <Withdraw {...{ desk, script, act }} />}
    </div>
  );
}

function WriteFrom({ desk, script }: ActProps) {
  const w = useWords(scriptWords);
  if (!mayWrite(desk.me)) return null;
  return (
    <a className="btn" href={scriptAddress(NEW_SCRIPT, script.id)}>
      {w("writeFrom")}
    </a>
  );
}

/** It can't be brought back, so it is asked once more. */
function Withdraw({ desk, script, act }: Acting) {
  const w = useWords(scriptWords);
  if (!mayApprove(desk.me)) return null;
  const title = w(isInWork(script) ? "discard" : "withdraw");
  return (
    <SureButton
      title={title}
      sure={w(isInWork(script) ? "discardSure" : "withdrawSure")}
      off={desk.off}
      onSure={() => void act("withdraw", withdrawScript)}
    />
  );
}
