import type { Me } from "../../shared/api";
import type { Scripts as Told } from "../../shared/verbs/scripts";
import type { Moment } from "../policy/moments";

/** What the pages about one script share. */
export interface ScriptDesk {
  me: Me;
  told: Told;
  today: string;
  moment: Moment;
  off: string | undefined; // why nothing can be sent now
  again: () => void;
}
