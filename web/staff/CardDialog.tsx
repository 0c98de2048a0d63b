import { useWords } from "../shared/hooks";
import { Dialog } from "./Dialog";
import { staffWords } from "./words";

export interface CardText {
  serial: string;
  valid_until: string; // business date
}

/** In two groups, as it is best written and read out. */
const grouped = (serial: string) => `${serial.slice(0, 5)} ${serial.slice(5)}`;

/** What is to be written on an experience card: it stands nowhere else on the screen. */
export function CardDialog({ card, onClose }: { card: CardText; onClose: () => void }) {
  const w = useWords(staffWords);
  return (
    <Dialog title={w("cardTitle")} onClose={onClose}>
      <p>{w("cardHow")}</p>
      <dl className="card-text">
        <dt>{w("cardSerial")}</dt>
        <dd>{grouped(card.serial)}</dd>
        <dt>{w("cardUntil")}</dt>
        <dd>{card.valid_until}</dd>
      </dl>
    </Dialog>
  );
}
