import { useEffect, useRef } from "react";
import { useLanguage, useWords } from "../../shared/hooks";
import type { Script, Scripts } from "../../shared/verbs/scripts";
import { useHotkeys } from "../../staff/useHotkeys";
import { staffWords } from "../../staff/words";
import { wholeDay } from "../../staff/time";
import { scriptAddress } from "../page";
import { codeWord, useCodes } from "../policy/codes";
import { countOf, type Group, groupsOf, SHOWN, type Sought } from "./model";
import { EndingTag, StateTag } from "./StateTag";
import { scriptWords } from "./words";

interface Props {
  told: Scripts;
  today: string;
  chosen: string | undefined;
  sought: Sought;
  seek: (sought: Sought) => void;
}

/** The library by situation: sought by words, by moment, by what has become of each. */
export function ScriptList({ told, today, chosen, sought, seek }: Props) {
  const w = useWords(scriptWords);
  useCodes();
  const groups = groupsOf(told, sought, today, situationWord);
  const count = groups.reduce((sum, { scripts }) => sum + scripts.length, 0);
  return (
    <section className="card script-list" aria-label={w("library")}>
      <Seeking {...{ told, today, sought, seek, count }} />
      <div className="script-scroll">
        {groups.map((group) => (
          <Situation key={group.situation} {...{ group, today, chosen }} />
        ))}
        {count === 0 && <p className="empty">{w("foundNone")}</p>}
      </div>
    </section>
  );
}

export const situationWord = (situation: string) => codeWord("situation", situation);
export const momentWord = (moment: string) => codeWord("moment", moment);

type SeekingProps = Omit<Props, "chosen"> & { count: number };

function Seeking({ told, today, sought, seek, count }: SeekingProps) {
  const w = useWords(scriptWords);
  const s = useWords(staffWords);
  const input = useRef<HTMLInputElement>(null);
  useHotkeys({ "/": () => input.current?.focus() }, window);
  const moments = [...new Set(Object.values(told.moments).flat())];
  return (
    <header className="script-seek">
      <div className="segments" role="group" aria-label={w("show")}>
        {SHOWN.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={sought.shown === each}
            onClick={() => seek({ ...sought, shown: each })}
          >
            {w(`show.${each}`)} {countOf(told, each, today)}
          </button>
        ))}
      </div>
      <select
        aria-label={w("moment")}
        value={sought.moment}
        onChange={(event) => seek({ ...sought, moment: event.target.value })}
      >
        <option value="">{w("anyMoment")}</option>
        {moments.map((each) => (
          <option key={each} value={each}>
            {momentWord(each)}
          </option>
        ))}
      </select>
      <span className="find">
        <input
          ref={input}
          type="search"
          aria-label={s("find")}
          placeholder={`${s("find")} /`}
          value={sought.text}
          onChange={(event) => seek({ ...sought, text: event.target.value })}
        />
        <span role="status">{w("found", { n: count })}</span>
      </span>
    </header>
  );
}

interface SituationProps {
  group: Group;
  today: string;
  chosen: string | undefined;
}

function Situation({ group, today, chosen }: SituationProps) {
  const w = useWords(scriptWords);
  const name = situationWord(group.situation);
  return (
    <section aria-label={name}>
      <h3>
        {name}
        <span className="sub">{group.moments.map(momentWord).join(" · ") || w("noMoment")}</span>
      </h3>
      <ul>
        {group.scripts.map((script) => (
          <Line key={script.id} script={script} today={today} chosen={script.id === chosen} />
        ))}
      </ul>
    </section>
  );
}

function Line({ script, today, chosen }: { script: Script; today: string; chosen: boolean }) {
  const w = useWords(scriptWords);
  const spoken = useLanguage();
  const line = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const box = line.current?.closest(".script-scroll");
    if (chosen && box && box.scrollHeight > box.clientHeight)
      line.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <li>
      <a ref={line} href={scriptAddress(script.id)} aria-current={chosen ? "true" : undefined}>
        <span className="script-number">{script.number}</span>
        <span className="script-said">{script.texts[spoken]}</span>
        <EndingTag script={script} today={today} />
        <StateTag script={script} />
        <span className="sub script-until">{w("until", { day: wholeDay(script.expires_on, spoken) })}</span>
      </a>
    </li>
  );
}
