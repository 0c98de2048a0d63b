"""Readers of referrals, of experience cards, and of what came of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.hall.visit.queries import OF_PERSON, OF_VISIT
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read
from tingtang.relation.guidance.queries import refusals_read
from tingtang.relation.referral.rules import OPEN, Asking, ReferralState, Submission


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral. `version` is what a screen carries back."""

    id: UUID
    business_date: date
    visit_id: UUID
    customer_id: UUID | None
    customer_class: str
    business: str
    target: str
    source_id: UUID
    source_post: str
    spoken_yes: bool
    state: ReferralState
    asking: Asking
    receiver_id: UUID | None
    submitted_at: datetime
    version: int
    met_at: datetime | None

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


_COLUMNS = (
    "id, business_date, visit_id, customer_id, customer_class, business, target, source_id, "
    "source_post, spoken_yes, state, candidates, asked_index, asked_since, returns, receiver_id, "
    "submitted_at, version, met_at"
)
_OPEN = ", ".join(f"'{state.value}'" for state in sorted(OPEN))


def _referral(*columns: Any) -> ReferralRow:
    row = list(columns)
    row[10] = ReferralState(row[10])
    row[11:15] = [Asking(tuple(row[11]), *row[12:15])]
    return ReferralRow(*row)


def referral_read(branch_id: UUID, referral_id: UUID) -> Read[ReferralRow]:
    """One referral."""
    return Read(
        f"select {_COLUMNS} from relation_referral where branch_id = %s and id = %s",
        (branch_id, referral_id),
        _referral,
    )


def open_of_visit_read(branch_id: UUID, visit_id: UUID) -> Read[ReferralRow]:
    """The open referral of a visit's customer; two where two visits turned out to be one."""
    return Read(
        f"select {_COLUMNS} from relation_referral "
        f"where branch_id = %s and {OF_PERSON} and state in ({_OPEN}) order by sequence",
        (branch_id, visit_id, branch_id),
        _referral,
    )


def joined_read(branch_id: UUID, referral_id: UUID) -> Read[ReferralRow]:
    """The submissions that joined a referral, first submitted first."""
    return Read(
        f"select {_COLUMNS} from relation_referral "
        "where branch_id = %s and joined_id = %s and state = 'merged' order by sequence",
        (branch_id, referral_id),
        _referral,
    )


def day_referrals_read(branch_id: UUID, day: date) -> Read[ReferralRow]:
    """The referrals of `day`, first submitted first."""
    return Read(
        f"select {_COLUMNS} from relation_referral "
        "where branch_id = %s and business_date = %s order by sequence",
        (branch_id, day),
        _referral,
    )


def due_read(branch_id: UUID, day: date) -> Read[ReferralRow]:
    """Referrals that are open still though their day is over, or is being closed."""
    return Read(
        f"select {_COLUMNS} from relation_referral where branch_id = %s and state in ({_OPEN}) "
        "and (business_date < %s or (business_date = %s and exists (select from bank_day d "
        "where d.branch_id = %s and d.date = %s and d.state in ('closing', 'closed')))) "
        "order by sequence",
        (branch_id, day, day, branch_id, day),
        _referral,
    )


def unfinished_read(branch_id: UUID) -> Read[ReferralRow]:
    """What receivers still have to follow up, of any day."""
    return Read(
        f"select {_COLUMNS} from relation_referral "
        "where branch_id = %s and state = 'unfinished' order by sequence",
        (branch_id,),
        _referral,
    )


def present_referrals_read(branch_id: UUID, day: date) -> Read[ReferralRow]:
    """What screens show: the referrals of `day` that were not taken back or joined to another, and
    of earlier days whatever is not over.
    """
    return Read(
        f"select {_COLUMNS} from relation_referral where branch_id = %s and ("
        "(business_date = %s and state not in ('merged', 'undone')) "
        f"or state in ({_OPEN}, 'unfinished')) order by sequence",
        (branch_id, day),
        _referral,
    )


