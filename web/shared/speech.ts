/** The browser's own speech, where it has a voice for the language and nobody has forbidden it. */
import type { Language } from "./views";

const TAGS: Record<Language, RegExp> = {
  "zh-Hans": /^(zh|cmn)([-_](CN|Hans).*)?$/i,
  "zh-Hant": /^(zh|cmn)([-_](TW|HK|Hant).*)?$/i,
  en: /^en/i,
};
const ANY_CHINESE = /^(zh|cmn)/i;

const engine = (): SpeechSynthesis | undefined => globalThis.speechSynthesis;

function voiceFor(language: Language): SpeechSynthesisVoice | undefined {
  const voices = engine()?.getVoices() ?? [];
  const local = voices.filter((voice) => voice.localService); // nothing a customer is told leaves the branch
  return (
    local.find((voice) => TAGS[language].test(voice.lang)) ??
    (language === "en" ? undefined : local.find((voice) => ANY_CHINESE.test(voice.lang)))
  );
}

export function canSpeak(language: Language): boolean {
  return voiceFor(language) !== undefined;
}

/** True when it was said to the end; false when stopped, forbidden or without a voice. */
export function speak(text: string, language: Language, volume = 1): Promise<boolean> {
  const voice = voiceFor(language);
  const synthesis = engine();
  if (!voice || !synthesis) return Promise.resolve(false);
  return new Promise((settle) => {
    const sentence = new SpeechSynthesisUtterance(text);
    sentence.voice = voice;
    sentence.lang = voice.lang;
    sentence.volume = volume;
    sentence.rate = 0.9;
    sentence.onend = () => settle(true);
    sentence.onerror = () => settle(false);
    synthesis.speak(sentence);
  });
}

export function hush(): void {
  engine()?.cancel();
}
