import { createPortal } from "react-dom";
import { CompactPanel } from "./CompactPanel";
import type { PartProps } from "./parts";

/** The same counter in the window on top of everything: same store, same verbs. */
export function Compact({ body, ...props }: PartProps & { body: HTMLElement }) {
  return createPortal(<CompactPanel {...props} />, body);
}
