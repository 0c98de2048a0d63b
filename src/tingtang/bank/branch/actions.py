"""Verbs of a branch: founding, plan, parameters, clock, the business day, stopped services."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.events import (
    BranchEstablished,
    DayMoved,
    ParameterSet,
    ServiceResumed,
    ServiceStopped,
)
from tingtang.bank.branch.models import (
    Branch,
    BranchClock,
    Channel,
    Counter,
    Day,
    Institution,
    Machine,
    Parameter,
    Service,
    Stoppage,
    Zone,
)
from tingtang.bank.branch.queries import (
    CounterPlan,
    MachinePlan,
    ServicePlan,
    ZonePlan,
    day_read,
    plan_of,
    reread_plan,
    scope,
    stoppages_read,
    unclosed_days_read,
)
from tingtang.bank.branch.rules import (
    PARAMETERS,
    DayMove,
    DayState,
    check_parameter,
    move_day,
)
from tingtang.kernel.clock import business_date
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.chain import first_hash
from tingtang.ledger.models import Head
from tingtang.ledger.turn import turn, verb

NOTICES = frozenset({"cash_out", "sold_out", "system_down"})


@dataclass(frozen=True, slots=True)
class Layout:
    """What a branch is laid out with; a parameter that isn't named has its default."""

    services: Sequence[ServicePlan]
    zones: Sequence[ZonePlan]
    counters: Sequence[CounterPlan]
    machines: Sequence[MachinePlan]
    parameters: Mapping[str, int] = field(default_factory=dict)


def found_institution(*, name: Mapping[str, str], hotline: str, demonstration: bool) -> UUID:
    """A new bank; what is marked as demonstration stays so."""
    institution = Institution(
        id=new_id(), name=dict(name), hotline=hotline, demonstration=demonstration
    )
    institution.save(force_insert=True)
    return institution.id


def found_branch(
    *,
    institution_id: UUID,
    code: str,
    name: Mapping[str, str],
    kind: str,
    hours: Mapping[str, list[str]],
    corporate_hours: Mapping[str, list[str]],
    at: datetime,
    public_address: str = "",
    zone: str = "Asia/Shanghai",
) -> UUID:
    """A new branch with the first link of its chain, still without a plan."""
    branch_id = new_id()
    with transaction.atomic():
        scope(branch_id)
        Branch(
            id=branch_id,
            institution_id=institution_id,
            code=code,
            name=dict(name),
            kind=kind,
            zone=zone,
            hours=dict(hours),
            corporate_hours=dict(corporate_hours),
            public_address=public_address,
        ).save(force_insert=True)
        Head(branch_id=branch_id, sequence=0, hash=first_hash(branch_id), at=at).save(
            force_insert=True
        )
    return branch_id


def lay_out(*, actor: Actor, branch_id: UUID, layout: Layout, at: datetime) -> None:
    """Give a new branch its services, zones, counters, machines, channel map and parameters."""
    demand(actor, Right.CHANGE_PLAN, branch_id)
    for name, value in layout.parameters.items():
        check_parameter(name, value)
    plan = plan_of(branch_id)
    with turn(branch_id, actor, at, plan.day(at), plan=plan.version) as this_turn:
        if plan.services:
            raise Refused("already_laid_out")
        for service in layout.services:
            this_turn.insert(Service, **asdict(service))
        for zone in layout.zones:
            this_turn.insert(Zone, **asdict(zone))
        for counter in layout.counters:
            row = asdict(counter)
            channels = row.pop("services")
            this_turn.insert(Counter, **row)
            for service_id in channels:
                this_turn.insert(Channel, id=new_id(), service_id=service_id, counter_id=counter.id)
        for machine in layout.machines:
            row = asdict(machine)
            channels = row.pop("services")
            this_turn.insert(Machine, **row)
            for service_id in channels:
                this_turn.insert(Channel, id=new_id(), service_id=service_id, machine_id=machine.id)
        for name, value in layout.parameters.items():
            this_turn.insert(
                Parameter, name=name, value=value, set_at=this_turn.at, set_by=actor.mark
            )
            this_turn.record(ParameterSet(name, PARAMETERS[name].default, value))
        this_turn.record(
            BranchEstablished(len(layout.services), len(layout.counters)), plan_changed=True
        )
    reread_plan(branch_id)


@dataclass(frozen=True, slots=True)
class ParameterNow:
    """Answer: the parameter's value, and the version of the plan that has it."""

    name: str
    value: int
    version: int


