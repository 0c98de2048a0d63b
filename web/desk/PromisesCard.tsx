import { useWords } from "../shared/hooks";
import type { PromiseView } from "../shared/views";
import { Refusal } from "../staff/Refusal";
import { useAddressOf } from "../staff/useAddress";
import { promisesApart, promisesOf } from "./model";
import { ListCard } from "./ListCard";
import type { PartProps } from "./parts";
import { PromiseActs, PromiseWords, refusedOf } from "./PromiseActs";
import { useWhom } from "./whom";
import { deskWords } from "./words";

/** Who is led here, and who was promised in my name that I come; who is referred stands there. */
export function PromisesCard(props: PartProps) {
  const w = useWords(deskWords);
  const promises = promisesApart(props.state, props.me.rights, props.now);
  if (promises.length === 0 && promisesOf(props.state, props.now).length > 0) return null;
  return (
    <ListCard title={w("promises")} count={promises.length} empty={w("promisesEmpty")}>
      {promises.map((promise) => (
        <Promised key={promise.id} {...props} promise={promise} />
      ))}
    </ListCard>
  );
}

function Promised(props: PartProps & { promise: PromiseView }) {
  const { me, state, verbs, changed, promise } = props;
  const whom = useWhom();
  const form = useAddressOf(me, state.came, promise.visit);
  return (
    <li className={changed.has(promise.id) ? "rm-block is-changed" : "rm-block"}>
      <div className="row rm-head">
        <b className="rm-number">{whom(promise, form)}</b>
        <PromiseWords {...props} />
      </div>
      <div className="rm-acts">
        <PromiseActs {...props} />
      </div>
      <Refusal verbs={verbs} of={refusedOf(promise)} />
    </li>
  );
}
