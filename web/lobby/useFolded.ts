import { useEffect, useState } from "react";

const UNTOUCHED = 60_000;
const FLAT_DEGREES = 12;

/** True while the tablet lies flat or has not been touched for a minute: others may be looking. */
export function useFolded(): boolean {
  const [untouched, setUntouched] = useState(false);
  const [flat, setFlat] = useState(false);
  useEffect(() => {
    let timer = setTimeout(() => setUntouched(true), UNTOUCHED);
    const touched = () => {
      setUntouched(false);
      setFlat(false);
      clearTimeout(timer);
      timer = setTimeout(() => setUntouched(true), UNTOUCHED);
    };
    const tilted = ({ beta, gamma }: DeviceOrientationEvent) => {
      if (beta === null || gamma === null) return;
      const lies = Math.abs(beta) < FLAT_DEGREES && Math.abs(gamma) < FLAT_DEGREES;
      setFlat((was) => (lies !== was ? lies : was));
    };
    addEventListener("pointerdown", touched);
    addEventListener("keydown", touched);
    addEventListener("deviceorientation", tilted);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", touched);
      removeEventListener("keydown", touched);
      removeEventListener("deviceorientation", tilted);
    };
  }, []);
  return untouched || flat;
}
