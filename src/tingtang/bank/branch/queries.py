"""The branch's plan as one frozen value, and its business day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from tingtang.bank.branch.models import (
    Branch,
    BranchClock,
    Channel,
    Counter,
    Institution,
    Machine,
    Parameter,
    Service,
    Zone,
)
from tingtang.bank.branch.rules import DISCIPLINES, PARAMETERS, BranchType, DayState, Discipline
from tingtang.kernel.clock import MACHINE_CLOCK, Clock, business_date
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.models import Head
from tingtang.ledger.turn import Read, follow_plans

Words = dict[str, str]


_BUSINESS = {
    "cash": "small_cash",
    "card": "non_cash",
    "wealth": "wealth",
    "company": "corporate",
}


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """A service, as the plan has it."""

    id: UUID
    code: str
    ordinal: int
    prefix: str
    first: int
    last: int
    name: Words
    hint: Words
    plain_name: Words
    plain_hint: Words
    icon: str
    large_print: bool
    opens: str
    typical_s: int

    @property
    def corporate(self) -> bool:
        """Whether it goes by the hours of business customers."""
        return self.icon == "company"

    @property
    def business(self) -> str:
        """What its customers come for as the tables ask it, until somebody says it more exactly."""
        return _BUSINESS.get(self.icon, "other")


@dataclass(frozen=True, slots=True)
class ZonePlan:
    """A zone of the floor plan (0–100 each way)."""

    id: UUID
    kind: str
    name: Words
    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class CounterPlan:
    """A counter, with the services it can do."""

    id: UUID
    number: str
    kind: str
    zone_id: UUID
    services: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class MachinePlan:
    """A self-service machine, with the services it can do."""

    id: UUID
    name: str
    kind: str
    zone_id: UUID
    services: tuple[UUID, ...]


@dataclass(frozen=True)
class Plan:
    """Everything of a branch that changes only by `plan_changed` entries; `version` is the last
    one's.
    """

    branch_id: UUID
    version: int
    institution_id: UUID
    bank: Words
    name: Words
    code: str
    kind: str
    hotline: str
    zone: str
    demonstration: bool
    clock: Clock
    hours: dict[str, list[str]]
    corporate_hours: dict[str, list[str]]
    public_address: str
    services: dict[UUID, ServicePlan]
    zones: dict[UUID, ZonePlan]
    counters: dict[UUID, CounterPlan]
    machines: dict[UUID, MachinePlan]
    parameters: dict[str, int]

    @property
    def is_head_office(self) -> bool:
        """Whether its decision tables are the bank's."""
        return self.kind == BranchType.HEAD_OFFICE

    def day(self, at: datetime) -> date:
        """The business date at `at`."""
        return business_date(at, self.zone, self.parameters["cutover_hour"])

    def local(self, at: datetime) -> datetime:
        """The same instant, as the branch's clocks show it."""
        return at.astimezone(ZoneInfo(self.zone))

    def whole_day(self, day: date) -> tuple[datetime, datetime]:
        """From when to when a business date lasts: from cutover to cutover."""
        cut = time(self.parameters["cutover_hour"]).isoformat()
        begins, _ = self._span([cut, cut], day)
        return begins, begins + timedelta(days=1)

    def begins(self, day: date) -> datetime:
        """When the business day of `day` begins: at its cutover."""
        return self.whole_day(day)[0]

    def next_begins(self, day: date) -> tuple[datetime, ...]:
        """When the opening days after `day` begin, within a fortnight; if none opens, the next."""
        days = [day + timedelta(days=ahead) for ahead in range(1, 15)]
        return tuple(self.begins(each) for each in days if self.opening(each)) or (
            self.begins(days[0]),
        )

    @property
    def discipline(self) -> Discipline:
        """The branch's discipline."""
        return DISCIPLINES[self.parameters["discipline"]]

    def service(self, service_id: UUID) -> ServicePlan:
        """The service; refuses with `unknown_service`."""
        try:
            return self.services[service_id]
        except KeyError:
            raise Refused("unknown_service", where="service") from None

    def counter(self, counter_id: UUID) -> CounterPlan:
        """The counter; refuses with `unknown_counter`."""
        try:
            return self.counters[counter_id]
        except KeyError:
            raise Refused("unknown_counter", where="counter") from None

    def opening(self, day: date) -> tuple[datetime, datetime] | None:
        """When the doors open and close on `day` (UTC), or None on a day off."""
        hours = self.hours.get(str(day.weekday()))
        return self._span(hours, day) if hours else None

    def service_hours(self, service: ServicePlan, day: date) -> tuple[datetime, datetime] | None:
        """From when to when numbers of the service are given on `day` (UTC): from the cutover where
        it begins with the doors, until the next where it ends with them. None: it rests.
        """
        begins, ends = self.whole_day(day)
        doors = self.opening(day)
        if doors is not None and service.corporate:
            span = self.corporate_hours.get(str(day.weekday()))
            if not span:
                return None
            own = self._span(span, day)
            begins = own[0] if own[0] > doors[0] else begins
            ends = own[1] if own[1] < doors[1] else ends
        if service.opens:
            begins = max(begins, self._span([service.opens, service.opens], day)[0])
        return begins, ends

    def check_hours(self, service: ServicePlan, at: datetime) -> None:
        """Refuse outside the service's hours: it rests, begins later, or has ended."""
        hours = self.service_hours(service, self.day(at))
        if hours is None:
            raise Refused("service_rests")
        begins, ends = (self.local(each) for each in hours)
        if at < begins:
            raise Refused("service_later", opens=begins.strftime("%H:%M"))
        if at >= ends:
            raise Refused("service_over", closes=ends.strftime("%H:%M"))

    def _span(self, hours: list[str], day: date) -> tuple[datetime, datetime]:
        zone = ZoneInfo(self.zone)
        opens, closes = (datetime.combine(day, time.fromisoformat(each), zone) for each in hours)
        return opens, closes

    def next_opening(self, day: date) -> datetime | None:
        """When the doors open next after `day`, within a fortnight."""
        for ahead in range(1, 15):
            opening = self.opening(day + timedelta(days=ahead))
            if opening:
                return opening[0]
        return None


