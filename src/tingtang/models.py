"""The only index of models."""

from tingtang.access.models import Account, Device, Invitation
from tingtang.bank.branch.models import (
    Branch,
    BranchClock,
    Channel,
    Counter,
    Day,
    Institution,
    Machine,
    Parameter,
    Region,
    Service,
    Stoppage,
    Zone,
)
from tingtang.bank.policy.models import IssuedPolicy, Policy
from tingtang.bank.staff.models import Qualification, Shift, Staff
from tingtang.hall.booking.models import Booking, Cash
from tingtang.hall.counter.models import Seat
from tingtang.hall.ticket.models import (
    Line,
    Link,
    Number,
    Owed,
    Pace,
    PaperBlock,
    PastTicket,
    Ticket,
    Waiting,
)
from tingtang.hall.visit.models import Help, Visit
from tingtang.ledger.models import Entry, Errand, Head
from tingtang.voice.feedback.models import Rating

__all__ = [
    "Account",
    "Booking",
    "Branch",
    "BranchClock",
    "Cash",
    "Channel",
    "Counter",
    "Day",
    "Device",
    "Entry",
    "Errand",
    "Head",
    "Help",
    "Institution",
    "Invitation",
    "IssuedPolicy",
    "Line",
    "Link",
    "Machine",
    "Number",
    "Owed",
    "Pace",
    "PaperBlock",
    "Parameter",
    "PastTicket",
    "Policy",
    "Qualification",
    "Rating",
    "Region",
    "Seat",
    "Service",
    "Shift",
    "Staff",
    "Stoppage",
    "Ticket",
    "Visit",
    "Waiting",
    "Zone",
]
