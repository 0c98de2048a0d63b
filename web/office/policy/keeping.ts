/**
 * A draft's rows as somebody types them, kept: saved by themselves a moment after each change, tried
 * again while the line is cut, never overwritten by what somebody else saved meanwhile.
 */
import { Problem } from "../../shared/api";
import { type Store, store } from "../../shared/store";
import type { PolicyNow, PolicyRows, Row } from "../../shared/verbs/policies";
import { changed, type History, historyOf, redone, sameRows, undone } from "./history";

/** `away`: nobody answers; `moved`: somebody else changed it; `refused`: the server says no. */
export type Saving = "saved" | "waiting" | "sending" | "away" | "moved" | "refused";

export interface Kept {
  history: History;
  told: PolicyRows; // as the server has it, with its faults
  saving: Saving;
  moved?: PolicyRows; // what somebody else made of it
  problem?: Problem;
}

export interface Keeper extends Store<Kept> {
  change(rows: readonly Row[]): void;
  undo(): void;
  redo(): void;
  /** Save what is not saved yet; true once the server has these rows. */
  settle(): Promise<boolean>;
  /** Look again: another step of its life was taken. */
  refresh(): Promise<void>;
  /** Take what the other made; Ctrl+Z brings one's own back. */
  takeTheirs(): void;
  /** Save one's own over what the other made. */
  keepOwn(): void;
}

export interface Door {
  send(version: number, rows: readonly Row[]): Promise<PolicyNow>;
  read(): Promise<PolicyRows>;
}

export const PAUSE = 600;
export const AGAIN = 3000;
const MOVED = new Set(["stale_screen", "policy_cannot"]);

export function keeperOf(first: PolicyRows, door: Door): Keeper {
  const kept = store<Kept>({ history: historyOf(first.rows), told: first, saving: "saved" });
  let version = first.version.version;
  let held: readonly Row[] = first.rows; // as the server took them last
  let unseen = false; // taken, but what the server says of them was not heard
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<boolean> | undefined;

  const put = (change: Partial<Kept>) => kept.set({ ...kept.get(), ...change });
  const isSaved = () => sameRows(kept.get().history.rows, held);

  function step(history: History): void {
    if (history === kept.get().history) return;
    const moved = kept.get().saving === "moved";
    put({ history, saving: moved ? "moved" : "waiting" });
    if (!moved) later(PAUSE);
  }

  function later(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void settle(), pause);
  }

  function settle(): Promise<boolean> {
    clearTimeout(timer);
    if (sending) return sending.then(() => settle());
    if (kept.get().saving === "moved") return Promise.resolve(false);
    if (isSaved() && !unseen) {
      put({ saving: "saved" });
      return Promise.resolve(true);
    }
    sending = save().finally(() => (sending = undefined));
    return sending.then((done) => (done && !isSaved() ? settle() : done));
  }

  async function save(): Promise<boolean> {
    const { rows } = kept.get().history;
    put({ saving: "sending" });
    try {
      if (!isSaved()) {
        version = (await door.send(version, rows)).version;
        [held, unseen] = [rows, true];
      }
      return heard(await door.read());
    } catch (reason) {
      return missed(reason);
    }
  }

  /** What the server says of the rows that it took; somebody may have changed them since. */
  function heard(told: PolicyRows): boolean {
    unseen = false;
    if (told.version.version !== version && !sameRows(told.rows, held)) {
      put({ saving: "moved", moved: told });
      return false;
    }
    version = told.version.version;
    put({ told, saving: isSaved() ? "saved" : "waiting" });
    return true;
  }

  async function missed(reason: unknown): Promise<boolean> {
    const problem = reason instanceof Problem ? reason : new Problem("unknown", 500, "");
    if (problem.offline) {
      put({ saving: "away" });
      later(AGAIN);
    } else if (MOVED.has(problem.code)) await meet();
    else put({ saving: "refused", problem });
    return false;
  }

  /** Somebody else was here: their rows are shown beside one's own. */
  async function meet(): Promise<void> {
    try {
      const moved = await door.read();
      put({ saving: "moved", moved });
    } catch {
      put({ saving: "away" });
      later(AGAIN);
    }
  }

  /** People have chosen: these rows go on from what the other made. */
  function chosen(rows: readonly Row[] | undefined): void {
    const { moved, history, ...rest } = kept.get();
    if (!moved) return;
    [version, held] = [moved.version.version, moved.rows];
    kept.set({ ...rest, told: moved, history: rows ? changed(history, rows) : history, saving: "waiting" });
    void settle();
  }

  return {
    get: kept.get,
    subscribe: kept.subscribe,
    change: (rows) => step(changed(kept.get().history, rows)),
    undo: () => step(undone(kept.get().history)),
    redo: () => step(redone(kept.get().history)),
    settle,
    async refresh() {
      if (!isSaved()) return void (await settle());
      const told = await door.read();
      [version, held] = [told.version.version, told.rows];
      const { history } = kept.get();
      put({
        told,
        history: sameRows(history.rows, held) ? history : changed(history, held),
        saving: "saved",
      });
    },
    takeTheirs: () => chosen(kept.get().moved?.rows),
    keepOwn: () => chosen(undefined),
  };
}
