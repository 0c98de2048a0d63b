import { useState } from "react";
import { useWords } from "../../shared/hooks";
import type { Otherwise, Trial } from "../../shared/verbs/policies";
import { TRIED_TABLES } from "../../shared/verbs/trials";
import { Icon } from "../../staff/icons";
import { percent } from "../model";
import { TableWaits } from "../trial/TableWaits";
import { codeWord, figure, resultsWord, useCodes, valueWord } from "./codes";
import { type Change, type Effect as Effects, shieldsOf } from "./deciding";
import { nameOf } from "./life";
import type { Desk } from "./useDesk";
import { versionText } from "./versions";
import { policyWords } from "./words";
import "./effect.css";

const OUTCOMES = 6;

interface Props {
  desk: Desk;
  off: string | undefined;
}

/** What the rows would have decided otherwise on the past weeks' decisions. */
export function Effect({ desk, off }: Props) {
  const w = useWords(policyWords);
  useCodes();
  const { me, table, version, effect, past, kept } = desk;
  const unsaved = kept.saving === "saved" ? undefined : w("saveFirst");
  const ours = !table.opens && !nameOf(version).bank; // of a hall that days were lived in
  const simulated = ours ? TRIED_TABLES.find((name) => name === table.name) : undefined;
  const waits = simulated && <TableWaits {...{ me, version }} table={simulated} off={off ?? unsaved} />;
  if (!effect || !past) return <p className="empty">{w("pastComing")}</p>;
  if (effect.decisions === 0)
    return (
      <div className="effect-scroll" tabIndex={0} role="region" aria-label={w("effect")}>
        {!desk.table.carried && <p className="empty">{w("pastNone", { n: past.days })}</p>}
        {waits || (ours && <p className="effect-note">{w("noWaits")}</p>)}
      </div>
    );
  return (
    <div className="effect-scroll" tabIndex={0} role="region" aria-label={w("effect")}>
      <Headline effect={effect} />
      <Outcomes desk={desk} effect={effect} />
      <Groups trial={effect} />
      <Shields desk={desk} />
      <Listed desk={desk} effect={effect} />
      <p className="effect-note">
        {table.opens && <span>{w("pastOfBank", { n: figure(past.branches), days: past.days })}</span>}
        {effect.unknown > 0 && <span>{w("unknownSome", { n: figure(effect.unknown) })}</span>}
        {effect.open > 0 && <span>{w("openSome", { n: figure(effect.open) })}</span>}
        {ours && !waits && <span>{w("noWaits")}</span>}
      </p>
      {waits}
    </div>
  );
}

function Headline({ effect }: { effect: Effects }) {
  const w = useWords(policyWords);
  const share = percent(effect.otherwise / effect.decisions);
  return (
    <div className="effect-big">
      <p className="cap">{w("wouldDiffer")}</p>
      <p>
        <b>{figure(effect.otherwise)}</b>
        <span>{w("ofDecisions", { n: figure(effect.decisions) })}</span>
        <em>{share}</em>
      </p>
      <svg viewBox="0 0 304 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className="hits-all" width="304" height="8" rx="2" />
        <rect className="share-other" width={(304 * effect.otherwise) / effect.decisions} height="8" rx="2" />
      </svg>
      <p className="effect-parts">
        {(["same", "otherwise", "unknown"] as const).map((part) => (
          <span key={part}>
            {w(`part.${part}`)} <b>{figure(effect[part])}</b>
          </span>
        ))}
      </p>
    </div>
  );
}

