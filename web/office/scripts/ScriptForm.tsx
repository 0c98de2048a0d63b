import { type FormEvent, useEffect, useId, useState } from "react";
import type { Problem } from "../../shared/api";
import { useLanguage, useStore, useWords } from "../../shared/hooks";
import { LANGUAGES } from "../../shared/language";
import {
  draftScript,
  editScript,
  type Script,
  type ScriptNow,
  SCRIPT_SOURCES,
  type ScriptSource,
} from "../../shared/verbs/scripts";
import type { Words } from "../../shared/views";
import { Icon } from "../../staff/icons";
import { refusalText } from "../../staff/refusal";
import { type Verbs, verbs as newVerbs } from "../../staff/verbs";
import { staffWords } from "../../staff/words";
import { scriptAddress, SCRIPTS_ADDRESS } from "../page";
import { useCodes } from "../policy/codes";
import { languageAt } from "./model";
import { situationWord } from "./ScriptList";
import type { ScriptDesk } from "./desk";
import { TextField } from "./TextField";
import { scriptWords } from "./words";

interface Props {
  desk: ScriptDesk;
  script?: Script; // a draft that is changed
  model?: Script | undefined; // what a new one is written from
}

interface Written {
  situation: string;
  source: ScriptSource;
  texts: Words;
  expires_on: string;
}

const NOTHING: Words = { "zh-Hans": "", "zh-Hant": "", en: "" };

/** What is typed and not saved yet outlives a look elsewhere. */
const unsaved = new Map<string, Written>();

function firstOf({ script, model }: Props): Written {
  const from = script ?? model;
  return {
    situation: from?.situation ?? "",
    source: "own_words",
    texts: from?.texts ?? NOTHING,
    expires_on: script?.expires_on ?? "",
  };
}

/** A sentence is written in three languages; what may not be said is shown where it stands. */
export function ScriptForm(props: Props) {
  const { desk, script } = props;
  const w = useWords(scriptWords);
  useCodes();
  const place = script?.id ?? `new ${props.model?.id ?? ""}`;
  const [written, put] = useState(() => unsaved.get(place) ?? firstOf(props));
  const [verbs] = useState<Verbs>(() => newVerbs());
  const [problem, tell] = useState<Problem>();
  const [saved, wait] = useState<ScriptNow>();
  useSaved(desk, saved);

  function change(part: Partial<Written>) {
    const next = { ...written, ...part };
    unsaved.set(place, next);
    put(next);
  }
  async function save() {
    tell(undefined);
    const done = await verbs.run("save", async () => {
      const now = await send(desk, script, written);
      unsaved.delete(place);
      wait(now);
    });
    if (!done) tell(verbs.get().refused?.problem);
    desk.again();
  }
  return (
    <form
      className="card script-one script-form"
      aria-label={w(script ? "editTitle" : "writeTitle")}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <header>
        <h3>{w(script ? "editTitle" : "writeTitle")}</h3>
        {script && <span className="sub">{situationWord(script.situation)}</span>}
      </header>
      <div className="script-body">
        {!script && <About desk={desk} written={written} change={change} />}
        {LANGUAGES.map((each) => (
          <TextField
            key={each}
            language={each}
            texts={written.texts}
            most={desk.told.longest[each]}
            problem={problem}
            onText={(text) => {
              if (languageAt(problem?.where) === each) tell(undefined);
              change({ texts: { ...written.texts, [each]: text } });
            }}
          />
        ))}
        <LastDay {...{ desk, written, change, problem }} />
        <Truths desk={desk} />
      </div>
      <Foot
        {...{ desk, written, verbs, problem }}
        saving={saved !== undefined}
        place={place}
        script={script}
      />
    </form>
  );
}

const send = ({ me }: ScriptDesk, script: Script | undefined, { texts, expires_on, ...more }: Written) =>
  script
    ? editScript(me.branch.id, script.id, script.version, { texts, expires_on })
    : draftScript(me.branch.id, { texts, expires_on, ...more });

