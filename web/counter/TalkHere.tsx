import { useWords } from "../shared/hooks";
import type { ReferralView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { staffWords } from "../staff/words";
import { talkOf } from "./model";
import type { PartProps } from "./parts";
import { counterWords } from "./words";

/** A talk has ended and nobody has said what came of it: that comes before the next number. */
export function TalkHere({ talk, ...props }: PartProps & { talk: ReferralView }) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  return (
    <div className="hand-free">
      <h2>{w("talkOpen", { who: talk.number ?? s("withoutNumber") })}</h2>
      <p>{w("talkFirst")}</p>
      <ConcludeButton {...props} className="btn btn-primary hand-open" />
    </div>
  );
}

/** The same while the customer still sits here. */
export function TalkLine(props: PartProps) {
  const w = useWords(counterWords);
  if (!talkOf(props.state)) return null;
  return (
    <div className="row reopen">
      <Icon name="next" />
      <span className="grow">{w("talkFirst")}</span>
      <ConcludeButton {...props} className="btn" />
    </div>
  );
}

function ConcludeButton({ ask, cut, className }: PartProps & { className: string }) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  return (
    <Btn
      className={className}
      onPress={() => ask({ kind: "conclude" })}
      off={cut ? s("waitForLine") : undefined}
    >
      {w("talkConclude")}
    </Btn>
  );
}
