"""Whose turn it is when some have booked: at most one of them per two walk-ins, caps kept, nobody
before the slot.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from cast import Cast, founded
from hall.booking.acting import appointment, go_to, index, parameter, slots
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import PARAMETERS, Discipline
from tingtang.hall.booking.actions.meeting import Coming, Met, check_in
from tingtang.hall.ticket.actions.calling import call_chosen, call_next
from tingtang.hall.ticket.actions.marking import Mark, mark
from tingtang.hall.ticket.actions.moving import resume
from tingtang.hall.ticket.queries import START_ORDER, due_tickets_read, ticket_read
from tingtang.hall.ticket.rules import Head, Order, callable_heads, choose, owed_after
from tingtang.hall.ticket.rules.states import State
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ops.jobs import customers_aside_return

# ---------------------------------------------------------------- the rule alone

START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SERVICES = [UUID(int=number) for number in (1, 2)]
CLASSES = [LineClass.BOOKED, LineClass.BOOKED, LineClass.ORDINARY, LineClass.ORDINARY,
           LineClass.VIP, LineClass.CARE]  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """Somebody comes."""

    service: int
    line_class: LineClass


@dataclass(frozen=True)
class Call:
    """A counter that serves these services calls."""

    serves: tuple[int, ...]


STEPS = st.lists(
    st.builds(Arrival, st.sampled_from([0, 1]), st.sampled_from(CLASSES))
    | st.builds(Call, st.sampled_from([(0,), (1,), (0, 1)])),
    min_size=10,
    max_size=80,
)


class Queue:
    """A hall where everybody stands alone: heads are all who wait."""

    def __init__(self, discipline: Discipline, per_walk_ins: int, caps: tuple[int, int]) -> None:
        self.discipline = discipline
        self.parameters = {name: bounds.default for name, bounds in PARAMETERS.items()}
        self.parameters["booked_per_walkins"] = per_walk_ins
        terms = dict(START_ORDER.terms)
        self.caps = dict(zip((LineClass.ORDINARY, LineClass.BOOKED), caps, strict=True))
        for line_class, cap in self.caps.items():
            terms[line_class] = replace(terms[line_class], max_overtakes=cap)
        self.order = Order("branch 1", terms)
        self.waiting: list[Head] = []
        self.owed: dict[UUID, int] = {}
        self.since_booked: dict[UUID, int] = {}  # walk-ins called; absent: none was booked yet
        self.place = 0

    def arrive(self, arrival: Arrival) -> None:
        self.place += 1
        at = START + timedelta(minutes=self.place)
        service, ticket = SERVICES[arrival.service], UUID(int=self.place)
        self.waiting.append(Head(ticket, "", 0, arrival.line_class, service, self.place, at, 0, ()))

    def call(self, serves: Sequence[int]) -> None:
        services = [SERVICES[each] for each in serves]
        here = [each for each in self.waiting if each.service_id in services]
        able = callable_heads(here, (), self.owed)
        at = START + timedelta(minutes=self.place)
        choice = choose(able, self.order, self.discipline, at)
        assert (choice is None) == (not here), "somebody waits and nobody is called"
        if choice is None:
            return
        self._check_ratio(choice.head, here)
        passed = {each.ticket_id for each in choice.passed}
        for each in choice.passed:
            cap = self.caps.get(each.line_class, -1)
            assert cap < 0 or each.overtaken < cap, "a cap was exceeded"
        self.waiting = [
            replace(each, overtaken=each.overtaken + (each.ticket_id in passed))
            for each in self.waiting
            if each is not choice.head
        ]
        service = choice.head.service_id
        before = self.owed.get(service, 0)
        self.owed[service] = owed_after(before, choice.head.line_class, self.parameters)

    def _check_ratio(self, called: Head, here: list[Head]) -> None:
        service, most = called.service_id, self.parameters["booked_per_walkins"]
        if called.line_class is not LineClass.BOOKED:
            self.since_booked[service] = self.since_booked.get(service, most) + 1
            return
        walk_in_waits = any(
            each.service_id == service and each.line_class is not LineClass.BOOKED for each in here
        )
        if walk_in_waits:
            event("a booked customer goes before a walk-in")
            assert self.since_booked.get(service, most) >= most
        self.since_booked[service] = 0


@settings(deadline=None, max_examples=300)
@given(
    steps=STEPS,
    discipline=st.sampled_from(list(Discipline)),
    per_walk_ins=st.integers(0, 3),
    caps=st.tuples(st.integers(-1, 5), st.integers(-1, 3)),
)
def test_at_most_one_booked_per_so_many_walk_ins_and_no_cap_is_exceeded(
    steps: list[Arrival | Call], discipline: Discipline, per_walk_ins: int, caps: tuple[int, int]
) -> None:
    queue = Queue(discipline, per_walk_ins, caps)
    for step in steps:
        if isinstance(step, Arrival):
            queue.arrive(step)
        else:
            queue.call(step.serves)
    while queue.waiting:  # nobody is held back for ever
        left = len(queue.waiting)
        queue.call((0, 1))
        assert len(queue.waiting) == left - 1


# ---------------------------------------------------------------- at the branch


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    cast.seat("chenyutong", "1")
    return cast


def called(cast: Cast) -> str:
    """The number that counter 1 calls next; empty where nobody can be called."""
    cast.later(minutes=1)
    answer = cast.do("chenyutong", call_next, counter_id=cast.counters["1"])
    return answer.called.number if answer.called else ""


def met(cast: Cast, slot_at: datetime, phone: str = "1") -> Met:
    """Somebody books a slot, and checks in now."""
    made = appointment(cast, slot_at, phone)
    return cast.do("suxiaowen", check_in, coming=Coming(code=index(str(made.id))))


def test_who_comes_early_is_called_from_the_slot_on(branch: Cast) -> None:
    slot = slots(branch, 1)[0]
    branch.later(minutes=2)
    early = met(branch, slot)
    assert (early.called_from, early.state.value) == (slot, "arrived")
    assert (early.issued.ahead, early.issued.estimate.kind) == (0, "unknown")
    branch.ticket()
    assert called(branch) == "A002"
    assert called(branch) == ""
    customers_back(branch)
    assert called(branch) == ""
    with pytest.raises(Refused) as refused:
        branch.do("suxiaowen", resume, ticket_id=early.issued.id)
    assert refused.value.code == "before_slot"
    go_to(branch, slot)
    branch.ticket()
    customers_back(branch)
    assert called(branch) == early.issued.number


def customers_back(cast: Cast) -> None:
    """What the clock does each five seconds, at the cast's time."""
    for ticket_id in look(cast.branch, due_tickets_read(cast.branch, cast.at))[0]:
        resume(actor=cast.clock, branch_id=cast.branch, ticket_id=ticket_id, at=cast.at)


