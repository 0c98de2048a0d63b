import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import type { TicketView } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { corners } from "../staff/marks";
import { WaitMark } from "../staff/WaitMark";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";

type Props = Pick<PartProps, "state" | "now" | "folded" | "changed" | "chosen" | "choose"> & {
  ticket: TicketView;
};

/** One person on the floor: how long they wait, and a tap to choose them. */
export function PersonMark({ ticket, state, now, folded, changed, chosen, choose }: Props) {
  const w = useWords(staffWords);
  const word = useCodeWord();
  const minutes = minutesSince(ticket.issued_at, now);
  const isChosen = chosen?.id === ticket.id;
  const signs = folded
    ? []
    : corners(ticket).map((sign) =>
        sign === "care"
          ? ticket.need
            ? word("need", ticket.need)
            : w("care")
          : sign === "vip" || sign === "potential"
            ? word("class", sign)
            : w(sign),
      );
  const said = [w("waitedFor", { n: minutes }), ...signs].join(w("and"));
  return (
    <button
      type="button"
      className={`person${isChosen ? " is-chosen" : ""}${changed.has(ticket.id) ? " changed" : ""}`}
      aria-pressed={isChosen}
      onClick={() => choose(ticket.id)}
    >
      <WaitMark minutes={minutes} promise={state.promise_min} person={ticket} folded={folded} />
      <span>
        {ticket.number}
        <span className="unseen">{said}</span>
      </span>
    </button>
  );
}
