import { useWords } from "../shared/hooks";
import type { TicketView } from "../shared/views";
import { Btn } from "../staff/Btn";
import type { PartProps } from "./parts";
import { lobbyWords } from "./words";

type Props = Pick<PartProps, "ask"> & { people?: readonly TicketView[]; hidden: number };

/** Whom a line, or the door, has no room to draw: a tap lists all of it, or everybody. */
export function MoreBehind({ people, hidden, ask }: Props) {
  const w = useWords(lobbyWords);
  const line = () => (people ? { services: [...new Set(people.map(({ service }) => service))] } : {});
  return (
    <Btn
      className="more-behind"
      onPress={() => ask({ kind: "people", ...line() })}
      aria-label={w("moreBehind", { n: hidden })}
    >
      +{hidden}
    </Btn>
  );
}
