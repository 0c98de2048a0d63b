/** No file imports itself by way of others, not even types: what two parts share stands below both. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const LEFT_OUT = new Set(["node_modules", "dist", ".shots", "dev", "fixtures"]);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function importsOf(path: string, known: ReadonlySet<string>): string[] {
  const found = readFileSync(path, "utf8").matchAll(/^(?:import|export) [^;]*?from "(\.[^"]+)";$/gms);
  return [...found].flatMap(([, named]) => {
    const at = join(dirname(path), named!);
    return [at, `${at}.ts`, `${at}.tsx`, join(at, "index.ts")].filter((each) => known.has(each));
  });
}

/** The files on the way from one that leads back to it, if any does. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const walk = (at: string, way: string[]): string[] | undefined => {
    if (way.includes(at)) return [...way.slice(way.indexOf(at)), at];
    if (done.has(at)) return undefined;
    for (const next of graph.get(at)!) {
      const circle = walk(next, [...way, at]);
      if (circle) return circle;
    }
    done.add(at);
    return undefined;
  };
  for (const start of graph.keys()) {
    const circle = walk(start, []);
    if (circle) return circle;
  }
  return undefined;
}

test("no imports go round in a circle", () => {
  const all = sources(ROOT);
  const known = new Set(all);
  const graph = new Map(all.map((path) => [path, importsOf(path, known)]));
  expect([...graph.values()].flat().length).toBeGreaterThan(all.length);
  expect(circleIn(graph)?.map((path) => relative(ROOT, path))).toBeUndefined();
});

test("a circle is found, and whoever leads into it is not of it", () => {
  const graph = new Map([
    ["in", ["a"]],
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["a"]],
  ]);
  expect(circleIn(graph)).toEqual(["a", "b", "c", "a"]);
});
