import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Problem } from "../../shared/api";
import { useLanguage, useStore, useWords } from "../../shared/hooks";
import type { NewCash } from "../../shared/verbs/cash";
import { Btn } from "../Btn";
import { Icon } from "../icons";
import { Refusal } from "../Refusal";
import { refusalText } from "../refusal";
import { shortDay } from "../time";
import type { Verbs } from "../verbs";
import { fenOf, money, NOTES_YUAN, notesFor, totalOf, yuanOf } from "./model";
import { cashWords } from "./words";
import "./cash.css";

interface Props {
  days: readonly string[]; // that can be reserved for, the earliest first
  leftFen?: number; // what is left of a wish, for another day; else the sum is asked
  verbs: Verbs;
  verb: string;
  off: string | undefined;
  send: (wanted: NewCash) => Promise<unknown>;
}

const FIELDS = new Set(["day", "amount_fen", "notes", "phone"]);
const DIGITS = 7; // of any number that can be rung

/** Cash for a day: when, how much, in which notes, and whom to ring. What it is for is not asked. */
export function ReserveForm({ days, leftFen, verbs, verb, off, send }: Props) {
  const w = useWords(cashWords);
  const spoken = useLanguage();
  const [day, setDay] = useState(days[0]);
  const [typed, type] = useState(leftFen === undefined ? "" : String(leftFen / 100));
  const [own, setNotes] = useState<number[]>(); // as typed; else the fewest
  const [phone, setPhone] = useState("");
  const [tried, tryIt] = useState(false);
  const { refused } = useStore(verbs);
  const problem = refused?.verb === verb ? refused.problem : undefined;
  const yuan = yuanOf(typed);
  const notes = own ?? notesFor(yuan ?? 0);
  const fits = yuan !== undefined && totalOf(notes) === yuan;
  const reachable = phone.replace(/\D/g, "").length >= DIGITS;
  const refusedAt = (where: string) => (problem?.where === where ? problem : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    tryIt(true);
    if (!day || !fits || !reachable || off !== undefined) return;
    void verbs.run(verb, () => send({ day, amount_fen: fenOf(yuan), notes, phone }));
  };
  if (!day) return <p className="empty">{w("noneToReserve")}</p>;
  return (
    <form className="cash-form" aria-label={w("reserveTitle")} noValidate onSubmit={submit}>
      <Field label={w("day")} problem={refusedAt("day")}>
        {(hint) => (
          <select value={day} aria-describedby={hint} onChange={(event) => setDay(event.target.value)}>
            {days.map((each, place) => (
              <option key={each} value={each}>
                {place === 0 ? w("earliest", { day: shortDay(each, spoken) }) : shortDay(each, spoken)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {leftFen === undefined && (
        <Field
          label={w("sum")}
          how={w("sumHow")}
          problem={refusedAt("amount_fen")}
          wrong={tried && yuan === undefined ? w("sumWrong") : undefined}
        >
          {(hint, invalid) => (
            <input
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              aria-describedby={hint}
              aria-invalid={invalid}
              onChange={(event) => {
                type(event.target.value);
                setNotes(undefined);
              }}
            />
          )}
        </Field>
      )}
      <Notes notes={notes} yuan={yuan} own={own !== undefined} set={setNotes} problem={refusedAt("notes")} />
      <Field
        label={w("phone")}
        how={w("phoneHow")}
        problem={refusedAt("phone")}
        wrong={tried && !reachable ? w("phoneWrong") : undefined}
      >
        {(hint, invalid) => (
          <input
            type="tel"
            autoComplete="off"
            value={phone}
            aria-describedby={hint}
            aria-invalid={invalid}
            onChange={(event) => setPhone(event.target.value)}
          />
        )}
      </Field>
      <div className="cash-form-foot">
        {!(problem?.where && FIELDS.has(problem.where)) && <Refusal verbs={verbs} of={verb} />}
        <button type="submit" className="btn btn-primary" aria-disabled={off !== undefined} title={off}>
          {w(leftFen === undefined ? "reserve" : "rebook")}
        </button>
      </div>
    </form>
  );
}

interface FieldProps {
  label: string;
  how?: string;
  wrong?: string | undefined;
  problem?: Problem | undefined;
  children: (hint: string, invalid: boolean) => ReactNode;
}

/** One field; what is wrong with it stands under it, in place of how it is filled in. */
function Field({ label, how, wrong, problem, children }: FieldProps) {
  const hint = useId();
  const said = wrong ?? (problem && refusalText(problem));
  return (
    <label className="field">
      <span>{label}</span>
      {children(hint, said !== undefined)}
      <small id={hint} role="status" className={said ? "refusal" : undefined}>
        {said && <Icon name="alert" size={16} />}
        {said ?? how}
      </small>
    </label>
  );
}

interface NotesProps {
  notes: number[];
  yuan: number | undefined;
  own: boolean;
  set: (notes: number[] | undefined) => void;
  problem: Problem | undefined;
}

const MOST = 1_000_000;

/** How many of each: the fewest by default; whether they come to the sum is said as they are typed. */
function Notes({ notes, yuan, own, set, problem }: NotesProps) {
  const w = useWords(cashWords);
  const hint = useId();
  const total = totalOf(notes);
  const fits = total === yuan;
  const change = (place: number, typed: string) => {
    const count = Math.min(MOST, Number(typed.replace(/\D/g, "")));
    set(notes.map((was, at) => (at === place ? count : was)));
  };
  const sums = { total: money(fenOf(total)), sum: money(fenOf(yuan ?? 0)) };
  return (
    <fieldset className="field cash-notes" aria-describedby={hint}>
      <legend>{w("notes")}</legend>
      <div>
        {NOTES_YUAN.map((note, place) => (
          <label key={note}>
            <input
              inputMode="numeric"
              autoComplete="off"
              value={notes[place]}
              aria-invalid={yuan !== undefined && !fits}
              onChange={(event) => change(place, event.target.value)}
            />
            <span>{w("notesOf", { n: note })}</span>
          </label>
        ))}
      </div>
      <p id={hint} role="status">
        {problem ? (
          <span className="refusal">{refusalText(problem)}</span>
        ) : yuan === undefined ? null : fits ? (
          <span className="cash-fits">
            <Icon name="check" size={16} />
            {w("notesFit", { sum: sums.sum })}
          </span>
        ) : (
          <span className="refusal">
            <Icon name="alert" size={16} />
            {w("notesDiffer", sums)}
          </span>
        )}
        {own && (
          <Btn className="btn btn-quiet" onPress={() => set(undefined)}>
            {w("mostHundreds")}
          </Btn>
        )}
      </p>
    </fieldset>
  );
}
