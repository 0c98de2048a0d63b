import { useWords } from "../../shared/hooks";
import { KEPT_NEEDS, type KeptNeed, need } from "../../shared/verbs/customers";
import { Btn } from "../../staff/Btn";
import { useCodeWord } from "../../staff/codes";
import { Refusal } from "../../staff/Refusal";
import type { FileProps } from "./parts";
import { sorted } from "./model";
import { fileWords } from "./words";

/** Needs that are remembered beyond a visit, by the customer's consent; a tap keeps or forgets one. */
export function NeedsPart({ file, verbs, off, again }: FileProps) {
  const w = useWords(fileWords);
  const word = useCodeWord();
  const may = sorted(file.consents).now.some(({ purpose }) => purpose === "need_keep");
  const tap = async (of: KeptNeed) => {
    const what = file.needs.includes(of) ? "forget" : "keep";
    if (await verbs.run("need", () => need(file.id, file.version, what, of))) again();
  };
  return (
    <section>
      <h3 className="cap">{w("needs")}</h3>
      {!may && <p className="file-note">{w("needsHow")}</p>}
      {may && (
        <div className="options">
          {KEPT_NEEDS.map((each) => (
            <Btn
              key={each}
              className="option"
              aria-pressed={file.needs.includes(each)}
              off={off}
              onPress={() => void tap(each)}
            >
              {word("need", each)}
            </Btn>
          ))}
        </div>
      )}
      <Refusal verbs={verbs} of="need" />
    </section>
  );
}