def test_the_clock_looks_for_them(branch: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    slot = slots(branch, 1)[0]
    early = met(branch, slot)
    go_to(branch, slot)
    monkeypatch.setattr(
        "tingtang.ops.jobs._branches",
        lambda: [(plan_of(branch.branch), branch.clock, branch.at)],
    )
    customers_aside_return()
    row = look(branch.branch, ticket_read(branch.branch, early.issued.id))[0][0]
    assert row.state is State.WAITING


def test_they_stand_in_order_of_their_slots(branch: Cast) -> None:
    parameter(branch, "booked_per_walkins", 0)
    first, second = slots(branch, 2)
    branch.at = first - timedelta(minutes=1)
    parameter(branch, "booking_early_min", 30)
    late = met(branch, second, "2")
    early = met(branch, first, "1")
    go_to(branch, first)
    customers_back(branch)
    go_to(branch, second)
    customers_back(branch)
    assert [called(branch), called(branch)] == [early.issued.number, late.issued.number]


def test_one_booked_then_two_walk_ins(branch: Cast) -> None:
    slot = slots(branch, 1)[0]
    parameter(branch, "booking_share_pct", 100)
    appointments = [appointment(branch, slot, str(number)) for number in range(3)]
    go_to(branch, slot)
    walk_ins = [branch.ticket().number for _ in range(5)]
    coming = [Coming(code=index(str(each.id))) for each in appointments]
    numbers = [branch.do("suxiaowen", check_in, coming=each).issued.number for each in coming]
    order = [called(branch) for _ in range(8)]
    assert order == [numbers[0], *walk_ins[:2], numbers[1], *walk_ins[2:4], numbers[2], walk_ins[4]]
    assert called(branch) == ""


def test_without_walk_ins_the_booked_follow_each_other(branch: Cast) -> None:
    slot = slots(branch, 1)[0]
    parameter(branch, "booking_share_pct", 100)
    appointments = [appointment(branch, slot, str(number)) for number in range(3)]
    go_to(branch, slot)
    coming = [Coming(code=index(str(each.id))) for each in appointments]
    numbers = [branch.do("suxiaowen", check_in, coming=each).issued.number for each in coming]
    assert [called(branch) for _ in range(3)] == numbers


def test_a_teller_may_choose_somebody_early_by_hand(branch: Cast) -> None:
    early = met(branch, slots(branch, 1)[0])
    answer = branch.do(
        "chenyutong",
        call_chosen,
        counter_id=branch.counters["1"],
        ticket_id=early.issued.id,
        reason="booked",
    )
    assert answer.called.reason == "chosen_booked"


def test_an_appointment_makes_nobody_wait_longer_than_their_line(branch: Cast) -> None:
    """Care comes before the booked: who is marked so needn't wait for the slot."""
    early = met(branch, slots(branch, 1)[0])
    branch.do("suxiaowen", mark, ticket_id=early.issued.id, mark=Mark(protected=True))
    branch.do("suxiaowen", resume, ticket_id=early.issued.id)
    assert called(branch) == early.issued.number
