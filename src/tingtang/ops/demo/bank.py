"""The demonstration bank: three branches, their floors and their people. Everybody is invented."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from tingtang.access.actions import place_device
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.api.demonstration import Seat, mark
from tingtang.bank.branch.actions import Layout, found_branch, found_institution, lay_out, set_clock
from tingtang.bank.branch.queries import CounterPlan, MachinePlan, ServicePlan, ZonePlan, plan_of
from tingtang.bank.staff.actions import NewStaff, enter_staff, set_shifts
from tingtang.bank.staff.queries import ShiftRow
from tingtang.kernel.clock import real_now
from tingtang.kernel.ids import new_id
from tingtang.ops.demo.content import (
    BANK,
    BRANCHES,
    POSTS,
    SERVICES,
    TELLERS,
    ZONES,
    BranchContent,
)
from tingtang.ops.demo.profiles import PROFILES, SeatFigures

FOUNDER = Actor("job", "demonstration", Post.BRANCH_HEAD, frozenset())


@dataclass(frozen=True, slots=True)
class Founded:
    """A branch of the demonstration, as it was loaded."""

    branch_id: UUID
    code: str
    counters: dict[str, UUID]
    people: dict[str, UUID]
    seats: tuple[Seat, ...]


def founder(branch_id: UUID) -> Actor:
    """Who sets the demonstration up."""
    return Actor("job", "demonstration", Post.BRANCH_HEAD, frozenset([branch_id]))


def load_bank(folder: Path, at: datetime) -> list[Founded]:
    """Found the demonstration bank, its clocks at `at`, and mark the folder."""
    institution = found_institution(name=BANK, hotline="95000", demonstration=True)
    branches = [_load_branch(institution, content, at) for content in BRANCHES]
    mark(
        folder,
        [str(branch.branch_id) for branch in branches],
        [seat for branch in branches for seat in branch.seats],
    )
    return branches


def _load_branch(institution: UUID, content: BranchContent, at: datetime) -> Founded:
    profile = PROFILES[content.kind]
    week = {str(day): [_clock(profile.opens_min), _clock(profile.closes_min)] for day in range(7)}
    working = {day: hours for day, hours in week.items() if int(day) < 5}
    branch_id = found_branch(
        institution_id=institution,
        code=content.code,
        name=content.name,
        kind=content.kind,
        hours=week,
        corporate_hours=working,
        at=at,
    )
    actor = founder(branch_id)
    floor = layout(profile.seats)
    lay_out(actor=actor, branch_id=branch_id, layout=floor, at=at)
    set_clock(actor=actor, branch_id=branch_id, set_at=real_now(), shows=at, scale=1)
    staff = _staff(content, profile.seats)
    people = enter_staff(actor=actor, branch_id=branch_id, people=staff, at=at)
    day = plan_of(branch_id).day(at)
    shifts = [
        ShiftRow(people[person.login], time(8), time(18), person.post.value) for person in staff
    ]
    set_shifts(actor=actor, branch_id=branch_id, day=day, shifts=shifts, at=at)
    counters = {counter.number: counter.id for counter in floor.counters}
    seats = _seats(content, branch_id, floor, staff, people, at)
    return Founded(branch_id, content.code, counters, people, tuple(seats))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def layout(seats: Iterable[SeatFigures]) -> Layout:
    """The floor: all services, the zones of the plan, a counter for each seat, six machines."""
    services = tuple(
        ServicePlan(
            id=new_id(),
            code=each.code,
            ordinal=ordinal,
            prefix=each.prefix,
            first=1,
            last=799,
            name=each.name,
            hint=each.hint,
            plain_name=each.plain_name,
            plain_hint=each.plain_hint,
            icon=each.icon,
            large_print=each.large_print,
            opens=each.opens,
            typical_s=each.typical_min * 60,
        )
        for ordinal, each in enumerate(SERVICES, start=1)
    )
    by_code = {service.code: service.id for service in services}
    zones = {each.kind: ZonePlan(new_id(), each.kind, each.name, *each.place) for each in ZONES}
    counters = tuple(_counter(seat, by_code, zones) for seat in seats)
    machines = tuple(
        MachinePlan(
            new_id(),
            name,
            "smart" if name.startswith("智") else "atm",
            zones["self_service"].id,
            (by_code["cash"], by_code["card"]) if name.startswith("智") else (by_code["cash"],),
        )
        for name in ("智1", "智2", "智3", "智4", "取1", "取2")
    )
    return Layout(services, tuple(zones.values()), counters, machines)


def _counter(
    seat: SeatFigures, services: dict[str, UUID], zones: dict[str, ZonePlan]
) -> CounterPlan:
    codes = [*seat.services, *(["exchange"] if "company" in seat.services else [])]
    kind = {"vip": "vip", "desk": "rm"}.get(seat.kind)
    if kind is None:
        kind = {"cash": "cash", "card": "noncash"}.get(seat.services[0], "corporate")
    return CounterPlan(
        new_id(), seat.number, seat.kind, zones[kind].id, tuple(services[code] for code in codes)
    )


def _staff(content: BranchContent, seats: Iterable[SeatFigures]) -> list[NewStaff]:
    people = [
        NewStaff(f"{content.code}-{suffix}", name, post)
        for (suffix, post, _, _), name in zip(POSTS, content.leaders, strict=True)
    ]
    for seat, name in zip(seats, TELLERS[content.code], strict=True):
        post = Post.WEALTH_RM if seat.kind in ("desk", "vip") else Post.TELLER
        people.append(NewStaff(f"{content.code}-{seat.number}", name, post, seat.services))
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
        (Post.WALL, _words("大厅屏", "大廳屏", "Wall display")),
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
    for counter, person in zip(floor.counters, staff[len(POSTS) :], strict=True):
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
            "counter",
            name,
            person.name,
            str(counter.id),
        )


def _words(hans: str, hant: str, en: str) -> dict[str, str]:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


def first_moment(now: datetime) -> datetime:
    """When a demonstration's clock starts: an hour before today's doors open, in Shanghai."""
    local = now + timedelta(hours=8)
    morning = datetime.combine(local.date(), time(7, 30), tzinfo=now.tzinfo)
    return morning - timedelta(hours=8)
