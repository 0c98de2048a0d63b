"""What the class of a visit rests on. Pure.

Signals never overrule a person or the customer file. Of these two whoever spoke last is believed,
and when a link is taken back, what was believed before it holds again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tingtang.hall.visit.rules.classes import CustomerClass
from tingtang.hall.visit.rules.signals import Signal, SignalState
from tingtang.kernel.refused import Refused


class Basis(StrEnum):
    """What the class of a visit rests on."""

    SIGNALS = "signals"
    FILE = "file"
    STAFF = "staff"


class ClassReason(StrEnum):
    """Why somebody of the staff says the class."""

    CUSTOMER_SAID_NO = "customer_said_no"
    KNOWN_CUSTOMER = "known_customer"
    MISTAKEN = "mistaken"
    WRONG_PERSON = "wrong_person"
    STAFF_JUDGEMENT = "staff_judgement"


#: A VIP is confirmed by the customer file; of whom the file is silent, only somebody who knows them
#: may say it. That somebody is no VIP may be said for any reason.
_VIP_BY: Final = frozenset({ClassReason.KNOWN_CUSTOMER})


def check_reason(said: CustomerClass, reason: ClassReason) -> None:
    """Refuse with `reason_does_not_fit` a reason that does not lead to a class."""
    if said is CustomerClass.VIP and reason not in _VIP_BY:
        raise Refused("reason_does_not_fit", where="reason")


class LinkedBy(StrEnum):
    """How the hall knows whose visit it is: never by a name."""

    READER = "reader"
    NUMBER = "number"
    BOOKING = "booking"
    OWN_RM = "own_rm"


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of whom a visit is of. `said`: by the staff; `filed`: by the customer file."""

    basis: Basis
    said: CustomerClass | None = None
    filed: CustomerClass | None = None

    @property
    def confirmed(self) -> bool:
        """Whether the class rests on the file's word."""
        return self.basis is Basis.FILE

    def saying(self, customer_class: CustomerClass) -> "Identity":
        """Somebody of the staff has said the class."""
        return Identity(Basis.STAFF, customer_class, self.filed)

    def unsaid(self) -> "Identity":
        """What the staff has said is taken back."""
        basis = Basis.FILE if self.filed is CustomerClass.VIP else Basis.SIGNALS
        return Identity(basis, None, self.filed)

    def linked(self, filed: CustomerClass) -> "Identity":
        """The customer's file was found: it confirms a VIP, and is silent of anybody else."""
        if filed is CustomerClass.VIP:
            return Identity(Basis.FILE, self.said, filed)
        return Identity(self._without_file, self.said, filed)

    def unlinked(self) -> "Identity":
        """It was not this customer."""
        return Identity(self._without_file, self.said, None)

    @property
    def _without_file(self) -> Basis:
        if self.basis is not Basis.FILE:
            return self.basis
        return Basis.SIGNALS if self.said is None else Basis.STAFF


def strengths(signals: Collection[Signal]) -> dict[str, int]:
    """What the table of classes asks of signals: the strongest of each state, and how many."""
    strongest = {
        state.value: max((each.strength for each in signals if each.state is state), default=0)
        for state in SignalState
    }
    return strongest | {"signals": len({each.code for each in signals})}
