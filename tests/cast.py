"""One small branch with named people. Every test that asks gets its own, so tests never meet.

Chen Yutong and Zhou Zimo sit behind closed counters 1 and 2 (cash), Lin Kexin at the open counter 3
(cash and non-cash), Su Xiaowen manages the lobby, Han Liqun heads the branch. Times are Friday
20 November 2026, 09:00 in Shanghai, unless a test says otherwise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from tingtang.access.actor import Actor, job
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import (
    Layout,
    found_branch,
    found_institution,
    lay_out,
    move_the_day,
)
from tingtang.bank.branch.queries import CounterPlan, MachinePlan, ServicePlan, ZonePlan
from tingtang.bank.branch.rules import BranchType, DayMove
from tingtang.bank.policy import actions as policy
from tingtang.bank.policy.actions import PolicyNow
from tingtang.bank.policy.rules.kinds.order import ORDER, ORDER_ROWS
from tingtang.bank.policy.rules.tables import Row
from tingtang.bank.staff.actions import NewStaff, enter_staff, set_shifts
from tingtang.bank.staff.queries import ShiftRow
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import SeatMove
from tingtang.hall.ticket.actions.issuing import Issued, Wish, issue
from tingtang.hall.visit.rules import ClassReason
from tingtang.kernel.ids import new_id

Answer = TypeVar("Answer")
MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


def words(text: str) -> dict[str, str]:
    """The same words in three languages."""
    return {"zh-Hans": text, "zh-Hant": text, "en": text}


_NAMES = {
    "cash": "个人现金",
    "noncash": "个人非现金",
    "corporate": "对公业务",
    "wealth": "理财咨询",
}


def _service(code: str, ordinal: int, prefix: str, **more: object) -> ServicePlan:
    name = words(_NAMES[code])
    fields: dict[str, object] = {
        "first": 1,
        "last": 799,
        "name": name,
        "hint": name,
        "plain_name": name,
        "plain_hint": name,
        "icon": "cash",
        "large_print": ordinal == 1,
        "opens": "",
        "typical_s": 300,
    } | more
    return ServicePlan(id=new_id(), code=code, ordinal=ordinal, prefix=prefix, **fields)  # type: ignore[arg-type]


PEOPLE = (
    NewStaff("hanliqun", "韩立群", Post.BRANCH_HEAD),
    NewStaff("suxiaowen", "苏晓雯", Post.LOBBY_MANAGER),
    NewStaff("chenyutong", "陈雨桐", Post.TELLER, ("cash",)),
    NewStaff("zhouzimo", "周子墨", Post.TELLER, ("cash",)),
    NewStaff("linkexin", "林可欣", Post.TELLER, ("cash", "noncash")),
)


@dataclass
class Cast:
    """A branch and its people; `at` moves only when a test says so."""

    institution: UUID
    branch: UUID
    services: dict[str, UUID]
    counters: dict[str, UUID]
    people: dict[str, UUID]
    at: datetime = MORNING
    machines: dict[str, UUID] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def staff(self, login: str) -> Actor:
        """A member of staff, signed in."""
        staff_id, scope = self.people[login], frozenset([self.branch])
        return Actor("staff", staff_id, self.posts[login], scope, subject=staff_id)

    def do(self, login: str, verb: Callable[..., Answer], **arguments: object) -> Answer:
        """A verb, done by a member of staff now."""
        return verb(actor=self.staff(login), branch_id=self.branch, at=self.at, **arguments)

    @property
    def kiosk(self) -> Actor:
        """The kiosk in the hall."""
        return Actor("device", UUID(int=1), Post.KIOSK, frozenset([self.branch]))

    @property
    def clock(self) -> Actor:
        """The clock process."""
        return job("clock", self.branch)

    def visitor(self, ticket: UUID) -> Actor:
        """The customer who holds a ticket, on the phone."""
        return Actor("visitor", ticket, Post.VISITOR, frozenset([self.branch]), subject=ticket)

    def later(self, **units: float) -> datetime:
        """Let time pass; the new time."""
        self.at += timedelta(**units)
        return self.at

    def seat(self, login: str, number: str, *, open_it: bool = True) -> None:
        """Seat somebody at a counter, and open it."""
        for move in (SeatMove.TAKE, SeatMove.OPEN)[: 2 if open_it else 1]:
            move_a_seat(
                actor=self.staff(login),
                branch_id=self.branch,
                counter_id=self.counters[number],
                move=move,
                at=self.at,
            )

    def ticket(self, service: str = "cash", **wish: object) -> Issued:
        """A number, taken at the kiosk; from the lobby manager where a class is known."""
        if "customer_class" in wish:
            wish.setdefault("reason", ClassReason.KNOWN_CUSTOMER)
        return issue(
            actor=self.staff("suxiaowen") if "customer_class" in wish else self.kiosk,
            branch_id=self.branch,
            wish=Wish(self.services[service], **wish),  # type: ignore[arg-type]
            at=self.at,
        )

    def open_day(self) -> None:
        """Open the doors."""
        move_the_day(
            actor=self.staff("suxiaowen"), branch_id=self.branch, move=DayMove.OPEN, at=self.at
        )


def layout() -> Layout:
    """Three services, three counters, one machine."""
    cash = _service("cash", 1, "A")
    noncash = _service("noncash", 2, "B")
    corporate = _service("corporate", 3, "C")
    zone = ZonePlan(new_id(), "cash", words("现金区"), 0, 0, 50, 20)
    counters = (
        CounterPlan(new_id(), "1", "closed", zone.id, (cash.id,)),
        CounterPlan(new_id(), "2", "closed", zone.id, (cash.id,)),
        CounterPlan(new_id(), "3", "open", zone.id, (cash.id, noncash.id)),
    )
    machine = MachinePlan(new_id(), "智1", "smart", zone.id, (cash.id,))
    return Layout((cash, noncash, corporate), (zone,), counters, (machine,))


def layout_with_vip_counter() -> Layout:
    """The same, with a VIP counter 7 for cash and non-cash."""
    plain = layout()
    cash, noncash, _ = plain.services
    seven = CounterPlan(new_id(), "7", "vip", plain.zones[0].id, (cash.id, noncash.id))
    return Layout(plain.services, plain.zones, (*plain.counters, seven), plain.machines)


ADVISERS = (
    NewStaff("shenyiming", "沈一鸣", Post.WEALTH_RM),
    NewStaff("xujianing", "徐嘉宁", Post.WEALTH_RM),
)


def layout_with_desks() -> Layout:
    """The same, with wealth at two relationship managers' desks, 8 and 9."""
    plain = layout()
    wealth, zone = _service("wealth", 4, "D", icon="wealth"), plain.zones[0].id
    desks = (CounterPlan(new_id(), number, "desk", zone, (wealth.id,)) for number in ("8", "9"))
    return Layout((*plain.services, wealth), plain.zones, (*plain.counters, *desks), plain.machines)


