import { useWords } from "../shared/hooks";
import type { TicketView } from "../shared/views";
import { useCodeWord } from "./codes";
import { Icon } from "./icons";
import { staffWords } from "./words";

/** Class, protected need, booking and emergency in words; nothing for everybody else. */
export function Tags({ ticket }: { ticket: TicketView }) {
  const w = useWords(staffWords);
  const word = useCodeWord();
  return (
    <>
      {ticket.emergency && (
        <span className="tag tag-bad">
          <Icon name="first" size={12} />
          {w("emergency")}
        </span>
      )}
      {ticket.protected && (
        <span className="tag tag-care">
          <Icon name="heart" size={12} />
          {ticket.need ? word("need", ticket.need) : w("care")}
        </span>
      )}
      {ticket.class === "vip" && <span className="tag tag-vip">{word("class", "vip")}</span>}
      {ticket.booked && <span className="tag tag-info">{w("booked")}</span>}
      {ticket.class === "potential" && <span className="tag">{word("class", "potential")}</span>}
    </>
  );
}
