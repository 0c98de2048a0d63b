"""The class of a customer and the line that they wait in, decided by the tables in force."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from tingtang.bank.branch.queries import Plan
from tingtang.bank.policy.actions import ruling
from tingtang.bank.policy.queries import Decision, PolicyRow, approved_read, decided
from tingtang.bank.policy.rules.clauses import NO, YES
from tingtang.bank.policy.rules.kinds.identify import IDENTIFY
from tingtang.bank.policy.rules.kinds.line import LINE
from tingtang.hall.visit.rules import (
    Basis,
    CustomerClass,
    Identity,
    LineClass,
    Signal,
    protection,
    strengths,
)
from tingtang.ledger.turn import Read, Turn


class Person(Protocol):
    """What the table of lines asks of a customer."""

    @property
    def customer_class(self) -> str: ...
    @property
    def protected(self) -> bool | None: ...
    @property
    def booked(self) -> bool: ...
    @property
    def emergency(self) -> bool: ...


class LineTable:
    """The table of lines in a verb: `read` belongs to the turn's first reads.

    It changes before the first numbers of a day only, so the version at the day's beginning holds.
    """

    def __init__(self, plan: Plan, day: date) -> None:
        self.read: Read[PolicyRow] = approved_read(plan.branch_id)
        self._begins = plan.begins(day)

    def decision(
        self,
        this_turn: Turn,
        customer_class: CustomerClass,
        *,
        protected: bool | None,
        booked: bool,
        emergency: bool,
    ) -> Decision:
        """Which line, and why."""
        table = ruling(this_turn, this_turn.found(self.read), LINE, self._begins)
        return decided(
            table,
            {
                "emergency": _said(emergency),
                "protected": protection(protected),
                "class": customer_class.value,
                "booked": _said(booked),
            },
        )

    def line_of(self, this_turn: Turn, who: Person) -> LineClass:
        """In which line somebody would stand who took a number now."""
        customer_class = CustomerClass(who.customer_class)
        decision = self.decision(
            this_turn,
            customer_class,
            protected=who.protected,
            booked=who.booked,
            emergency=who.emergency,
        )
        return line_class_of(decision)


def _said(yes: bool) -> str:
    return YES if yes else NO


def line_class_of(decision: Decision) -> LineClass:
    """The class of line that was decided."""
    return LineClass[decision.results["line"].upper()]


def identified(
    this_turn: Turn,
    approved: Sequence[PolicyRow],
    identity: Identity,
    signals: Collection[Signal],
) -> tuple[CustomerClass, Decision | None]:
    """Which class, and why: no table decides where the staff has said it."""
    if identity.basis is Basis.STAFF and identity.said is not None:
        return identity.said, None
    table = ruling(this_turn, approved, IDENTIFY, this_turn.at)
    values = strengths(signals) | {"confirmed": _said(identity.confirmed)}
    decision = decided(table, values)
    return CustomerClass(decision.results["class"]), decision
