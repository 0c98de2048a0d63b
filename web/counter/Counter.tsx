import { useState } from "react";
import { forgetMe, type Me } from "../shared/api";
import { useWords } from "../shared/hooks";
import type { CounterState } from "../shared/views";
import { usePicture, useStream } from "../staff/picture";
import { Notice } from "../staff/StaffPage";
import { refusalText } from "../staff/refusal";
import { staffWords } from "../staff/words";
import { ChooseSeat } from "./ChooseSeat";
import { CompactPage } from "./CompactPage";
import { Desk } from "./Desk";

const asked = new URLSearchParams(location.search);

/** The teller's page: at a seat it shows the seat, without one it offers the free ones. */
export function Counter({ me }: { me: Me }) {
  const [counter, setCounter] = useState(asked.get("counter") ?? me.counter);
  function sit(next: string | undefined) {
    forgetMe();
    setCounter(next);
  }
  if (!counter) return <ChooseSeat me={me} onTaken={sit} />;
  return <AtCounter key={counter} me={me} counter={counter} onLeft={() => sit(undefined)} />;
}

function AtCounter({ me, counter, onLeft }: { me: Me; counter: string; onLeft: () => void }) {
  const w = useWords(staffWords);
  const stream = useStream<CounterState>({ view: "counter", counter });
  const picture = usePicture(stream);
  const { state, refused } = picture.live;
  if (!state) return <Notice title={refused ? refusalText(refused) : w("loading")} late={!refused} />;
  const props = { me, state, picture, stream, onLeft };
  return asked.has("compact") ? <CompactPage {...props} /> : <Desk {...props} />;
}
