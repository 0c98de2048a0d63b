import { useWords } from "../../shared/hooks";
import type { Change } from "../../shared/verbs/twin";
import type { SeatView } from "../../shared/views";
import { useMachineText } from "./useChangeText";
import type { Services } from "./useServices";
import { twinWords } from "./words";

type Seats = Record<string, Pick<SeatView, "number" | "state" | "staff">>;

/** Who has to be told, where a screen cannot do it: nobody is sent to a counter by a button. */
export function useTelling({ seats }: { seats: Seats }, services: Services): (change: Change) => string {
  const w = useWords(twinWords);
  const machine = useMachineText();
  const who = (number: string | undefined) =>
    Object.values(seats).find((seat) => seat.number === number)?.staff?.name;
  return ({ what, counter = "", other = "", service = "", machine: kind = "" }) => {
    const name = who(counter);
    switch (what) {
      case "open":
        return name ? w("tell.resume", { name, counter }) : w("tell.open", { counter });
      case "close":
        return name ? w("tell.close", { name, counter }) : w("tell.closed", { counter });
      case "move":
        return w("tell.move", { name: name ?? w("counter", { n: counter }), counter, other });
      case "divert":
        return w("tell.divert", { service: services.name(service), machine: machine(kind) });
      case "discipline":
        return w("tell.discipline");
    }
  };
}
