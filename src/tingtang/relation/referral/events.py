"""What happens to referrals and experience cards."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class ReferralSubmitted(Event):
    """Somebody refers a visit. `joined` is the open referral that it joins, if there is one.

    `guidance` is the leading that it began with, whose entry has the decision: then `receiver` has
    the customer from the beginning, unless it joins another referral.
    """

    kind: ClassVar[str] = "referral.submitted"
    referral: UUID
    visit: UUID
    source: UUID
    source_post: str
    target: str
    business: str
    signalled: bool
    spoken_yes: bool
    candidates: list[UUID]
    decision: dict[str, Any] | None = None
    joined: UUID | None = None
    guidance: UUID | None = None
    receiver: UUID | None = None


@dataclass(frozen=True, slots=True)
class SpokenYes(Event):
    """The customer agrees today to be introduced; it dies with the visit."""

    kind: ClassVar[str] = "referral.spoken_yes"
    referral: UUID


@dataclass(frozen=True, slots=True)
class YesTakenBack(Event):
    """The customer doesn't agree to be introduced, or never did: it was heard wrongly."""

    kind: ClassVar[str] = "referral.yes_taken_back"
    referral: UUID


@dataclass(frozen=True, slots=True)
class ReferralMoved(Event):
    """A referral went on. `staff` is the receiver; `reason` why it was returned or lost."""

    kind: ClassVar[str] = "referral.moved"
    referral: UUID
    move: str
    state: str
    staff: UUID | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FollowUpsEnded(Event):
    """A customer agrees no more to be contacted, and so many follow-ups ended. Which ones stands in
    no entry: beside the one that names the customer it would tell for ever whose a visit was.
    """

    kind: ClassVar[str] = "referral.follow_ups_ended"
    follow_ups: int


@dataclass(frozen=True, slots=True)
class ReferralsSevered(Event):
    """So many follow-ups no longer say which visit they came from."""

    kind: ClassVar[str] = "referral.severed"
    referrals: int


@dataclass(frozen=True, slots=True)
class ReferralsForgotten(Event):
    """So many old referrals were forgotten."""

    kind: ClassVar[str] = "referral.forgotten"
    referrals: int


@dataclass(frozen=True, slots=True)
class ExperienceCardGiven(Event):
    """An experience card was given to a customer who has no time today. Its serial stands nowhere
    here: whoever knows it may redeem it.
    """

    kind: ClassVar[str] = "card.given"
    card: UUID
    visit: UUID


@dataclass(frozen=True, slots=True)
class ExperienceCardRedeemed(Event):
    """Its holder came."""

    kind: ClassVar[str] = "card.redeemed"
    card: UUID
    visit: UUID
