"""A branch with as many counters as a test wants, all open, whose day has begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import (
    Layout,
    found_branch,
    found_institution,
    lay_out,
    move_the_day,
)
from tingtang.bank.branch.queries import CounterPlan, ServicePlan, ZonePlan
from tingtang.bank.branch.rules import DayMove
from tingtang.bank.staff.actions import NewStaff, enter_staff
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import SeatMove
from tingtang.kernel.clock import real_now
from tingtang.kernel.ids import new_id

WORDS = {"zh-Hans": "示范", "zh-Hant": "示範", "en": "Trial"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a crowd must know of its branch; the counter of each teller stands in the same order."""

    branch: UUID
    services: Sequence[UUID]
    counters: Sequence[UUID]
    tellers: Sequence[UUID]

    def teller(self, number: int) -> Actor:
        """The teller who sits at the counter of this number."""
        staff = self.tellers[number]
        return Actor("staff", staff, Post.TELLER, frozenset([self.branch]), subject=staff)

    def kiosk(self, number: int) -> Actor:
        """A kiosk."""
        return Actor("device", UUID(int=number + 1), Post.KIOSK, frozenset([self.branch]))


def open_branch(tellers: int) -> Place:
    """Founded, laid out, staffed, opened, everybody seated; at the machine's time."""
    at = real_now()
    institution = found_institution(name=WORDS, hotline="", demonstration=False)
    branch = found_branch(
        institution_id=institution,
        code=uuid4().hex[:8],
        name=WORDS,
        kind="community",
        hours={},
        corporate_hours={},
        at=at - timedelta(minutes=1),
    )
    head = Actor("staff", UUID(int=2), Post.BRANCH_HEAD, frozenset([branch]))
    layout = _layout(tellers)
    lay_out(actor=head, branch_id=branch, layout=layout, at=at)
    people = [NewStaff(f"teller{n}", f"teller {n}", Post.TELLER) for n in range(tellers)]
    ids = enter_staff(actor=head, branch_id=branch, people=people, at=at)
    move_the_day(actor=head, branch_id=branch, move=DayMove.OPEN, at=at)
    place = Place(
        branch,
        [service.id for service in layout.services],
        [counter.id for counter in layout.counters],
        [ids[person.login] for person in people],
    )
    for number, counter in enumerate(place.counters):
        for move in (SeatMove.TAKE, SeatMove.OPEN):
            teller = place.teller(number)
            move_a_seat(actor=teller, branch_id=branch, counter_id=counter, move=move, at=at)
    return place


def _layout(counters: int) -> Layout:
    services = [_service(code, n) for n, code in enumerate(("cash", "noncash"), start=1)]
    zone = ZonePlan(new_id(), "cash", WORDS, 0, 0, 50, 20)
    serves = tuple(service.id for service in services)
    desks = [
        CounterPlan(new_id(), str(n), "closed", zone.id, serves) for n in range(1, counters + 1)
    ]
    return Layout(services, [zone], desks, [])


def _service(code: str, ordinal: int) -> ServicePlan:
    return ServicePlan(
        id=new_id(),
        code=code,
        ordinal=ordinal,
        prefix="ABCDEF"[ordinal - 1],
        first=1,
        last=9999,
        name=WORDS,
        hint=WORDS,
        plain_name=WORDS,
        plain_hint=WORDS,
        icon="cash",
        large_print=False,
        opens="",
        typical_s=300,
    )
