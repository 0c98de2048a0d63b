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
from tingtang.bank.script.models import Script
from tingtang.bank.staff.models import Qualification, Shift, Staff
from tingtang.hall.counter.models import Seat
from tingtang.hall.ticket.models import (
    Line,
    Link,
    Number,
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
    "Branch",
    "BranchClock",
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
    "Pace",
    "PaperBlock",
    "Parameter",
    "PastTicket",
    "Policy",
    "Qualification",
    "Rating",
    "Region",
    "Script",
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
