"""States of a referral, whom it asks, who is its source, and experience cards. Pure.

One referral has two views: the slip of who submits it and the branch's tracking sheet (DOMAIN.md
§2, §5).
"""

import hmac
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tingtang.access.rights import RIGHTS, Post, Right
from tingtang.kernel.refused import Refused
from tingtang.kernel.undo import UNDO_WITHIN

RETURNS_TO_HEAD = 2
CARD_GOOD_FOR = timedelta(days=90)
KEPT_FOR = timedelta(days=365)


class Target(StrEnum):
    """Whom a customer is referred to."""

    RM = "rm"
    MARKETING_RM = "marketing_rm"
    E_BANKING = "e_banking"


class ReferralState(StrEnum):
    """DOMAIN.md §5. Whom a submitted one asks follows from time (`asked`)."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    INTRODUCED = "introduced"
    IN_TALK = "in_talk"
    UNFINISHED = "unfinished"  # the day ended; the receiver follows it up by a consent to contact
    CONVERTED = "converted"
    FOLLOW_UP = "follow_up"
    NOT_INTERESTED = "not_interested"
    NO_OFFER = "no_offer"  # they talked, and nothing was put to the customer: neither yes nor no
    CARD_GIVEN = "card_given"
    REFUSED = "refused"
    CUSTOMER_LEFT = "customer_left"
    MERGED = "merged"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"  # the consent that it stood on


class ReferralMove(StrEnum):
    """What may happen to a referral."""

    ACCEPT = "accept"
    RETURN = "return"
    INTRODUCE = "introduce"
    TALK = "talk"
    CONVERT = "convert"
    FOLLOW_UP = "follow_up"
    NOT_INTERESTED = "not_interested"
    NO_OFFER = "no_offer"
    GIVE_CARD = "give_card"
    REFUSE = "refuse"
    LEAVE = "left"
    UNDO = "undo"
    UNLEAD = "unlead"  # the leading that it began with was taken back
    UNREFUSE = "unrefuse"  # the customer did not refuse, after all: it asks again
    UNREFUSE_TAKEN = "unrefuse_taken"  # nor did they, and who had taken them on has them again
    JOIN = "join"  # two visits turned out to be one customer's
    STAND = "stand"  # what it had joined was taken back
    KEEP = "keep"  # at closing, with a consent to contact
    WITHDRAW = "consent_withdrawn"
    NOT_THEIRS = "not_theirs"  # the customer turned out to be somebody else, who agreed to nothing


_S, _M = ReferralState, ReferralMove
REFERRAL_MOVES: dict[tuple[ReferralState, ReferralMove], ReferralState] = {
    (_S.SUBMITTED, _M.ACCEPT): _S.ACCEPTED,
    (_S.SUBMITTED, _M.RETURN): _S.SUBMITTED,
    (_S.SUBMITTED, _M.UNDO): _S.UNDONE,
    (_S.ACCEPTED, _M.RETURN): _S.SUBMITTED,
    (_S.ACCEPTED, _M.INTRODUCE): _S.INTRODUCED,
    (_S.INTRODUCED, _M.RETURN): _S.SUBMITTED,
    (_S.INTRODUCED, _M.TALK): _S.IN_TALK,
    (_S.IN_TALK, _M.CONVERT): _S.CONVERTED,
    (_S.IN_TALK, _M.FOLLOW_UP): _S.FOLLOW_UP,
    (_S.IN_TALK, _M.NOT_INTERESTED): _S.NOT_INTERESTED,
    (_S.IN_TALK, _M.NO_OFFER): _S.NO_OFFER,
    (_S.UNFINISHED, _M.CONVERT): _S.CONVERTED,
    (_S.UNFINISHED, _M.FOLLOW_UP): _S.FOLLOW_UP,
    (_S.UNFINISHED, _M.NOT_INTERESTED): _S.NOT_INTERESTED,
    (_S.UNFINISHED, _M.NO_OFFER): _S.NO_OFFER,
    (_S.UNFINISHED, _M.REFUSE): _S.REFUSED,
    (_S.UNFINISHED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.FOLLOW_UP, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.UNFINISHED, _M.NOT_THEIRS): _S.CUSTOMER_LEFT,
    (_S.FOLLOW_UP, _M.NOT_THEIRS): _S.CUSTOMER_LEFT,
    (_S.SUBMITTED, _M.JOIN): _S.MERGED,
    (_S.MERGED, _M.STAND): _S.SUBMITTED,
    (_S.REFUSED, _M.UNREFUSE): _S.SUBMITTED,
    (_S.REFUSED, _M.UNREFUSE_TAKEN): _S.ACCEPTED,
    (_S.ACCEPTED, _M.UNLEAD): _S.UNDONE,
    (_S.SUBMITTED, _M.UNLEAD): _S.UNDONE,
    (_S.MERGED, _M.UNLEAD): _S.UNDONE,
} | {
    (state, move): to
    for state in (_S.SUBMITTED, _S.ACCEPTED, _S.INTRODUCED, _S.IN_TALK)
    for move, to in (
        (_M.GIVE_CARD, _S.CARD_GIVEN),
        (_M.REFUSE, _S.REFUSED),
        (_M.LEAVE, _S.CUSTOMER_LEFT),
        (_M.KEEP, _S.UNFINISHED),
    )
}

#: While a visit has one of these, a second submission joins it.
OPEN = frozenset({_S.SUBMITTED, _S.ACCEPTED, _S.INTRODUCED, _S.IN_TALK})
NO_REFERRAL = frozenset({_S.MERGED, _S.UNDONE})  #: taken back, or joined: counted nowhere
#: What its receiver has still to do with a customer who has gone.
FOLLOWED_UP = frozenset({_S.FOLLOW_UP, _S.UNFINISHED})
#: Ended by a refusal, wherever it was said; of a talk its receiver says what came of it.
REFUSABLE = OPEN - {_S.IN_TALK}
OUTCOMES = {
    _M.CONVERT: _S.CONVERTED,
    _M.FOLLOW_UP: _S.FOLLOW_UP,
    _M.NOT_INTERESTED: _S.NOT_INTERESTED,
    _M.NO_OFFER: _S.NO_OFFER,
}
#: What neither sells nor follows up: said also while sales are held back, and after a refusal.
ENDINGS = frozenset({_M.NOT_INTERESTED, _M.NO_OFFER})
RETURN_REASONS = frozenset({"not_mine", "other_product", "no_time", "known_elsewhere", "other"})
LOST_REASONS = frozenset(
    {"no_time", "no_need", "rate", "other_bank", "needs_thought", "no_product", "other"}
)


def move_referral(state: ReferralState, move: ReferralMove) -> ReferralState:
    """The state after `move`; refuses with `referral_cannot` where the table has no row."""
    try:
        return REFERRAL_MOVES[state, move]
    except KeyError:
        raise Refused("referral_cannot", state=state.value, move=move.value) from None


def waits_for_adviser(state: ReferralState, target: str) -> bool:
    """Whether a customer with this referral waits for a relationship manager, as for one whom they
    were led to or promised.
    """
    return state in REFUSABLE and target != Target.E_BANKING


def check_undo(submitted_at: datetime, at: datetime) -> None:
    """Only before the receiver hears of it; a tap in the sixth second still counts on arrival."""
    if at - submitted_at > UNDO_WITHIN:
        raise Refused("acted_upon")


def check_outcome(outcome: ReferralMove, reason: str) -> None:
    """Why it came to nothing is a code; whatever else came of it needs none."""
    wanted = LOST_REASONS if outcome is ReferralMove.NOT_INTERESTED else frozenset({""})
    if reason not in wanted:
        raise Refused("bad_input", where="reason")


# ------------------------------------------------------------------- leading


class OnlyGuided(StrEnum):
    """Why somebody is led without being referred."""

    NO_YES = "no_yes"  # nobody asked the customer whether they want to be introduced
    NO_INTEREST = "no_interest"  # no signal was noted, and the business isn't wealth
    REFUSED = "refused_contact"  # today, and now asked to be led: a wish, no referral
    SALES_HELD = "sales_held"
    NOBODY_ELSE = "nobody_else"  # whoever leads is the receiver: nobody refers to themselves


INTEREST = frozenset({"wealth"})  #: what is business of a relationship manager by itself


def only_guided(reply: str, business: str, *, signalled: bool) -> OnlyGuided | None:
    """Why leading makes no referral, as far as the customer's words tell; None: it makes one."""
    if reply != "willing":
        return OnlyGuided.NO_YES
    return None if signalled or business in INTEREST else OnlyGuided.NO_INTEREST


