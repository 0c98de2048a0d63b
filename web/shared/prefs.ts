import { LANGUAGES } from "./language";
import { store } from "./store";
import type { Language } from "./views";

/** What a phone's owner chose, on the page of a number and on the booking page; it says nothing about them. */
export interface Prefs {
  language?: Language;
  large: boolean;
  remind: boolean;
}

const PLACE = "tingtang:phone";

function kept(): Prefs {
  const usual = { large: false, remind: true };
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(PLACE) ?? "{}") as Partial<Prefs>) };
  } catch {
    return usual;
  }
}

const current = store<Prefs>(kept());

export const prefs = {
  ...current,
  change(change: Partial<Prefs>) {
    current.set({ ...current.get(), ...change });
    try {
      localStorage.setItem(PLACE, JSON.stringify(current.get()));
    } catch {
      // private browsing: the choice lives as long as the page
    }
  },
};

/** The chosen language, else the first of the phone's own that we speak, else simplified Chinese. */
export function wantedLanguage(chosen: Language | undefined, own: readonly string[]): Language {
  if (chosen && LANGUAGES.includes(chosen)) return chosen;
  for (const tag of own) {
    if (/^zh\b.*(Hant|TW|HK|MO)/i.test(tag)) return "zh-Hant";
    if (/^zh/i.test(tag)) return "zh-Hans";
    if (/^en/i.test(tag)) return "en";
  }
  return "zh-Hans";
}
