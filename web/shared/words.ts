/**
 * Words by language. A catalogue is written once in simplified Chinese; the other two must hold the
 * same keys, or the type check fails. `{name}` is a value; `{n:person|people}` chooses by the value of
 * `n`: the first for exactly one.
 */
import { language } from "./language";
import type { Language } from "./views";

export type Catalogue<Key extends string> = Record<Language, Record<Key, string>>;
export type Value = string | number;

export function catalogue<const Source extends Record<string, string>>(
  zhHans: Source,
  zhHant: { [Key in keyof NoInfer<Source>]: string },
  en: { [Key in keyof NoInfer<Source>]: string },
): Catalogue<keyof Source & string> {
  return { "zh-Hans": zhHans, "zh-Hant": zhHant, en };
}

const PLACE = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;

/** The words between the values, and the values, in order: for setting values in bold. */
export function pieces(template: string, values: Record<string, Value>): { text: string; value: boolean }[] {
  const found: { text: string; value: boolean }[] = [];
  let from = 0;
  for (const match of template.matchAll(PLACE)) {
    if (match.index > from) found.push({ text: template.slice(from, match.index), value: false });
    const [whole, name, one, many] = match;
    const value = values[name ?? ""];
    if (one === undefined) found.push({ text: String(value ?? ""), value: true });
    else found.push({ text: (Number(value) === 1 ? one : many) ?? "", value: false });
    from = match.index + whole.length;
  }
  if (from < template.length) found.push({ text: template.slice(from), value: false });
  return found;
}

export function fill(template: string, values: Record<string, Value>): string {
  return pieces(template, values)
    .map((piece) => piece.text)
    .join("");
}

/** The values that a template names, sorted: a test holds the three languages together by them. */
export function places(template: string): string[] {
  return [...new Set([...template.matchAll(PLACE)].map((match) => match[1] ?? ""))].sort();
}

/** The word for a code that the server sends; a code newer than this page is shown as it came. */
export function sayCode<Key extends string>(words: Catalogue<Key>, family: string, code: string): string {
  const spoken: Record<string, string> = words[language.get()];
  return spoken[`${family}.${code}`] ?? code;
}

/** A catalogue's words in the present language: `say(words)("key", {n: 3})`. */
export function say<Key extends string>(words: Catalogue<Key>, spoken: Language = language.get()) {
  return (key: Key, values: Record<string, Value> = {}): string => fill(words[spoken][key], values);
}