def layout_with_vip_room() -> Layout:
    """Desks 8 and 9, and a VIP counter 7 for wealth and cash."""
    with_desks = layout_with_desks()
    cash, *_, wealth = with_desks.services
    zone = with_desks.zones[0].id
    seven = CounterPlan(new_id(), "7", "vip", zone, (wealth.id, cash.id))
    counters = (*with_desks.counters, seven)
    return Layout(with_desks.services, with_desks.zones, counters, with_desks.machines)


def founded_with_desks(*more: NewStaff, bank: UUID | None = None) -> Cast:
    """The branch with Shen Yiming and Xu Jianing, who sit at the desks 8 and 9, and others."""
    return founded(people=(*PEOPLE, *ADVISERS, *more), floor=layout_with_desks(), bank=bank)


def ordered(**lines: Mapping[str, str]) -> tuple[Row, ...]:
    """The order that a branch starts with but for some results of some lines."""
    names = [result.name for result in ORDER.results]
    told = [
        (row, lines.get(row.cells[0].strip('"'), {}), dict(zip(names, row.results, strict=True)))
        for row in ORDER_ROWS
    ]
    return tuple(replace(row, results=tuple((was | new).values())) for row, new, was in told)


def put_order(branch: UUID, rows: Sequence[Row], at: datetime) -> PolicyNow:
    """A version of the table of order, from the beginning of the next business day."""
    posts = (Post.OPERATIONS_SUPERVISOR, Post.BRANCH_HEAD)
    editor, approver = (
        Actor("staff", UUID(int=n), post, frozenset([branch]), subject=UUID(int=n))
        for n, post in enumerate(posts, start=3)
    )
    now = policy.draft(actor=editor, branch_id=branch, table="order", at=at)
    mine: dict[str, Any] = {"actor": editor, "branch_id": branch, "policy_id": now.id, "at": at}
    policy.edit(**mine, rows=rows)
    policy.try_on_past(**mine)
    policy.submit(**mine)
    return policy.approve(**mine | {"actor": approver}, live_from=None)


def founded(
    *,
    demonstration: bool = False,
    hours: tuple[str, str] = ("09:00", "17:00"),
    morning: datetime = MORNING,
    people: Sequence[NewStaff] = PEOPLE,
    corporate: dict[str, list[str]] | None = None,
    floor: Layout | None = None,
    bank: UUID | None = None,
    kind: BranchType = BranchType.COMMUNITY,
    order: Sequence[Row] | None = None,
) -> Cast:
    """A branch, laid out and staffed, its day not begun; of a fresh bank unless one is named. Its
    lines wait by `order`, if any, which then was approved the evening before.
    """
    before = morning - timedelta(hours=14 if order else 2)
    institution = bank or found_institution(
        name=words("示范银行"), hotline="95000", demonstration=demonstration
    )
    week = {str(day): list(hours) for day in range(5)}
    branch = found_branch(
        institution_id=institution,
        code=uuid4().hex[:8],
        name=words("城南支行"),
        kind=kind.value,
        hours=week,
        corporate_hours=week if corporate is None else corporate,
        at=before,
    )
    administrator = Actor("staff", UUID(int=2), Post.BRANCH_HEAD, frozenset([branch]))
    floor = floor or layout()
    lay_out(actor=administrator, branch_id=branch, layout=floor, at=before)
    ids = enter_staff(actor=administrator, branch_id=branch, people=people, at=before)
    shifts = [
        ShiftRow(ids[person.login], time(8, 30), time(17, 30), person.post.value)
        for person in people
    ]
    set_shifts(
        actor=administrator,
        branch_id=branch,
        day=morning.date(),
        shifts=shifts,
        at=before,
    )
    if order is not None and tuple(order) != ORDER_ROWS:  # these it has already
        put_order(branch, order, before)
    return Cast(
        institution=institution,
        branch=branch,
        services={service.code: service.id for service in floor.services},
        counters={counter.number: counter.id for counter in floor.counters},
        people=ids,
        at=morning,
        machines={machine.name: machine.id for machine in floor.machines},
        posts={person.login: person.post for person in people},
    )
