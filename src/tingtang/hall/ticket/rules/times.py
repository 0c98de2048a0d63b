"""When a called customer may be recalled or passed, and a finish taken back. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from tingtang.hall.ticket.rules.states import Move, State, move
from tingtang.kernel.refused import Refused


class Waits(Protocol):
    """What the timing rules read of a ticket."""

    @property
    def recalls(self) -> int: ...
    @property
    def called_at(self) -> datetime | None: ...
    @property
    def recalled_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


def last_call(ticket: Waits) -> datetime:
    """When the ticket was last called or recalled."""
    last = ticket.recalled_at or ticket.called_at
    if last is None:
        raise Refused("wrong_state", state="waiting", move="recall")
    return last


def check_recall(ticket: Waits, parameters: Mapping[str, int], at: datetime) -> None:
    """At most `recalls` times, `recall_gap_s` apart."""
    if ticket.recalls >= parameters["recalls"]:
        raise Refused("recalls_used_up", times=parameters["recalls"])
    wait = last_call(ticket) + timedelta(seconds=parameters["recall_gap_s"]) - at
    if wait > timedelta(0):
        raise Refused("recall_too_soon", seconds=-(-wait // timedelta(seconds=1)))


def check_no_show(ticket: Waits, parameters: Mapping[str, int], at: datetime) -> None:
    """A called customer may be passed `no_show_after_s` after the first call, shown counting."""
    called_at = ticket.called_at or at
    wait = called_at + timedelta(seconds=parameters["no_show_after_s"]) - at
    if wait > timedelta(0):
        raise Refused("too_early_to_pass", seconds=-(-wait // timedelta(seconds=1)))


def check_reopen(ticket: Waits, parameters: Mapping[str, int], at: datetime) -> None:
    """A mistaken finish may be taken back within `reopen_within_s`."""
    if ticket.ended_at is None or at - ticket.ended_at > timedelta(
        seconds=parameters["reopen_within_s"]
    ):
        raise Refused("too_late_to_reopen", seconds=parameters["reopen_within_s"])


#: A mark may be taken back for six seconds, whatever becomes of the number meanwhile; a tap in the
#: sixth still counts.
_MARK_STAYS = timedelta(seconds=10)


def check_mark(state: State, ended_at: datetime | None, at: datetime) -> None:
    """Of whose number has ended nothing is marked any more: refuses with `wrong_state`."""
    if ended_at is None or at - ended_at > _MARK_STAYS:
        move(state, Move.MARK)
