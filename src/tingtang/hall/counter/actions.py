"""Verbs of a seat: take, open, pause, close, leave, hand over, summon; of a desk: held, until."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand, may
from tingtang.access.rights import RIGHTS, Post, Right
from tingtang.bank.branch.queries import Plan, day_read, plan_of
from tingtang.bank.branch.rules import CALLS
from tingtang.bank.staff.queries import StaffRow, staff_read
from tingtang.hall.counter.events import (
    DeskHeld,
    DeskReleased,
    SeatMoved,
    SeatSummoned,
    SummonsDeclined,
    UntilSaid,
)
from tingtang.hall.counter.models import Seat
from tingtang.hall.counter.queries import SeatRow, never_taken, seats_read
from tingtang.hall.counter.rules import (
    DeskState,
    Pause,
    SeatMove,
    SeatState,
    desk_state,
    is_desk,
    is_summoned,
    move_seat,
)
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb

LONGEST_SAID_MIN = 120
SUMMONS_STANDS = timedelta(minutes=10)
_NOBODY = UUID(int=0)
#: A summons ends with the next move of the seat: somebody came, or it is about something else.
NOBODY_SUMMONED: dict[str, object] = {
    "summoned_until": None,
    "summoned_id": None,
    "summons_declined": False,
}
#: What is said of a desk ends with who sat there: nobody else was asked.
NOTHING_SAID: dict[str, None] = {"held_until": None, "held_for": None, "busy_until": None}


@dataclass(frozen=True, slots=True)
class Seated:
    """Answer of a seat's verb."""

    counter: UUID
    state: SeatState
    version: int
    staff: UUID | None


@verb
def move_a_seat(
    *,
    actor: Actor,
    branch_id: UUID,
    counter_id: UUID,
    move: SeatMove,
    at: datetime,
    seen: int | None = None,
    pause: Pause | None = None,
    to_staff: UUID | None = None,
) -> Seated:
    """One move of a seat: `take` seats the actor, `hand_over` seats `to_staff` in mid-service."""
    _demand(actor, move, branch_id)
    plan = plan_of(branch_id)
    counter = plan.counter(counter_id)
    comer = _comer(actor, move, to_staff)
    seats = seats_read(branch_id)
    coming = staff_read(branch_id, comer or _NOBODY)
    with turn(branch_id, actor, at, plan.day(at), seats, coming, plan=plan.version) as this_turn:
        seat = _seat(this_turn, seats, counter_id, seen)
        if comer:
            _check_comer(this_turn.one(coming, "unknown_staff"))
        _check_whose(seat, move, actor, branch_id)
        _check_place(seat, this_turn.found(seats), move, comer, counter.number)
        state = move_seat(seat.state, move)
        if move is SeatMove.CLOSE and seat.ticket_id is None:
            state = SeatState.VACANT
        staff = None if state is SeatState.VACANT else comer or seat.staff_id
        reason = _pause(seat, state, move, pause)
        version = this_turn.record(SeatMoved(counter_id, move.value, state.value, staff, reason))
        said = {} if staff == seat.staff_id else NOTHING_SAID
        moved = {"state": state, "staff_id": staff, "pause": reason, "since": this_turn.at}
        _put(this_turn, seat, version, **moved, **NOBODY_SUMMONED, **said)
        return this_turn.answer(Seated(counter_id, state, version, staff))


def _demand(actor: Actor, move: SeatMove, branch_id: UUID) -> None:
    """Who runs the day ends a seat that somebody forgot to leave, without working one."""
    if move in (SeatMove.CLOSE, SeatMove.LEAVE) and may(actor, Right.RUN_DAY, branch_id):
        return
    demand(actor, Right.TAKE_SEAT, branch_id)


def _check_comer(comer: StaffRow) -> None:
    if Right.TAKE_SEAT not in RIGHTS[Post(comer.post)]:
        raise Refused("works_no_seat", where="staff")


def _comer(actor: Actor, move: SeatMove, to_staff: UUID | None) -> UUID | None:
    if move is SeatMove.TAKE:
        return actor.subject
    if move is SeatMove.HAND_OVER:
        if to_staff is None:
            raise Refused("bad_input", where="staff")
        return to_staff
    return None


