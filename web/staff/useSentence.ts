import { useEffect, useState } from "react";
import { get } from "../shared/api";
import { useLanguage } from "../shared/hooks";
import { type Occasion, type Sayable, type Suggested, suggestionPath } from "../shared/verbs/scripts";

/** An approved sentence for an occasion, and what says so. */
export interface Told extends Suggested {
  first: Sayable;
}

/** What may be said, of this occasion and no earlier one; nothing where no sentence is approved for it. */
export function useSentence(branch: string, occasion: Occasion | undefined): Told | undefined {
  const spoken = useLanguage();
  const [told, setTold] = useState<Told & { of: string }>();
  const path = occasion && suggestionPath(branch, occasion);
  const of = path && `${path} ${spoken}`;
  useEffect(() => {
    if (!path || !of) return;
    let gone = false;
    get<Suggested>(path)
      .then((answer) => {
        const [first] = answer.scripts;
        if (!gone && first) setTold({ ...answer, first, of });
      })
      .catch(() => undefined); // a prompt less: the service goes on
    return () => {
      gone = true;
    };
  }, [path, of]);
  return told && told.of === of ? told : undefined;
}
