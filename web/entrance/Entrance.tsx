import { useEffect, useState } from "react";
import { base } from "../shared/base";
import { Notice } from "../staff/StaffPage";
import { useAnswer } from "../staff/useAnswer";
import { Demonstration } from "./Demonstration";
import { Enrol } from "./Enrol";
import { Invite } from "./Invite";
import { SignIn } from "./SignIn";
import { useWords } from "../shared/hooks";
import { entranceWords } from "./words";
import type { Offer } from "./offer";

/** Where a path leads: a one-time link, or the first page. */
export function Entrance() {
  const [, kind, code] = /^\/(invite|enrol)\/([^/]+)/.exec(location.pathname.slice(base.length)) ?? [];
  if (kind === "invite" && code) return <Invite token={code} />;
  if (kind === "enrol" && code) return <Enrol code={decodeURIComponent(code)} />;
  return <FirstPage />;
}

const ANEW = 15_000; // clocks may begin to run faster once a day is played

function FirstPage() {
  const w = useWords(entranceWords);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTimes((before) => before + 1), ANEW);
    return () => clearInterval(timer);
  }, []);
  const { answer, at = 0, problem } = useAnswer<Offer>("/api/entrance", times);
  if (!answer && problem) return problem.offline ? <Notice title={w("away")} /> : <SignIn />;
  if (!answer) return null;
  return answer.demonstration ? <Demonstration offer={answer} heard={at} /> : <SignIn />;
}
