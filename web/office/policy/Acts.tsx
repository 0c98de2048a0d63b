import { useState } from "react";
import { useLanguage, useStore, useWords } from "../../shared/hooks";
import {
  approvePolicy,
  RETURN_REASONS,
  returnPolicy,
  rollBackPolicy,
  submitPolicy,
  takeBackPolicy,
  tryPolicy,
} from "../../shared/verbs/policies";
import { Btn } from "../../staff/Btn";
import { Icon } from "../../staff/icons";
import { Menu, MenuItem } from "../../staff/Menu";
import { Refusal } from "../../staff/Refusal";
import { SureButton } from "../../staff/SureButton";
import type { Verbs } from "../../staff/verbs";
import { beforeOf, inForce, isDraft, mayApprove, mayEdit, nameOf } from "./life";
import { dayAndTime, type Moment } from "./moments";
import type { Desk } from "./useDesk";
import { versionText } from "./versions";
import { policyWords } from "./words";

export interface ActProps {
  desk: Desk;
  moment: Moment;
  verbs: Verbs;
  off: string | undefined; // why nothing can be sent now
  after: () => Promise<void>; // look again: its life went on
}

const VERBS = ["try", "submit", "takeBack", "return", "approve", "rollBack"];

/** The next steps of a version's life, for whoever may take them; the others read who may. */
export function Acts(props: ActProps) {
  const { desk, verbs } = props;
  const { state } = desk.version;
  return (
    <footer className="acts">
      {isDraft(desk.version) && <DraftActs {...props} />}
      {state === "waiting" && <WaitingActs {...props} />}
      {(state === "live" || state === "yielding" || state === "scheduled") && <RollBack {...props} />}
      {(state === "retired" || state === "rolled_back") && <Past />}
      <Refusal verbs={verbs} of={VERBS} />
    </footer>
  );
}

/** Runs a verb with the version on screen, and looks again whether or not it was done. */
function useAct({ desk, verbs, after }: ActProps) {
  const branch = desk.me.branch.id;
  return async (name: string, send: (branch: string, id: string, version: number) => Promise<unknown>) => {
    await verbs.run(name, async () => {
      if (desk.may && !(await desk.keeper.settle())) return;
      const { version } = desk.keeper.get().told;
      await send(branch, version.id!, version.version);
    });
    await after();
  };
}

function DraftActs(props: ActProps) {
  const w = useWords(policyWords);
  const { desk, off } = props;
  const act = useAct(props);
  const { busy } = useStore(props.verbs);
  const { state } = desk.version;
  if (!mayEdit(desk.me)) return <p>{w("whoEdits")}</p>;
  const isTried = state === "tried" || (state === "returned" && desk.version.tried !== undefined);
  const unread = desk.kept.told.problems.length > 0 ? w("mendFirst", { n: desk.faults }) : undefined;
  const early = desk.faults
    ? w("mendFirst", { n: desk.faults })
    : state === "returned"
      ? w("reviseFirst")
      : isTried
        ? undefined
        : w(state === "outdated" ? "tryAgainFirst" : "tryFirst");
  const away = off ?? (desk.kept.saving === "saved" ? undefined : w("saveFirst"));
  return (
    <>
      <div className="acts-row">
        <Btn
          className={early || isTried ? "btn" : "btn btn-primary"}
          off={away ?? unread}
          aria-busy={busy === "try"}
          onPress={() => void act("try", tryPolicy)}
        >
          {w(isTried || state === "outdated" ? "tryAgain" : "try")}
        </Btn>
        <Btn
          className={early ? "btn" : "btn btn-primary"}
          off={early ?? away}
          onPress={() => void act("submit", submitPolicy)}
        >
          {w("submit")}
        </Btn>
      </div>
      <p>{[early ?? away, w("notByEditor")].map((said) => said && said + w("stop"))}</p>
    </>
  );
}

function WaitingActs(props: ActProps) {
  const w = useWords(policyWords);
  const { desk, off } = props;
  const act = useAct(props);
  const approves = mayApprove(desk.me);
  const mine = desk.version.yours ? w("youEdited") : undefined;
  return (
    <>
      {approves && <Approve {...props} mine={mine} />}
      {!approves && !mayEdit(desk.me) && <p>{w("whoApproves")}</p>}
      <div className="acts-row">
        {approves && (
          <Menu className="btn" label={w("return")} button={<>{w("return")}…</>} off={off}>
            {RETURN_REASONS.map((reason) => (
              <MenuItem
                key={reason}
                onPress={() => void act("return", (...at) => returnPolicy(...at, reason))}
              >
                {w(`reason.${reason}`)}
              </MenuItem>
            ))}
          </Menu>
        )}
        {mayEdit(desk.me) && (
          <Btn className="btn" off={off} onPress={() => void act("takeBack", takeBackPolicy)}>
            {w("takeBack")}
          </Btn>
        )}
        {!approves && mayEdit(desk.me) && <p>{w("waitsForOther")}</p>}
      </div>
    </>
  );
}

const AT_ONCE = "";

function Approve(props: ActProps & { mine: string | undefined }) {
  const w = useWords(policyWords);
  useLanguage();
  const { desk, moment, off, mine } = props;
  const act = useAct(props);
  const { changes, begins } = desk.table;
  const first = changes === "day_break" ? (begins[0] ?? AT_ONCE) : AT_ONCE;
  const [from, setFrom] = useState(first);
  return (
    <>
      <div className="acts-row">
        <label className="acts-from">
          <span>{w("liveFrom")}</span>
          <select
            value={from}
            disabled={mine !== undefined}
            onChange={(event) => setFrom(event.target.value)}
          >
            {changes === "any_time" && <option value={AT_ONCE}>{w("atOnce")}</option>}
            {begins.map((begin) => (
              <option key={begin} value={begin}>
                {w("dayBegins", { time: dayAndTime(begin, moment) })}
              </option>
            ))}
          </select>
        </label>
        <Btn
          className="btn btn-primary"
          off={mine ?? off}
          onPress={() => void act("approve", (...at) => approvePolicy(...at, from || undefined))}
        >
          {w("approve")}
        </Btn>
      </div>
      <p>{mine ?? w(changes === "day_break" ? "dayBreakNote" : "approveNote")}</p>
    </>
  );
}

function RollBack(props: ActProps) {
  const w = useWords(policyWords);
  const { desk, off } = props;
  const act = useAct(props);
  const { version, table } = desk;
  const scheduled = version.state === "scheduled";
  const back = scheduled ? inForce(table) : beforeOf(table, version);
  const byDay = table.changes === "day_break" ? "rollBackDaySure" : "rollBackSure";
  const sure = scheduled ? "cancelSure" : byDay;
  const title = w(scheduled ? "cancelLive" : "rollBack");
  if (!version.id) return <p>{w(version.number === 0 ? "startNote" : "bankNote")}</p>;
  if (version.ended_at) return <p>{w("untilDayEnd")}</p>;
  if (!mayApprove(desk.me)) return <p>{w("whoRollsBack")}</p>;
  return (
    <div className="acts-row">
      <SureButton
        title={title}
        sure={w(sure, {
          version: versionText(table, nameOf(version), w),
          back: versionText(table, back, w),
        })}
        off={off}
        onSure={() => void act("rollBack", rollBackPolicy)}
      />
    </div>
  );
}

function Past() {
  const w = useWords(policyWords);
  return (
    <p>
      <Icon name="clock" size={14} /> {w("pastNote")}
    </p>
  );
}
