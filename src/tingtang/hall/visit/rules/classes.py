"""Classes of customers and of lines, and protected needs. Pure."""

from enum import IntEnum, StrEnum

from tingtang.bank.policy.rules.clauses import NO, UNKNOWN, YES
from tingtang.kernel.refused import Refused


class CustomerClass(StrEnum):
    """What the bank knows or supposes of the customer, the most known first. Never shown to
    customers.
    """

    VIP = "vip"
    POTENTIAL = "potential"
    ORDINARY = "ordinary"


class Need(StrEnum):
    """Why somebody is protected (DOMAIN.md §13). A passbook is no trait of a person, but its
    business belongs at a counter and counts alike (CBIRC 2021 No. 40).
    """

    ELDER = "elder"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    INFANT = "infant"
    PASSBOOK = "passbook"


def check_need(need: Need | None, protected: bool | None, *, unsaid: bool = False) -> None:
    """Refuse what contradicts itself: a need of who is said to have none, or nothing known."""
    if need is not None and (protected is False or unsaid):
        raise Refused("bad_input", where="protected")


def protection(protected: bool | None) -> str:
    """Whether somebody is protected, as tables ask it: nobody is not so only because nobody said
    it.
    """
    if protected is None:
        return UNKNOWN
    return YES if protected else NO


def either(one: bool | None, other: bool | None) -> bool | None:
    """What is known of one customer from two sides: care that one of them knows of is owed."""
    if one or other:
        return True
    return one if other is None else other


class LineClass(IntEnum):
    """The class of a line, first to last (DOMAIN.md §8)."""

    EMERGENCY = 0
    CARE = 1
    VIP = 2
    BOOKED = 3
    ORDINARY = 4

    @property
    def word(self) -> str:
        """Its name in views and parameters."""
        return self.name.lower()
