"""The customer file: looked up by exact number, opened by who looks after it; consents.

A number comes as far as this door, as with card readers. Looking changes nothing and its answer
names a person, so it is no verb: nothing of it is kept with a request's key.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field, SecretStr

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.door import answered, carry_out, seen, verb
from tingtang.api.throttle import look_up_misses
from tingtang.api.who import who
from tingtang.bank.branch.queries import now_in
from tingtang.bank.customer.actions import consents, files, looking
from tingtang.bank.customer.actions.consents import ConsentNow
from tingtang.bank.customer.actions.doing import CustomerNow
from tingtang.bank.customer.queries import CustomerRow, HoldingRow, Recognised
from tingtang.bank.customer.queries.holds import own_hold_read
from tingtang.bank.customer.queries.sealed import bank_keys, opened, opened_mask
from tingtang.bank.customer.rules import (
    LONGEST_ADDRESS,
    HoldingKind,
    HoldReason,
    KeptNeed,
    KnownClass,
    LookReason,
    NumberKind,
)
from tingtang.bank.customer.rules.consents import (
    Consent,
    ConsentEvidence,
    ConsentPurpose,
    ConsentScope,
    Grant,
    may_contact,
)
from tingtang.bank.customer.rules.names import masked_name
from tingtang.bank.customer.rules.numbers import masked_phone, read_number
from tingtang.bank.staff.queries import people_read
from tingtang.hall.visit.queries import Whose, whose_visit_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.relation.referral.actions import agreeing, ending
from tingtang.relation.referral.actions.ending import Withdrawn
from tingtang.relation.referral.queries import follow_ups_read, whose_referral_read

router = Router(tags=["customers"])


@dataclass(frozen=True, slots=True)
class ManagerOf:
    """A customer's own relationship manager."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class ConsentOf:
    """A consent. `reference` is the number of what shows it."""

    id: UUID
    purpose: ConsentPurpose
    scope: ConsentScope
    notice: str
    evidence: ConsentEvidence
    reference: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class CustomerFound:
    """Whose number it is. Of another branch's customer: that there is one, and the class."""

    home_branch: UUID
    customer_class: KnownClass
    consents: tuple[ConsentOf, ...]
    customer: UUID | None = None
    version: int | None = None
    rm: ManagerOf | None = None
    address_form: str | None = None
    phone: str | None = None  # masked


@dataclass(frozen=True, slots=True)
class NumberOf:
    """A number, masked."""

    kind: NumberKind
    number: str


@dataclass(frozen=True, slots=True)
class HoldingOf:
    """What a customer has with the bank; `amount` in fen."""

    kind: HoldingKind
    product: str
    amount: int
    as_of: date
    matures_on: date | None


@dataclass(frozen=True, slots=True)
class HeldSince:
    """That nobody sells to a customer now, why, and since when."""

    reason: HoldReason
    since: datetime


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """One customer. `name` is masked; `phone`, too, unless the customer agreed to be called.
    `follow_ups`: what stands on the consent to contact them, and ends with it.
    """

    id: UUID
    version: int
    customer_class: KnownClass
    name: str
    address_form: str | None
    phone: str | None
    rm: ManagerOf | None
    needs: tuple[KeptNeed, ...]
    numbers: tuple[NumberOf, ...]
    consents: tuple[ConsentOf, ...]
    holdings: tuple[HoldingOf, ...]
    as_of: date
    held: HeldSince | None
    follow_ups: int


class LookUp(Schema, extra="forbid"):
    """An exact number, and why somebody asks."""

    kind: NumberKind
    number: Annotated[SecretStr, Field(max_length=40)]
    reason: LookReason


