"""What the twin suggested, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import Plan
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read
from tingtang.plan.twin.rules.came import Came
from tingtang.plan.twin.rules.changes import Change, What
from tingtang.plan.twin.rules.fits import class_id
from tingtang.plan.twin.rules.scenarios import Scenario
from tingtang.plan.twin.rules.suggesting import Life


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion. `version` is what a screen carries back."""

    id: UUID
    change: Mapping[str, Any]
    state: Life
    gain_min: float
    said: Mapping[str, Any]
    shown_at: datetime
    decided_at: datetime | None
    version: int
    afterwards: Mapping[str, Any] | None

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


_SUGGESTION = ", ".join(field.name for field in fields(SuggestionRow))


def _suggestion(*columns: Any) -> SuggestionRow:
    row = list(columns)
    row[2] = Life(row[2])
    return SuggestionRow(*row)


def suggestion_read(branch_id: UUID, suggestion_id: UUID) -> Read[SuggestionRow]:
    """One suggestion."""
    return Read(
        f"select {_SUGGESTION} from plan_suggestion where branch_id = %s and id = %s",
        (branch_id, suggestion_id),
        _suggestion,
    )


def suggestions_read(branch_id: UUID, since: datetime) -> Read[SuggestionRow]:
    """The suggestions shown since then, the newest first."""
    return Read(
        f"select {_SUGGESTION} from plan_suggestion where branch_id = %s and shown_at >= %s "
        "order by shown_at desc, gain_min desc",
        (branch_id, since),
        _suggestion,
    )


def standing_read(branch_id: UUID, since: datetime) -> Read[SuggestionRow]:
    """The suggestions that are shown, however long, and those decided upon since then."""
    return Read(
        f"select {_SUGGESTION} from plan_suggestion where branch_id = %s "
        "and (state = 'shown' or decided_at >= %s) order by shown_at",
        (branch_id, since),
        _suggestion,
    )


def unjudged_read(
    branch_id: UUID, since: datetime, until: datetime
) -> Read[tuple[UUID, datetime, Mapping[str, Any]]]:
    """The suggestions taken or dismissed between these times that nobody looked back on: with when
    they were, and the change.
    """
    return Read(
        "select id, decided_at, change from plan_suggestion where branch_id = %s "
        "and decided_at > %s and decided_at <= %s and state in ('taken', 'dismissed') "
        "and afterwards is null order by decided_at",
        (branch_id, since, until),
        lambda *row: row,
    )


def scenario_read(branch_id: UUID, suggestion_id: UUID) -> Read[tuple[Scenario, Mapping[str, Any]]]:
    """The branch as it stood when a suggestion was last estimated, and what was said of it."""
    return Read(
        "select scenario, said from plan_suggestion where branch_id = %s and id = %s",
        (branch_id, suggestion_id),
        lambda *row: row,
    )


_HELD = """
select count(*) filter (where round(said.measured) between round(said.low) and round(said.high)),
  count(*)
from plan_suggestion s, jsonb_each(s.afterwards->'classes') as c (name, found),
lateral (select (c.found->>'measured')::numeric as measured,
  case when (s.afterwards->>'done')::bool then (c.found->'with'->>1)::numeric
    else (s.said->'bands'->c.name->>0)::numeric end as low,
  case when (s.afterwards->>'done')::bool then (c.found->'with'->>2)::numeric
    else (s.said->'bands'->c.name->>1)::numeric end as high) as said
where s.branch_id = %s and s.afterwards ? 'done'
"""


@dataclass(frozen=True, slots=True)
class BandHeld:
    """How often what was measured of a class lay in the band that had been forecast for what was
    done: of all suggestions that were ever looked back on.
    """

    inside: int
    of: int


def band_held_read(branch_id: UUID) -> Read[BandHeld]:
    """The hit rate of the forecasts; to whole minutes, as screens tell them."""
    return Read(_HELD, (branch_id,), BandHeld)


_OPENED = """
select exists (select 1 from ledger_entry where branch_id = %s and at >= %s and at < %s
  and kind = 'seat.moved' and body->>'counter' = %s and body->>'state' = 'open')
"""
_OFFERED = """
select exists (select 1 from hall_offer where branch_id = %s and offered_at >= %s
  and offered_at < %s and service_id = %s and place = %s and why_not is null)
"""


def done_read(plan: Plan, change: Change, since: datetime, until: datetime) -> Read[bool]:
    """Whether it came about, whatever was said: the counter began to call, or customers of the
    service were offered the machines.
    """
    span = plan.branch_id, since, until
    if change.what is What.DIVERT:
        services = (each.id for each in plan.services.values() if each.code == change.service)
        return Read(_OFFERED, (*span, next(services, None), change.machine), bool)
    number = change.other if change.what is What.MOVE else change.counter
    counters = (str(each.id) for each in plan.counters.values() if each.number == number)
    return Read(_OPENED, (*span, next(counters, None)), bool)


def came_between_read(plan: Plan, since: datetime, until: datetime) -> Read[Came | None]:
    """The numbers that waited at `since` or were taken until `until`; None of a service that the
    plan does not know any more. Who left their line and came back is left out.
    """

    def made(line_class: int, service_id: UUID, *times: Any) -> Came | None:
        service = plan.services.get(service_id)
        if service is None:
            return None
        return Came(class_id(LineClass(line_class), service.code), *times)

    return Read(
        "select line_class, service_id, issued_at, called_at, ended_at from hall_ticket "
        "where branch_id = %s and business_date = %s and label <> '' and line <> 0 "
        "and issued_at <= %s and (called_at is null or called_at >= %s) "
        "and (ended_at is null or ended_at >= %s)",
        (plan.branch_id, plan.day(since), until, since, since),
        made,
    )
