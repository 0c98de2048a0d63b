import type { ReactNode } from "react";
import { useWords } from "../shared/hooks";
import { KeyList } from "../staff/KeyList";
import { Bookings } from "./Bookings";
import { CashDialog } from "./CashDialog";
import { DayDialog } from "./DayDialog";
import { DivertDialog } from "./DivertDialog";
import { GuideDialog } from "./GuideDialog";
import { IdentifyDialog } from "./IdentifyDialog";
import { IssueDialog } from "./IssueDialog";
import { JoinDialog } from "./JoinDialog";
import { MoreDialog } from "./MoreDialog";
import { AbandonDialog, EmergencyDialog, MergeDialog, ParkDialog } from "./MoveDialogs";
import { PaperDialog } from "./PaperDialog";
import type { PartProps, Asking, OfSubject, OfTicket, TicketDialogProps, SubjectDialogProps } from "./parts";
import { PeopleDialog } from "./PeopleDialog";
import { RedeemDialog } from "./RedeemDialog";
import { ReferDialog } from "./ReferDialog";
import { ServiceDialog } from "./ServiceDialog";
import { subjectOf } from "./subject";
import { TransferDialog } from "./TransferDialog";
import { lobbyWords } from "./words";

const OF_TICKET: Record<OfTicket, (props: TicketDialogProps) => ReactNode> = {
  emergency: EmergencyDialog,
  park: ParkDialog,
  transfer: TransferDialog,
  merge: MergeDialog,
  abandon: AbandonDialog,
};
const OF_SUBJECT: Record<OfSubject, (props: SubjectDialogProps) => ReactNode> = {
  identify: IdentifyDialog,
  guide: GuideDialog,
  divert: DivertDialog,
  refer: ReferDialog,
  join: JoinDialog,
  card: RedeemDialog,
};

const TELLS_CLASS = new Set<OfSubject>(["identify", "guide"]);

export function LobbyDialogs(props: PartProps & { asking: Asking | undefined }) {
  const { asking, state, folded, ask } = props;
  const w = useWords(lobbyWords);
  const onClose = () => ask(undefined);
  if (!asking) return null;
  if ("subject" in asking) {
    const subject = subjectOf(state, asking.subject);
    const Ask = OF_SUBJECT[asking.kind];
    const { guided, offered } = asking;
    if (folded && TELLS_CLASS.has(asking.kind)) return null; // back with the next touch
    return subject ? <Ask {...props} {...{ subject, guided, offered, onClose }} key={subject.id} /> : null;
  }
  if ("ticket" in asking) {
    const ticket = state.tickets[asking.ticket];
    const Ask = OF_TICKET[asking.kind];
    return ticket ? <Ask {...props} ticket={ticket} onClose={onClose} /> : null;
  }
  if ("service" in asking) {
    const service = state.services[asking.service];
    return service ? <ServiceDialog {...props} service={service} onClose={onClose} /> : null;
  }
  if (asking.kind === "keys") return <KeyList keys={[["/", w("people")]]} onClose={onClose} />;
  if (asking.kind === "people")
    return <PeopleDialog {...props} services={asking.services} onClose={onClose} />;
  if (asking.kind === "issue") return <IssueDialog {...props} visit={asking.visit} onClose={onClose} />;
  const Ask = { day: DayDialog, paper: PaperDialog, more: MoreDialog, bookings: Bookings, cash: CashDialog }[
    asking.kind
  ];
  return <Ask {...props} onClose={onClose} />;
}
