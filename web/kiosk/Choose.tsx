import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { Rich } from "../shared/Rich";
import type { Live } from "../shared/stream";
import type { KioskState } from "../shared/views";
import { inOrder } from "./flow";
import { CardSaid } from "./CardSaid";
import { Doors } from "./Doors";
import { Head } from "./Head";
import { Tile } from "./Tile";
import type { Card } from "./useCard";
import { words } from "./words";
import { useLanguage } from "../shared/hooks";

interface Props {
  live: Live<KioskState>;
  card: Card | undefined;
  taking: string | undefined;
  passbook: boolean;
  onTake: (service: string) => void;
  onCode: () => void;
  onPassbook: (passbook: boolean) => void;
}

/** The start page: what for? */
export function Choose({ live, card, taking, passbook, onTake, onCode, onPassbook }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const state = live.state;
  if (!state) return null;
  const { branch, day, waiting } = state;
  const counters = state.counters.working;
  const close = hourMinute(day.closes_at, branch.zone);
  const known = live.line !== "opening" && counters > 0;
  const key =
    day.state === "last_numbers" ? "lastNumbers" : !known ? "nowPlain" : waiting ? "now" : "nowFree";
  return (
    <>
      <Head live={live} large={false}>
        <div className="hero">
          <h1>{w("choose")}</h1>
          {card ? (
            <CardSaid card={card} />
          ) : (
            <p>
              <Rich text={words[spoken][key]} values={{ close, waiting, counters }} />
            </p>
          )}
        </div>
      </Head>
      <div className="tiles">
        {inOrder(state.services)
          .filter((service) => service.icon !== "other" || !service.large_print)
          .map((service) => (
            <Tile
              key={service.id}
              service={service}
              day={day}
              zone={branch.zone}
              fresh={live.line !== "opening"}
              taking={taking}
              onTake={onTake}
            />
          ))}
      </div>
      <Doors books={state.book !== undefined} passbook={passbook} onCode={onCode} onPassbook={onPassbook} />
    </>
  );
}