def _check_whose(seat: SeatRow, move: SeatMove, actor: Actor, branch_id: UUID) -> None:
    """Only who holds a seat moves it, or who runs the day: a seat that somebody forgot to leave."""
    if move is SeatMove.TAKE or seat.staff_id in (None, actor.subject):
        return
    if not may(actor, Right.RUN_DAY, branch_id):
        raise Refused("not_your_seat")


def _check_place(
    seat: SeatRow, seats: Sequence[SeatRow], move: SeatMove, comer: UUID | None, number: str
) -> None:
    if move is SeatMove.TAKE and seat.state is not SeatState.VACANT:
        raise Refused("seat_taken", counter=number)
    if comer and any(
        each.staff_id == comer and each.counter_id != seat.counter_id for each in seats
    ):
        raise Refused("already_seated")
    if move is SeatMove.LEAVE and seat.ticket_id is not None:
        raise Refused("customer_still_here", counter=number)


def _pause(seat: SeatRow, state: SeatState, move: SeatMove, pause: Pause | None) -> str | None:
    if state is not SeatState.PAUSED:
        return None
    if move is SeatMove.HAND_OVER:
        return seat.pause
    if move is SeatMove.TAKE:
        return Pause.PREPARING.value
    if pause is None:
        raise Refused("bad_input", where="reason")
    return pause.value


def _seat(this_turn: Turn, seats: Read[SeatRow], counter_id: UUID, seen: int | None) -> SeatRow:
    """The seat as it is, if the screen saw it so."""
    rows = {row.counter_id: row for row in this_turn.found(seats)}
    seat = rows.get(counter_id, never_taken(counter_id, this_turn.at))
    seat.must_be_seen(seen)
    return seat


def _put(this_turn: Turn, seat: SeatRow, version: int, **changes: object) -> None:
    """The seat with these changes, also where nobody has taken it before."""
    values = asdict(seat) | changes | {"version": version}
    keys = {"counter_id": values.pop("counter_id")}
    this_turn.put(Seat, keys, **values | {"state": str(values["state"])})


# ---------------------------------------------------------------- summonses


@dataclass(frozen=True, slots=True)
class Summoned:
    """Answer: who is asked to work the counter, and until when that stands."""

    counter: UUID
    staff: UUID | None
    until: datetime
    version: int


@verb
def summon_to_seat(
    *,
    actor: Actor,
    branch_id: UUID,
    counter_id: UUID,
    at: datetime,
    staff_id: UUID | None = None,
    seen: int | None = None,
) -> Summoned:
    """Ask somebody to work a counter that calls nobody: who sits there, else `staff_id`, else
    whoever is free. Nobody opens somebody else's counter.

    Refuses with `seat_open`, `seat_taken` where another one sits there than is asked,
    `works_no_seat`, `unknown_staff`, and `day_not_open`.
    """
    demand(actor, Right.RUN_DAY, branch_id)
    plan = plan_of(branch_id)
    number, day = plan.counter(counter_id).number, plan.day(at)
    seats, today = seats_read(branch_id), day_read(branch_id, day)
    coming = staff_read(branch_id, staff_id or _NOBODY)
    reads = (seats, today, coming)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        seat = _seat(this_turn, seats, counter_id, seen)
        days = this_turn.found(today)
        if not days or days[0].state not in CALLS:
            raise Refused("day_not_open")
        if seat.state is SeatState.OPEN:
            raise Refused("seat_open", counter=number)
        if staff_id is not None:
            _check_comer(this_turn.one(coming, "unknown_staff"))
            if seat.staff_id not in (None, staff_id):
                raise Refused("seat_taken", counter=number)
        asked, until = seat.staff_id or staff_id, this_turn.at + SUMMONS_STANDS
        version = this_turn.record(SeatSummoned(counter_id, until, asked))
        summons = {"summoned_until": until, "summoned_id": asked, "summons_declined": False}
        _put(this_turn, seat, version, **summons)
        return this_turn.answer(Summoned(counter_id, asked, until, version))


