import { useEffect, useState } from "react";
import { get, type Me, Problem } from "../../shared/api";
import { type PolicyTable, tablesPath } from "../../shared/verbs/policies";
import { seesRules } from "../page";

export interface Tables {
  tables?: PolicyTable[];
  problem?: Problem;
  again: () => void;
}

/** The decision tables and their versions; asked anew when told to, and when the page is looked at. */
export function useTables(me: Me): Tables {
  const [told, setTold] = useState<Omit<Tables, "again">>({});
  const [asked, ask] = useState(0);
  const [branch, sees] = [me.branch.id, seesRules(me)];
  useEffect(() => {
    if (!sees) return;
    let gone = false;
    get<{ tables?: PolicyTable[] }>(tablesPath(branch)).then(
      ({ tables = [] }) => !gone && setTold({ tables }),
      (reason: unknown) => {
        const problem = reason instanceof Problem ? reason : new Problem("unknown", 500, "");
        if (!gone) setTold((was) => ({ ...was, problem }));
      },
    );
    return () => {
      gone = true;
    };
  }, [branch, sees, asked]);
  useEffect(() => {
    const looked = () => document.hidden || ask((n) => n + 1);
    document.addEventListener("visibilitychange", looked);
    return () => document.removeEventListener("visibilitychange", looked);
  }, []);
  return { ...told, again: () => ask((n) => n + 1) };
}
