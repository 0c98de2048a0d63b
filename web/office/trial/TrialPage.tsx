import { useMemo, useState } from "react";
import type { Me } from "../../shared/api";
import { hourMinute } from "../../shared/clock";
import { useWords } from "../../shared/hooks";
import type { Opening, TrialWanted } from "../../shared/verbs/trials";
import type { LobbyState, OfficeState } from "../../shared/views";
import { sayCode } from "../../shared/words";
import { Btn } from "../../staff/Btn";
import { staffWords } from "../../staff/words";
import { officeWords } from "../words";
import { OpeningGrid } from "./OpeningGrid";
import { TriedNow } from "./TriedNow";
import { useTrials } from "./useTrials";
import { trialWords } from "./words";
import "./trial.css";

interface Props {
  me: Me;
  state: OfficeState | LobbyState;
  cut: boolean;
}

const DISCIPLINES = ["strict", "priority", "accumulating"] as const;

/** A discipline or a plan of opening, run on the branch's own past days before anybody goes by it. */
export function TrialPage({ me, state, cut }: Props) {
  const w = useWords(trialWords);
  const s = useWords(staffWords);
  const { listed, asked, ask } = useTrials(me.branch.id);
  const mine = me.rights.includes("ask_twin");
  const off = cut ? s("waitForLine") : asked.state === "waiting" ? w("running") : undefined;
  const before = listed?.trials.find(({ draft }) => !("policy" in draft));
  const shown = asked.state === "none" ? before?.draft : asked.wanted;
  return (
    <div className="trial">
      {mine && (
        <section className="card trial-what" aria-label={w("what")}>
          <header>
            <h2>{w("what")}</h2>
            <span className="sub">{w("whatSub")}</span>
          </header>
          <Disciplines off={off} asked={shown} onAsk={ask} />
          {listed && <Plan state={state} usual={listed.usual} off={off} onAsk={ask} />}
        </section>
      )}
      <section className="card trial-found" aria-label={w("found")}>
        <header>
          <h2>{w("found")}</h2>
          <span className="sub">{shown && <Draft of={shown} />}</span>
        </header>
        <div className="trial-scroll" role="status">
          {shown ? <TriedNow asked={asked} before={before} /> : <p className="tried-hint">{w("hint")}</p>}
        </div>
      </section>
    </div>
  );
}

/** What was tried, in words. */
function Draft({ of }: { of: TrialWanted }) {
  const w = useWords(trialWords);
  useWords(officeWords);
  if (of.which === "opening") return w("openingPlan");
  if ("policy" in of) return null; // shown beside its version
  return w("byDiscipline", { discipline: sayCode(officeWords, "discipline", of.discipline) });
}

interface Asks {
  off: string | undefined;
  onAsk: (wanted: TrialWanted) => void;
}

function Disciplines({ off, asked, onAsk }: Asks & { asked: TrialWanted | undefined }) {
  const w = useWords(trialWords);
  useWords(officeWords);
  return (
    <div className="trial-row">
      <h3>{w("discipline")}</h3>
      <div role="group" aria-label={w("discipline")}>
        {DISCIPLINES.map((discipline) => (
          <Btn
            key={discipline}
            className="btn"
            off={off}
            aria-pressed={asked?.which === "discipline" && asked.discipline === discipline}
            onPress={() => onAsk({ which: "discipline", discipline })}
          >
            {sayCode(officeWords, "discipline", discipline)}
          </Btn>
        ))}
      </div>
    </div>
  );
}

function Plan({ state, usual, off, onAsk }: Asks & { state: Props["state"]; usual: Opening }) {
  const w = useWords(trialWords);
  const [opening, plan] = useState<Opening>(usual);
  const { opens_at, closes_at } = state.day;
  const opens = Date.parse(opens_at);
  const minutes = Math.max(30, (Date.parse(closes_at) - opens) / 60_000);
  const counters = useMemo(
    () =>
      Object.values(state.seats)
        .filter(({ kind }) => kind !== "desk")
        .map(({ number }) => number)
        .sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1)),
    [state.seats],
  );
  const clock = (minute: number) =>
    hourMinute(new Date(opens + minute * 60_000).toISOString(), state.branch.zone);
  const none = Object.keys(opening).length === 0 ? w("nobodyOpen") : undefined;
  return (
    <div className="trial-row">
      <h3>{w("opening")}</h3>
      <p className="tried-hint">{w("openingHint")}</p>
      <div className="trial-grid" tabIndex={0} role="region" aria-label={w("opening")}>
        <OpeningGrid {...{ opening, counters, minutes, clock }} onChange={plan} />
      </div>
      <div className="trial-acts">
        <Btn
          className="btn btn-primary"
          off={off ?? none}
          onPress={() => onAsk({ which: "opening", opening })}
        >
          {w("runPlan")}
        </Btn>
        <Btn className="btn" off={undefined} onPress={() => plan(usual)}>
          {w("usual")}
        </Btn>
      </div>
    </div>
  );
}
