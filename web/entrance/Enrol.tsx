import { useEffect, useState } from "react";
import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { FormPage } from "./FormPage";
import { problemOf, send } from "./send";
import { entranceWords } from "./words";

/** A one-time code turns this browser into a device of the branch, and opens its screen. */
export function Enrol({ code }: { code: string }) {
  const w = useWords(entranceWords);
  const [attempt, setAttempt] = useState(0);
  const [said, setSaid] = useState<{ done: boolean; words: string }>();
  useEffect(() => {
    let gone = false;
    send<{ screen: string }>(`/api/enrolments/${encodeURIComponent(code)}`, {}).then(
      ({ screen }) => {
        if (gone) return;
        setSaid({ done: true, words: w("enrolDone") });
        location.replace(screen);
      },
      (reason: unknown) => {
        const problem = problemOf(reason);
        const words = problem.offline ? w("away") : problem.message || w("wrong");
        if (!gone) setSaid({ done: false, words });
      },
    );
    return () => {
      gone = true;
    };
    // A code is spent by one try: asking again is the user's tap alone, never a change of language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [code, attempt]);
  const again = () => {
    setSaid(undefined);
    setAttempt(attempt + 1);
  };
  return (
    <FormPage title={w("enrolTitle")}>
      <div role="status">
        {!said && <p>{w("enrolling")}</p>}
        {said?.done && <p>{said.words}</p>}
        {said && !said.done && (
          <p className="refusal">
            <Icon name="alert" />
            {said.words}
          </p>
        )}
      </div>
      {said && !said.done && <Btn onPress={again}>{w("enrolAgain")}</Btn>}
    </FormPage>
  );
}
