import { type ReactNode, useEffect, useRef } from "react";
import { monthDay } from "../../shared/clock";
import { useLanguage, useWords } from "../../shared/hooks";
import { LANGUAGE_NAMES, LANGUAGES } from "../../shared/language";
import { SCRIPT_REASONS, type Script } from "../../shared/verbs/scripts";
import { Icon } from "../../staff/icons";
import { wholeDay } from "../../staff/time";
import { SCRIPTS_ADDRESS } from "../page";
import { useCodes } from "../policy/codes";
import { dayAndTime } from "../policy/moments";
import { ScriptActs } from "./ScriptActs";
import { momentWord, situationWord } from "./ScriptList";
import type { ScriptDesk } from "./desk";
import { EndingTag, StateTag } from "./StateTag";
import { scriptWords } from "./words";

interface Props {
  desk: ScriptDesk;
  script: Script;
}

/** One sentence: its words in three languages, since when and how long, by whom, and what comes next. */
export function ScriptRead({ desk, script }: Props) {
  const w = useWords(scriptWords);
  const card = useRef<HTMLElement>(null);
  useCodes();
  useEffect(() => {
    void card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <section ref={card} className="card script-one" aria-label={w("one")}>
      <header>
        <a className="script-back" href={SCRIPTS_ADDRESS} aria-label={w("back")} title={w("back")}>
          <Icon name="close" size={18} />
        </a>
        <h3>{situationWord(script.situation)}</h3>
        <span className="sub">{w("numberOf", { n: script.number })}</span>
        <span className="grow" />
        <EndingTag script={script} today={desk.today} />
        <StateTag script={script} />
      </header>
      <div className="script-body">
        <dl className="script-texts">
          {LANGUAGES.map((each) => (
            <div key={each}>
              <dt>{LANGUAGE_NAMES[each]}</dt>
              <dd lang={each}>{script.texts[each]}</dd>
            </div>
          ))}
        </dl>
        {script.state === "returned" && <Returned reason={script.reason} />}
        <Facts desk={desk} script={script} />
      </div>
      <ScriptActs desk={desk} script={script} />
    </section>
  );
}

function Returned({ reason }: { reason: string | undefined }) {
  const w = useWords(scriptWords);
  const known = SCRIPT_REASONS.find((each) => each === reason) ?? "other";
  return (
    <p className="refusal script-returned">
      <Icon name="returning" size={16} />
      {w("returnedFor", { reason: w(`reason.${known}`) })}
    </p>
  );
}

function Facts({ desk, script }: Props) {
  const w = useWords(scriptWords);
  const spoken = useLanguage();
  const { moment, told } = desk;
  const { editors, approved_by, approved_at, live_from, source } = script;
  const moments = (told.moments[script.situation] ?? []).map(momentWord).join(" · ");
  const to = wholeDay(script.expires_on, spoken);
  const from = live_from && `${monthDay(live_from, moment.zone, spoken)}`;
  const approved = approved_at
    ? `${approved_by ?? w(source === "start" ? "source.start" : "byCommand")} ${dayAndTime(approved_at, moment)}`
    : w("nobody");
  const facts: [string, ReactNode][] = [
    [w("comes"), moments || w("noMoment")],
    [w("validity"), from ? w("fromTo", { from, to }) : w("fromApproval", { to })],
    [w("source"), w(`source.${source}`)],
    [w("editors"), editors.join("、") || w("nobody")],
    [w("approvedBy"), approved],
  ];
  return (
    <dl className="script-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
