import { useState } from "react";
import type { Me } from "../shared/api";
import { useLanguage, useNow, useWords } from "../shared/hooks";
import * as seatVerbs from "../shared/verbs/counters";
import type { SeatView, ServiceView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Mark } from "../staff/icons";
import { byNumber } from "../staff/people";
import { Refusal } from "../staff/Refusal";
import { refusalText } from "../staff/refusal";
import { SeatMenu } from "../staff/SeatMenu";
import { staffWords } from "../staff/words";
import { useAnswer } from "../staff/useAnswer";
import { verbs as newVerbs } from "../staff/verbs";
import { counterWords } from "./words";
import "../staff/bar.css";
import "../staff/dialog.css";
import "./counter.css";
import "./seats.css";

type Choice = SeatView & { asks_you?: boolean };

interface Seats {
  counters: Choice[];
  services: Pick<ServiceView, "id" | "name">[]; // in the order in which they are named
}

const AGAIN = 15_000; // ms: somebody may be asked to a counter meanwhile

/** A teller without a seat: where they are asked to, which counters are free, what is done at each. */
export function ChooseSeat({ me, onTaken }: { me: Me; onTaken: (counter: string) => void }) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const [verbs] = useState(() => newVerbs());
  const [again, setAgain] = useState(0);
  const turn = Math.floor(useNow(AGAIN) / AGAIN);
  const { answer, problem } = useAnswer<Seats>(`/api/branches/${me.branch.id}/counters`, again * 1e9 + turn);
  const take = async (seat: SeatView) => {
    if (await verbs.run("take", () => seatVerbs.take(seat.id, seat.version))) onTaken(seat.id);
    else setAgain(again + 1);
  };
  const all = byNumber(answer?.counters ?? []);
  const seats = [...all.filter((seat) => seat.asks_you), ...all.filter((seat) => !seat.asks_you)];
  return (
    <div className="counter">
      <header className="bar">
        <span className="brand">
          <Mark />
          {s("product")}
        </span>
        <span className="bar-place">{me.branch.name}</span>
        <span className="grow" />
        <span className="bar-who">{me.name}</span>
        <SeatMenu me={me} />
      </header>
      <main className="seats">
        <h1>{w("takeTitle")}</h1>
        <p className="quiet">{problem ? refusalText(problem) : w("takeHow")}</p>
        {answer && seats.length === 0 && <p>{w("takeNone")}</p>}
        <div className="seats-grid">
          {seats.map((seat) => (
            <SeatChoice
              key={seat.id}
              seat={seat}
              services={answer!.services}
              onTake={() => void take(seat)}
            />
          ))}
        </div>
        <Refusal verbs={verbs} of="take" />
      </main>
    </div>
  );
}

function SeatChoice({
  seat,
  services,
  onTake,
}: {
  seat: Choice;
  services: Seats["services"];
  onTake: () => void;
}) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const word = useCodeWord();
  const taken = seat.staff && w("taken", { name: seat.staff.name });
  const done = services.filter((service) => seat.services.includes(service.id));
  return (
    <Btn className="seat-choice" onPress={onTake} off={taken}>
      <b>{seat.number}</b>
      <span>
        {taken ?? w("take")}
        {seat.asks_you && <span className="tag tag-warn">{w("summonedSeat")}</span>}
        <small>{word("kind", seat.kind)}</small>
        <small>{done.map((service) => service.name[spoken]).join(s("and"))}</small>
      </span>
    </Btn>
  );
}
