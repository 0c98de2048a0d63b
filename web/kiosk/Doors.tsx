import { useWords } from "../shared/hooks";
import { Book, Calendar, Go, Tick } from "../shared/icons";
import { words } from "./words";

interface Props {
  books: boolean;
  passbook: boolean;
  onCode: () => void;
  onPassbook: (passbook: boolean) => void;
}

/** Beside the choice of a service: an appointment, and a passbook, whose holders nobody sends to a machine. */
export function Doors({ books, passbook, onCode, onPassbook }: Props) {
  const w = useWords(words);
  return (
    <div className="doors">
      {books && (
        <button className="door" onClick={onCode}>
          <Calendar />
          <span>
            <b>{w("codeDoor")}</b>
            <span>{w("codeDoorMore")}</span>
          </span>
          <Go className="go" />
        </button>
      )}
      <button className="door" aria-pressed={passbook} onClick={() => onPassbook(!passbook)}>
        <Book />
        <span>
          <b>{w("passbook")}</b>
          <span>{w(passbook ? "passbookOn" : "passbookMore")}</span>
        </span>
        {passbook && <Tick className="go" />}
      </button>
    </div>
  );
}
