"""The demonstration's head office: it issues a decision table and opens one case of it (decision
0012), which one branch decides otherwise; and sentences of the branches' own.

Two people each time: whoever writes never approves.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.api.demonstration import Seat
from tingtang.bank.branch.actions import Layout, found_branch, lay_out, set_clock
from tingtang.bank.branch.rules import BranchType
from tingtang.bank.policy import actions as policies
from tingtang.bank.policy.rules.kinds import STARTS
from tingtang.bank.policy.rules.tables import Row
from tingtang.bank.script import actions as scripts
from tingtang.bank.staff.actions import NewStaff, enter_staff
from tingtang.kernel.clock import real_now
from tingtang.ops.demo.content import (
    HEAD_OFFICE,
    OFFICERS,
    OWN_SCRIPTS,
    TO_CASH_MACHINE,
    OwnScript,
)

SATURDAY = 5
TABLE = "divert"
_CASE = ('"small_cash"', "< 20000")
_ELSEWHERE = ("offer", "atm")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of one branch who writes or approves."""

    branch_id: UUID
    id: UUID
    post: Post

    def does(self, verb: Callable[..., Any], at: datetime, **arguments: object) -> Any:
        branches = frozenset([self.branch_id])
        actor = Actor("staff", self.id, self.post, branches, subject=self.id)
        return verb(actor=actor, branch_id=self.branch_id, at=at, **arguments)


def found_head_office(institution: UUID, founded: datetime, at: datetime) -> Iterator[Seat]:
    """Head office as it was founded, its clock at `at`; the table that it issues, and its seats."""
    week = {str(day): ["08:30", "18:00"] for day in range(SATURDAY)}
    branch_id = found_branch(
        institution_id=institution,
        code=HEAD_OFFICE.code,
        name=HEAD_OFFICE.name,
        kind=BranchType.HEAD_OFFICE,
        hours=week,
        corporate_hours=week,
        at=founded,
    )
    actor = Actor("job", "demonstration", Post.BRANCH_HEAD, frozenset([branch_id]))
    lay_out(actor=actor, branch_id=branch_id, layout=Layout((), (), (), ()), at=founded)
    new = [NewStaff(f"{HEAD_OFFICE.code}-{each.seat}", each.who, each.post) for each in OFFICERS]
    people = enter_staff(actor=actor, branch_id=branch_id, people=new, at=founded)
    by_post = {each.post: Person(branch_id, people[each.login], each.post) for each in new}
    put_in_force(by_post[Post.DEPUTY_HEAD], by_post[Post.COMPLIANCE], _opened(), founded)
    set_clock(actor=actor, branch_id=branch_id, set_at=real_now(), shows=at, scale=1)
    for each, person in zip(OFFICERS, new, strict=True):
        yield Seat(
            seat=person.login,
            branch=str(branch_id),
            kind="staff",
            id=str(people[person.login]),
            post=person.post.value,
            view="office",
            name=each.name,
            who=person.name,
        )


def put_in_force(author: Person, approver: Person, rows: Sequence[Row], at: datetime) -> None:
    """The life of a version: drafted, edited, tried, submitted; approved by somebody else."""
    policy = author.does(policies.draft, at, table=TABLE)
    author.does(policies.edit, at, policy_id=policy.id, rows=rows)
    author.does(policies.try_on_past, at, policy_id=policy.id)
    author.does(policies.submit, at, policy_id=policy.id)
    approver.does(policies.approve, at, policy_id=policy.id, live_from=None)


def _opened() -> tuple[Row, ...]:
    """The table that a bank starts with; a branch may send small cash to its cash machines."""
    return tuple(
        replace(row, may=(_ELSEWHERE,)) if _is_open(row) else row for row in STARTS[TABLE].rows
    )


def own_rows() -> tuple[Row, ...]:
    """A branch's own table within what head office opens: small cash goes to a cash machine."""
    return tuple(
        replace(row, results=_ELSEWHERE, why=dict(TO_CASH_MACHINE)) if _is_open(row) else row
        for row in STARTS[TABLE].rows
    )


def _is_open(row: Row) -> bool:
    return row.cells[3:5] == _CASE and row.results[0] == _ELSEWHERE[0]


def write_scripts(author: Person, approver: Person, at: datetime) -> None:
    """Sentences in the branch's own words: the last still waits for approval."""
    for own in OWN_SCRIPTS[:-1]:
        script = _submitted(author, own, at)
        approver.does(scripts.approve_script, at, script_id=script, live_from=None)
    _submitted(author, OWN_SCRIPTS[-1], at)


def _submitted(author: Person, own: OwnScript, at: datetime) -> UUID:
    script = author.does(
        scripts.draft_script,
        at,
        situation=own.situation,
        texts=own.texts,
        expires_on=_year_end(at),
    )
    author.does(scripts.submit_script, at, script_id=script.id)
    found: UUID = script.id
    return found


def _year_end(at: datetime) -> date:
    return (at + timedelta(days=365)).date()
