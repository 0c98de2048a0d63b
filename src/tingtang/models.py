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
from tingtang.bank.customer.models import (
    Consent,
    Customer,
    Facts,
    Holding,
    Import,
    KnownNumber,
    Recognised,
    SalesHold,
)
from tingtang.bank.policy.models import IssuedPolicy, Policy
from tingtang.bank.script.models import Script
from tingtang.bank.staff.models import Qualification, Shift, Staff
from tingtang.hall.booking.models import Booking, Cash
from tingtang.hall.counter.models import Seat
from tingtang.hall.diversion.models import Offer
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
from tingtang.hall.visit.models import Help, Signal, Visit
from tingtang.ledger.models import Entry, Errand, Head
from tingtang.plan.twin.models import Forecast, Question, Suggestion, Twin
from tingtang.relation.guidance.models import Guidance
from tingtang.relation.referral.models import ExperienceCard, Referral
from tingtang.voice.feedback.models import Rating

__all__ = [
    "Account",
    "Booking",
    "Branch",
    "BranchClock",
    "Cash",
    "Channel",
    "Consent",
    "Counter",
    "Customer",
    "Day",
    "Device",
    "Entry",
    "Errand",
    "ExperienceCard",
    "Facts",
    "Forecast",
    "Guidance",
    "Head",
    "Help",
    "Holding",
    "Import",
    "Institution",
    "Invitation",
    "IssuedPolicy",
    "KnownNumber",
    "Line",
    "Link",
    "Machine",
    "Number",
    "Offer",
    "Owed",
    "Pace",
    "PaperBlock",
    "Parameter",
    "PastTicket",
    "Policy",
    "Qualification",
    "Question",
    "Rating",
    "Recognised",
    "Referral",
    "Region",
    "SalesHold",
    "Script",
    "Seat",
    "Service",
    "Shift",
    "Signal",
    "Staff",
    "Stoppage",
    "Suggestion",
    "Ticket",
    "Twin",
    "Visit",
    "Waiting",
    "Zone",
]
