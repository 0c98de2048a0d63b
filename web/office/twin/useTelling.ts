import { useWords } from "../../shared/hooks";
import type { Change } from "../../shared/verbs/twin";
import type { SeatView } from "../../shared/views";
import { useMachineText } from "./useChangeText";
import type { Services } from "./useServices";
import { twinWords } from "./words";

type Seats = Record<string, Pick<SeatView, "number" | "state" | "staff">>;

/** Who has to be told, where a screen cannot do it. */
export function useTelling(
  { seats }: { seats: Seats },
  services: Services,
): (change: Change) => string | undefined {
  const w = useWords(twinWords);
  const machine = useMachineText();
  const who = (number: string | undefined) =>
    Object.values(seats).find((seat) => seat.number === number)?.staff?.name;
  return ({ what, counter = "", service = "", machine: kind = "" }) => {
    const name = who(counter);
    switch (what) {
      case "close":
        return name ? w("tell.close", { name, counter }) : w("tell.closed", { counter });
      case "divert":
        return w("tell.divert", { service: services.name(service), machine: machine(kind) });
      case "discipline":
        return w("tell.discipline");
    }
  };
}
