import { useState } from "react";
import { useLanguage, useWords } from "../shared/hooks";
import * as day from "../shared/verbs/day";
import type { PaperView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { Choices } from "../staff/Choices";
import type { DialogProps } from "./parts";
import { inTurn } from "./paper";
import { lobbyWords } from "./words";

/** Paper numbers for when the server is down: set aside now, read while it is, entered afterwards. */
export function PaperDialog(props: DialogProps) {
  const { state, cut, deeds, verbs, onClose } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const [size, setSize] = useState("20");
  const off = cut ? s("waitForLine") : undefined;
  const open = (service: string) =>
    deeds.act("paper", w("paper"), () => day.paperBlock(state.branch.id, service, Number(size)));
  const enter = (block: PaperView, numbers: string[]) => {
    const handed = numbers.map((number) => ({ number }));
    const words = w("paperEntered", { n: numbers.length });
    return deeds.act("paper", words, () => day.enterPaper(state.branch.id, block.id, handed));
  };
  return (
    <Dialog title={w("paperTitle")} onClose={onClose} wide>
      <p>
        {w("dayMoreHow")} · {w("paperOpenHow")}
      </p>
      {inTurn(state.paper).map((block) => (
        <PaperBlock
          key={block.id}
          block={block}
          name={state.services[block.service]?.name[spoken] ?? ""}
          off={off}
          onEnter={(numbers) => void enter(block, numbers)}
        />
      ))}
      <label className="field paper-size">
        <span>{w("paperSize")}</span>
        <input
          type="number"
          inputMode="numeric"
          min={1}
          max={100}
          value={size}
          onChange={(event) => setSize(event.target.value)}
        />
      </label>
      <Choices
        label={w("paperService")}
        choices={Object.values(state.services)
          .sort((a, b) => a.order - b.order)
          .map((one) => ({
            value: one.id,
            label: `${one.prefix} ${one.name[spoken]}`,
            small: w("paperOpen"),
            off,
          }))}
        onChoose={(service) => void open(service)}
      />
      <Refusal verbs={verbs} of="paper" />
    </Dialog>
  );
}

interface BlockProps {
  block: PaperView;
  name: string;
  off: string | undefined;
  onEnter: (numbers: string[]) => void;
}

function PaperBlock({ block, name, off, onEnter }: BlockProps) {
  const w = useWords(lobbyWords);
  const [ticked, setTicked] = useState<string[]>([]);
  const [first = ""] = block.numbers;
  return (
    <section className="paper-block">
      <h3>
        {name} · {w("paperNumbers", { first, last: block.numbers.at(-1) ?? "", n: block.numbers.length })}
      </h3>
      <p className="quiet">{w("paperEnterHow")}</p>
      <div className="paper-numbers">
        {block.numbers.map((number) => {
          const at = ticked.indexOf(number);
          return (
            <button
              type="button"
              key={number}
              className="paper-number"
              aria-pressed={at >= 0}
              onClick={() =>
                setTicked(at >= 0 ? ticked.filter((one) => one !== number) : [...ticked, number])
              }
            >
              {number}
              {at >= 0 && <sup>{at + 1}</sup>}
            </button>
          );
        })}
      </div>
      <Btn
        className="btn btn-primary"
        onPress={() => {
          onEnter(ticked);
          setTicked([]);
        }}
        off={off ?? (ticked.length === 0 ? w("paperEnterHow") : undefined)}
      >
        {w("paperEnter", { n: ticked.length })}
      </Btn>
    </section>
  );
}
