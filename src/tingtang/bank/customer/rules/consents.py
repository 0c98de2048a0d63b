"""Consents: what they allow, and until when (个人信息保护法 art. 13–17, 23, 29; 消保法 art. 29)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tingtang.bank.customer.rules.numbers import is_code, looks_personal
from tingtang.kernel.refused import Refused


class ConsentPurpose(StrEnum):
    """What a customer agrees to; each by itself."""

    CONTACT_PHONE = "contact_phone"
    CONTACT_SMS = "contact_sms"
    WEALTH_ADVICE = "wealth_advice"
    PROFILE_KEEP = "profile_keep"
    NEED_KEEP = "need_keep"
    SHARE = "share"


CONTACT = frozenset({ConsentPurpose.CONTACT_PHONE, ConsentPurpose.CONTACT_SMS})


class ConsentScope(StrEnum):
    """What it is about: everything, or one kind of business."""

    ALL = "all"
    DEPOSIT = "deposit"
    FUND = "fund"
    BOND = "bond"
    INSURANCE = "insurance"
    WEALTH = "wealth"
    LOAN = "loan"
    CARD = "card"


class ConsentEvidence(StrEnum):
    """What shows that it was given. A spoken yes is none."""

    SIGNED_FORM = "signed_form"
    RECORDED_CALL = "recorded_call"
    APP = "app"
    COUNTER_PAD = "counter_pad"


@dataclass(frozen=True, slots=True)
class Grant:
    """What is agreed: purpose and scope, the notice that was shown, the evidence and its own
    number.
    """

    purpose: ConsentPurpose
    scope: ConsentScope
    notice: str
    evidence: ConsentEvidence
    reference: str


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent of one customer."""

    id: UUID
    grant: Grant
    given_at: datetime
    withdrawn_at: datetime | None


_NOTICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")


def check_grant(grant: Grant) -> None:
    """Refuse what nothing shows: a consent without the number of its evidence is none. That number
    is a document's, never a person's, and so is the version of the notice: both stand in the
    ledger.
    """
    if not grant.reference:
        raise Refused("consent_without_evidence", where="reference")
    if not is_code(grant.reference) or looks_personal(grant.reference):
        raise Refused("bad_input", where="reference")
    if not _NOTICE.fullmatch(grant.notice) or looks_personal(grant.notice):
        raise Refused("bad_input", where="notice")


def consented(
    consents: Iterable[Consent],
    purpose: ConsentPurpose,
    at: datetime,
    about: ConsentScope = ConsentScope.ALL,
) -> bool:
    """Whether the customer agrees at `at`: with something given by then, after every withdrawal.

    Whoever withdraws takes back all that they gave before for the purpose and scope, however many
    papers say so. What is agreed for all kinds of business is agreed for each; what is agreed for
    one is not for all.
    """
    given, ended = [], []
    for each in consents:
        if each.grant.purpose is purpose and each.grant.scope in (ConsentScope.ALL, about):
            given.append(each.given_at)
            if each.withdrawn_at is not None and each.withdrawn_at <= at:
                ended.append(each.withdrawn_at)
    return any(since <= at and all(since > end for end in ended) for since in given)


def remembered(consents: Iterable[tuple[UUID, Consent]], at: datetime) -> set[UUID]:
    """Of whom the bank may keep what it knows at `at`, of consents beside their customers."""
    by_customer: dict[UUID, list[Consent]] = defaultdict(list)
    for customer_id, consent in consents:
        by_customer[customer_id].append(consent)
    keep = ConsentPurpose.PROFILE_KEEP
    return {each for each, agreed in by_customer.items() if consented(agreed, keep, at)}


def withdrawn(consents: Iterable[Consent], consent_id: UUID, at: datetime) -> list[Consent]:
    """The same consents, once this one is withdrawn."""
    return [replace(each, withdrawn_at=at) if each.id == consent_id else each for each in consents]


def may_contact(
    consents: Iterable[Consent],
    purpose: ConsentPurpose,
    at: datetime,
    about: ConsentScope = ConsentScope.ALL,
) -> bool:
    """Whether the bank may contact the customer in this way at `at`; never for what is no
    contact.
    """
    return purpose in CONTACT and consented(consents, purpose, at, about)


def reachable(consents: Sequence[Consent], at: datetime) -> bool:
    """Whether the bank may contact the customer in one way at least."""
    return any(may_contact(consents, purpose, at) for purpose in CONTACT)
