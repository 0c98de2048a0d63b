"""What could be done differently now. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from tingtang.bank.branch.rules import Discipline
from tingtang.hall.counter.rules import SeatState
from tingtang.kernel.refused import Refused
from tingtang.plan.twin.rules.fits import Fit
from tingtang.plan.twin.rules.offers import NOWHERE, Step, Steps
from tingtang.plan.twin.rules.present import Present, Working
from tingtang.plan.twin.rules.scenarios import Known


class What(StrEnum):
    """A kind of change."""

    OPEN = "open"  # a counter begins to call
    CLOSE = "close"  # a counter ends with the customer who is there
    MOVE = "move"  # whoever sits at one counter goes to another
    DIVERT = "divert"  # customers of a service are offered the machines of a kind
    DISCIPLINE = "discipline"  # how the lines wait


#: What a change of a kind says; it says nothing else.
SAYS: Final = {
    What.OPEN: {"counter"},
    What.CLOSE: {"counter"},
    What.MOVE: {"counter", "other"},
    What.DIVERT: {"service", "machine"},
    What.DISCIPLINE: {"discipline"},
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: counters by their number, services by their code, machines by their kind."""

    what: What
    counter: str = ""
    other: str = ""
    service: str = ""
    machine: str = ""
    discipline: str = ""

    def json(self) -> dict[str, str]:
        """As it is kept; what it does not say is left out."""
        said = {
            "what": self.what.value,
            "counter": self.counter,
            "other": self.other,
            "service": self.service,
            "machine": self.machine,
            "discipline": self.discipline,
        }
        return {name: each for name, each in said.items() if each}


def change_of(kept: Mapping[str, Any]) -> Change:
    """The reverse of `Change.json`."""
    return Change(**{**kept, "what": What(kept["what"])})


def changed(known: Known, change: Change) -> Known:
    """What is known, as if the change had been made now. Refuses with `unknown_counter`, or with
    `change_impossible` what would change nothing.
    """
    match change.what:
        case What.OPEN:
            return replace(known, now=_opened(known, known.now, change.counter))
        case What.CLOSE:
            left = _closed(known, known.now, change.counter)
            return replace(known, now=left, fit=_attended(known.fit, change.counter, None))
        case What.MOVE:
            left = _closed(known, known.now, change.counter)
            now = _opened(known, left, change.other)
            return replace(known, now=now, fit=_attended(known.fit, change.counter, change.other))
        case What.DISCIPLINE:
            if change.discipline == known.discipline:
                raise Refused("change_impossible", where="discipline")
            return replace(known, discipline=Discipline(change.discipline))
        case What.DIVERT:
            check_offered(known, change)
            return replace(known, offered={change.service: _steps(known, change)})


def _steps(known: Known, change: Change) -> Steps:
    """When the table in force offers the machines; where it never does, as soon as nobody is free:
    what a row of the table would do.
    """
    place = change.machine
    steps = known.offers.get(change.service, ())
    if all(step.place != place for step in steps):
        return (Step(0, place),)
    return [step if step.place == place else Step(step.waiting, NOWHERE) for step in steps]


def _attended(fit: Fit, counter: str, instead: str | None) -> Fit:
    """Whoever ends at a counter does not come back there today; pauses where they sit instead."""
    usual = {number: spans for number, spans in fit.usual.items() if number != counter}
    if instead is not None and counter in fit.usual:
        usual[instead] = fit.usual[counter]
    return replace(fit, usual=usual)


def check_offered(known: Known, change: Change) -> None:
    """Refuse where no machine of the kind does the service."""
    plan = known.plan
    if not any(
        machine.kind == change.machine
        and any(plan.services[each].code == change.service for each in machine.services)
        for machine in plan.machines.values()
    ):
        raise Refused("change_impossible", where="service")


def _working(known: Known, now: Present, number: str) -> Working:
    """The counter's seat; one that was never taken is vacant."""
    if all(each.number != number for each in known.plan.counters.values()):
        raise Refused("unknown_counter", where="counter")
    vacant = Working(number, SeatState.VACANT, now.at, None, None)
    return next((each for each in now.counters if each.number == number), vacant)


def _put(now: Present, seat: Working) -> Present:
    others = [each for each in now.counters if each.number != seat.number]
    return replace(now, counters=[*others, seat])


def _opened(known: Known, now: Present, number: str) -> Present:
    seat = _working(known, now, number)
    if seat.state is SeatState.OPEN:
        raise Refused("change_impossible", where="counter")
    return _put(now, replace(seat, state=SeatState.OPEN, since=now.at, pause=None))


def _closed(known: Known, now: Present, number: str) -> Present:
    seat = _working(known, now, number)
    if seat.state is not SeatState.OPEN:
        raise Refused("change_impossible", where="counter")
    return _put(now, replace(seat, state=SeatState.CLOSING, since=now.at))
