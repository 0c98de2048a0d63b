"""Rules of the customer file. Pure; time is an argument."""

from enum import StrEnum

from tingtang.kernel.refused import Refused


class KnownClass(StrEnum):
    """What a file may say of a customer; whoever else is supposed to be of value is a visit's."""

    VIP = "vip"
    ORDINARY = "ordinary"


class NumberKind(StrEnum):
    """What a customer is found by: the bank's own number, a card's, a document of identity's."""

    OWN = "own"
    CARD = "card"
    ID = "id"


class KeptNeed(StrEnum):
    """A protected need that somebody asked to have remembered (DOMAIN.md §13)."""

    ELDER = "elder"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    INFANT = "infant"


class HoldingKind(StrEnum):
    """What a customer has with the bank."""

    DEPOSIT = "deposit"
    FUND = "fund"
    BOND = "bond"
    INSURANCE = "insurance"
    WEALTH = "wealth"
    LOAN = "loan"


class LookReason(StrEnum):
    """Why somebody looks a customer up: it stands with the look, on the looker's own chain."""

    SERVING = "serving"  # the customer is here
    APPOINTMENT = "appointment"
    REFERRAL = "referral"
    COMPLAINT = "complaint"
    CORRECTION = "correction"  # the customer asks what is kept, or to mend or erase it
    REVIEW = "review"


class HoldReason(StrEnum):
    """Why nobody sells to a customer for now."""

    COMPLAINT = "complaint"
    CUSTOMER_ASKED = "customer_asked"
    DISPUTE = "dispute"
    FRAUD_CHECK = "fraud_check"


LONGEST_ADDRESS = 40
LONGEST_NAME = 100


def address_form(text: str) -> str:
    """A form of address as it may be kept; refuses an empty, long or unprintable one."""
    form = text.strip()
    if not 0 < len(form) <= LONGEST_ADDRESS or not form.isprintable():
        raise Refused("bad_input", where="address_form")
    return form
