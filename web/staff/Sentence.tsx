import type { Me } from "../shared/api";
import { useLanguage, useWords } from "../shared/hooks";
import type { Occasion } from "../shared/verbs/scripts";
import { SaidButton } from "./SaidButton";
import { useSentence } from "./useSentence";
import { staffWords } from "./words";
import "./sentence.css";

interface Props {
  me: Me;
  branch: string;
  of: Occasion;
  why?: string | undefined; // what the table that decided says to the customer
  because?: string | undefined; // what it decided on
  cut: boolean;
}

/**
 * What to say: the approved sentence in the customer's language; without one the table's own words, which
 * are fit for a customer's ears. Small below, for staff: what was decided on.
 */
export function Sentence({ me, branch, of, why, because, cut }: Props) {
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const told = useSentence(branch, of);
  if (!told && !why) return null;
  return (
    <figure className="sentence">
      <div>
        <blockquote lang={told?.language}>{told ? told.first.said : why}</blockquote>
        <figcaption>
          {told && told.language !== spoken && <span>{told.first.text}</span>}
          {because && <span>{s("saidWhy", { why: because })}</span>}
        </figcaption>
      </div>
      {told && <SaidButton me={me} branch={branch} told={told} cut={cut} className="btn row-act said" />}
    </figure>
  );
}
