"""States and moves of an offer. Pure."""

from enum import StrEnum

from tingtang.hall.ticket import rules as tickets
from tingtang.kernel.refused import Refused

PARKED_FOR = "diversion"  # why a ticket stands aside whose holder went to the place offered


class OfferState(StrEnum):
    """An offer's states (DOMAIN.md §7): an offer has an answer, and an accepted one an outcome."""

    NOT_OFFERED = "not_offered"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # nobody answered, or the ticket went on before anybody did
    DONE = "done"
    RETURNED = "returned"  # to the ticket's own place in the line
    UNKNOWN = "unknown"  # never counted as success


class OfferMove(StrEnum):
    """What may happen to an offer."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    FINISH = "finish"
    COME_BACK = "come_back"
    LOSE = "lose"  # nobody knows what became of it


_S, _M = OfferState, OfferMove
OFFER_MOVES: dict[tuple[OfferState, OfferMove], OfferState] = {
    (_S.OFFERED, _M.ACCEPT): _S.ACCEPTED,
    (_S.OFFERED, _M.DECLINE): _S.DECLINED,
    (_S.OFFERED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.ACCEPTED, _M.FINISH): _S.DONE,
    (_S.ACCEPTED, _M.COME_BACK): _S.RETURNED,
    (_S.ACCEPTED, _M.LOSE): _S.UNKNOWN,
}

#: As a row has it: one of a ticket at a time.
OPEN = frozenset({OfferState.OFFERED, OfferState.ACCEPTED})


def move_offer(state: OfferState, what: OfferMove) -> OfferState:
    """The state after `what`; refuses with `offer_cannot` where the table has no row."""
    try:
        return OFFER_MOVES[state, what]
    except KeyError:
        raise Refused("offer_cannot", state=state.value, move=what.value) from None


_GONE = frozenset({tickets.State.ABANDONED, tickets.State.MERGED, tickets.State.UNSERVED})


def standing(state: OfferState, ticket_state: tickets.State, parked_for: str | None) -> OfferState:
    """What an offer comes to, seeing where its ticket is now: a ticket goes on by verbs that know
    of no offers, so an open one is read together with it.

    Unanswered, it stands while the ticket could still be parked. Accepted, it goes on while the
    ticket stands aside for it; a ticket that is in line or at a counter again came back, and of one
    that ended otherwise (also with its day) nobody knows.
    """
    if state is OfferState.OFFERED:
        could = (ticket_state, tickets.Move.PARK) in tickets.MOVES
        return OfferState.OFFERED if could else OfferState.WITHDRAWN
    if state is not OfferState.ACCEPTED:
        return state
    if ticket_state is tickets.State.PARKED and parked_for == PARKED_FOR:
        return OfferState.ACCEPTED
    return OfferState.UNKNOWN if ticket_state in _GONE else OfferState.RETURNED