@router.post("/branches/{uuid:branch}/customers/look-up", response=CustomerFound)
def look_up(request: HttpRequest, branch: UUID, body: LookUp) -> HttpResponse:
    """Whose number this is; the look is recorded with its reason."""
    keys = bank_keys()
    actor = who(request)
    demand(actor, Right.SEE_CUSTOMER, branch)
    with look_up_misses(request, actor):
        found = looking.look_up(
            actor=actor,
            branch_id=branch,
            kind=body.kind,
            index=keys.found_by(body.kind, read_number(body.kind, body.number.get_secret_value())),
            reason=body.reason,
            at=now_in(branch),
        )
    if isinstance(found, Recognised):
        known = KnownClass(found.customer_class)
        return answered(CustomerFound(found.home_branch, known, ()))
    person = opened(found.row, keys)
    return answered(
        CustomerFound(
            home_branch=branch,
            customer_class=found.row.customer_class,
            consents=tuple(map(_consent, found.consents)),
            customer=found.row.id,
            version=found.row.version,
            rm=_manager(branch, found.row),
            address_form=person.address_form or None,
            phone=masked_phone(person.phone) if person.phone else None,
        )
    )


@router.get("/customers/{uuid:customer}", response=CustomerFile)
def file(request: HttpRequest, customer: UUID) -> HttpResponse:
    """A customer's whole file, for who looks after them; the look is recorded."""
    return _file(who(request), customer)


@router.get("/visits/{uuid:visit}/file", response=CustomerFile)
def file_of_visit(request: HttpRequest, visit: UUID) -> HttpResponse:
    """The file of whoever a visit is of."""
    actor = who(request)
    return _file(actor, _here(actor, whose_visit_read(actor.home, visit)))


