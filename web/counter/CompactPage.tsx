import { useState } from "react";
import { verbs as newVerbs } from "../staff/verbs";
import { CompactPanel } from "./CompactPanel";
import type { DeskProps } from "./Desk";
import { useCompactKeys } from "./keys";
import { useActs } from "./useActs";

const NONE: ReadonlySet<string> = new Set();
const ignore = () => undefined;

/** The compact panel as a page of its own, for browsers without a window on top. */
export function CompactPage({ me, state, picture }: DeskProps) {
  const [verbs] = useState(() => newVerbs());
  const { told: now, cut } = picture;
  const acts = useActs(state, verbs, now, cut);
  useCompactKeys(acts, window);
  return (
    <CompactPanel {...{ me, state, acts, verbs, now, cut }} changed={NONE} ask={ignore} onLeft={ignore} />
  );
}
