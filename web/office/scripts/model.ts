/** The library as a screen goes through it. Pure: the business date is an argument. */
import type { Me, Problem } from "../../shared/api";
import { LANGUAGES } from "../../shared/language";
import type { Script, ScriptPhase, Scripts } from "../../shared/verbs/scripts";
import type { Instant, Language } from "../../shared/views";

export const mayWrite = (me: Me) => me.rights.includes("edit_script");
export const mayApprove = (me: Me) => me.rights.includes("approve_script");

const DAY = 86_400_000;
const ENDING_DAYS = 30;
const IN_WORK: readonly ScriptPhase[] = ["draft", "returned", "waiting"];
const LASTING: readonly ScriptPhase[] = ["in_use", "scheduled", ...IN_WORK];

export const isInWork = ({ state }: Script) => IN_WORK.includes(state);

/** Days left after `today`: 0 on its last day. */
export const daysLeft = ({ expires_on }: Script, today: string) =>
  Math.round((Date.parse(expires_on) - Date.parse(today)) / DAY);

/** Whether it ends within 30 days; what is over, or said no more, doesn't end. */
export function isEnding(script: Script, today: string): boolean {
  const left = daysLeft(script, today);
  return LASTING.includes(script.state) && left >= 0 && left <= ENDING_DAYS;
}

/** How many wait for this person's word. */
export const waitingFor = (me: Me, scripts: readonly Script[]) =>
  mayApprove(me) ? scripts.filter(({ state, yours }) => state === "waiting" && !yours).length : 0;

export const SHOWN = ["all", "in_use", "in_work", "ending", "over"] as const;
export type Shown = (typeof SHOWN)[number];

const SHOWS: Record<Shown, (script: Script, today: string) => boolean> = {
  all: () => true,
  in_use: ({ state }) => state === "in_use",
  in_work: (script) => isInWork(script) || script.state === "scheduled",
  ending: isEnding,
  over: ({ state }) => state === "expired" || state === "withdrawn",
};

export interface Sought {
  shown: Shown;
  moment: string; // "": any
  text: string;
}

export interface Group {
  situation: string;
  moments: string[];
  scripts: Script[];
}

/** What is sought, by situation in the server's order; `named` tells a situation's name. */
export function groupsOf(
  told: Scripts,
  { shown, moment, text }: Sought,
  today: string,
  named: (situation: string) => string,
): Group[] {
  const words = text.trim().toLowerCase();
  const holds = (script: Script) =>
    [named(script.situation), ...Object.values(script.texts)].some((each) =>
      each.toLowerCase().includes(words),
    );
  return told.situations
    .map((situation) => ({
      situation,
      moments: told.moments[situation] ?? [],
      scripts: told.scripts.filter(
        (each) => each.situation === situation && SHOWS[shown](each, today) && holds(each),
      ),
    }))
    .filter(({ moments, scripts }) => scripts.length > 0 && (!moment || moments.includes(moment)));
}

export const countOf = (told: Scripts, shown: Shown, today: string) =>
  told.scripts.filter((each) => SHOWS[shown](each, today)).length;

// ------------------------------------------------------------------------ what may not be said

/** What was refused, and where it stands in the text of one language; characters count from 0. */
export interface Slip {
  language: Language;
  from: number;
  found: string;
  code: string;
}

/** The place in the text that a refusal names, while the text still holds it. */
export function slipOf({ code, where, facts }: Problem, texts: Record<Language, string>): Slip | undefined {
  const language = languageAt(where);
  const { found, place } = facts;
  if (!language || typeof found !== "string" || typeof place !== "number") return undefined;
  const from = place - 1;
  const there = [...texts[language]].slice(from, from + [...found].length).join("");
  return there === found ? { language, from, found, code } : undefined;
}

/** The text that a refusal is about: `texts.zh-Hans`. */
export const languageAt = (where: string | undefined) => LANGUAGES.find((each) => where === `texts.${each}`);

/** A text before, at and after a slip. Places are characters, which may be two of a browser's units. */
export function around(text: string, { from, found }: Slip): [string, string, string] {
  const before = [...text].slice(0, from).join("");
  return [before, found, text.slice(before.length + found.length)];
}

/** How long a text is, as the server counts. */
export const lengthOf = (text: string) => [...text].length;

/** When a date begins on the branch's wall. */
export function beginOf(date: string, zone: string): Instant {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const offset = wallOf(midnight, zone) - midnight;
  return new Date(midnight - offset).toISOString();
}

function wallOf(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}
