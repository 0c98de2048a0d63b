import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

interface Props {
  beside: RefObject<HTMLElement | null>;
  className: string;
  children: ReactNode;
}

const GAP = 6;

/** Something under a part of the page, or above it where there is no room; nothing clips it. It stands in
 * the page's main part, where readers look for it. */
export function Floating({ beside, className, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<{ left: number; top: number }>();
  useLayoutEffect(() => {
    function lay() {
      const [part, own] = [beside.current, box.current];
      if (!part || !own) return;
      const anchor = part.getBoundingClientRect();
      const below = anchor.bottom + GAP + own.offsetHeight <= innerHeight;
      setAt({
        left: Math.max(GAP, Math.min(anchor.left, innerWidth - own.offsetWidth - GAP)),
        top: below ? anchor.bottom + GAP : Math.max(GAP, anchor.top - GAP - own.offsetHeight),
      });
    }
    lay();
    addEventListener("scroll", lay, true);
    addEventListener("resize", lay);
    return () => {
      removeEventListener("scroll", lay, true);
      removeEventListener("resize", lay);
    };
  }, [beside]);
  return createPortal(
    <div
      ref={box}
      className={`floating ${className}`}
      style={at ?? { left: 0, top: 0, visibility: "hidden" }}
    >
      {children}
    </div>,
    document.querySelector("main") ?? document.body,
  );
}
