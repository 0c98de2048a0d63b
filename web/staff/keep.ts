/**
 * Small choices of this seat on this device (language, side of the rail); never anything of a customer.
 * What was chosen on the first page holds for a seat that chose nothing.
 */
import { base } from "../shared/base";
import { LANGUAGES } from "../shared/language";
import type { Language } from "../shared/views";

export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`${base}:${name}`) ?? localStorage.getItem(`:${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`${base}:${name}`, value);
  } catch {
    // forbidden or full: the choice lives as long as the page
  }
}

/** The language chosen here, else on the first page, else the browser's own, else simplified Chinese. */
export function wantedLanguage(): Language {
  const wished = kept("language") ?? navigator.language;
  const spoken = /^zh-(Hant|TW|HK|MO)/i.test(wished) ? "zh-Hant" : /^en/i.test(wished) ? "en" : "zh-Hans";
  return LANGUAGES.find((each) => each === wished) ?? spoken;
}
