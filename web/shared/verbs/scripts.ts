/** What staff may say, and each sentence's life. `version` is the one on screen: If-Match. */
import { post } from "../api";
import type { Instant, Language, Words } from "../views";

export type ScriptPhase = "draft" | "waiting" | "returned" | "scheduled" | "in_use" | "expired" | "withdrawn";

export const SCRIPT_SOURCES = ["own_words", "head_office"] as const;
export type ScriptSource = (typeof SCRIPT_SOURCES)[number];

export interface Script {
  id: string;
  situation: string;
  number: number;
  texts: Words;
  state: ScriptPhase;
  source: ScriptSource | "start";
  editors: string[];
  approved_by?: string;
  approved_at?: Instant;
  reason?: string;
  live_from?: Instant;
  expires_on: string; // its last business date
  version: number; // 0: one that a bank starts with, untouched
  yours: boolean; // whoever asks wrote some of it, and so may not approve it
}

export interface Scripts {
  situations: string[];
  moments: Record<string, string[]>; // when the table in force suggests a situation
  longest: Record<Language, number>; // characters in each language
  truths: Record<string, Words>; // what may be said where a promise is refused, by its code
  scripts: Script[];
}

export interface ScriptNow {
  id: string;
  situation: string;
  number: number;
  state: string;
  version: number;
}

export const SCRIPT_REASONS = ["words_unclear", "not_true", "wrong_situation", "not_now", "other"] as const;
export type ScriptReason = (typeof SCRIPT_REASONS)[number];

export interface Written {
  texts: Words;
  expires_on: string;
}

export const scriptsPath = (branch: string) => `/api/branches/${branch}/scripts`;
const on = (branch: string, script: string, verb: string) => `${scriptsPath(branch)}/${script}/${verb}`;

export const draftScript = (branch: string, written: Written & { situation: string; source: ScriptSource }) =>
  post<ScriptNow>(scriptsPath(branch), written);
export const editScript = (branch: string, script: string, version: number, written: Written) =>
  post<ScriptNow>(on(branch, script, "edit"), written, { match: version });
export const submitScript = (branch: string, script: string, version: number) =>
  post<ScriptNow>(on(branch, script, "submit"), {}, { match: version });
export const withdrawScript = (branch: string, script: string, version: number) =>
  post<ScriptNow>(on(branch, script, "withdraw"), {}, { match: version });
export const returnScript = (branch: string, script: string, version: number, reason: ScriptReason) =>
  post<ScriptNow>(on(branch, script, "return"), { reason }, { match: version });
export const approveScript = (
  branch: string,
  script: string,
  version: number,
  liveFrom: Instant | undefined,
) =>
  post<ScriptNow>(on(branch, script, "approve"), liveFrom === undefined ? {} : { live_from: liveFrom }, {
    match: version,
  });

/** A sentence that may be said: `text` in the screen's language, `said` in the customer's. */
export interface Sayable {
  id: string;
  number: number;
  version: number;
  text: string;
  said: string;
}

/** What may be said now, and why; nothing is suggested where there are no scripts. */
export interface Suggested {
  visit?: string; // whose; absent: of somebody at the door
  moment: string;
  situation: string;
  language: Language; // the customer's
  why: string;
  scripts: Sayable[];
}

/** To whom something may be said, and when; what is left out follows from the number. */
export interface Occasion {
  ticket?: string;
  visit?: string;
  moment?: string;
  business?: string;
}

export const suggestionPath = (branch: string, occasion: Occasion) =>
  `/api/branches/${branch}/suggestion?${new URLSearchParams({ ...occasion }).toString()}`;

export const sayScript = (branch: string, { id, version }: Sayable, of: { visit: string; moment: string }) =>
  post<unknown>(on(branch, id, "said"), { visit: of.visit, moment: of.moment, version });
