import { useEffect, useState } from "react";
import type { Me } from "../../shared/api";
import { useWords } from "../../shared/hooks";
import {
  bankPath,
  draftOf,
  type IssuedRows,
  type Past,
  pastPath,
  type PolicyRows,
  type PolicyTable,
  type Row,
  rowsPath,
} from "../../shared/verbs/policies";
import { Btn } from "../../staff/Btn";
import { Icon } from "../../staff/icons";
import { KeyList } from "../../staff/KeyList";
import { Refusal } from "../../staff/Refusal";
import { refusalText } from "../../staff/refusal";
import { Notice } from "../../staff/StaffPage";
import { useAnswer } from "../../staff/useAnswer";
import { useHotkeys } from "../../staff/useHotkeys";
import { verbs as newVerbs } from "../../staff/verbs";
import { staffWords } from "../../staff/words";
import { policyAddress, type PolicyPlace } from "../page";
import { Acts } from "./Acts";
import { Compare, CompareCard } from "./Compare";
import { DmnMenu } from "./DmnMenu";
import { Effect } from "./Effect";
import { Find } from "./Find";
import { Findings } from "./Findings";
import { Grid } from "./Grid";
import { Head } from "./Head";
import {
  bankOf,
  besideOf,
  inForce,
  isNew,
  isSame,
  liveIn,
  mayEdit,
  type Named,
  nameOf,
  nextIn,
  openIn,
  yieldingIn,
} from "./life";
import type { Moment } from "./moments";
import { Moved, SaveState } from "./SaveState";
import { Say } from "./Say";
import { TryCase } from "./TryCase";
import { type Desk, useDesk } from "./useDesk";
import { versionText } from "./versions";
import { policyWords } from "./words";

interface Props {
  me: Me;
  table: PolicyTable;
  place: PolicyPlace | undefined;
  moment: Moment;
  cut: boolean;
  again: () => void;
}

/** One table: the version that the address names, else the one in work or to come, else the one in force. */
export function PolicyPage({ place, ...props }: Props) {
  const s = useWords(staffWords);
  const { me, table } = props;
  const [branch, { name }] = [me.branch.id, table];
  const asked = askedFor(table, place);
  const { answer, problem } = useAnswer<PolicyRows | IssuedRows>(pathOf(branch, name, asked));
  const { answer: past } = useAnswer<Past>(pastPath(branch, name));
  const told = answer && toldOf(answer);
  if (!told || !isSame(nameOf(told.version), asked))
    return <Notice title={problem ? refusalText(problem) : s("loading")} late={!problem} />;
  return <Editor key={`${name} ${asked.bank} ${asked.number}`} {...props} told={told} past={past} />;
}

function askedFor(table: PolicyTable, place: PolicyPlace | undefined): Named {
  if (place === "bank") return bankOf(table) ?? inForce(table);
  const first = openIn(table) ?? nextIn(table) ?? yieldingIn(table) ?? liveIn(table);
  const number = place ?? first?.number;
  return number === undefined ? inForce(table) : { number, bank: false };
}

const pathOf = (branch: string, table: string, { number, bank }: Named) =>
  bank ? bankPath(branch, table) : rowsPath(branch, table, number);

/** Head office's version is read like one of the branch's own that nobody here can change. */
function toldOf(answer: PolicyRows | IssuedRows): PolicyRows {
  if ("version" in answer) return answer;
  const { table, number, live_from, rows } = answer;
  const version = {
    number,
    live_from,
    state: "live",
    faults: 0,
    version: 0,
    digest: "",
    yours: false,
  } as const;
  return { table, rows, problems: [], findings: [], beyond: [], version: { ...version, editors: [] } };
}

interface EditorProps extends Omit<Props, "place"> {
  told: PolicyRows;
  past: Past | undefined;
}

