"""Verbs about the people of a branch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.staff.events import ShiftsSet, StaffEntered
from tingtang.bank.staff.models import Qualification, Shift, Staff
from tingtang.bank.staff.queries import ShiftRow
from tingtang.kernel.ids import new_id
from tingtang.ledger.turn import Read, turn, verb


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody to enter: login (unique in the branch), name, post, qualification codes."""

    login: str
    name: str
    post: Post
    qualifications: tuple[str, ...] = ()


@verb
def enter_staff(
    *, actor: Actor, branch_id: UUID, people: Sequence[NewStaff], at: datetime
) -> dict[str, UUID]:
    """Enter people into the branch, all or none; a known login gets the new name, post and
    qualifications.
    """
    demand(actor, Right.CHANGE_STAFF, branch_id)
    plan = plan_of(branch_id)
    known = Read(
        "select login, id from bank_staff where branch_id = %s", (branch_id,), lambda *row: row
    )
    with turn(branch_id, actor, at, plan.day(at), known, plan=plan.version) as this_turn:
        ids: dict[str, UUID] = dict(this_turn.found(known))
        for person in people:
            if person.login in ids:
                this_turn.delete(Qualification, staff_id=ids[person.login])
            staff_id = ids.setdefault(person.login, new_id())
            this_turn.put(
                Staff,
                {"login": person.login},
                id=staff_id,
                name=person.name,
                post=person.post.value,
                active=True,
            )
            for code in person.qualifications:
                this_turn.put(
                    Qualification, {"staff_id": staff_id, "code": code}, id=new_id(), until=None
                )
            this_turn.record(StaffEntered(staff_id, person.post.value))
        return ids


@verb
def set_shifts(
    *, actor: Actor, branch_id: UUID, day: date, shifts: Sequence[ShiftRow], at: datetime
) -> None:
    """Set the shifts of one day, in place of what was set before."""
    demand(actor, Right.CHANGE_STAFF, branch_id)
    plan = plan_of(branch_id)
    with turn(branch_id, actor, at, plan.day(at), plan=plan.version) as this_turn:
        this_turn.delete(Shift, date=day)
        for shift in shifts:
            this_turn.insert(
                Shift,
                id=new_id(),
                date=day,
                staff_id=shift.staff_id,
                starts=shift.starts,
                ends=shift.ends,
                post=shift.post,
            )
        this_turn.record(ShiftsSet(day, len(shifts)))
