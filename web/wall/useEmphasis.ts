import { useEffect, useState } from "react";

const EMPHASIS = 8_000;

/** True for 8 s after the call changes; the call found on opening the page is not news. */
export function useEmphasis(sequence: number | undefined): boolean {
  const [news, setNews] = useState({ sequence, fresh: false });
  if (news.sequence !== sequence) {
    setNews({
      sequence,
      fresh: news.sequence !== undefined && sequence !== undefined && sequence > news.sequence,
    });
  }
  useEffect(() => {
    if (!news.fresh) return;
    const timer = setTimeout(() => setNews({ ...news, fresh: false }), EMPHASIS);
    return () => clearTimeout(timer);
  }, [news]);
  return news.fresh;
}
