import "./fill.css";

/** A bar as long as its share; its number stands beside it. */
export function Fill({ share }: { share: number }) {
  return (
    <span className="funnel-fill" aria-hidden="true">
      <i style={{ width: `${Math.max(0, 100 * share)}%` }} />
    </span>
  );
}
