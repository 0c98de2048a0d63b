/** The chart of waits as a table: measured quarters, then those to come. */
import { hourMinute } from "../shared/clock";
import type { AheadPoint, Beyond } from "./ahead";
import { clockOfMinute, WAIT_CLASSES, type Waits } from "./model";

interface Words {
  time: string;
  name: (group: string) => string;
  range: (low: number, high: number) => string;
  ahead: (group: string) => string;
}

const whole = (minutes: number | undefined) => (minutes === undefined ? undefined : Math.round(minutes));

export function waitsRows(state: Waits, beyond: Beyond | undefined, words: Words) {
  const { zone } = state.branch;
  const changed = beyond?.changed;
  const range = (point: AheadPoint | undefined) =>
    point && words.range(Math.round(point.half), Math.round(point.nine));
  const none = WAIT_CLASSES.map(() => undefined);
  const toCome = [
    ...(beyond ? [words.ahead(words.name(beyond.group))] : []),
    ...(changed ? [changed.name] : []),
  ];
  return {
    head: [words.time, ...WAIT_CLASSES.map(words.name), ...toCome],
    rows: [
      ...state.waits.map((row) => ({
        key: row.at,
        cells: [
          hourMinute(row.at, zone),
          ...WAIT_CLASSES.map((code) => whole(row[code])),
          ...toCome.map(() => undefined),
        ],
      })),
      ...(beyond?.points ?? []).map((point) => ({
        key: `ahead ${point.from}`,
        cells: [
          clockOfMinute(point.from),
          ...none,
          range(point),
          ...(changed ? [range(changed.points.find(({ from }) => from === point.from))] : []),
        ],
      })),
    ],
  };
}
