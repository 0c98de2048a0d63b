import { useMemo, useState } from "react";
import type { Me } from "../shared/api";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import { LANGUAGES } from "../shared/language";
import type { LiveStore } from "../shared/stream";
import { type SignalWord, signalsPath } from "../shared/verbs/visits";
import type { LobbyState } from "../shared/views";
import { changesAfterCut } from "../staff/changes";
import { keep, kept } from "../staff/keep";
import { type Picture, usePicture, useStream } from "../staff/picture";
import { Notice } from "../staff/StaffPage";
import { refusalText } from "../staff/refusal";
import { verbs as newVerbs } from "../staff/verbs";
import { useAhead } from "../staff/useForecast";
import { useHotkeys } from "../staff/useHotkeys";
import { useAnswer } from "../staff/useAnswer";
import { staffWords } from "../staff/words";
import { BesidePanel } from "./BesidePanel";
import { CamePanel } from "./CamePanel";
import { CarePanel } from "./CarePanel";
import { deeds as newDeeds } from "./deeds";
import { LobbyDialogs } from "./LobbyDialogs";
import type { Asking, PartProps } from "./parts";
import { Floor } from "./Floor";
import { Footer } from "./Footer";
import { JustNow } from "./JustNow";
import { LobbyBar } from "./LobbyBar";
import { Rail } from "./Rail";
import { notable } from "../staff/signals";
import { subjectOf } from "./subject";
import { Suggestions } from "./Suggestions";
import { useFolded } from "./useFolded";
import "./lobby.css";
import "./lists.css";
import "./rail.css";
import "./sheets.css";
import "./small.css";

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
  const subject = subjectOf(state, chosenId);
  const signals = useSignals(me, state.branch.id);
  useHotkeys({ "/": () => ask({ kind: "people" }), "?": () => ask({ kind: "keys" }) }, window);
  const { ahead } = useAhead(state, me.rights.includes("see_twin") && !cut);
  const common: PartProps = {
    me,
    state,
    now,
    cut,
    verbs,
    deeds,
    changed,
    folded,
    subject,
    chosen: subject?.ticket,
    signals,
    ahead,
    ask,
    choose: (id) => choose(id === subject?.id ? undefined : id),
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
          <section className="lobby-hall">
            <Floor {...common} />
            <Suggestions {...common} />
          </section>
          <aside className="lobby-lists">
            <CarePanel {...common} />
            <CamePanel {...common} />
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

const NONE: readonly SignalWord[] = [];

/** What may be noted, in the reader's language; asked once, so that it is here when the line is cut. */
function useSignals(me: Me, branch: string): readonly SignalWord[] {
  const may = me.rights.includes("note_signal");
  const { answer } = useAnswer<{ signals: SignalWord[] }>(
    may ? signalsPath(branch) : undefined,
    LANGUAGES.indexOf(useLanguage()),
  );
  return useMemo(() => (answer ? notable(answer.signals, "lobby") : NONE), [answer]);
}
