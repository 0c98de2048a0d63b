/** What is said for a call, as clips of a voice pack and as text for a speaking browser. */
import type { CallView, Language } from "./views";

type Said = Pick<CallView, "number" | "counter">;

const DIGITS = "零一二三四五六七八九";

/** A029 → A, 0, 2, 9. */
function spell(text: string): string[] {
  return [...text.toUpperCase()].filter((sign) => /[0-9A-Z]/.test(sign));
}

/** 12 → shi, 2 where the pack has a ten; otherwise digit by digit. */
function counterClips(counter: string, has: (clip: string) => boolean): string[] {
  const number = /^\d{2}$/.test(counter) && has("shi") ? Number(counter) : 0;
  if (number < 10) return spell(counter);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return [...(tens > 1 ? [String(tens)] : []), "shi", ...(ones ? [String(ones)] : [])];
}

/** The clips in order, or undefined where the pack lacks one. */
export function clipsFor(
  call: Said,
  language: Language,
  has: (clip: string) => boolean,
): string[] | undefined {
  const clips =
    language === "en"
      ? ["number", ...spell(call.number), "please_go_to", "counter", ...spell(call.counter)]
      : ["qing", ...spell(call.number), "hao", "dao", ...counterClips(call.counter, has), "hao", "chuangkou"];
  return clips.every(has) ? clips : undefined;
}

export function textFor(call: Said, language: Language): string {
  if (language === "en")
    return `Number ${spell(call.number).join(" ")}, please go to counter ${call.counter}.`;
  const number = spell(call.number)
    .map((sign) => DIGITS[Number(sign)] ?? sign)
    .join(" ");
  return language === "zh-Hant"
    ? `請 ${number} 號，到 ${call.counter} 號窗口`
    : `请 ${number} 号，到 ${call.counter} 号窗口`;
}
