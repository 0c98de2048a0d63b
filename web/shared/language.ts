import { store } from "./store";
import type { Language } from "./views";

export const LANGUAGES: readonly Language[] = ["zh-Hans", "zh-Hant", "en"];

/** Each language's own name for itself. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  "zh-Hans": "简体中文",
  "zh-Hant": "繁體中文",
  en: "English",
};

const current = store<Language>("zh-Hans");

/** The language of this page now; the root element says so too, for fonts, speech and readers. */
export const language = {
  get: current.get,
  subscribe: current.subscribe,
  set(next: Language) {
    current.set(next);
    if (typeof document !== "undefined") document.documentElement.lang = next;
  },
};
