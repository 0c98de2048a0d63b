"""Readers of referrals, of experience cards, and of what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from tingtang.hall.visit.queries import OF_PERSON, OF_VISIT, Whose
from tingtang.kernel.keys import bank_key
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read
from tingtang.relation.referral.rules import (
    FOLLOWED_UP,
    NO_REFERRAL,
    OPEN,
    Asking,
    ReferralState,
    Submission,
)


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
    accepted_at: datetime | None

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


_COLUMNS = (
    "id, business_date, visit_id, customer_id, customer_class, business, target, source_id, "
    "source_post, spoken_yes, state, candidates, asked_index, asked_since, returns, receiver_id, "
    "submitted_at, version, met_at, accepted_at"
)


def _listed(states: Iterable[ReferralState]) -> str:
    return ", ".join(f"'{state.value}'" for state in sorted(states))


_OPEN, _NONE, _FOLLOWED_UP = _listed(OPEN), _listed(NO_REFERRAL), _listed(FOLLOWED_UP)


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


def led_read(branch_id: UUID, guidance_id: UUID) -> Read[ReferralRow]:
    """The submission that began with a leading, if it made one that stands."""
    return Read(
        f"select {_COLUMNS} from relation_referral where branch_id = %s and guidance_id = %s "
        "and state <> 'undone'",
        (branch_id, guidance_id),
        _referral,
    )


def open_of_person_read(branch_id: UUID, visit_id: UUID) -> Read[ReferralRow]:
    """The open referral of a visit's customer; two where two visits turned out to be one."""
    return Read(
        f"select {_COLUMNS} from relation_referral "
        f"where branch_id = %s and {OF_PERSON} and state in ({_OPEN}) order by sequence",
        (branch_id, visit_id, branch_id),
        _referral,
    )


def open_of_visit_read(branch_id: UUID, visit_id: UUID) -> Read[ReferralRow]:
    """The open referrals of a visit alone: its customer may be here by another."""
    return Read(
        f"select {_COLUMNS} from relation_referral "
        f"where branch_id = %s and {OF_VISIT} and state in ({_OPEN}) order by sequence",
        (branch_id, branch_id, visit_id),
        _referral,
    )


def refused_in_read(branch_id: UUID, guidance_id: UUID) -> Read[ReferralRow]:
    """The referrals that ended in the very turn of a guidance, by the refusal that it says."""
    columns = ", ".join(f"r.{name}" for name in _COLUMNS.split(", "))
    return Read(
        f"select {columns} from relation_referral r join relation_guidance g "
        "on g.branch_id = r.branch_id and g.business_date = r.business_date "
        "where g.branch_id = %s and g.id = %s and g.reply = 'refuses' and r.state = 'refused' "
        "and r.met_at is null and r.ended_at = g.guided_at and r.version > g.begun "
        "order by r.sequence",
        (branch_id, guidance_id),
        _referral,
    )


