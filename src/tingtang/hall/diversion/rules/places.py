"""Which place an offer means: a machine, an open counter or an adviser's desk that is there now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from tingtang.bank.branch.queries import Plan
from tingtang.bank.branch.rules import CounterKind
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.counter.rules import SeatState

MACHINES = frozenset({"smart", "atm"})
_COUNTERS = {"open_counter": CounterKind.OPEN, "rm_desk": CounterKind.DESK}


@dataclass(frozen=True, slots=True)
class Spot:
    """One machine or counter, and how many are there or on their way (`there`)."""

    machine_id: UUID | None
    counter_id: UUID | None
    name: str  # the machine's name or the counter's number
    there: int

    @property
    def id(self) -> UUID | None:
        """The machine's or the counter's."""
        return self.machine_id or self.counter_id


def spots(
    plan: Plan,
    place: str,
    service_id: UUID,
    seats: Iterable[SeatRow],
    taken: Mapping[UUID, int],
) -> tuple[Spot, ...]:
    """Where `place` is now, the least taken first. `taken`: how many accepted an offer to each.

    A machine or an open counter must be able to do the service (the channel map); an adviser's desk
    gives advice meanwhile, so that it only has to be open.
    """
    if place in MACHINES:
        found = [
            Spot(each.id, None, each.name, taken.get(each.id, 0))
            for each in plan.machines.values()
            if each.kind == place and service_id in each.services
        ]
    else:
        found = _counters(plan, place, service_id, seats, taken)
    return tuple(sorted(found, key=lambda spot: (spot.there, len(spot.name), spot.name)))


def _counters(
    plan: Plan,
    place: str,
    service_id: UUID,
    seats: Iterable[SeatRow],
    taken: Mapping[UUID, int],
) -> list[Spot]:
    found = []
    for seat in seats:
        counter = plan.counters.get(seat.counter_id)
        if counter is None or seat.state is not SeatState.OPEN:
            continue
        able = counter.kind == CounterKind.DESK or service_id in counter.services
        if counter.kind == _COUNTERS.get(place) and able:
            there = taken.get(counter.id, 0) + (seat.ticket_id is not None)
            found.append(Spot(None, counter.id, counter.number, there))
    return found
