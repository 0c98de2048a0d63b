import { useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { reopenSeconds } from "./model";
import type { PartProps } from "./parts";
import { counterWords } from "./words";

/** For a minute after a finish: take it back. */
export function ReopenLine({ state, verbs, now, cut }: PartProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const seconds = reopenSeconds(state, now);
  const { last } = state;
  const here = state.tickets[state.seat.ticket ?? ""];
  const busy = here?.state === "serving";
  if (!last || seconds === 0) return null;
  const version = state.tickets[last.ticket]?.version;
  return (
    <div className={busy ? "row reopen is-busy" : "row reopen"}>
      <Icon name="check" />
      <span className="grow">
        {w(busy ? "reopenBusy" : here ? "reopenBack" : "reopenHow", {
          number: last.number || s("withoutNumber"),
          next: here?.number ?? "",
          n: seconds,
        })}
      </span>
      <Refusal verbs={verbs} of="reopen" />
      <Btn
        onPress={() =>
          void verbs.run("reopen", () => tickets.reopen(last.ticket, version ?? state.seat.version))
        }
        off={cut ? s("waitForLine") : busy ? w("reopenFirst") : undefined}
      >
        {w("reopen")}
      </Btn>
    </div>
  );
}
