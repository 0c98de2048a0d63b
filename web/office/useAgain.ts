import { useEffect, useState } from "react";

/** Asks anew when told to, and when the page is looked at again: somebody else may have changed it. */
export function useAgain(): [number, () => void] {
  const [again, setAgain] = useState(0);
  useEffect(() => {
    const looked = () => document.hidden || setAgain((n) => n + 1);
    document.addEventListener("visibilitychange", looked);
    return () => document.removeEventListener("visibilitychange", looked);
  }, []);
  return [again, () => setAgain((n) => n + 1)];
}