@verb
def set_parameter(
    *,
    actor: Actor,
    branch_id: UUID,
    name: str,
    value: int,
    at: datetime,
    seen: int | None = None,
) -> ParameterNow:
    """Change one of the branch's parameters within its bounds; the next verb goes by it.

    `value` counts in the parameter's unit. Refuses with `unknown_parameter`, `outside_bounds`, and
    `stale_screen` where `seen` is another version of the plan than the one in force.
    """
    demand(actor, Right.SET_PARAMETER, branch_id)
    check_parameter(name, value)
    plan = reread_plan(branch_id)
    with turn(branch_id, actor, at, plan.day(at), plan=plan.version) as this_turn:
        if seen not in (None, plan.version):
            raise Refused("stale_screen")
        before = plan.parameters[name]
        if value == before:
            return this_turn.answer(ParameterNow(name, value, plan.version))
        this_turn.put(
            Parameter, {"name": name}, value=value, set_at=this_turn.at, set_by=actor.mark
        )
        version = this_turn.record(ParameterSet(name, before, after=value), plan_changed=True)
        answer = this_turn.answer(ParameterNow(name, value, version))
    reread_plan(branch_id)
    return answer


@verb
def set_clock(
    *, actor: Actor, branch_id: UUID, set_at: datetime, shows: datetime, scale: float
) -> None:
    """Let a demonstration's clock show another time, or run faster; a real branch's never can."""
    demand(actor, Right.CHANGE_PLAN, branch_id)
    plan = reread_plan(branch_id)
    if not plan.demonstration:
        raise Refused("real_clock")
    if not 1 <= scale <= 600:
        raise Refused("outside_bounds", where="scale", value=int(scale), least=1, most=600)
    day = business_date(shows, plan.zone, plan.parameters["cutover_hour"])
    with turn(branch_id, actor, shows, day, plan=plan.version) as this_turn:
        if shows < this_turn.at:
            raise Refused("clock_backwards")
        this_turn.put(BranchClock, {}, set_at=set_at, shows=shows, scale=scale)
        this_turn.record(
            ParameterSet("clock_scale", int(plan.clock.scale), int(scale)), plan_changed=True
        )
    reread_plan(branch_id)


@dataclass(frozen=True, slots=True)
class DayMovedOn:
    """Answer: the state that the business day is in now."""

    state: DayState


@verb
def move_the_day(*, actor: Actor, branch_id: UUID, move: DayMove, at: datetime) -> DayMovedOn:
    """Begin, open, stop numbers, begin to close: all but `close`, which ends tickets
    (hall/ticket).
    """
    demand(actor, Right.RUN_DAY, branch_id)
    if move is DayMove.CLOSE:
        raise ValueError("closing a day is hall.ticket's verb")
    plan = plan_of(branch_id)
    day = plan.day(at)
    today = day_read(branch_id, day)
    left_open = unclosed_days_read(branch_id, day)
    with turn(branch_id, actor, at, day, today, left_open, plan=plan.version) as this_turn:
        rows = this_turn.found(today)
        if this_turn.found(left_open):
            rows = this_turn.found(left_open)[:1]
            if move in (DayMove.PREPARE, DayMove.OPEN):
                raise Refused("day_left_open", date=rows[0].date.isoformat())
        state = move_day(rows[0].state if rows else None, move)
        moved = rows[0].date if rows else day
        this_turn.put(Day, {"date": moved}, state=state.value, moved_at=this_turn.at)
        this_turn.record(DayMoved(date=moved, move=move.value, state=state.value))
        return this_turn.answer(DayMovedOn(state))


@dataclass(frozen=True, slots=True)
class ServiceMoved:
    """Answer: whether the service is stopped now."""

    service: UUID
    stopped: bool


@verb
def stop_service(
    *, actor: Actor, branch_id: UUID, service_id: UUID, notice: str, at: datetime
) -> ServiceMoved:
    """Stop one service with a notice: no numbers, no calls, until it is resumed or the day ends."""
    demand(actor, Right.STOP_SERVICE, branch_id)
    if notice not in NOTICES:
        raise Refused("bad_input", where="notice")
    plan = plan_of(branch_id)
    day = plan.day(at)
    plan.service(service_id)
    with turn(branch_id, actor, at, day, plan=plan.version) as this_turn:
        this_turn.put(Stoppage, {"service_id": service_id}, date=day, notice=notice)
        this_turn.record(ServiceStopped(service_id, notice))
        return this_turn.answer(ServiceMoved(service_id, stopped=True))


@verb
def resume_service(
    *, actor: Actor, branch_id: UUID, service_id: UUID, at: datetime
) -> ServiceMoved:
    """A stopped service goes on."""
    demand(actor, Right.STOP_SERVICE, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    stopped = stoppages_read(branch_id, day)
    with turn(branch_id, actor, at, day, stopped, plan=plan.version) as this_turn:
        if service_id not in {row.service_id for row in this_turn.found(stopped)}:
            raise Refused("not_stopped")
        this_turn.delete(Stoppage, service_id=service_id)
        this_turn.record(ServiceResumed(service_id))
        return this_turn.answer(ServiceMoved(service_id, stopped=False))
