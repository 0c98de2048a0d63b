import { useLanguage, useWords } from "../../shared/hooks";
import type { PolicyTable, PolicyVersion, Step } from "../../shared/verbs/policies";
import { Icon } from "../../staff/icons";
import { Menu, MenuItem } from "../../staff/Menu";
import { POLICIES_ADDRESS } from "../page";
import { tableWord } from "./codes";
import { bankOf, inForce, isSame, type Named, nameOf, stepsOf, type StepName } from "./life";
import { dayAndTime, type Moment } from "./moments";
import { PhaseTag } from "./PhaseTag";
import { sinceText, versionAddress, versionText } from "./versions";
import { policyWords } from "./words";

interface Props {
  table: PolicyTable;
  version: PolicyVersion;
  faults: number;
  moment: Moment;
}

/** Which table and version, what is in force, and how far its life has come. */
export function Head({ table, version, faults, moment }: Props) {
  const w = useWords(policyWords);
  useLanguage();
  const live = inForce(table);
  const since = sinceText(live, moment, w);
  const [own, bank] = [nameOf(version), bankOf(table)];
  const isLive = isSame(live, own);
  const all = [...(bank ? [bank] : []), ...table.versions.map(nameOf)];
  return (
    <header className="policy-head">
      <div>
        <nav className="crumb" aria-label={w("crumb")}>
          <a href={POLICIES_ADDRESS}>{w("title")}</a>
          <Icon name="chevron" size={14} />
          {w("hall")}
        </nav>
        <h2>
          {tableWord(table.name)}
          <span className="tag">{versionText(table, own, w)}</span>
          {own.bank && !isLive ? <span className="tag">{w("forAll")}</span> : <PhaseTag version={version} />}
          <Menu
            className="tag version-menu"
            label={w("versions")}
            button={
              <>
                {isLive ? since : w("inForceNow", { version: versionText(table, live, w), since })}
                <Icon name="down" size={12} />
              </>
            }
          >
            {all.map((each) => (
              <MenuItem
                key={versionAddress(table, each)}
                checked={isSame(each, own)}
                onPress={() => location.assign(versionAddress(table, each))}
              >
                {versionText(table, each, w)} <NamedTag table={table} named={each} />
              </MenuItem>
            ))}
          </Menu>
        </h2>
      </div>
      <Life {...{ version, faults, moment }} />
    </header>
  );
}

function NamedTag({ table, named }: { table: PolicyTable; named: Named }) {
  const w = useWords(policyWords);
  if (named.bank) return <span className="tag">{w("forAll")}</span>;
  const version = table.versions.find(({ number }) => number === named.number);
  return version ? <PhaseTag version={version} /> : null;
}

const STEPS: StepName[] = ["draft", "check", "try", "approve", "live"];

/** The five steps, with who took them and when; behind, here, to come. */
function Life({ version, faults, moment }: Omit<Props, "table">) {
  const w = useWords(policyWords);
  const marks = stepsOf(version, faults);
  const notes = notesOf(version, faults, moment, w);
  return (
    <ol className="life" aria-label={w("life")}>
      {STEPS.map((name, at) => (
        <li
          key={name}
          className={`life-${marks[name]}`}
          aria-current={marks[name] === "now" ? "step" : undefined}
        >
          <i>
            {marks[name] === "done" ? (
              <Icon name="check" size={14} />
            ) : marks[name] === "bad" ? (
              <Icon name="returning" size={14} />
            ) : (
              at + 1
            )}
            <span className="unseen">{w(`mark.${marks[name]}`)}</span>
          </i>
          <div>
            <b>{w(`step.${name}`)}</b>
            <small>{notes[name]}</small>
          </div>
        </li>
      ))}
    </ol>
  );
}

type Say = (key: keyof typeof policyWords.en, values?: Record<string, string | number>) => string;

function notesOf(version: PolicyVersion, faults: number, moment: Moment, w: Say): Record<StepName, string> {
  const by = (step: Step | undefined) =>
    step ? `${step.by ?? w("byCommand")} ${dayAndTime(step.at, moment)}` : "";
  const { state, edited, tried, submitted, answered, reason, live_from, ended_at } = version;
  const from = live_from ? dayAndTime(live_from, moment) : "";
  return {
    draft: by(edited) || w(version.number ? "headOffice" : "fromTheStart"),
    check: faults ? w("faults", { n: faults }) : w("noFaults"),
    try: !tried
      ? w(version.id ? "notTried" : "nothing")
      : state === "outdated" || state === "checking"
        ? w("triedBefore")
        : by(tried),
    approve:
      state === "waiting"
        ? w("waitsSince", { who: by(submitted) })
        : state === "returned"
          ? w("returnedFor", { reason: w(reasonKey(reason)) })
          : live_from
            ? `${version.approved_by ?? ""} ${answered && state !== "rolled_back" ? dayAndTime(answered.at, moment) : ""}`.trim()
            : w("bySomebodyElse"),
    live:
      state === "rolled_back"
        ? w("rolledBackAt", { time: ended_at ? dayAndTime(ended_at, moment) : "" })
        : state === "retired"
          ? w("replaced")
          : ended_at
            ? w("untilDayEnd")
            : from || w(state === "live" ? "fromTheStart" : "notYet"),
  };
}

const REASONS = ["effect_unclear", "words_unclear", "too_broad", "not_now"] as const;

export function reasonKey(reason: string | undefined): `reason.${(typeof REASONS)[number] | "other"}` {
  return `reason.${REASONS.find((each) => each === reason) ?? "other"}`;
}
