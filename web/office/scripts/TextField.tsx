import { useEffect, useId, useRef } from "react";
import type { Problem } from "../../shared/api";
import { useLanguage, useWords } from "../../shared/hooks";
import { LANGUAGE_NAMES } from "../../shared/language";
import type { Language, Words } from "../../shared/views";
import { Icon } from "../../staff/icons";
import { refusalText } from "../../staff/refusal";
import { around, languageAt, lengthOf, type Slip, slipOf } from "./model";
import { scriptWords } from "./words";

interface Props {
  language: Language;
  texts: Words;
  most: number;
  problem: Problem | undefined;
  onText: (text: string) => void;
}

/** One language's words. What may not be said of them is chosen in the field, and shown under it. */
export function TextField({ language, texts, most, problem, onText }: Props) {
  const w = useWords(scriptWords);
  const field = useRef<HTMLTextAreaElement>(null);
  const hint = useId();
  const text = texts[language];
  const mine = problem && languageAt(problem.where) === language ? problem : undefined;
  const slip = mine && slipOf(mine, texts);
  useShown(field, mine, slip, text);
  const long = lengthOf(text) > most;
  return (
    <div className="script-field">
      <label>
        <span>{LANGUAGE_NAMES[language]}</span>
        <textarea
          ref={field}
          rows={2}
          lang={language}
          value={text}
          aria-invalid={mine !== undefined || long}
          aria-describedby={hint}
          onChange={(event) => onText(event.target.value.replace(/\s*\n\s*/g, " "))}
        />
      </label>
      <span className={long ? "script-count is-long" : "script-count"}>
        {w("countOf", { n: lengthOf(text), most })}
      </span>
      <div id={hint} role="status">
        {mine && <Refused problem={mine} slip={slip} text={text} />}
      </div>
    </div>
  );
}

interface RefusedProps {
  problem: Problem;
  slip: Slip | undefined;
  text: string;
}

/** The sentence with its place marked, why not, and the mend. */
function Refused({ problem, slip, text }: RefusedProps) {
  useLanguage();
  const [before, found, after] = slip ? around(text, slip) : [];
  return (
    <div className="script-slip">
      {slip && (
        <p lang={slip.language}>
          {before}
          <mark>{found}</mark>
          {after}
        </p>
      )}
      <p className="refusal">
        <Icon name="alert" size={16} />
        {refusalText(problem)}
      </p>
    </div>
  );
}

/** The place is chosen in the field as soon as it is refused: typing replaces it. */
function useShown(
  field: { current: HTMLTextAreaElement | null },
  problem: Problem | undefined,
  slip: Slip | undefined,
  text: string,
): void {
  useEffect(() => {
    if (!problem || !field.current) return;
    field.current.focus();
    if (!slip) return;
    const [before, found] = around(text, slip);
    field.current.setSelectionRange(before.length, before.length + found.length);
    // only when a refusal has come: later typing moves the choice by itself
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [problem]);
}
