"""The demonstration bank: three branches, their floors and their people. Everybody is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from tingtang.access.actions import place_device
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.api.demonstration import Seat, mark
from tingtang.bank.branch.actions import (
    Layout,
    found_branch,
    found_institution,
    lay_out,
    set_clock,
    set_parameter,
)
from tingtang.bank.branch.queries import (
    CounterPlan,
    MachinePlan,
    ServicePlan,
    ZonePlan,
    plan_of,
    scope,
)
from tingtang.bank.branch.rules import CounterKind
from tingtang.bank.staff.actions import NewStaff, enter_staff, set_shifts
from tingtang.bank.staff.queries import ShiftRow, staff_of
from tingtang.kernel.clock import real_now
from tingtang.kernel.ids import new_id
from tingtang.ledger.actions import ensure_partitions
from tingtang.ops.demo.content import (
    BANK,
    BRANCHES,
    CHANNELS,
    MACHINES,
    MARKETING,
    MARKETING_NAME,
    POSTS,
    SERVICES,
    TELLERS,
    ZONES,
    BranchContent,
    MachineContent,
    ServiceContent,
)
from tingtang.ops.demo.eve import Grounds, arrange
from tingtang.ops.demo.head_office import found_head_office
from tingtang.ops.demo.moving_in import bring_customers, hold_back_sales
from tingtang.ops.demo.portfolio import complainant_of
from tingtang.ops.demo.profiles import PROFILES, SeatFigures

FRIDAY, SATURDAY = 4, 5
FOUNDED_BEFORE = timedelta(days=7)
"""The bank has stood for a week when its clocks begin: time for what is arranged a day ahead."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What a branch of the demonstration is founded with."""

    content: BranchContent
    seats: tuple[SeatFigures, ...]
    services: tuple[ServiceContent, ...]
    tellers: tuple[str, ...]
    opens_min: int
    closes_min: int
    parameters: dict[str, int]
    machines: tuple[MachineContent, ...] = MACHINES
    last_number: int = 799
    marketing: str = ""  # who has the marketing manager's seat, if there is one
    founded: datetime | None = None  # earlier than the clock's first moment
    before: Callable[[Grounds], None] | None = None  # what was arranged before that moment


def founder(branch_id: UUID) -> Actor:
    """Who sets the demonstration up."""
    return Actor("job", "demonstration", Post.BRANCH_HEAD, frozenset([branch_id]))


def load_bank(folder: Path, at: datetime) -> None:
    """Found the demonstration bank, its clocks at `at`, and mark the folder."""
    founded = at - FOUNDED_BEFORE
    ensure_partitions(founded.date())
    institution = found_institution(name=BANK, hotline="95000", demonstration=True)
    head_office = list(found_head_office(institution, founded, at))
    branches, seats = _all(
        found_staged(institution, _staged(content, founded), at) for content in BRANCHES
    )
    for content, branch in zip(BRANCHES, branches, strict=True):
        bring_customers(content.code, at.date())
        branch_id = UUID(branch)
        hold_back_sales(branch_id, founder(branch_id), complainant_of(content.code), at)
    mark(folder, [*branches, head_office[0].branch], [*seats, *head_office])


def _all(founded: Iterable[tuple[str, list[Seat]]]) -> tuple[list[str], list[Seat]]:
    pairs = list(founded)
    return [branch for branch, _ in pairs], [seat for _, seats in pairs for seat in seats]


def _staged(content: BranchContent, founded: datetime) -> Staged:
    profile = PROFILES[content.kind]
    return Staged(
        content=content,
        seats=profile.seats,
        services=SERVICES,
        tellers=TELLERS[content.code],
        opens_min=profile.opens_min,
        closes_min=profile.closes_min,
        parameters={},
        machines=CHANNELS[content.kind],
        marketing=MARKETING[content.code],
        founded=founded,
        before=arrange,
    )


def found_staged(institution: UUID, staged: Staged, at: datetime) -> tuple[str, list[Seat]]:
    """A branch as staged, its clock at `at`; its id and the seats that may be opened."""
    content, founded = staged.content, staged.founded or at
    week = {str(day): [_clock(staged.opens_min), _clock(staged.closes_min)] for day in range(7)}
    branch_id = found_branch(
        institution_id=institution,
        code=content.code,
        name=content.name,
        kind=content.kind,
        hours=week,
        corporate_hours={day: hours for day, hours in week.items() if int(day) < SATURDAY},
        at=founded,
    )
    actor = founder(branch_id)
    floor = layout(staged)
    lay_out(actor=actor, branch_id=branch_id, layout=floor, at=founded)
    for name, value in staged.parameters.items():
        set_parameter(actor=actor, branch_id=branch_id, name=name, value=value, at=founded)
    staff = _staff(staged)
    people = enter_staff(actor=actor, branch_id=branch_id, people=staff, at=founded)
    if staged.before is not None:
        staged.before(Grounds(branch_id, content.code, people, at))
    set_clock(actor=actor, branch_id=branch_id, set_at=real_now(), shows=at, scale=1)
    put_on_duty(branch_id, at)
    return str(branch_id), list(_seats(content, branch_id, floor, staff, people, at))


