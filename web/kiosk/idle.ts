import { useEffect, useRef, useState } from "react";

/**
 * Whole seconds left until `onIdle`; any touch or key starts them again, and so does another `seconds`.
 * Undefined: nothing runs out.
 */
export function useIdle(seconds: number | undefined, onIdle: () => void): number {
  const [shown, setShown] = useState({ of: seconds, left: seconds ?? 0 });
  const idle = useRef(onIdle);
  useEffect(() => {
    idle.current = onIdle;
  });
  useEffect(() => {
    if (seconds === undefined) return;
    let touchedAt = performance.now();
    const show = () => {
      const left = Math.max(0, Math.ceil(seconds - (performance.now() - touchedAt) / 1000));
      setShown((was) => (was.of === seconds && was.left === left ? was : { of: seconds, left }));
      return left;
    };
    const touched = () => {
      touchedAt = performance.now();
      show();
    };
    const timer = setInterval(() => {
      if (show() > 0) return;
      touched();
      idle.current();
    }, 250);
    addEventListener("pointerdown", touched);
    addEventListener("keydown", touched);
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", touched);
      removeEventListener("keydown", touched);
    };
  }, [seconds]);
  return shown.of === seconds ? shown.left : (seconds ?? 0);
}