# ------------------------------------------------------------------- whom it asks


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom a submitted referral asks: `candidates` in order, from `index` on since `since`, each
    for the branch's time; after two returns, or when nobody is left, the branch head.
    """

    candidates: tuple[UUID, ...]
    index: int
    since: datetime
    returns: int


def place(asking: Asking, at: datetime, within: timedelta) -> int:
    """Which candidate is asked at `at`, from 0; past the last one, or after two returns: how many
    there are.
    """
    if asking.returns >= RETURNS_TO_HEAD:
        return len(asking.candidates)
    passed = max(at - asking.since, timedelta()) // within
    return min(asking.index + passed, len(asking.candidates))


def asked(asking: Asking, at: datetime, within: timedelta) -> UUID | None:
    """Who is asked at `at`; None: the branch head."""
    index = place(asking, at, within)
    return asking.candidates[index] if index < len(asking.candidates) else None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who hands a referral on: whoever has taken it (`receiver`), or `by` of those it asks."""

    receiver: UUID | None
    by: UUID | None


def handed_on(asking: Asking, who: Holder, at: datetime, within: timedelta) -> Asking:
    """Whom it asks once somebody hands it on. Who was too slow takes nobody's turn: whoever is
    asked by now has the rest of theirs.
    """
    people, returns = asking.candidates, asking.returns + 1
    if who.receiver is not None:
        index = people.index(who.receiver) if who.receiver in people else asking.index
        return Asking(people, index + 1, at, returns)
    now = place(asking, at, within)
    if who.by in people[asking.index : now]:
        after = people.index(who.by) + 1
        return Asking(people, after, asking.since + (after - asking.index) * within, returns)
    return Asking(people, now + 1, at, returns)


