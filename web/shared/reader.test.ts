import { expect, test } from "vitest";
import { type CardRead, simulatedReader } from "./reader";

test("a card is heard by whoever listens, until they stop, and not from an unplugged reader", () => {
  const reader = simulatedReader();
  const heard: (CardRead | undefined)[] = [];
  const stop = reader.listen((card) => heard.push(card));
  const card: CardRead = { kind: "id_card", number: "110101199003070000" };
  reader.insert(card);
  reader.insert(undefined);
  stop();
  reader.insert(card);
  expect(heard).toEqual([card, undefined]);
  reader.unplug();
  expect(reader.state.get()).toBe("away");
});