_plans: dict[UUID, Plan] = {}


def plan_of(branch_id: UUID) -> Plan:
    """The branch's plan, as last read by this process; a turn says if it has changed since."""
    plan = _plans.get(branch_id)
    return plan if plan is not None else reread_plan(branch_id)


def reread_plan(branch_id: UUID) -> Plan:
    """The branch's plan, from the database."""
    with transaction.atomic():
        scope(branch_id)
        plan = _read_plan(branch_id)
    _plans[branch_id] = plan
    return plan


follow_plans(reread_plan)


def now_in(branch_id: UUID) -> datetime:
    """The branch's time. A demonstration's clock may have been set by another process since."""
    plan = plan_of(branch_id)
    if plan.demonstration and look(branch_id, plan_version_read(branch_id))[0] != [plan.version]:
        plan = reread_plan(branch_id)
    return plan.clock.now()


def plan_version_read(branch_id: UUID) -> Read[int]:
    """The version of the branch's plan."""
    return Read(
        "select plan from ledger_head where branch_id = %s", (branch_id,), lambda version: version
    )


def scope(branch_id: UUID) -> None:
    """Let the present transaction see the rows of this branch, for reading."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('tingtang.branch', %s, true)", [str(branch_id)])


def _read_plan(branch_id: UUID) -> Plan:
    try:
        head = Head.objects.get(branch_id=branch_id)
        branch = Branch.objects.select_related("institution").get(id=branch_id)
    except (Head.DoesNotExist, Branch.DoesNotExist):
        raise Refused("unknown_branch") from None
    services = _services(branch_id)
    channels = sorted(
        Channel.objects.filter(branch_id=branch_id), key=lambda c: services[c.service_id].ordinal
    )
    own = {row.name: row.value for row in Parameter.objects.filter(branch_id=branch_id)}
    return Plan(
        branch_id=branch_id,
        version=head.plan,
        institution_id=branch.institution_id,
        bank=branch.institution.name,
        name=branch.name,
        code=branch.code,
        kind=branch.kind,
        hotline=branch.institution.hotline,
        zone=branch.zone,
        demonstration=branch.institution.demonstration,
        clock=_clock(branch),
        hours=branch.hours,
        corporate_hours=branch.corporate_hours,
        public_address=branch.public_address,
        services=services,
        zones={
            z.id: ZonePlan(z.id, z.kind, z.name, z.x, z.y, z.w, z.h)
            for z in Zone.objects.filter(branch_id=branch_id)
        },
        counters=_counters(branch_id, channels),
        machines=_machines(branch_id, channels),
        parameters={name: own.get(name, bounds.default) for name, bounds in PARAMETERS.items()},
    )


def _clock(branch: Branch) -> Clock:
    row = BranchClock.objects.filter(branch_id=branch.id).first()
    if row is None or not branch.institution.demonstration:
        return MACHINE_CLOCK
    return Clock(row.set_at, row.shows, row.scale)


def _services(branch_id: UUID) -> dict[UUID, ServicePlan]:
    rows = Service.objects.filter(branch_id=branch_id).order_by("ordinal")
    names = ServicePlan.__dataclass_fields__
    return {row.id: ServicePlan(**{name: getattr(row, name) for name in names}) for row in rows}


def _counters(branch_id: UUID, channels: list[Channel]) -> dict[UUID, CounterPlan]:
    rows = Counter.objects.filter(branch_id=branch_id)
    ordered = sorted(rows, key=lambda row: (len(row.number), row.number))
    return {
        row.id: CounterPlan(
            row.id, row.number, row.kind, row.zone_id, _served(channels, counter_id=row.id)
        )
        for row in ordered
    }


def _machines(branch_id: UUID, channels: list[Channel]) -> dict[UUID, MachinePlan]:
    rows = Machine.objects.filter(branch_id=branch_id).order_by("name")
    return {
        row.id: MachinePlan(
            row.id, row.name, row.kind, row.zone_id, _served(channels, machine_id=row.id)
        )
        for row in rows
    }


def _served(
    channels: list[Channel], *, counter_id: UUID | None = None, machine_id: UUID | None = None
) -> tuple[UUID, ...]:
    place = (counter_id, machine_id)
    return tuple(c.service_id for c in channels if (c.counter_id, c.machine_id) == place)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A business day's state."""

    date: date
    state: DayState