/** Once the library has what was saved, it is shown. */
function useSaved({ told }: ScriptDesk, saved: ScriptNow | undefined): void {
  useEffect(() => {
    const known = saved && told.scripts.find(({ id }) => id === saved.id);
    if (known && known.version >= saved.version) location.replace(scriptAddress(saved.id));
  }, [told, saved]);
}

interface PartProps {
  desk: ScriptDesk;
  written: Written;
  change: (part: Partial<Written>) => void;
}

function About({ desk, written, change }: PartProps) {
  const w = useWords(scriptWords);
  return (
    <div className="script-row">
      <label>
        <span>{w("situation")}</span>
        <select value={written.situation} onChange={(event) => change({ situation: event.target.value })}>
          <option value="" disabled />
          {desk.told.situations.map((each) => (
            <option key={each} value={each}>
              {situationWord(each)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{w("source")}</span>
        <select
          value={written.source}
          onChange={(event) => change({ source: event.target.value as ScriptSource })}
        >
          {SCRIPT_SOURCES.map((each) => (
            <option key={each} value={each}>
              {w(`source.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function LastDay({ desk, written, change, problem }: PartProps & { problem: Problem | undefined }) {
  const w = useWords(scriptWords);
  const hint = useId();
  const mine = problem?.where === "expires_on" ? problem : undefined;
  return (
    <div className="script-row">
      <label>
        <span>{w("expiresOn")}</span>
        <input
          type="date"
          min={desk.today}
          value={written.expires_on}
          aria-invalid={mine !== undefined}
          aria-describedby={hint}
          onChange={(event) => change({ expires_on: event.target.value })}
        />
      </label>
      <span id={hint} role="status">
        {mine && <Wrong problem={mine} />}
      </span>
    </div>
  );
}

function Wrong({ problem }: { problem: Problem }) {
  return (
    <p className="refusal">
      <Icon name="alert" size={16} />
      {refusalText(problem)}
    </p>
  );
}

/** What is refused, and the risk sentences that never are. */
function Truths({ desk }: { desk: ScriptDesk }) {
  const w = useWords(scriptWords);
  const spoken = useLanguage();
  return (
    <dl className="script-rules">
      <dt>{w("mayNot")}</dt>
      <dd>
        {w("mayNotList")} {w("rulesNote")}
      </dd>
      <dt>{w("truths")}</dt>
      {Object.entries(desk.told.truths).map(([code, words]) => (
        <dd key={code}>{words[spoken]}</dd>
      ))}
    </dl>
  );
}

interface FootProps {
  desk: ScriptDesk;
  written: Written;
  verbs: Verbs;
  problem: Problem | undefined;
  saving: boolean;
  place: string;
  script: Script | undefined;
}

function Foot({ desk, written, verbs, problem, saving, place, script }: FootProps) {
  const w = useWords(scriptWords);
  const s = useWords(staffWords);
  const { busy } = useStore(verbs);
  const { situation, texts, expires_on } = written;
  const whole = situation && expires_on && LANGUAGES.every((each) => texts[each].trim());
  const off = desk.off ?? (whole ? undefined : w("saveFirst"));
  const elsewhere = problem && !languageAt(problem.where) && problem.where !== "expires_on";
  return (
    <footer className="script-acts">
      <div className="acts-row">
        <button
          type="submit"
          className="btn btn-primary"
          disabled={off !== undefined || saving || busy !== undefined}
          title={off}
        >
          {w("save")}
        </button>
        <a
          className="btn"
          href={script ? scriptAddress(script.id) : SCRIPTS_ADDRESS}
          onClick={() => unsaved.delete(place)}
        >
          {s("cancel")}
        </a>
      </div>
      <div role="status">{elsewhere ? <Wrong problem={problem} /> : off && <p>{off}</p>}</div>
    </footer>
  );
}
