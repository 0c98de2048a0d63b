import { useWords } from "../shared/hooks";
import type { TicketView } from "../shared/views";
import { useCodeWord } from "./codes";
import { Icon } from "./icons";
import { staffWords } from "./words";

/** That nobody sells to a customer now: said wherever they are, with what it means. */
export function HeldTag({ of }: { of: { held?: boolean } }) {
  const w = useWords(staffWords);
  if (!of.held) return null;
  return (
    <span className="tag tag-warn" title={w("heldHow")}>
      <Icon name="pause" size={12} />
      {w("held")}
    </span>
  );
}

type Tagged = Pick<TicketView, "class" | "protected" | "need" | "held"> & {
  booked?: boolean;
  emergency?: boolean;
};

/** Class, protected need, booking and emergency in words; nothing for everybody else. */
export function Tags({ of }: { of: Tagged }) {
  const w = useWords(staffWords);
  const word = useCodeWord();
  return (
    <>
      {of.emergency && (
        <span className="tag tag-bad">
          <Icon name="first" size={12} />
          {w("emergency")}
        </span>
      )}
      {of.protected && (
        <span className="tag tag-care">
          <Icon name="heart" size={12} />
          {of.need ? word("need", of.need) : w("care")}
        </span>
      )}
      {of.class === "vip" && <span className="tag tag-vip">{word("class", "vip")}</span>}
      {of.booked && <span className="tag tag-info">{w("booked")}</span>}
      {of.class === "potential" && <span className="tag">{word("class", "potential")}</span>}
      <HeldTag of={of} />
    </>
  );
}
