import type { LobbyState, PaperView } from "../shared/views";

const count = (number: string) => Number(number.replace(/\D/g, ""));

/** Blocks in the order in which their numbers are handed out. */
export function inTurn(paper: LobbyState["paper"]): PaperView[] {
  return Object.values(paper).sort((a, b) => (a.numbers[0] ?? "").localeCompare(b.numbers[0] ?? ""));
}

/** A804–A840: what is set aside of a service's numbers; blocks that follow each other are one span. */
export function spans(paper: LobbyState["paper"], service: string): string[] {
  const found: [first: string, last: string][] = [];
  const blocks = inTurn(paper).filter((block) => block.service === service);
  for (const number of blocks.flatMap((block) => block.numbers)) {
    const span = found.at(-1);
    if (span && count(span[1]) + 1 === count(number)) span[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? first : `${first}–${last}`));
}
