import type { Live } from "../shared/stream";
import type { PhoneState } from "../shared/views";
import type { Verb } from "./useVerb";

export type Sheet = "late" | "change" | "cancel" | "help" | "settings" | "voice";

export interface SheetProps extends Page {
  onClose: () => void;
}

/** What every page of the phone is given. */
export interface Page {
  live: Live<PhoneState>;
  state: PhoneState;
  verb: Verb;
  open: (sheet: Sheet) => void;
}