def _day_row(day: date, state: str) -> DayRow:
    return DayRow(day, DayState(state))


def day_read(branch_id: UUID, day: date) -> Read[DayRow]:
    """The business day of `day`, if it was begun."""
    return Read(
        "select date, state from bank_day where branch_id = %s and date = %s",
        (branch_id, day),
        _day_row,
    )


def check_not_closed(found: Iterable[DayRow]) -> None:
    """Refuse with `day_closed` what concerns somebody of a day that is over."""
    if any(row.state is DayState.CLOSED for row in found):
        raise Refused("day_closed")


def unclosed_days_read(branch_id: UUID, before: date) -> Read[DayRow]:
    """Earlier business days that nobody closed."""
    return Read(
        "select date, state from bank_day where branch_id = %s and date < %s "
        "and state <> 'closed' order by date",
        (branch_id, before),
        _day_row,
    )


@dataclass(frozen=True, slots=True)
class StoppageRow:
    """A service stopped for now."""

    service_id: UUID
    notice: str


def stoppages_read(branch_id: UUID, day: date) -> Read[StoppageRow]:
    """The services stopped on `day`."""
    return Read(
        "select service_id, notice from bank_stoppage where branch_id = %s and date = %s",
        (branch_id, day),
        StoppageRow,
    )


@dataclass(frozen=True, slots=True)
class OwnParameter:
    """A parameter that the branch has set; `set_by` is the actor's mark."""

    name: str
    value: int
    set_at: datetime | None
    set_by: str


def own_parameters_read(branch_id: UUID) -> Read[OwnParameter]:
    """The parameters that the branch has set; the others have their defaults."""
    return Read(
        "select name, value, set_at, set_by from bank_parameter where branch_id = %s",
        (branch_id,),
        OwnParameter,
    )


def branch_by_code(code: str) -> UUID:
    """The branch with this code; refuses with `unknown_branch`."""
    found = Branch.objects.filter(code=code).values_list("id", flat=True).first()
    if found is None:
        raise Refused("unknown_branch")
    return found


def branch_ids() -> list[UUID]:
    """Every branch of this installation."""
    return list(Branch.objects.order_by("code").values_list("id", flat=True))


def branches_of(institution_id: UUID) -> list[UUID]:
    """Every branch of one bank, head office among them."""
    found = Branch.objects.filter(institution_id=institution_id).order_by("code")
    return list(found.values_list("id", flat=True))


def branch_codes() -> dict[str, UUID]:
    """Every branch of this installation, by code."""
    return dict(Branch.objects.order_by("code").values_list("code", "id"))


def institution_named(name: str) -> tuple[UUID, str] | None:
    """The bank of this name (in zh-Hans): its id and its hotline."""
    found = Institution.objects.filter(name__contains={"zh-Hans": name}, demonstration=False)
    return found.values_list("id", "hotline").first()