def forgettable_read(branch_id: UUID, before: date) -> Read[UUID]:
    """Ended referrals of before that day, at most two hundred at once."""
    return Read(
        "select id from relation_referral where branch_id = %s and business_date < %s "
        f"and state not in ({_OPEN}, 'unfinished') order by sequence limit 200",
        (branch_id, before),
        lambda referral_id: referral_id,
    )


def _refused_read(branch_id: UUID, visit_id: UUID) -> Read[int]:
    """How often the customer of a visit has refused to be referred."""
    return Read(
        "select count(*) from relation_referral "
        f"where branch_id = %s and {OF_PERSON} and state = 'refused'",
        (branch_id, visit_id, branch_id),
        lambda count: count,
    )


def refusals_of(branch_id: UUID, visit_id: UUID) -> tuple[Read[int], Read[int]]:
    """How often the customer of a visit has said no to being introduced: referred, and guided."""
    return _refused_read(branch_id, visit_id), refusals_read(branch_id, visit_id)


_SUBMISSIONS = f"""
select s.sequence, s.source_id, s.signalled, s.state = 'undone',
  bool_or(s.state = 'refused') over earlier, last_value(s.receiver_id) over everybody
from (
    select * from relation_referral where branch_id = %s and {OF_VISIT}
) s
window earlier as (order by s.sequence rows between unbounded preceding and 1 preceding),
  everybody as (order by (s.receiver_id is not null), s.sequence
    rows between unbounded preceding and unbounded following)
order by s.sequence
"""


def submissions_read(branch_id: UUID, visit_id: UUID) -> Read[Submission]:
    """Every submission for a visit, joined ones too, with who received its customer last."""
    return Read(_SUBMISSIONS, (branch_id, branch_id, visit_id, visit_id), _submission)


def _submission(
    sequence: int,
    source: UUID,
    signalled: bool,
    undone: bool,
    refused_before: bool | None,
    receiver: UUID | None,
) -> Submission:
    return Submission(sequence, source, signalled, undone, bool(refused_before), receiver)


# ------------------------------------------------------------------- cards


@dataclass(frozen=True, slots=True)
class CardRow:
    """An experience card."""

    id: UUID
    serial: str
    issued_on: date
    valid_until: date
    redeemed_at: datetime | None


def card_read(branch_id: UUID, serial: str) -> Read[CardRow]:
    """The card with this serial."""
    return Read(
        "select id, serial, issued_on, valid_until, redeemed_at from relation_card "
        "where branch_id = %s and serial = %s",
        (branch_id, serial),
        CardRow,
    )


# ------------------------------------------------------------------- the funnel


def signalled_read(branch_id: UUID, first: date, last: date) -> Read[int]:
    """How many visits of these days had a signal that was not taken back."""
    return Read(
        "select count(distinct visit_id) from hall_signal "
        "where branch_id = %s and business_date between %s and %s and undone_at is null",
        (branch_id, first, last),
        lambda visits: visits,
    )


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """Referrals that were alike, from submission to outcome; `reason` why it came to nothing."""

    source_post: str
    customer_class: str
    submitted: int
    accepted: int
    met: int
    converted: int
    follow_up: int
    lost: int
    reason: str


def funnel_read(branch_id: UUID, first: date, last: date) -> Read[FunnelRow]:
    """What came of the referrals of these days, by source post, class and reason; those taken back
    or joined to another count nowhere.
    """
    return Read(
        "select source_post, customer_class, count(*), count(accepted_at), count(met_at), "
        "count(*) filter (where state = 'converted'), "
        "count(*) filter (where state in ('follow_up', 'unfinished')), "
        "count(*) filter (where state in ('not_interested', 'refused', 'customer_left', "
        "'card_given', 'withdrawn')), case when state in ('not_interested', 'refused', "
        "'customer_left', 'card_given', 'withdrawn') then coalesce(nullif(reason, ''), state) "
        "else '' end as lost_for from relation_referral where branch_id = %s "
        "and business_date between %s and %s and state not in ('merged', 'undone') "
        "group by source_post, customer_class, lost_for order by 1, 2, 9",
        (branch_id, first, last),
        FunnelRow,
    )