/** How often each result was given, and would be: the columns add up to all that can be told. */
function Outcomes({ desk, effect }: { desk: Desk; effect: Effects }) {
  const w = useWords(policyWords);
  const { table, version } = desk;
  const [shown, others] = [effect.outcomes.slice(0, OUTCOMES), effect.outcomes.slice(OUTCOMES)];
  return (
    <table className="effect-table">
      <thead>
        <tr>
          <th scope="col">{w("result")}</th>
          <th scope="col">{w("was")}</th>
          <th scope="col">{versionText(table, nameOf(version), w)}</th>
          <th scope="col">{w("difference")}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((each) => (
          <OutcomeRow
            key={JSON.stringify(each.results)}
            name={resultsWord(table, each.results)}
            of={[each]}
          />
        ))}
        {others.length > 0 && <OutcomeRow name={w("otherResults", { n: others.length })} of={others} />}
        <OutcomeRow name={w("allTold")} of={effect.outcomes} />
      </tbody>
    </table>
  );
}

function OutcomeRow({ name, of }: { name: string; of: readonly Change[] }) {
  const was = of.reduce((sum, each) => sum + each.was, 0);
  const becomes = of.reduce((sum, each) => sum + each.becomes, 0);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{figure(was)}</td>
      <td>
        <b>{figure(becomes)}</b>
      </td>
      <td className={was === becomes ? "is-none" : ""}>{signed(becomes - was)}</td>
    </tr>
  );
}

export const signed = (number: number) =>
  number === 0 ? "0" : number > 0 ? `+${figure(number)}` : `−${figure(-number)}`;

/** For whom it would differ: by class and by protection, where the table asks. */
function Groups({ trial }: { trial: Trial }) {
  const w = useWords(policyWords);
  const parts = (["class", "protected"] as const).map((clause) => {
    const counts = Object.entries(clause === "class" ? trial.by_class : trial.by_protection);
    return counts.length ? (
      <p key={clause}>
        <span className="cap">{w(clause === "class" ? "byClass" : "byProtection")}</span>
        {counts.map(([code, times]) => (
          <span key={code} className="effect-count">
            {codeWord(clause, code)} <b>{figure(times)}</b>
          </span>
        ))}
      </p>
    ) : null;
  });
  return <div className="effect-groups">{parts}</div>;
}

/** What no version may do, counted on the same decisions. */
function Shields({ desk }: { desk: Desk }) {
  const w = useWords(policyWords);
  const shields = shieldsOf(desk.read, desk.past!.cases);
  if (shields.length === 0) return null;
  return (
    <ul className={shields.every(({ becomes }) => becomes === 0) ? "shields" : "shields is-broken"}>
      {shields.map(({ name, was, becomes }) => (
        <li key={name}>
          <Icon name="shield" size={18} />
          <span className="grow">{w(`shield.${name}`)}</span>
          <b>
            {was} → {becomes}
          </b>
        </li>
      ))}
    </ul>
  );
}

function Listed({ desk, effect }: { desk: Desk; effect: Effects }) {
  const w = useWords(policyWords);
  const [open, setOpen] = useState(false);
  if (effect.listed.length === 0) return null;
  return (
    <details className="listed" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron" size={14} />
        {effect.listed.length < effect.cases
          ? w("listedSome", { n: effect.listed.length, of: effect.cases })
          : w("listed", { n: effect.cases })}
      </summary>
      {open && (
        <ol>
          {effect.listed.map((each, at) => (
            <ListedCase key={at} desk={desk} each={each} />
          ))}
        </ol>
      )}
    </details>
  );
}

function ListedCase({ desk, each }: { desk: Desk; each: Otherwise }) {
  const w = useWords(policyWords);
  const { table, go } = desk;
  const asked = table.inputs.flatMap(({ name }) =>
    each.inputs[name] === undefined ? [] : [valueWord(name, each.inputs[name])],
  );
  return (
    <li>
      <p>{asked.join(" · ")}</p>
      <p>
        {resultsWord(table, each.before)} → <b>{resultsWord(table, each.after)}</b>
        {each.row !== undefined && (
          <button type="button" className="link" onClick={() => go({ row: each.row! - 1, column: 0 })}>
            {w("rowNumber", { n: each.row })}
          </button>
        )}
        <span className="listed-times">{w("times", { n: each.times })}</span>
      </p>
    </li>
  );
}
