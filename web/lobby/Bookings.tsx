import { useWords } from "../shared/hooks";
import { BookingsDialog } from "../staff/bookings/BookingsDialog";
import { staffWords } from "../staff/words";
import type { DialogProps } from "./parts";

/** The day's appointments; what was done stands under 刚刚 afterwards. */
export function Bookings({ state, now, cut, verbs, deeds, onClose }: DialogProps) {
  const s = useWords(staffWords);
  return (
    <BookingsDialog
      branch={state.branch}
      date={state.day.date}
      services={state.services}
      live={state.bookings}
      now={now}
      off={cut ? s("waitForLine") : undefined}
      verbs={verbs}
      run={deeds.act}
      onClose={onClose}
    />
  );
}
