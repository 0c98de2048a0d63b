/** RFC 7396. Untouched branches keep their identity, so that screens redraw only what changed. */
export function mergePatch<Target>(target: Target, patch: unknown): Target {
  if (!isObject(patch)) return patch as Target;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged as Target;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
