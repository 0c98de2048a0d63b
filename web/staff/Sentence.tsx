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
  why?: string | undefined; // what the table that decided says
  cut: boolean;
}

/**
 * What to say: the approved sentence in the customer's language, the reason small below. Without one
 * the reason, which is fit for a customer's ears, is what there is to say.
 */
export function Sentence({ me, branch, of, why, cut }: Props) {
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const told = useSentence(branch, of);
  if (!told) return why ? <blockquote>{why}</blockquote> : null;
  const { first, language } = told;
  return (
    <figure className="sentence">
      <div>
        <blockquote lang={language}>{first.said}</blockquote>
        <figcaption>
          {language !== spoken && <span>{first.text}</span>}
          {why && <span>{s("saidWhy", { why })}</span>}
        </figcaption>
      </div>
      <SaidButton me={me} branch={branch} told={told} cut={cut} className="btn row-act said" />
    </figure>
  );
}
