import { useState } from "react";
import type { Live } from "../shared/stream";
import { askHelp } from "../shared/verbs/help";
import type { KioskState } from "../shared/views";
import type { Page } from "./flow";

export type Asking = "asking" | "asked" | "failed";

export interface Help {
  open: boolean;
  asking: Asking;
  ask: () => void;
  /** Somebody was called along with something else. */
  called: () => void;
  close: () => void;
}

/** Calls a person to this kiosk; who comes is told by the stream. */
export function useHelp(live: Live<KioskState>, page: Page): Help {
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<Asking>("asking");

  async function call() {
    const branch = live.state?.branch.id;
    if (!branch) return setAsking("failed");
    setAsking("asking");
    try {
      await askHelp(branch, page.name === "ticket" ? { ticket: page.ticket.id } : {});
      setAsking("asked");
    } catch {
      setAsking("failed");
    }
  }

  return {
    open,
    asking,
    ask() {
      setOpen(true);
      const pending = live.state?.help;
      if (pending && pending.state !== "closed") setAsking("asked");
      else void call();
    },
    called() {
      setOpen(true);
      setAsking("asked");
    },
    close: () => setOpen(false),
  };
}
