import type { CustomerFile } from "../../shared/verbs/customers";
import type { Verbs } from "../../staff/verbs";

/** What every part of the sheet is given. */
export interface FileProps {
  file: CustomerFile;
  verbs: Verbs;
  off: string | undefined;
  again: () => void; // the file has changed: read it anew
}
