/** The one door. Every verb carries a key of its own, so that trying again never does it twice. */
import { base, uuid } from "./base";
import { language } from "./language";
import type { Language } from "./views";

interface ProblemBody {
  code?: string;
  title?: string;
  where?: string;
  facts?: Record<string, string | number>;
}

/** A refusal, in the user's language, or `offline` where nobody answered. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    title: string,
    readonly where?: string,
    readonly facts: Record<string, string | number> = {},
  ) {
    super(title);
    this.name = "Problem";
  }
  /** Nobody answered, or the server said to try again: nothing is known to have happened. */
  get offline(): boolean {
    return AWAY.has(this.status);
  }
}

export interface Me {
  kind: "staff" | "device" | "visitor" | "nobody";
  name: string;
  post: string;
  language: Language;
  branch: { id: string; name: string };
  staff?: string; // the id of a member of staff
  counter?: string;
  device?: string;
  views: string[];
  rights: string[];
  csrf: string;
}

export interface PostOptions {
  match?: number; // the version on screen: If-Match
  key?: string; // Idempotency-Key; a fresh one where none is given
  patience?: number; // ms for which an unanswered verb is tried again; 0: once
}

const AWAY = new Set([0, 502, 503, 504]);
const ANSWER_WITHIN = 8000;
const PAUSES = [300, 800, 1600, 3000];

let whoami: Promise<Me> | undefined;

/** Who this page is; asked once, and again after `forgetMe`. */
export function me(): Promise<Me> {
  whoami ??= get<Me>("/api/me").catch((problem: unknown) => {
    whoami = undefined;
    throw problem;
  });
  return whoami;
}

export function forgetMe(): void {
  whoami = undefined;
}

export async function get<Answer>(path: string): Promise<Answer> {
  return read<Answer>(await reach(path, { headers: { "Accept-Language": language.get() } }));
}

export async function post<Answer>(path: string, body: object, options: PostOptions = {}): Promise<Answer> {
  const key = options.key ?? uuid();
  const until = performance.now() + (options.patience ?? ANSWER_WITHIN);
  let renewed = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await read<Answer>(await reach(path, await request(body, key, options.match)));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.code.startsWith("csrf") && !renewed) {
        renewed = true; // signed in anew since the page opened
        forgetMe();
        continue;
      }
      const pause = (PAUSES[attempt] ?? 3000) * (0.75 + Math.random() / 2);
      if (!problem.offline || performance.now() + pause > until) throw problem;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}

async function request(body: object, key: string, match: number | undefined): Promise<RequestInit> {
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "Accept-Language": language.get(),
    "Idempotency-Key": key,
    "X-CSRFToken": (await me()).csrf,
  };
  if (match !== undefined) headers["If-Match"] = `"${match}"`;
  return { method: "POST", headers, body: JSON.stringify(body) };
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_WITHIN);
  try {
    return await fetch(base + path, { ...init, credentials: "same-origin", signal: stop.signal });
  } catch {
    throw new Problem("offline", 0, "");
  } finally {
    clearTimeout(timer);
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body as Answer;
  const { code, title, where, facts } = (body ?? {}) as ProblemBody;
  throw new Problem(code ?? "unknown", response.status, title ?? "", where, facts);
}
