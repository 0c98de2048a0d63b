import { useEffect, useMemo, useState } from "react";
import { useNow, useStore, useWords } from "../../shared/hooks";
import { whatIfs } from "../../shared/verbs/twin";
import type { OfficeState } from "../../shared/views";
import { isOld, serves } from "../../staff/forecast";
import { useAhead } from "../../staff/useForecast";
import { asking } from "../asking";
import { useTwinPlace } from "../page";
import { TrialPage } from "../trial/TrialPage";
import { ORDINARY, useBeyond } from "../useBeyond";
import { useClassName } from "../useClassName";
import { WaitsCard } from "../WaitsCard";
import { hourRows, LINES } from "./model";
import { NextHour } from "./NextHour";
import { Status } from "./Status";
import { useChangeText } from "./useChangeText";
import { useServices } from "./useServices";
import { WhatIf } from "./WhatIf";
import { twinWords } from "./words";
import type { TwinProps } from "./parts";
import "./twin.css";
import "./asks.css";

/** The rest of the day as it goes now, and as it would go: figures with their age, never without. */
export function Twin(props: TwinProps) {
  const { state, cut } = props;
  const { half } = useTwinPlace();
  const { heard, ahead } = useAhead(state, !cut);
  const w = useWords(twinWords);
  const why = !serves(state.day)
    ? w("notServing")
    : heard && !heard.answer.learned
      ? w("unlearned")
      : ahead
        ? undefined
        : w("soon");
  return (
    <main className={ahead?.stale ? "twin is-stale fades" : "twin fades"}>
      <Status learned={heard?.answer.learned ?? undefined} ahead={half === "now" ? ahead : undefined} />
      {half === "past" && <TrialPage {...props} />}
      {half === "now" && why !== undefined && <p className="twin-none">{why}</p>}
      {half === "now" && why === undefined && ahead && <Whole {...props} ahead={ahead} />}
    </main>
  );
}

type Ahead = NonNullable<ReturnType<typeof useAhead>["ahead"]>;

function Whole(props: TwinProps & { ahead: Ahead }) {
  const { me, state, now, ahead } = props;
  const [group, choose] = useState<string>(ORDINARY);
  const [questions] = useState(() => asking(whatIfs(me.branch.id)));
  const asked = useStore(questions);
  const { what, counter } = useTwinPlace();
  const mayAsk = me.rights.includes("ask_twin");
  useEffect(() => {
    if (mayAsk && what && counter) void questions.ask({ what, counter });
  }, [mayAsk, questions, what, counter]);
  const labelOf = useChangeText("if");
  const services = useServices(state, ahead.services);
  const told = asked.state === "told" ? asked : undefined;
  const label = told && labelOf(told.wanted, services);
  const old = isOld(told?.at, useNow());
  const changed = useMemo(
    () =>
      told && label !== undefined
        ? { name: label, from_min: told.answer.from_min, groups: told.answer.quarters, stale: old }
        : undefined,
    [told, label, old],
  );
  const beyond = useBeyond(state, now, ahead.said, group, { stale: ahead.stale, changed });
  const rows = hourRows(ahead.said.groups, services.codes);
  const waits = {
    branch: state.branch,
    day: state.day,
    promise_min: ahead.said.promise_min,
    waits: "waits" in state ? state.waits : NONE,
  };
  return (
    <>
      <WaitsCard
        state={waits}
        now={now}
        beyond={beyond}
        className="twin-waits"
        tools={<Groups groups={ahead.said.groups} group={group} choose={choose} />}
      />
      <NextHour rows={rows} promise={ahead.said.promise_min} services={services} />
      {mayAsk && <WhatIf {...props} {...{ questions, asked, services }} />}
    </>
  );
}

const NONE: OfficeState["waits"] = [];

interface GroupsProps {
  groups: Ahead["said"]["groups"];
  group: string;
  choose: (group: string) => void;
}

/** Whose rest of the day is drawn: those of whom somebody is still to come. */
function Groups({ groups, group, choose }: GroupsProps) {
  const w = useWords(twinWords);
  const name = useClassName();
  const shown = [...LINES].reverse().filter((line) => groups[line]?.some(([come]) => come > 0));
  return (
    <span className="segments" role="group" aria-label={w("whose")}>
      {shown.map((line) => (
        <button key={line} type="button" aria-pressed={line === group} onClick={() => choose(line)}>
          {name(line)}
        </button>
      ))}
    </span>
  );
}
