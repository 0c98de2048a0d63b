/** An expected wait in words: the figure apart, because screens set it large. */
import { language } from "./language";
import type { Estimate, Language } from "./views";
import { catalogue } from "./words";

export const estimateWords = catalogue(
  { about: "约", minutes: "分钟", within: "分钟内", none: "无需等候", unknown: "暂无预计" },
  { about: "約", minutes: "分鐘", within: "分鐘內", none: "無需等候", unknown: "暫無預計" },
  { about: "about", minutes: "min", within: "min or less", none: "No wait", unknown: "No estimate" },
);

export interface EstimateParts {
  kind: Estimate["kind"];
  before: string; // 约
  figure: string; // 12–18
  after: string; // 分钟, 分钟内; the whole sentence where there is no figure
}

export function estimateParts(estimate: Estimate, spoken: Language = language.get()): EstimateParts {
  const words = estimateWords[spoken];
  switch (estimate.kind) {
    case "range":
      return {
        kind: "range",
        before: words.about,
        figure: estimate.low === estimate.high ? `${estimate.low}` : `${estimate.low}–${estimate.high}`,
        after: words.minutes,
      };
    case "within":
      return { kind: "within", before: "", figure: String(estimate.high), after: words.within };
    case "none":
      return { kind: "none", before: "", figure: "", after: words.none };
    case "unknown":
      return { kind: "unknown", before: "", figure: "", after: words.unknown };
  }
}

/** More than two digits a side: 148–236, which stands in smaller type than 12–18. */
export const isLong = ({ figure }: EstimateParts): boolean => figure.length > 5;

/** 约 12–18 分钟 */
export function estimateText(estimate: Estimate, spoken: Language = language.get()): string {
  const { before, figure, after } = estimateParts(estimate, spoken);
  return [before, figure, after].filter(Boolean).join(" ");
}

/** Ranges are read out only when they move by two minutes or more, or change in kind. */
export function worthTelling(before: Estimate | undefined, after: Estimate): boolean {
  if (!before || before.kind !== after.kind) return true;
  const [was, is] = [ends(before), ends(after)];
  return Math.abs(was[0] - is[0]) >= 2 || Math.abs(was[1] - is[1]) >= 2;
}

function ends(estimate: Estimate): [number, number] {
  if (estimate.kind === "range") return [estimate.low, estimate.high];
  return estimate.kind === "within" ? [0, estimate.high] : [0, 0];
}