def may_accept(asking: Asking, staff_id: UUID, at: datetime, within: timedelta) -> bool:
    """Whoever is asked, or was and was too slow: the customer is better off with either. After two
    returns it is the head's alone.
    """
    if asking.returns >= RETURNS_TO_HEAD:
        return False
    index = place(asking, at, within)
    return staff_id in asking.candidates[asking.index : index + 1]


def ranked(people: Iterable[UUID], first: UUID | None, ready: Sequence[UUID]) -> tuple[UUID, ...]:
    """Whom to ask, in order: who was named, or the customer's own relationship manager; then those
    with a free desk, then the others; by id among equals, so that every screen says the same.
    """
    order = {staff_id: rank for rank, staff_id in enumerate(ready)}
    return tuple(
        sorted(people, key=lambda each: (each != first, order.get(each, len(order)), each.int))
    )


#: Who is asked when nobody else is left.
HEADS = tuple(post for post in Post if RIGHTS[post] >= {Right.RECEIVE_REFERRAL, Right.RUN_DAY})


def heads_of(people: Iterable[tuple[UUID, Post]]) -> tuple[UUID, ...]:
    """The branch head among them, then the deputies."""
    found = sorted((HEADS.index(post), staff_id) for staff_id, post in people if post in HEADS)
    return tuple(staff_id for _, staff_id in found)


def keeper(
    row: tuple[Asking, UUID | None, UUID],
    own: UUID | None,
    able: Collection[UUID],
    heads: Sequence[UUID],
) -> UUID | None:
    """Who follows up what the day's end left unfinished: whoever received it; the customer's own
    relationship manager; whoever is asked and has not handed it on; the branch head. `row`: whom
    it asks, its receiver and its source, who is the receiver only where nobody else can be; `able`
    may receive, still. None: the branch has nobody.
    """
    asking, receiver, source = row
    passed = asking.candidates[: asking.index] if asking.returns else ()
    left = asking.candidates[asking.index :] if asking.returns < RETURNS_TO_HEAD else ()
    line = (receiver, None if own in passed else own, *left, *heads)
    others = (each for each in line if each in able and each != source)
    return next(others, next(iter(heads), None))


# ------------------------------------------------------------------- source


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission for a visit, joined ones too. `sequence` is its entry's in the ledger."""

    sequence: int
    source: UUID
    signalled: bool
    undone: bool
    refused_before: bool
    receiver: UUID | None


def first_source(submissions: Iterable[Submission]) -> UUID | None:
    """Who has earned the source's credit: the lowest sequence among submissions that were not
    undone, rest on a signal, follow no refusal, and come from somebody else than the receiver.
    """
    valid = (
        each
        for each in submissions
        if each.signalled
        and not each.undone
        and not each.refused_before
        and each.source != each.receiver
    )
    first = min(valid, key=lambda each: each.sequence, default=None)
    return first.source if first else None


# ------------------------------------------------------------------- cards


SERIAL_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Neither 0 and O nor 1 and I: a serial is written by hand, and typed."""
SERIAL_LENGTH = 10


def card_serial(key: bytes, card_id: UUID) -> str:
    """The serial of an experience card: 45 bits reckoned from its id under the bank's key, so that
    nobody who has seen others can make one up; and a check letter.
    """
    number = int.from_bytes(hmac.digest(key, b"card\x00" + card_id.bytes, "sha256")[:8])
    letters = "".join(
        SERIAL_LETTERS[number >> 5 * place & 31] for place in range(SERIAL_LENGTH - 1)
    )
    return letters + check_letter(letters)


def check_letter(letters: str) -> str:
    """Luhn's formula over 32 letters: any one that is wrong is noticed."""
    total = 0
    for place, letter in enumerate(reversed(letters)):
        value = SERIAL_LETTERS.index(letter) * (1 if place % 2 else 2)
        total += value // 32 + value % 32
    return SERIAL_LETTERS[-total % 32]


def serial_said(said: str) -> str:
    """A serial as it is kept, however it was typed or scanned; refuses with `card_mistyped` what
    can be none.
    """
    serial = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", said)).upper()
    plain = len(serial) == SERIAL_LENGTH and set(serial) <= set(SERIAL_LETTERS)
    if not plain or check_letter(serial[:-1]) != serial[-1]:
        raise Refused("card_mistyped", where="serial")
    return serial


def check_redeem(valid_until: date, redeemed: bool, day: date, *, given_now: bool) -> None:
    """A card is good once, from the visit after the one that it was given in until its last day."""
    if redeemed:
        raise Refused("card_used")
    if given_now:
        raise Refused("card_of_this_visit")
    if day > valid_until:
        raise Refused("card_expired", until=valid_until.isoformat())
