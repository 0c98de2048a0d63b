"""A planned day lived in memory, without a server: what its waits will look like.

The same rule as the hall's (`engines/line.py`: priority with caps on overtakes and waiting), the
same tellers and customers as the player's. What it leaves out: parking, phones, second services.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from tingtang.engines import line
from tingtang.hall.ticket.queries import START_ORDER
from tingtang.hall.ticket.rules import Terms
from tingtang.hall.visit.rules import LineClass
from tingtang.ops.demo.day import PlannedCustomer, SeatPlan

NO_SHOW_S = 90.0
GRACE_S = 60 * 60.0
"""Seats that drain stay so long after their last spell, for those still inside."""


@dataclass(frozen=True, slots=True)
class Lived:
    """How one planned customer fared; `called_s` and `seat` are None for those whose patience
    ended.
    """

    customer: PlannedCustomer
    called_s: float | None
    overtaken: int
    seat: str | None = None

    @property
    def waited_s(self) -> float | None:
        return None if self.called_s is None else self.called_s - self.customer.arrives_s


@dataclass(slots=True)
class _Waiting:
    customer: PlannedCustomer
    overtaken: int = 0

    @property
    def line_class(self) -> LineClass:
        if self.customer.need is not None:
            return LineClass.CARE
        return LineClass.VIP if self.customer.customer_class == "vip" else LineClass.ORDINARY

    @property
    def terms(self) -> Terms:
        return START_ORDER.terms[self.line_class]


def rehearse(customers: Sequence[PlannedCustomer], seats: Sequence[SeatPlan]) -> tuple[Lived, ...]:
    """Live the day; the answer is in order of arrival."""
    hall = _Hall(seats)
    order = count()
    moments: list[tuple[float, int, PlannedCustomer | None, SeatPlan | None]] = [
        *((one.arrives_s, next(order), one, None) for one in customers),
        *((s.from_s, next(order), None, seat) for seat in seats for s in seat.spells),
    ]
    heapq.heapify(moments)
    while moments:
        now, _, arrived, freed = heapq.heappop(moments)
        for seat, back_s in hall.at(now, arrived, freed):
            heapq.heappush(moments, (back_s, next(order), None, seat))
    return tuple(hall.lived.get(one.key, Lived(one, None, 0)) for one in customers)


class _Hall:
    """Who waits, which seats are idle, and how it went."""

    def __init__(self, seats: Sequence[SeatPlan]) -> None:
        self.idle: list[SeatPlan] = []
        self.busy_until = {seat.number: 0.0 for seat in seats}
        self.waiting: list[_Waiting] = []
        self.lived: dict[int, Lived] = {}

    def at(
        self, now: float, arrived: PlannedCustomer | None, freed: SeatPlan | None
    ) -> list[tuple[SeatPlan, float]]:
        """Somebody came or a seat is free: the seats called to, and when each is free again."""
        self.waiting = [
            one for one in self.waiting if one.customer.arrives_s + one.customer.patience_s >= now
        ]
        if arrived is not None:
            self.waiting.append(_Waiting(arrived))
        if freed is not None and freed not in self.idle and self.busy_until[freed.number] <= now:
            self.idle.append(freed)
        self.idle = [seat for seat in self.idle if _present(seat, now)]
        called = []
        for seat in tuple(self.idle):
            one = self._call(seat, now)
            if one is not None:
                self.idle.remove(seat)
                back_s = seat.ready_s(now, now + _occupied_s(one))
                self.busy_until[seat.number] = back_s
                called.append((seat, back_s))
        return called

    def _call(self, seat: SeatPlan, now: float) -> PlannedCustomer | None:
        """The hall's rule over everybody waiting, as if each were the head of a line."""
        able = [
            one
            for one in self.waiting
            if one.customer.service in seat.services
            and (not seat.vips_only or one.line_class is LineClass.VIP)
        ]
        index, _ = line.choose(
            line.PRIORITY,
            now,
            len(able),
            [one.customer.key for one in able],
            [one.customer.arrives_s for one in able],
            [one.terms.priority for one in able],
            [one.terms.rate for one in able],
            [0.0] * len(able),
            [one.overtaken for one in able],
            [one.terms.max_overtakes for one in able],
            [one.terms.max_wait_min * 60.0 for one in able],
        )
        if index == line.NOBODY:
            return None
        called = able[index]
        self.waiting.remove(called)
        for one in able:
            if one.customer.key < called.customer.key:
                one.overtaken += 1
        self.lived[called.customer.key] = Lived(called.customer, now, called.overtaken, seat.number)
        return called.customer


def _present(seat: SeatPlan, now: float) -> bool:
    return seat.open_at(now) or (seat.drains and 0 <= now - seat.closes_s < GRACE_S)


def _occupied_s(one: PlannedCustomer) -> float:
    if one.never_served:
        return 0.0
    return one.walks_s + one.service_s if one.shows_up else NO_SHOW_S
