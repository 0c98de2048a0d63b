import { useState } from "react";
import type { Me } from "../shared/api";
import { useStore, useWords } from "../shared/hooks";
import type { LiveStore } from "../shared/stream";
import type { DeskState } from "../shared/views";
import { Bar } from "../staff/Bar";
import { changesAfterCut } from "../staff/changes";
import type { Picture } from "../staff/picture";
import { verbs as newVerbs } from "../staff/verbs";
import { actsOf } from "./actions";
import { AskedCard } from "./AskedCard";
import { BigNext } from "./BigNext";
import { DeskDialogs } from "./DeskDialogs";
import { HereCard } from "./HereCard";
import { useDeskKeys } from "./keys";
import { MineCard } from "./MineCard";
import type { Asking } from "./parts";
import { PromisesCard } from "./PromisesCard";
import { SeatCard } from "./SeatCard";
import { AppointmentsCard, TodayCard } from "./TodayCard";
import { UnfinishedCard } from "./UnfinishedCard";
import { deskWords } from "./words";
import "./desk.css";
import "./lists.css";

interface Props {
  me: Me;
  state: DeskState;
  picture: Picture<DeskState>;
  stream: LiveStore<DeskState>;
}

const parts = (state: DeskState) => ({
  ...state.referrals,
  ...state.promises,
  ...state.came,
  seat: state.seat,
});

/** Who is here for me, what asks me, what was promised in my name; one thing to do next. */
export function Desk({ me, state, picture, stream }: Props) {
  const w = useWords(deskWords);
  const [verbs] = useState(() => newVerbs());
  const [changes] = useState(() => changesAfterCut(stream, parts));
  const [asking, setAsking] = useState<Asking>();
  const changed = useStore(changes);
  const { told, cut } = picture;
  const acts = actsOf(state, me.rights, verbs, told, cut);
  useDeskKeys(acts, setAsking);
  const common = { me, state, acts, verbs, now: told, cut, changed, ask: setAsking };
  return (
    <div className={cut ? "rm-page is-cut" : "rm-page"}>
      <Bar
        me={me}
        live={picture.live}
        zone={state.branch.zone}
        now={picture.now}
        recovered={changed.size > 0}
        place={state.seat ? w("placeAt", { n: state.seat.number }) : w("place")}
      />
      <main className="rm">
        <section className="rm-column">
          <HereCard {...common} />
          <AppointmentsCard {...common} />
        </section>
        <section className="rm-column">
          <AskedCard {...common} />
          <MineCard {...common} />
          <UnfinishedCard {...common} />
        </section>
        <aside className="rm-column rm-right">
          <BigNext {...common} />
          <PromisesCard {...common} />
          <SeatCard {...common} />
          <TodayCard {...common} />
        </aside>
      </main>
      <DeskDialogs {...common} asking={asking} />
    </div>
  );
}
