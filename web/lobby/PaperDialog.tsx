import { useState } from "react";
import { useLanguage, useWords } from "../shared/hooks";
import * as day from "../shared/verbs/day";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { keep, kept } from "../staff/keep";
import { Refusal } from "../staff/Refusal";
import { Choices } from "./Choices";
import type { DialogProps } from "./LobbyDialogs";
import { lobbyWords } from "./words";

interface Block {
  id: string;
  numbers: string[];
  entered: string[];
}
const PLACE = "paper"; // numbers only: the block must outlive a reload, it is for when the server is down

function readBlocks(): Block[] {
  try {
    return JSON.parse(kept(PLACE) ?? "[]") as Block[];
  } catch {
    return [];
  }
}

/** Paper numbers for when the server is down: set aside now, entered afterwards in order. */
export function PaperDialog(props: DialogProps) {
  const { state, deeds, verbs, onClose } = props;
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const [blocks, setBlocks] = useState(readBlocks);
  const [size, setSize] = useState("20");
  const save = (next: Block[]) => {
    setBlocks(next);
    keep(PLACE, JSON.stringify(next));
  };
  const open = async (service: string) => {
    let answer: { id: string; numbers: string[] } | undefined;
    const send = async () => (answer = await day.paperBlock(state.branch.id, service, Number(size)));
    if ((await deeds.act("paper", w("paper"), send)) && answer) save([...blocks, { ...answer, entered: [] }]);
  };
  const enter = async (block: Block, numbers: string[]) => {
    const send = () =>
      day.enterPaper(
        state.branch.id,
        block.id,
        numbers.map((number) => ({ number })),
      );
    const words = w("paperEntered", { n: numbers.length });
    if (!(await deeds.act("paper", words, send))) return;
    const entered = [...block.entered, ...numbers];
    save(blocks.map((one) => (one.id === block.id ? { ...one, entered } : one)));
  };
  return (
    <Dialog title={w("paperTitle")} onClose={onClose} wide>
      <p>
        {w("dayMoreHow")} · {w("paperOpenHow")}
      </p>
      {blocks
        .filter((block) => block.entered.length < block.numbers.length)
        .map((block) => (
          <PaperBlock key={block.id} block={block} onEnter={(numbers) => void enter(block, numbers)} />
        ))}
      <label className="field paper-size">
        <span>{w("paperSize")}</span>
        <input
          type="number"
          inputMode="numeric"
          min={1}
          max={200}
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
          }))}
        onChoose={(service) => void open(service)}
      />
      <Refusal verbs={verbs} of="paper" />
    </Dialog>
  );
}

function PaperBlock({ block, onEnter }: { block: Block; onEnter: (numbers: string[]) => void }) {
  const w = useWords(lobbyWords);
  const [ticked, setTicked] = useState<string[]>([]);
  const left = block.numbers.filter((number) => !block.entered.includes(number));
  const [first = ""] = block.numbers;
  return (
    <section className="paper-block">
      <h3>{w("paperNumbers", { first, last: block.numbers.at(-1) ?? "", n: block.numbers.length })}</h3>
      <p className="quiet">{w("paperEnterHow")}</p>
      <div className="paper-numbers">
        {left.map((number) => {
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
        off={ticked.length === 0 ? w("paperEnterHow") : undefined}
      >
        {w("paperEnter", { n: ticked.length })}
      </Btn>
    </section>
  );
}
