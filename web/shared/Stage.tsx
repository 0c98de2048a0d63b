import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";

function fit(width: number, height: number): number {
  return Math.min(innerWidth / width, innerHeight / height);
}

/** A screen drawn for one size, scaled to whatever window it gets. Dialogs read the scale as `--k`. */
export function Stage({ width, height, children }: { width: number; height: number; children: ReactNode }) {
  const [scale, setScale] = useState(() => fit(width, height));
  useEffect(() => {
    const resized = () => setScale(fit(width, height));
    addEventListener("resize", resized);
    return () => removeEventListener("resize", resized);
  }, [width, height]);
  useLayoutEffect(() => document.documentElement.style.setProperty("--k", String(scale)), [scale]);
  return <div className="stage">{children}</div>;
}
