import { useState } from "react";
import { useLanguage, useWords } from "../../shared/hooks";
import { type CustomerFile, type FileOf, filePath, type Holding } from "../../shared/verbs/customers";
import type { BookedFor } from "../../staff/bookings/parts";
import { Btn } from "../../staff/Btn";
import { Dialog } from "../../staff/Dialog";
import { Icon } from "../../staff/icons";
import { refusalText } from "../../staff/refusal";
import { wholeDay } from "../../staff/time";
import { useAnswer } from "../../staff/useAnswer";
import type { Verbs } from "../../staff/verbs";
import { staffWords } from "../../staff/words";
import { ClassMark } from "../ClassMark";
import { ConsentsPart } from "./ConsentsPart";
import { yuan } from "./model";
import { NeedsPart } from "./NeedsPart";
import { talkWords } from "../../staff/talk/words";
import { fileWords } from "./words";
import type { FileProps } from "./parts";
import "./file.css";

interface SheetProps {
  of: FileOf;
  verbs: Verbs;
  cut: boolean;
  onBook: ((customer: BookedFor) => void) | undefined;
  onClose: () => void;
}

/** A customer on one page, for who looks after them; opening it is recorded. */
export function FileSheet({ of, verbs, cut, onBook, onClose }: SheetProps) {
  const w = useWords(fileWords);
  const s = useWords(staffWords);
  const [asked, setAsked] = useState(0);
  const { answer, problem } = useAnswer<CustomerFile>(filePath(of), asked);
  const off = cut ? s("waitForLine") : undefined;
  return (
    <Dialog title={w("file")} onClose={onClose} side>
      {!answer && (
        <p className="file-note" role="status">
          {problem ? refusalText(problem) : s("loading")}
        </p>
      )}
      {answer && (
        <Whole file={answer} onBook={onBook} verbs={verbs} off={off} again={() => setAsked((n) => n + 1)} />
      )}
    </Dialog>
  );
}

function Whole({ onBook, ...props }: FileProps & Pick<SheetProps, "onBook">) {
  const w = useWords(fileWords);
  const spoken = useLanguage();
  const { file, off } = props;
  const phone = file.phone && !file.phone.includes("*") ? { phone: file.phone } : {};
  const book = () => onBook?.({ id: file.id, who: file.address_form ?? file.name, ...phone });
  return (
    <div className="file">
      <div className="file-who">
        <b>{file.address_form ?? file.name}</b>
        {file.address_form && <span>{file.name}</span>}
        <ClassMark of={file.customer_class} />
        {onBook && (
          <Btn className="btn" off={off} onPress={book}>
            {w("book")}
          </Btn>
        )}
      </div>
      {file.held && (
        <p className="file-held">
          <Icon name="alert" size={18} />
          <span>
            <b>{w("held")}</b> {w(`heldFor.${file.held.reason}`)} · {w("heldHow")}
          </span>
        </p>
      )}
      <dl className="file-facts">
        {file.phone && (
          <>
            <dt>{w("phone")}</dt>
            <dd>{file.phone}</dd>
          </>
        )}
        {file.numbers.map(({ kind, number }) => (
          <Fact key={`${kind}${number}`} name={w(`number.${kind}`)} value={number} />
        ))}
        <Fact name={w("manager")} value={file.rm?.name ?? "–"} />
        <Fact name={w("asOf")} value={wholeDay(file.as_of, spoken)} />
      </dl>
      <ConsentsPart {...props} />
      <NeedsPart {...props} />
      <Holdings of={file.holdings} />
      <p className="file-note">{w("recorded")}</p>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Holdings({ of }: { of: Holding[] }) {
  const w = useWords(fileWords);
  const t = useWords(talkWords);
  const spoken = useLanguage();
  return (
    <section>
      <h3 className="cap">{w("holdings")}</h3>
      {of.length === 0 && <p className="file-note">{w("holdingsNone")}</p>}
      {of.length > 0 && (
        <table className="file-holdings">
          <thead>
            <tr>
              <th scope="col">{w("product")}</th>
              <th scope="col">{w("matures")}</th>
              <th scope="col" className="number">
                {w("amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {of.map((each) => (
              <tr key={`${each.kind}${each.product}${each.matures_on ?? ""}`}>
                <th scope="row">
                  {t(`scope.${each.kind}`)} <small>{each.product}</small>
                </th>
                <td>{each.matures_on ? wholeDay(each.matures_on, spoken) : "–"}</td>
                <td className="number">{yuan(each.amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