function Editor({ me, table, told, past, moment, cut, again }: EditorProps) {
  const w = useWords(policyWords);
  const s = useWords(staffWords);
  const { answer: bank } = useAnswer<IssuedRows>(bindingPath(me, table, told));
  const desk = useDesk(me, table, told, past, bank?.rows);
  const [verbs] = useState(() => newVerbs());
  const [open, setOpen] = useState<"keys" | "compare">();
  const [finding, find] = useState(false);
  const off = cut ? s("waitForLine") : undefined;
  const beside = besideOf(table, desk.version);
  const besideText = beside ? versionText(table, beside, w) : "";
  const { answer: before } = useAnswer<{ rows: Row[] }>(
    pathOf(me.branch.id, table.name, beside ?? { number: 0, bank: false }),
  );
  useEditorKeys(desk, { "/": () => find(true), "?": () => setOpen("keys"), Insert: desk.add });
  async function after() {
    again();
    await desk.keeper.refresh().catch(() => undefined);
  }
  return (
    <main className="policy">
      <Head table={table} version={desk.version} faults={desk.faults} moment={moment} />
      <div className="policy-left">
        <Moved desk={desk} moment={moment} />
        <section className="card grid-card" aria-label={w("grid")}>
          <header>
            <h3>{w("grid")}</h3>
            <span className="tag">{w(`hit.${table.hit}`)}</span>
            <span className="sub grid-sub">
              {w("rowsCount", { n: desk.rows.length })} · {w(`hitNote.${table.hit}`)}
            </span>
            {finding && <Find desk={desk} close={() => find(false)} />}
            <span className="grow" />
            <SaveState desk={desk} moment={moment} />
            <DmnMenu {...{ desk, verbs, off, after }} />
            {before && beside && (
              <Btn className="btn" onPress={() => setOpen("compare")}>
                {w("compare", { version: besideText })}
              </Btn>
            )}
            {desk.may && (
              <Btn className="btn" onPress={desk.add}>
                <Icon name="plus" />
                {w("addRow")} <kbd>Ins</kbd>
              </Btn>
            )}
            {mayEdit(me) && !openIn(table) && <NewDraft {...{ desk, off, verbs, again }} />}
          </header>
          <Grid desk={desk} />
          <Say desk={desk} />
        </section>
        <Findings desk={desk} />
        {desk.faults === 0 && before && beside && isNew(desk.version) && (
          <CompareCard desk={desk} before={before.rows} beside={besideText} />
        )}
        <TryCase desk={desk} />
      </div>
      <aside className="card effect fades" aria-label={w("effect")}>
        <header>
          <h3>{w("effect")}</h3>
          <span className="grow" />
          {past && <span className="sub">{w("lastDays", { n: past.days })}</span>}
        </header>
        <Effect {...{ desk, off }} />
        <Acts {...{ desk, moment, verbs, off, after }} />
      </aside>
      {open === "keys" && <KeyList keys={keysOf(w)} onClose={() => setOpen(undefined)} />}
      {open === "compare" && before && beside && (
        <Compare desk={desk} before={before.rows} beside={besideText} onClose={() => setOpen(undefined)} />
      )}
    </main>
  );
}

/** Head office's version, which binds those of a branch; nothing binds itself. */
const bindingPath = (me: Me, { name, bank, opens }: PolicyTable, { version }: PolicyRows) =>
  bank !== undefined && !opens && version.id !== undefined ? bankPath(me.branch.id, name) : undefined;

interface NewDraftProps {
  desk: Desk;
  off: string | undefined;
  verbs: ReturnType<typeof newVerbs>;
  again: () => void;
}

function NewDraft({ desk, off, verbs, again }: NewDraftProps) {
  const w = useWords(policyWords);
  async function begin() {
    const { me, table } = desk;
    await verbs.run("draft", async () => {
      const { number } = await draftOf(me.branch.id, table.name);
      location.assign(policyAddress(table.name, number));
    });
    again();
  }
  return (
    <>
      <Btn className="btn btn-primary" off={off} onPress={() => void begin()}>
        {w("newDraft")}
      </Btn>
      <Refusal verbs={verbs} of="draft" />
    </>
  );
}

/** `/`, `?` and Ins wherever one is, but where one types; Ctrl+Z goes back, Ctrl+Y forward. */
function useEditorKeys(desk: Desk, keys: Record<string, () => void>): void {
  useHotkeys(keys, window);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const run =
        key === "z" ? (event.shiftKey ? desk.redo : desk.undo) : key === "y" ? desk.redo : undefined;
      if (!run) return;
      event.preventDefault();
      run();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}

const isTyping = (target: EventTarget | null) =>
  target instanceof Element &&
  target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");

function keysOf(w: (key: keyof typeof policyWords.en) => string): [string, string][] {
  return [
    ["↑ ↓ ← →", w("key.arrows")],
    ["Enter", w("key.enter")],
    ["Esc", w("key.escape")],
    ["Tab", w("key.tab")],
    ["Ins", w("key.insert")],
    ["Del", w("key.delete")],
    ["Alt+↑↓", w("key.move")],
    ["Ctrl+Z", w("key.undo")],
    ["/", w("key.find")],
  ];
}
