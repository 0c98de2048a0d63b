"""How the lines of a branch wait on a business day, by the table of order in force."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias
from uuid import UUID

from tingtang.bank.branch.queries import Plan
from tingtang.bank.policy.queries import PolicyRow, Ruling, carried, carried_read, made, start_of
from tingtang.bank.policy.rules.kinds.order import NO_CAP, ORDER
from tingtang.bank.policy.rules.tables import Row
from tingtang.hall.ticket.rules import Order, Terms
from tingtang.hall.visit.rules import LineClass
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read

OrderRow: TypeAlias = tuple[PolicyRow, tuple[Row, ...]]


def order_read(branch_id: UUID) -> Read[OrderRow]:
    """Every version of the table of order that was approved: a reading of the hall takes it along,
    for `order_on`.
    """
    return carried_read(branch_id, ORDER)


def order_on(plan: Plan, day: date, found: Sequence[OrderRow]) -> Order:
    """How the lines wait on `day`. The table changes before the first numbers of a day only, so the
    version at the day's beginning holds.
    """
    return _order(carried(found, ORDER, plan.begins(day)))


_orders: dict[UUID, tuple[tuple[int, date], Order]] = {}  # of the day last asked about


def order_of(plan: Plan, day: date) -> Order:
    """How the lines wait on `day`, read once a day by this process. A branch's own version changes
    the plan; its bank's is approved before the day begins that it is in force from.
    """
    known = _orders.get(plan.branch_id)
    if known is None or known[0] != (plan.version, day):
        (found,) = look(plan.branch_id, order_read(plan.branch_id))
        known = (plan.version, day), order_on(plan, day, found)
        _orders[plan.branch_id] = known
    return known[1]


def order_by_rows(number: int, rows: Sequence[Row]) -> Order:
    """How the lines would wait by these rows of the branch's own; raises `ValueError` where they
    cannot be read.
    """
    return _order(made(ORDER, number, rows, bank=False))


def _order(by: Ruling) -> Order:
    whose = "bank" if by.bank else "branch"
    return Order(
        f"{whose} {by.number}",
        {
            line_class: _terms(by, line_class)
            for line_class in LineClass
            if line_class is not LineClass.EMERGENCY
        },
    )


def _terms(by: Ruling, line_class: LineClass) -> Terms:
    row = by.table.rows[by.decide(by.kind.case({"line": line_class.word}))]
    priority, rate, overtakes, wait = row.results
    return Terms(int(priority), float(rate), _cap(overtakes), _cap(wait))


def _cap(code: str) -> int:
    return -1 if code == NO_CAP else int(code)


START_ORDER = _order(
    start_of(ORDER)
)  #: how the lines of a branch wait until somebody approves otherwise
