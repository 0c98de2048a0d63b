import { expect, test } from "vitest";
import { inTurn, spans } from "./paper";

const block = (id: string, service: string, ...numbers: string[]) => ({ id, service, numbers });
const paper = {
  later: block("later", "cash", "A821", "A822"),
  lone: block("lone", "cash", "A830"),
  other: block("other", "card", "B801", "B802"),
  first: block("first", "cash", "A819", "A820"),
};

test("blocks stand in the order in which they are handed out", () => {
  expect(inTurn(paper).map((one) => one.id)).toEqual(["first", "later", "lone", "other"]);
});

test("blocks that follow each other are one span, a lone number is itself", () => {
  expect(spans(paper, "cash")).toEqual(["A819–A822", "A830"]);
  expect(spans(paper, "card")).toEqual(["B801–B802"]);
  expect(spans(paper, "loan")).toEqual([]);
});
