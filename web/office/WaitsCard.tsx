import { useMemo } from "react";
import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import type { OfficeState } from "../shared/views";
import { ChartCard } from "./ChartCard";
import type { ChartLine, ChartPicture } from "./chartOptions";
import { axisSpan, clockOfMinute, minuteOfDay, nowOn, overSince, WAIT_CLASSES, waitLines } from "./model";
import { officeWords } from "./words";
import type { OfficeWord } from "./words/zh-hans";

const LOOKS = {
  ordinary: { colour: "--series-1", ink: "--blue-700", symbol: "circle", wide: true },
  care: { colour: "--series-3", ink: "--care", symbol: "rect" },
  vip: { colour: "--series-2", ink: "--gold-700", symbol: "diamond" },
} satisfies Record<string, Omit<ChartLine, "name" | "points">>;

const whole = (minutes: number | undefined) => (minutes === undefined ? undefined : Math.round(minutes));

/** Waits of those served, by class and quarter hour, against the promise. */
export function WaitsCard({ state, now }: { state: OfficeState; now: number }) {
  const w = useWords(officeWords);
  const minute = Math.floor(now / 60_000);
  const lines = waitLines(state, now);
  const name = (code: string) => w(`class.${code}` as OfficeWord);
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
  const verdict = over.length ? over.join(" · ") : w("waitsKept");
  const summary = lines.length ? `${verdict} · ${latest.join(" · ")}` : w("waitsNone");
  const words = w("promise", { n: state.promise_min });
  const picture = useMemo((): ChartPicture | undefined => {
    const at = minute * 60_000;
    const drawn = waitLines(state, at).map((line) => ({
      ...LOOKS[line.class],
      name: w(`class.${line.class}` as OfficeWord),
      points: line.points,
    }));
    if (drawn.length === 0) return undefined;
    const span = axisSpan(state, at);
    return {
      lines: drawn,
      span,
      now: nowOn(span, minuteOfDay(at, state.branch.zone)),
      promise: { value: state.promise_min, words },
    };
    // The words change with the language alone, which `words` tells.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [state, minute, words]);
  return (
    <ChartCard
      className="waits"
      title={w("waits")}
      sub={w("waitsSub")}
      summary={summary}
      picture={picture}
      head={[w("time"), ...WAIT_CLASSES.map(name)]}
      rows={state.waits.map((row) => ({
        key: row.at,
        cells: [hourMinute(row.at, state.branch.zone), ...WAIT_CLASSES.map((code) => whole(row[code]))],
      }))}
    />
  );
}
