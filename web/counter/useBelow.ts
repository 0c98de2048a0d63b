import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

/** How many rows of a list that scrolls lie below its edge, not wholly shown; and a way to them. */
export function useBelow(
  rows: number,
): [list: RefObject<HTMLUListElement | null>, n: number, go: () => void] {
  const list = useRef<HTMLUListElement>(null);
  const [below, setBelow] = useState(0);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const count = () => setBelow(rowsBelow(element));
    count();
    const watcher = new ResizeObserver(count);
    watcher.observe(element);
    element.addEventListener("scroll", count);
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", count);
    };
  }, [rows]);
  const further = useCallback(() => list.current?.scrollBy({ top: list.current.clientHeight }), []);
  return [list, below, further];
}

function rowsBelow(list: HTMLUListElement): number {
  const edge = list.getBoundingClientRect().bottom + 1;
  return [...list.children].filter((row) => row.getBoundingClientRect().bottom > edge).length;
}
