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
  const reason = because && <span>{s("saidWhy", { why: because })}</span>;
  if (!told && !why) return null;
  if (!told)
    return (
      <figure className="sentence">
        <div>
          <blockquote>{why}</blockquote>
          <figcaption>{reason}</figcaption>
        </div>
      </figure>
    );
  const { first, language } = told;
  return (
    <figure className="sentence">
      <div>
        <blockquote lang={language}>{first.said}</blockquote>
        <figcaption>
          {language !== spoken && <span>{first.text}</span>}
          {reason}
        </figcaption>
      </div>
      <SaidButton me={me} branch={branch} told={told} cut={cut} className="btn row-act said" />
    </figure>
  );
}
