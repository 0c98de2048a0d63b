import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { buildPages } from "./build.mjs";

/** The hall's machines run Chromium 87 and later: nothing newer may reach them. */
const dist = new URL("../.shots/old", import.meta.url).pathname;

// Feature, and the Chromium that first had it.
const TOO_NEW_CSS: [RegExp, string][] = [
  [/color-mix\(/, "111"],
  [/:has\(/, "105"],
  [/:is\(|:where\(/, "88"],
  [/\d(dvh|svh|lvh)\b/, "108"],
  [/aspect-ratio\s*:/, "88"],
  [/@layer|@container|@scope/, "99"],
  [/accent-color\s*:/, "93"],
  [/[{;]\s*(translate|scale|rotate)\s*:/, "104"],
  [/[{};]\s*&/, "112"],
];
const TOO_NEW_JS: [RegExp, string][] = [
  [/\.at\(-?\d+\)/, "92"],
  [/structuredClone\(/, "98"],
  [/Object\.hasOwn\(/, "93"],
  [/\.findLast(Index)?\(|\.toSorted\(|\.toReversed\(/, "97"],
  [/randomUUID\(/, "92"],
  [/\.(replaceChildren)\(.*Object\.groupBy/, "117"],
  [/AbortSignal\.timeout/, "103"],
  [/static\s*\{/, "94"],
];

let files: string[];
beforeAll(async () => {
  await buildPages(["public"], dist);
  files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => /\.(css|js)$/.test(name));
}, 60_000);

test("public pages hold nothing that Chromium 87 lacks", () => {
  expect(files.length).toBeGreaterThan(3);
  const found = files.flatMap((name) => {
    const text = readFileSync(join(dist, name), "utf8");
    const rules = name.endsWith(".css") ? TOO_NEW_CSS : TOO_NEW_JS;
    return rules.filter(([rule]) => rule.test(text)).map(([rule, since]) => `${name}: ${rule} (${since})`);
  });
  expect(found).toEqual([]);
});

test("no page carries a script, a style or an address of its own that the policy would refuse", () => {
  for (const page of ["kiosk", "wall", "phone", "book"]) {
    const html = readFileSync(join(dist, page, "index.html"), "utf8");
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|https?:\/\//);
  }
  for (const name of files) {
    const text = readFileSync(join(dist, name), "utf8");
    expect(text, name).not.toMatch(/\beval\(|new Function\(|data:(image|font)/);
  }
});
