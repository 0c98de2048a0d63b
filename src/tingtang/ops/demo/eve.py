"""What a demonstration branch has arranged before its clock begins: its own table and sentences,
and the large sums that customers reserved for the first days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tingtang.access.rights import Post
from tingtang.api.bookings import phone_index, sealed_phone
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.hall.booking.actions import cash
from tingtang.hall.booking.actions.cash import Reservation
from tingtang.hall.booking.rules.bookings import phone_number
from tingtang.hall.booking.rules.cash import FEN
from tingtang.kernel.ids import new_id
from tingtang.ops.demo.content import BRANCHES
from tingtang.ops.demo.head_office import Person, own_rows, put_in_force, write_scripts
from tingtang.ops.demo.past import bring_past
from tingtang.ops.demo.portfolio import clients_of
from tingtang.ops.demo.profiles import PROFILES

OWN_TABLE = "beimen"  # its cash machines are made for pension days
HUNDREDS = (800, 600, 1500)
"""Notes of 100 yuan of a day's reservations: all of them large sums."""
DAYS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Grounds:
    """A branch that was founded: its people by login, and the moment at which its clock begins."""

    branch_id: UUID
    code: str
    people: dict[str, UUID]
    at: datetime

    def person(self, seat: str, post: Post) -> Person:
        return Person(self.branch_id, self.people[f"{self.code}-{seat}"], post)


def arrange(grounds: Grounds) -> None:
    """All of it, in the days before."""
    supervisor = grounds.person("operations", Post.OPERATIONS_SUPERVISOR)
    head = grounds.person("head", Post.BRANCH_HEAD)
    earlier = grounds.at - timedelta(days=6)
    if grounds.code == OWN_TABLE:
        put_in_force(supervisor, head, own_rows(), earlier)
    write_scripts(supervisor, head, earlier)
    _reserve_cash(grounds)
    bring_past(PROFILES[_kind(grounds.code)], head, grounds.at)


def _kind(code: str) -> str:
    return next(branch.kind for branch in BRANCHES if branch.code == code)


def _reserve_cash(grounds: Grounds) -> None:
    """Reserved with the lobby manager and confirmed by a teller, in time for the first day; of each
    later day one is left to be confirmed.
    """
    plan = plan_of(grounds.branch_id)
    lobby = grounds.person("lobby", Post.LOBBY_MANAGER)
    teller = grounds.person("1", Post.TELLER)
    told_at = grounds.at - timedelta(days=4)
    clients = clients_of(grounds.code)[::-1]
    for place, day in enumerate(_opening_days(plan, plan.day(grounds.at))):
        for number, notes in enumerate(HUNDREDS):
            phone = clients[place * len(HUNDREDS) + number].phone
            wanted = _reservation(day, notes, phone_number(phone))
            reserved = lobby.does(cash.reserve, told_at, reservation=wanted)
            if place == 0 or number < len(HUNDREDS) - 1:
                teller.does(cash.confirm_cash, told_at, cash_id=reserved.id)


def _reservation(day: date, notes: int, phone: str) -> Reservation:
    cash_id = new_id()
    return Reservation(
        cash_id,
        day,
        notes * 100 * FEN,
        [notes, 0, 0, 0, 0, 0],
        phone_index(phone),
        sealed_phone(cash_id, phone),
    )


def _opening_days(plan: Plan, first: date) -> Iterator[date]:
    """The first days on which a day is played: working days."""
    days = (first + timedelta(days=ahead) for ahead in range(7))
    working = (day for day in days if day.weekday() <= 4 and plan.opening(day))
    yield from (day for day, _ in zip(working, range(DAYS_AHEAD + 1), strict=False))
