import { useState } from "react";
import type { Me } from "../shared/api";
import { useWords } from "../shared/hooks";
import { sayScript } from "../shared/verbs/scripts";
import { Btn } from "./Btn";
import { Icon } from "./icons";
import type { Told } from "./useSentence";
import { staffWords } from "./words";

interface Props {
  me: Me;
  branch: string;
  told: Told;
  cut: boolean;
  className: string;
}

/** That the sentence was said, in one tap; nobody is asked for it, and what is not kept may be tapped again. */
export function SaidButton({ me, branch, told, cut, className }: Props) {
  const s = useWords(staffWords);
  const [kept, keep] = useState<string>();
  const { visit, moment, first } = told;
  if (!visit || !me.rights.includes("say_script")) return null;
  const this_ = `${visit} ${moment} ${first.id}`;
  const press = () => {
    keep(this_);
    sayScript(branch, first, { visit, moment }).catch(() => keep(undefined));
  };
  const said = kept === this_;
  return (
    <Btn
      className={className}
      aria-pressed={said}
      onPress={press}
      off={said ? s("saidKept") : cut ? s("waitForLine") : undefined}
    >
      {said && <Icon name="check" />}
      {s(said ? "saidKept" : "said")}
    </Btn>
  );
}