def put_on_duty(branch_id: UUID, at: datetime) -> None:
    """Everybody works on the day of `at`."""
    day = plan_of(branch_id).day(at)
    with transaction.atomic():
        scope(branch_id)
        people = staff_of(branch_id).values()
    shifts = [ShiftRow(person.id, time(8), time(18), person.post) for person in people]
    set_shifts(actor=founder(branch_id), branch_id=branch_id, day=day, shifts=shifts, at=at)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def layout(staged: Staged) -> Layout:
    """The floor: all services, the zones of the plan, a counter for each seat, six machines."""
    services = tuple(
        ServicePlan(
            id=new_id(),
            code=each.code,
            ordinal=ordinal,
            prefix=each.prefix,
            first=1,
            last=staged.last_number,
            name=each.name,
            hint=each.hint,
            plain_name=each.plain_name,
            plain_hint=each.plain_hint,
            icon=each.icon,
            large_print=each.large_print,
            opens=each.opens,
            typical_s=each.typical_min * 60,
        )
        for ordinal, each in enumerate(staged.services, start=1)
    )
    by_code = {service.code: service.id for service in services}
    zones = {each.kind: ZonePlan(new_id(), each.kind, each.name, *each.place) for each in ZONES}
    counters = tuple(_counter(seat, by_code, zones) for seat in staged.seats)
    machines = tuple(
        MachinePlan(new_id(), each.name, each.kind, zones["self_service"].id, able)
        for each in staged.machines
        if (able := tuple(by_code[code] for code in each.services if code in by_code))
    )
    return Layout(services, tuple(zones.values()), counters, machines)


def _counter(
    seat: SeatFigures, services: dict[str, UUID], zones: dict[str, ZonePlan]
) -> CounterPlan:
    exchange = "exchange" in services and "company" in seat.services
    codes = [*seat.services, *(["exchange"] if exchange else [])]
    kind = {"vip": "vip", "desk": "rm"}.get(seat.kind)
    if kind is None:
        kind = {"cash": "cash", "card": "noncash"}.get(seat.services[0], "corporate")
    return CounterPlan(
        new_id(), seat.number, seat.kind, zones[kind].id, tuple(services[code] for code in codes)
    )


def _staff(staged: Staged) -> list[NewStaff]:
    code = staged.content.code
    people = [
        NewStaff(f"{code}-{suffix}", name, post)
        for (suffix, post, _, _), name in zip(POSTS, staged.content.leaders, strict=True)
    ]
    for seat, name in zip(staged.seats, staged.tellers, strict=True):
        post = Post.WEALTH_RM if seat.kind in ("desk", "vip") else Post.TELLER
        people.append(NewStaff(f"{code}-{seat.number}", name, post, seat.services))
    if staged.marketing:
        people.append(NewStaff(f"{code}-marketing", staged.marketing, Post.MARKETING_RM))
    return people


def _seats(
    content: BranchContent,
    branch_id: UUID,
    floor: Layout,
    staff: list[NewStaff],
    people: dict[str, UUID],
    at: datetime,
) -> Iterable[Seat]:
    branch = str(branch_id)
    waiting = next(zone for zone in floor.zones if zone.kind == "waiting")
    for post, name in (
        (Post.KIOSK, _words("取号机", "取號機", "Kiosk")),
        (Post.WALL, _words("等候屏", "等候屏", "Wall display")),
    ):
        device_id = place_device(
            actor=founder(branch_id),
            branch_id=branch_id,
            name=name["zh-Hans"],
            post=post,
            at=at,
            day=plan_of(branch_id).day(at),
            zone_id=waiting.id,
            facing=180 if post is Post.WALL else 0,
        )
        seat = f"{content.code}-{post.value}"
        yield Seat(seat, branch, "device", str(device_id), post.value, post.value, name)
    phone = _words("客户手机", "客戶手機", "Customer's phone")
    yield Seat(f"{content.code}-phone", branch, "phone", "", Post.VISITOR.value, "phone", phone)
    for (_, post, view, name), person in zip(POSTS, staff, strict=False):
        yield Seat(
            person.login,
            branch,
            "staff",
            str(people[person.login]),
            post.value,
            view,
            name,
            person.name,
        )
    for counter, person in zip(floor.counters, staff[len(POSTS) :], strict=False):
        desk = person.post is Post.WEALTH_RM
        name = (
            _words("理财经理", "理財經理", "Relationship manager")
            if desk
            else _words(
                f"{counter.number} 号窗口", f"{counter.number} 號窗口", f"Counter {counter.number}"
            )
        )
        yield Seat(
            person.login,
            branch,
            "staff",
            str(people[person.login]),
            person.post.value,
            "desk" if counter.kind == CounterKind.DESK else "counter",
            name,
            person.name,
            str(counter.id),
        )
    for person in staff:
        if person.post is Post.MARKETING_RM:
            yield Seat(
                person.login,
                branch,
                "staff",
                str(people[person.login]),
                person.post.value,
                "desk",
                MARKETING_NAME,
                person.name,
            )


def _words(hans: str, hant: str, en: str) -> dict[str, str]:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


def first_moment(now: datetime) -> datetime:
    """When a demonstration's clock starts: before the doors open on the latest working day."""
    local = now.astimezone(ZoneInfo("Asia/Shanghai"))
    back = max(0, local.weekday() - FRIDAY)
    return local.replace(hour=7, minute=30, second=0, microsecond=0) - timedelta(days=back)
