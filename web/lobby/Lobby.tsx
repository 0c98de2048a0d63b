import { useState } from "react";
import type { Me } from "../shared/api";
import { useStore, useWords } from "../shared/hooks";
import type { LiveStore } from "../shared/stream";
import type { LobbyState } from "../shared/views";
import { changesAfterCut } from "../staff/changes";
import { keep, kept } from "../staff/keep";
import { type Picture, usePicture, useStream } from "../staff/picture";
import { Notice } from "../staff/StaffPage";
import { refusalText } from "../staff/refusal";
import { verbs as newVerbs } from "../staff/verbs";
import { staffWords } from "../staff/words";
import { BesidePanel } from "./BesidePanel";
import { CarePanel } from "./CarePanel";
import { deeds as newDeeds } from "./deeds";
import { type Asking, LobbyDialogs } from "./LobbyDialogs";
import { Floor } from "./Floor";
import { Footer } from "./Footer";
import { JustNow } from "./JustNow";
import { LobbyBar } from "./LobbyBar";
import type { PartProps } from "./parts";
import { Rail } from "./Rail";
import { useFolded } from "./useFolded";
import "./lobby.css";
import "./lists.css";
import "./rail.css";
import "./sheets.css";

/** The lobby manager's tablet: who waits how long where, whom to look after, one tap to do something. */
export function Lobby({ me }: { me: Me }) {
  const w = useWords(staffWords);
  const stream = useStream<LobbyState>({ view: "lobby" });
  const picture = usePicture(stream);
  const { state, refused } = picture.live;
  if (!state) return <Notice title={refused ? refusalText(refused) : w("loading")} late={!refused} />;
  return <Hall {...{ me, stream, picture, state }} />;
}

interface HallProps {
  me: Me;
  stream: LiveStore<LobbyState>;
  picture: Picture<LobbyState>;
  state: LobbyState;
}

const SIDE = "rail";
const parts = (state: LobbyState) => ({ ...state.tickets, ...state.seats });

function Hall({ me, stream, picture, state }: HallProps) {
  const [verbs] = useState(() => newVerbs());
  const [changes] = useState(() => changesAfterCut(stream, parts));
  const [deeds] = useState(() => newDeeds(verbs, stream));
  const [chosenId, choose] = useState<string>();
  const [asking, ask] = useState<Asking>();
  const [side, setSide] = useState(kept(SIDE) ?? "right");
  const changed = useStore(changes);
  const folded = useFolded();
  const { told: now, cut } = picture;
  const chosen = chosenId ? state.tickets[chosenId] : undefined;
  const common: PartProps = {
    me,
    state,
    now,
    cut,
    verbs,
    deeds,
    changed,
    folded,
    chosen,
    ask,
    choose: (id) => choose(id === chosenId ? undefined : id),
  };
  function changeSide() {
    const next = side === "right" ? "left" : "right";
    setSide(next);
    keep(SIDE, next);
  }
  return (
    <div className={`lobby lobby-${side}${cut ? " is-cut" : ""}`}>
      <LobbyBar {...common} picture={picture} onSide={changeSide} />
      <div className="lobby-body">
        <main className="lobby-main">
          <Floor {...common} />
          <aside className="lobby-lists">
            <CarePanel {...common} />
            <BesidePanel {...common} />
            <JustNow {...common} />
          </aside>
          <Footer {...common} />
        </main>
        <Rail {...common} />
      </div>
      <LobbyDialogs {...common} asking={asking} />
    </div>
  );
}
