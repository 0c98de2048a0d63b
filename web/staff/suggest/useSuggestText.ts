import { useLanguage, useWords } from "../../shared/hooks";
import type { SuggestedChange } from "../../shared/verbs/suggestions";
import type { SeatView, ServiceView } from "../../shared/views";
import { sayCode } from "../../shared/words";
import type { Answered, Summons } from "../summons";
import { classOf, type Effect, serviceOf } from "./model";
import { suggestWords } from "./words";
import type { SuggestWord } from "./words/zh-hans";

interface State {
  seats: Record<string, Pick<SeatView, "number" | "staff">>;
  services: Record<string, Pick<ServiceView, "name">>;
}

export interface SuggestText {
  /** As a deed: to be done `now`, or as it `was` said. */
  deed: (change: SuggestedChange, when: "now" | "was") => string;
  service: (code: string) => string;
  machine: (kind: string) => string;
  /** Whose wait; while others may be looking without the class. */
  who: (line: string, folded?: boolean) => string;
  cost: (costs: readonly Effect[], folded?: boolean) => string;
  /** What the button says: whom it asks, for nobody opens somebody else's counter. */
  press: (change: SuggestedChange, offers: boolean) => string;
  /** Who has to be asked, one by one. */
  tell: (change: SuggestedChange) => string;
  /** Who was asked to a counter, and what came of it. */
  asked: (summons: Summons, answered: Answered) => string;
}

/** Suggestions in words; `ids` are those of the services whose codes they name. */
export function useSuggestText({ seats, services }: State, ids: Record<string, string> = {}): SuggestText {
  const w = useWords(suggestWords);
  const spoken = useLanguage();
  const service = (code: string) => services[ids[code] ?? code]?.name[spoken] ?? code;
  const machine = (kind: string) => sayCode(suggestWords, "machine", kind);
  const staffOf = (number = "") => Object.values(seats).find((seat) => seat.number === number)?.staff?.name;
  const values = ({ counter = "", other = "", service: of = "", machine: kind = "" }: SuggestedChange) => ({
    counter,
    other,
    service: service(of),
    machine: machine(kind),
  });
  const who = (line: string, folded = false) =>
    w("who", {
      class: folded ? "" : sayCode(suggestWords, "class", classOf(line)),
      service: service(serviceOf(line)),
    }).trim();
  return {
    deed: (change, when) => w(`${when}.${change.what}` as SuggestWord, values(change)),
    service,
    machine,
    who,
    cost: (costs, folded) => {
      const [first, ...more] = costs;
      if (!first) return w("costNone");
      const { line, before, after, low, high } = first;
      const plain = folded || classOf(line) === "ordinary";
      const said = w("costOf", { who: who(line, plain), n: after - before, low, high });
      return more.length ? said + w("costMore", { n: more.length }) : said;
    },
    press: (change, offers) => {
      if (change.what === "divert") return w(offers ? "press.offer" : "press.lobby");
      const name = staffOf(change.counter);
      if (name) return w(change.what === "open" ? "press.resume" : "press.move", { name, ...values(change) });
      return w(change.what === "open" ? "press.open" : "press.counter", values(change));
    },
    asked: ({ seat, staff }, answered) =>
      w(`${staff ? "asked" : "askedAny"}.${answered}` as SuggestWord, {
        counter: seat.number,
        name: staff?.name ?? "",
      }),
    tell: (change) => w("tell.divert", values(change)),
  };
}