def refused_with_read(branch_id: UUID, referral_id: UUID, visit_id: UUID) -> Read[ReferralRow]:
    """The other referrals of a visit's customer that ended by the very refusal that ended this one,
    before any talk.
    """
    return Read(
        f"select {_COLUMNS} from relation_referral where branch_id = %s and {OF_PERSON} "
        "and state = 'refused' and met_at is null and id <> %s and ended_at = "
        "(select ended_at from relation_referral where branch_id = %s and id = %s "
        "and state = 'refused') order by sequence",
        (branch_id, visit_id, branch_id, referral_id, branch_id, referral_id),
        _referral,
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Who said that a customer declined, as a mark, and when."""

    by: str
    at: datetime


def refusal_read(branch_id: UUID, referral_id: UUID) -> Read[Refusal]:
    """The refusal that ended a referral of its day before its talk."""
    return Read(
        "select e.actor, e.at from relation_referral r join ledger_entry e "
        "on e.branch_id = r.branch_id and e.business_date = r.business_date "
        "and e.sequence = r.version where r.branch_id = %s and r.id = %s "
        "and r.state = 'refused' and r.met_at is null and r.ended_at = e.at",
        (branch_id, referral_id),
        Refusal,
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
    """Referrals that are open still though their day is over, or is being closed: a talk that goes
    on while it is, is its receiver's to conclude.
    """
    return Read(
        f"select {_COLUMNS} from relation_referral where branch_id = %s and state in ({_OPEN}) "
        "and (business_date < %s or (business_date = %s and exists (select from bank_day d "
        "where d.branch_id = %s and d.date = %s and (d.state = 'closed' "
        "or (d.state = 'closing' and relation_referral.state <> 'in_talk'))))) "
        "order by sequence",
        (branch_id, day, day, branch_id, day),
        _referral,
    )


def of_customer_read(branch_id: UUID, customer_id: UUID) -> Read[ReferralRow]:
    """The referrals that say whose they are and name this customer."""
    return Read(
        f"select {_COLUMNS} from relation_referral "
        "where branch_id = %s and customer_id = %s order by sequence",
        (branch_id, customer_id),
        _referral,
    )


def kept_of_visit_read(branch_id: UUID, visit_id: UUID) -> Read[ReferralRow]:
    """The follow-ups that a visit led to; what its customer agreed to on another is no part."""
    return Read(
        f"select {_COLUMNS} from relation_referral where branch_id = %s and {OF_VISIT} "
        f"and customer_id is not null and state in ({_FOLLOWED_UP}) order by sequence",
        (branch_id, branch_id, visit_id),
        _referral,
    )


def follow_ups_read(branch_id: UUID, customer_id: UUID) -> Read[int]:
    """How many follow-ups stand on this customer's consent to be contacted."""
    return Read(
        "select count(*) from relation_referral where branch_id = %s and customer_id = %s "
        f"and state in ({_FOLLOWED_UP})",
        (branch_id, customer_id),
        lambda count: count,
    )


def whose_referral_read(branch_id: UUID, referral_id: UUID) -> Read[Whose]:
    """Whose referral it is: kept with it, else by its visit, or the one that this turned out to
    be.
    """
    return Read(
        "select coalesce(r.customer_id, v.customer_id, w.customer_id), "
        "case when r.customer_id is not null then r.branch_id "
        "else coalesce(v.home_branch, w.home_branch) end from relation_referral r "
        "left join hall_visit v on v.branch_id = r.branch_id and v.id = r.visit_id "
        "left join hall_visit w on w.branch_id = v.branch_id and w.id = v.joined_id "
        "where r.branch_id = %s and r.id = %s",
        (branch_id, referral_id),
        Whose,
    )


def present_referrals_read(branch_id: UUID, day: date) -> Read[ReferralRow]:
    """What screens show: the referrals of `day` that were not taken back or joined to another, and
    of earlier days whatever is not over.
    """
    return Read(
        f"select {_COLUMNS} from relation_referral where branch_id = %s and ("
        f"(business_date = %s and state not in ({_NONE})) "
        f"or state in ({_OPEN}, 'unfinished')) order by sequence",
        (branch_id, day),
        _referral,
    )


def forgettable_read(branch_id: UUID, before: date) -> Read[tuple[UUID, UUID | None]]:
    """Referrals of before that day that ask nobody any more, each with its customer if it names
    one: also what nobody has followed up.
    """
    return Read(
        "select id, customer_id from relation_referral where branch_id = %s "
        f"and business_date < %s and state not in ({_OPEN}) order by sequence",
        (branch_id, before),
        lambda referral_id, customer_id: (referral_id, customer_id),
    )


def severable_read(branch_id: UUID, before: date) -> Read[ReferralRow]:
    """Referrals of before that day that name both a customer and a visit."""
    return Read(
        f"select {_COLUMNS} from relation_referral where branch_id = %s and business_date < %s "
        "and customer_id is not null and visit_id <> id order by sequence",
        (branch_id, before),
        _referral,
    )


def day_refused_read(branch_id: UUID, day: date) -> Read[tuple[UUID, UUID]]:
    """Each referral of the day whose customer refused; with its visit, or the one that this turned
    out to be.
    """
    return Read(
        "select r.id, coalesce(v.joined_id, v.id) from relation_referral r "
        "join hall_visit v on v.branch_id = r.branch_id and v.id = r.visit_id "
        "where r.branch_id = %s and r.business_date = %s and r.state = 'refused'",
        (branch_id, day),
        lambda referral_id, visit_id: (referral_id, visit_id),
    )


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
    return Read(_SUBMISSIONS, (branch_id, branch_id, visit_id), _submission)


def _submission(
    sequence: int,
    source: UUID,
    signalled: bool,
    undone: bool,
    refused_before: bool | None,
    receiver: UUID | None,
) -> Submission:
    return Submission(sequence, source, signalled, undone, bool(refused_before), receiver)


_OF_NUMBER = (
    "(select w.id from hall_visit w where w.branch_id = t.branch_id "
    "and (w.id = t.visit_id or w.joined_id = t.visit_id))"
)


def left_aside_read(branch_id: UUID, at: datetime) -> Read[UUID]:
    """The numbers that stand aside for an adviser although no desk is kept for their holders at
    `at`, and they talk to nobody: neither at a desk nor of a referral elsewhere.
    """
    return Read(
        "select t.id from hall_ticket t where t.branch_id = %s and t.state = 'parked' "
        "and t.parked_for = 'adviser' and t.business_date in "
        "(select date from bank_day where branch_id = %s and state <> 'closed') "
        "and not exists (select from hall_seat s where s.branch_id = t.branch_id "
        f"and s.held_until > %s and s.held_for in {_OF_NUMBER}) "
        "and not exists (select from hall_ticket k where k.branch_id = t.branch_id "
        f"and k.label = '' and k.state = 'serving' and k.visit_id in {_OF_NUMBER}) "
        "and not exists (select from relation_referral r where r.branch_id = t.branch_id "
        f"and r.state = 'in_talk' and r.visit_id in {_OF_NUMBER}) order by t.place",
        (branch_id, branch_id, at),
        lambda ticket_id: ticket_id,
    )


# ------------------------------------------------------------------- cards


def card_key() -> bytes:
    """What the serials of experience cards are reckoned with."""
    return bank_key(settings.DATA, "experience-cards")


@dataclass(frozen=True, slots=True)
class CardRow:
    """An experience card; `visit_id`: the one that it was given in, or that this turned out to be;
    `source_id`: who referred its holder, while that is known.
    """

    id: UUID
    visit_id: UUID
    issued_by: UUID
    issued_on: date
    valid_until: date
    redeemed_at: datetime | None
    source_id: UUID | None


def card_read(branch_id: UUID, serial: str) -> Read[CardRow]:
    """The card with this serial."""
    return Read(
        "select c.id, coalesce(v.joined_id, c.visit_id), c.issued_by, c.issued_on, c.valid_until, "
        "c.redeemed_at, r.source_id from relation_card c "
        "left join relation_referral r on r.branch_id = c.branch_id and r.id = c.referral_id "
        "left join hall_visit v on v.branch_id = c.branch_id and v.id = c.visit_id "
        "where c.branch_id = %s and c.serial = %s",
        (branch_id, serial),
        CardRow,
    )


def awaits_read(branch_id: UUID, visit_id: UUID) -> Read[bool]:
    """Whether a visit's customer has a number, or is led to somebody or waits for them."""
    return Read(
        f"select exists (select 1 from hall_ticket where branch_id = %s and {OF_VISIT}) or exists "
        f"(select 1 from relation_guidance where branch_id = %s and {OF_VISIT} "
        "and state in ('led', 'promised'))",
        (branch_id, branch_id, visit_id) * 2,
        bool,
    )


# ------------------------------------------------------------------- the funnel


@dataclass(frozen=True, slots=True)
class SignalledRow:
    """Visits with a signal that were alike: by the post of who noted the first one (the kiosk's own
    is a post here, and so are holdings), and the customer's class.
    """

    source_post: str
    customer_class: str
    visits: int


_SIGNALLED = """
select source_post, customer_class, count(*) from (
  select distinct on (r.id) coalesce(w.post, s.source) as source_post, r.customer_class
  from hall_signal s
  join hall_visit v on v.branch_id = s.branch_id and v.id = s.visit_id
  join hall_visit r on r.branch_id = v.branch_id and r.id = coalesce(v.joined_id, v.id)
  left join bank_staff w on w.branch_id = s.branch_id and s.by = 'staff:' || w.id::text
  where s.branch_id = %s and s.business_date between %s and %s and s.undone_at is null
    and (exists (select 1 from hall_ticket t where t.branch_id = v.branch_id
        and t.visit_id in (v.id, v.joined_id))
      or exists (select 1 from relation_referral f where f.branch_id = v.branch_id
        and f.visit_id in (v.id, v.joined_id)))
  order by r.id, s.at, s.code
) as first group by 1, 2 order by 1, 2
"""


def signalled_read(branch_id: UUID, first: date, last: date) -> Read[SignalledRow]:
    """How many visits of these days had a signal that was not taken back; without whoever was
    greeted at the door and went again, neither with a number nor referred.
    """
    return Read(_SIGNALLED, (branch_id, first, last), SignalledRow)


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
    no_offer: int  # neither: nothing was put to the customer
    lost: int
    reason: str


def funnel_read(branch_id: UUID, first: date, last: date) -> Read[FunnelRow]:
    """What came of the referrals of these days, by source post, class and reason; those taken back
    or joined to another count nowhere.
    """
    return Read(
        "select source_post, customer_class, count(*), count(accepted_at), count(met_at), "
        "count(*) filter (where state = 'converted'), "
        f"count(*) filter (where state in ({_FOLLOWED_UP})), "
        "count(*) filter (where state = 'no_offer'), "
        "count(*) filter (where state in ('not_interested', 'refused', 'customer_left', "
        "'card_given', 'withdrawn')), case when state in ('not_interested', 'refused', "
        "'customer_left', 'card_given', 'withdrawn') then coalesce(nullif(reason, ''), state) "
        "else '' end as lost_for from relation_referral where branch_id = %s "
        f"and business_date between %s and %s and state not in ({_NONE}) "
        "group by source_post, customer_class, lost_for order by 1, 2, 9",
        (branch_id, first, last),
        FunnelRow,
    )
