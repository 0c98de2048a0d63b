import type { Me } from "../shared/api";
import { useWords } from "../shared/hooks";
import type { DeskState } from "../shared/views";
import { usePicture, useStream } from "../staff/picture";
import { refusalText } from "../staff/refusal";
import { Notice } from "../staff/StaffPage";
import { staffWords } from "../staff/words";
import { Desk } from "./Desk";

/** The relationship manager's page: it follows the person, with a seat or without. */
export function DeskPage({ me }: { me: Me }) {
  const w = useWords(staffWords);
  const stream = useStream<DeskState>({ view: "desk" });
  const picture = usePicture(stream);
  const { state, refused } = picture.live;
  if (!state) return <Notice title={refused ? refusalText(refused) : w("loading")} late={!refused} />;
  return <Desk {...{ me, state, picture, stream }} />;
}
