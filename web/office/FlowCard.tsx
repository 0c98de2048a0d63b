import { useMemo } from "react";
import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import type { OfficeState } from "../shared/views";
import { ChartCard } from "./ChartCard";
import type { ChartPicture } from "./chartOptions";
import { axisSpan, clockOfMinute, minuteOfDay, nowOn, peakOf, wholeQuarters } from "./model";
import { officeWords } from "./words";

/** How many came and how many were served, quarter hour by quarter hour. */
export function FlowCard({ state, now }: { state: OfficeState; now: number }) {
  const w = useWords(officeWords);
  const minute = Math.floor(now / 60_000);
  const peak = peakOf(state);
  const [arrived, served] = [w("arrived"), w("served")];
  const summary = peak
    ? w("flowSummary", {
        arrived: state.now.arrived,
        served: state.now.served,
        time: clockOfMinute(peak.minute),
        n: peak.arrived,
      })
    : w("flowNone");
  const picture = useMemo((): ChartPicture | undefined => {
    const { zone } = state.branch;
    const at = minute * 60_000;
    const quarters = wholeQuarters(state, at);
    if (quarters.length === 0) return undefined;
    const points = (value: "arrived" | "served") =>
      quarters.map((row) => ({ minute: row.minute, value: row[value] }));
    const span = axisSpan(state, at);
    return {
      lines: [
        {
          name: arrived,
          points: points("arrived"),
          colour: "--series-1",
          ink: "--blue-700",
          symbol: "circle",
          wide: true,
        },
        {
          name: served,
          points: points("served"),
          colour: "--series-3",
          ink: "--care",
          symbol: "rect",
        },
      ],
      span,
      now: nowOn(span, minuteOfDay(at, zone)),
    };
  }, [state, minute, arrived, served]);
  return (
    <ChartCard
      className="flow"
      title={w("flow")}
      sub={w("flowSub")}
      summary={summary}
      picture={picture}
      head={[w("time"), arrived, served]}
      rows={state.flow.map((row) => ({
        key: row.at,
        cells: [hourMinute(row.at, state.branch.zone), row.arrived, row.served],
      }))}
    />
  );
}
