import type { ReactNode } from "react";
import type { TicketView } from "../shared/views";
import { DayDialog } from "./DayDialog";
import { IdentifyDialog } from "./IdentifyDialog";
import { IssueDialog } from "./IssueDialog";
import { AbandonDialog, EmergencyDialog, MergeDialog, ParkDialog } from "./MoveDialogs";
import { PaperDialog } from "./PaperDialog";
import type { PartProps } from "./parts";
import { ServiceDialog } from "./ServiceDialog";
import { TransferDialog } from "./TransferDialog";

type OfTicket = "identify" | "emergency" | "park" | "transfer" | "merge" | "abandon";

/** What the screen asks before a verb. */
export type Asking =
  | { kind: "issue" | "day" | "paper" }
  | { kind: "service"; service: string }
  | { kind: OfTicket; ticket: string };

export interface DialogProps extends PartProps {
  onClose: () => void;
}
export interface TicketDialogProps extends DialogProps {
  ticket: TicketView;
}

const OF_TICKET: Record<OfTicket, (props: TicketDialogProps) => ReactNode> = {
  identify: IdentifyDialog,
  emergency: EmergencyDialog,
  park: ParkDialog,
  transfer: TransferDialog,
  merge: MergeDialog,
  abandon: AbandonDialog,
};

export function LobbyDialogs(props: PartProps & { asking: Asking | undefined }) {
  const { asking, state, ask } = props;
  const onClose = () => ask(undefined);
  if (!asking) return null;
  if ("ticket" in asking) {
    const ticket = state.tickets[asking.ticket];
    const Ask = OF_TICKET[asking.kind];
    return ticket ? <Ask {...props} ticket={ticket} onClose={onClose} /> : null;
  }
  if ("service" in asking) {
    const service = state.services[asking.service];
    return service ? <ServiceDialog {...props} service={service} onClose={onClose} /> : null;
  }
  const Ask = { issue: IssueDialog, day: DayDialog, paper: PaperDialog }[asking.kind];
  return <Ask {...props} onClose={onClose} />;
}
