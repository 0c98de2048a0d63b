import { estimateText } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import type { Issued } from "../shared/verbs/tickets";
import { staffWords } from "./words";

/** A number that was just taken, large enough to be read to its holder. */
export function IssuedNumber({ issued }: { issued: Issued }) {
  const w = useWords(staffWords);
  const spoken = useLanguage();
  return (
    <div className="issued" role="status">
      <b>{issued.number}</b>
      <p>
        {w("issuedAhead", { n: issued.ahead })} · {estimateText(issued.estimate, spoken)}
      </p>
      {issued.counters.length > 0 && <p>{w("issuedCounters", { list: issued.counters.join(w("and")) })}</p>}
    </div>
  );
}