@dataclass(frozen=True, slots=True)
class SummonsOver:
    """Answer: the counter whose summons was declined."""

    counter: UUID
    version: int


@verb
def decline_summons(
    *, actor: Actor, branch_id: UUID, counter_id: UUID, at: datetime, seen: int | None = None
) -> SummonsOver:
    """“Not now”: by whom it names. Refuses with `not_summoned`."""
    demand(actor, Right.TAKE_SEAT, branch_id)
    plan = plan_of(branch_id)
    plan.counter(counter_id)
    seats = seats_read(branch_id)
    with turn(branch_id, actor, at, plan.day(at), seats, plan=plan.version) as this_turn:
        seat = _seat(this_turn, seats, counter_id, seen)
        if not is_summoned(seat, this_turn.at) or seat.summoned_id != actor.subject:
            raise Refused("not_summoned")
        version = this_turn.record(SummonsDeclined(counter_id))
        this_turn.update(Seat, {"counter_id": counter_id}, summons_declined=True, version=version)
        return this_turn.answer(SummonsOver(counter_id, version))


# ---------------------------------------------------------------- desks


def hold_desk(this_turn: Turn, plan: Plan, seat: SeatRow, visit_id: UUID) -> datetime:
    """Within a turn: keep a free desk for the customer who is being led there; until when.

    Refuses with `desk_held` where somebody else is on the way, `desk_not_free` where nobody can be
    led to now. Held for the same visit, it is held anew.
    """
    number = plan.counter(seat.counter_id).number
    state = desk_state(seat, this_turn.at)
    if state is DeskState.HELD and seat.held_for != visit_id:
        raise Refused("desk_held", counter=number)
    if state not in (DeskState.FREE, DeskState.HELD):
        raise Refused("desk_not_free", counter=number)
    until = this_turn.at + timedelta(seconds=plan.parameters["desk_hold_s"])
    version = this_turn.record(DeskHeld(seat.counter_id, visit_id, until))
    keys = {"counter_id": seat.counter_id}
    this_turn.update(Seat, keys, held_until=until, held_for=visit_id, version=version)
    return until


def release_desk(this_turn: Turn, seat: SeatRow, visit_id: UUID) -> None:
    """Within a turn: the customer isn't led there any more. A desk kept for another stays so."""
    if seat.held_for != visit_id:
        return
    version = this_turn.record(DeskReleased(seat.counter_id))
    keys = {"counter_id": seat.counter_id}
    this_turn.update(Seat, keys, held_until=None, held_for=None, version=version)


@dataclass(frozen=True, slots=True)
class FreeAt:
    """Answer: until when the desk is busy, as it was said."""

    counter: UUID
    until: datetime
    version: int


@verb
def say_until(
    *,
    actor: Actor,
    branch_id: UUID,
    counter_id: UUID,
    minutes: int,
    at: datetime,
    seen: int | None = None,
) -> FreeAt:
    """“About eight minutes more”: who serves at a desk says when it will be free."""
    demand(actor, Right.SERVE_TICKET, branch_id)
    if not 1 <= minutes <= LONGEST_SAID_MIN:
        raise Refused(
            "outside_bounds", where="minutes", value=minutes, least=1, most=LONGEST_SAID_MIN
        )
    plan = plan_of(branch_id)
    number = plan.counter(counter_id).number
    if not is_desk(plan.counter(counter_id).kind, actor.post.value):
        raise Refused("not_a_desk", counter=number, where="counter")
    seats = seats_read(branch_id)
    with turn(branch_id, actor, at, plan.day(at), seats, plan=plan.version) as this_turn:
        seat = _seat(this_turn, seats, counter_id, seen)
        if seat.staff_id != actor.subject:
            raise Refused("not_your_seat")
        if seat.ticket_id is None:
            raise Refused("nobody_at_desk", counter=number)
        until = this_turn.at + timedelta(minutes=minutes)
        version = this_turn.record(UntilSaid(counter_id, until))
        this_turn.update(Seat, {"counter_id": counter_id}, busy_until=until, version=version)
        return this_turn.answer(FreeAt(counter_id, until, version))