@router.get("/referrals/{uuid:referral}/file", response=CustomerFile)
def file_of_referral(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The file of whoever was referred."""
    actor = who(request)
    return _file(actor, _here(actor, whose_referral_read(actor.home, referral)))


def _here(actor: Actor, read: Read[Whose]) -> UUID:
    """The customer of this branch whom a visit or referral is of."""
    demand(actor, Right.EDIT_CUSTOMER, actor.home)
    rows: list[Whose] = look(actor.home, read)[0]
    if not rows or rows[0].customer_id is None:
        raise Refused("customer_not_known")
    if rows[0].home_branch != actor.home:
        raise Refused("customer_elsewhere")
    return rows[0].customer_id


def _file(actor: Actor, customer: UUID) -> HttpResponse:
    branch = actor.home
    at = now_in(branch)
    found = looking.open_file(actor=actor, branch_id=branch, customer_id=customer, at=at)
    keys = bank_keys()
    person = opened(found.row, keys)
    holds_now, follow_ups = look(
        branch, own_hold_read(branch, customer), follow_ups_read(branch, customer)
    )
    may_call = may_contact(found.consents, ConsentPurpose.CONTACT_PHONE, at)
    phone = person.phone if may_call or not person.phone else masked_phone(person.phone)
    return answered(
        CustomerFile(
            id=customer,
            version=found.row.version,
            customer_class=found.row.customer_class,
            name=masked_name(person.name),
            address_form=person.address_form or None,
            phone=phone or None,
            rm=_manager(branch, found.row),
            needs=tuple(sorted(person.needs)),
            numbers=tuple(
                NumberOf(each.kind, opened_mask(found.row, each, keys))
                for each in found.numbers
                if each.masked is not None
            ),
            consents=tuple(map(_consent, found.consents)),
            holdings=tuple(_holdings(found.holdings)),
            as_of=found.row.as_of,
            held=next((HeldSince(each.reason, each.held_at) for each in holds_now), None),
            follow_ups=follow_ups[0],
        )
    )


def _consent(each: Consent) -> ConsentOf:
    grant = each.grant
    return ConsentOf(
        each.id,
        grant.purpose,
        grant.scope,
        grant.notice,
        grant.evidence,
        grant.reference,
        each.given_at,
        each.withdrawn_at,
    )


def _holdings(held: Iterable[HoldingRow]) -> Iterable[HoldingOf]:
    return (
        HoldingOf(each.kind, each.product, each.amount, each.as_of, each.matures_on)
        for each in held
    )


def _manager(branch: UUID, row: CustomerRow) -> ManagerOf | None:
    if row.rm_id is None:
        return None
    names: Mapping[UUID, str] = {
        each.id: each.name for each in look(branch, people_read(branch))[0]
    }
    return ManagerOf(row.rm_id, names.get(row.rm_id, ""))


# ---------------------------------------------------------------- consents


class Agreed(Schema, extra="forbid"):
    """What a customer agreed to, the notice that was shown, and what shows the consent."""

    purpose: ConsentPurpose
    scope: ConsentScope = ConsentScope.ALL
    notice: Annotated[str, Field(max_length=20)]
    evidence: ConsentEvidence
    reference: Annotated[str, Field(max_length=40)]

    def grant(self) -> Grant:
        """The same, for the verbs."""
        return Grant(self.purpose, self.scope, self.notice, self.evidence, self.reference)


@verb(router, "/customers/{uuid:customer}/consents", ConsentNow)
def consent(request: HttpRequest, customer: UUID, body: Agreed) -> HttpResponse:
    """Keep what a customer agreed to; without evidence it is none."""
    return carry_out(request, consents.give_consent, customer_id=customer, grant=body.grant())


@verb(router, "/referrals/{uuid:referral}/consents", ConsentNow, sees="referral")
def agree_to_contact(request: HttpRequest, referral: UUID, body: Agreed) -> HttpResponse:
    """Keep that a referred customer agrees to be contacted: before a follow-up, by the receiver."""
    verb_ = agreeing.take_contact_consent
    return carry_out(request, verb_, referral_id=referral, grant=body.grant(), seen=seen(request))


@verb(router, "/consents/{uuid:consent}/withdraw", Withdrawn)
def withdraw(request: HttpRequest, consent: UUID) -> HttpResponse:
    """Take a consent back, from now on; what ended with it."""
    return carry_out(request, ending.withdraw_consent, consent_id=consent)


# ---------------------------------------------------------------- the file


class Addressing(Schema, extra="forbid"):
    """How the customer wishes to be addressed."""

    form: Annotated[str, Field(min_length=1, max_length=LONGEST_ADDRESS)]


class Managing(Schema, extra="forbid"):
    """Whose customer it is from now on; absent: nobody's."""

    rm: UUID | None = None


class KeptNeedIn(Schema, extra="forbid"):
    """A protected need."""

    need: KeptNeed


@verb(router, "/customers/{uuid:customer}/address-form", CustomerNow, sees="customer")
def address_form(request: HttpRequest, customer: UUID, body: Addressing) -> HttpResponse:
    """Note how the customer wishes to be addressed."""
    return _done(request, files.set_address_form, customer, form=body.form)


@verb(router, "/customers/{uuid:customer}/rm", CustomerNow, sees="customer")
def rm(request: HttpRequest, customer: UUID, body: Managing) -> HttpResponse:
    """Give the customer another relationship manager, or none."""
    return _done(request, files.assign_rm, customer, rm_id=body.rm)


@verb(router, "/customers/{uuid:customer}/needs/keep", CustomerNow, sees="customer")
def keep_need(request: HttpRequest, customer: UUID, body: KeptNeedIn) -> HttpResponse:
    """Remember a protected need, by the customer's own consent."""
    return _done(request, files.keep_need, customer, need=body.need)


@verb(router, "/customers/{uuid:customer}/needs/forget", CustomerNow, sees="customer")
def forget_need(request: HttpRequest, customer: UUID, body: KeptNeedIn) -> HttpResponse:
    """Remember a protected need no more."""
    return _done(request, files.forget_need, customer, need=body.need)


@verb(router, "/customers/{uuid:customer}/erase", CustomerNow, sees="customer")
def erase(request: HttpRequest, customer: UUID) -> HttpResponse:
    """Destroy the customer's key, and with it all that was sealed."""
    return _done(request, ending.erase_customer, customer)


def _done(
    request: HttpRequest, verb_: Callable[..., object], customer: UUID, **more: Any
) -> HttpResponse:
    return carry_out(request, verb_, customer_id=customer, seen=seen(request), **more)
