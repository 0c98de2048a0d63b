import { type ReactNode, useMemo } from "react";
import { useWords } from "../shared/hooks";
import { type Beyond, peakAhead } from "./ahead";
import { ChartCard } from "./ChartCard";
import { clockOfMinute, minuteOfDay, overSince, waitLines, type Waits } from "./model";
import { useClassName } from "./useClassName";
import { waitsPicture } from "./waitsPicture";
import { waitsRows } from "./waitsRows";
import { officeWords } from "./words";

interface Props {
  state: Waits;
  now: number;
  beyond?: Beyond | undefined;
  className?: string;
  tools?: ReactNode;
}

/** Waits of those served, by class and quarter hour, against the promise; and how they go on. */
export function WaitsCard({ state, now, beyond, className = "waits", tools }: Props) {
  const w = useWords(officeWords);
  const name = useClassName();
  const summary = useSummary(state, now, beyond);
  const minute = Math.floor(now / 60_000);
  const words = { promise: w("promise", { n: state.promise_min }), ahead: w("aheadLine") };
  const picture = useMemo(
    () => waitsPicture(state, minute * 60_000, beyond, { ...words, name }),
    // The words change with the language alone, which `words.promise` tells.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [state, minute, beyond, words.promise],
  );
  const { head, rows } = waitsRows(state, beyond, {
    time: w("time"),
    name,
    range: (low, high) => w("aheadRange", { low, high }),
    ahead: (group) => w("aheadHead", { name: group }),
  });
  return (
    <ChartCard
      className={className}
      title={w("waits")}
      sub={beyond ? w("waitsAhead", { name: name(beyond.group) }) : w("waitsSub")}
      summary={summary}
      picture={picture}
      head={head}
      rows={rows}
      tools={tools}
    />
  );
}

function useSummary(state: Waits, now: number, beyond: Beyond | undefined): string {
  const w = useWords(officeWords);
  const name = useClassName();
  const lines = waitLines(state, now);
  const over = lines.flatMap((line) => {
    const since = overSince(line, state.promise_min);
    return since === undefined
      ? []
      : [w("waitsSince", { name: name(line.class), time: clockOfMinute(since) })];
  });
  const latest = lines.map(({ class: code, points }) => {
    const last = points.at(-1)!;
    return w("waitsSummary", {
      name: name(code),
      n: Math.round(last.value),
      time: clockOfMinute(last.minute),
    });
  });
  const longest = state.now?.longest_min ?? 0;
  const still = longest > state.promise_min ? [w("waitsStill", { n: longest })] : [];
  const verdict = over.length ? over.join(" · ") : [w("waitsKept"), ...still].join(" · ");
  const peak = beyond && peakAhead(beyond.points);
  // What is to come leads: the past stands at the lines' ends.
  const measured = lines.length === 0 ? [] : peak ? [verdict] : [verdict, ...latest];
  const ahead = peak
    ? [
        w("aheadPeak", {
          name: name(beyond.group),
          time: clockOfMinute(Math.max(peak.from, minuteOfDay(now, state.branch.zone))),
          n: Math.round(peak.nine),
        }),
      ]
    : [];
  const said = [...measured, ...ahead];
  return said.length > 0 ? said.join(" · ") : w("waitsNone");
}
