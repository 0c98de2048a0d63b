"""Readers of the people of a branch."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from tingtang.bank.staff.models import Staff
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of staff."""

    id: UUID
    login: str
    name: str
    post: str


def staff_read(branch_id: UUID, staff_id: UUID) -> Read[StaffRow]:
    """One active member of staff of the branch."""
    return Read(
        "select id, login, name, post from bank_staff where branch_id = %s and id = %s and active",
        (branch_id, staff_id),
        StaffRow,
    )


def staff_of(branch_id: UUID) -> dict[UUID, StaffRow]:
    """The active staff of the branch; within a scope."""
    rows = Staff.objects.filter(branch_id=branch_id, active=True)
    return {row.id: StaffRow(row.id, row.login, row.name, row.post) for row in rows}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A member of staff, active or not, with the codes of what they are qualified for."""

    id: UUID
    login: str
    name: str
    post: str
    active: bool
    qualifications: tuple[str, ...]


def _person(
    staff_id: UUID, login: str, name: str, post: str, active: bool, codes: list[str]
) -> PersonRow:
    return PersonRow(staff_id, login, name, post, active, tuple(codes))


def people_read(branch_id: UUID) -> Read[PersonRow]:
    """Everybody who was ever entered into the branch, by login."""
    return Read(
        "select s.id, s.login, s.name, s.post, s.active, array(select q.code "
        "from bank_qualification q where q.branch_id = s.branch_id and q.staff_id = s.id "
        "order by q.code) from bank_staff s where s.branch_id = %s order by s.login",
        (branch_id,),
        _person,
    )


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift of one day, in the branch's local time."""

    staff_id: UUID
    starts: time
    ends: time
    post: str


def shifts_read(branch_id: UUID, day: date) -> Read[ShiftRow]:
    """The shifts of `day`, by start."""
    return Read(
        "select staff_id, starts, ends, post from bank_shift "
        "where branch_id = %s and date = %s order by starts, staff_id",
        (branch_id, day),
        ShiftRow,
    )


def on_duty_read(branch_id: UUID, day: date) -> Read[tuple[UUID, str]]:
    """Who is on duty on `day`: id and post. Everybody, where no shift was entered for that day."""
    return Read(
        "select s.id, s.post from bank_staff s where s.branch_id = %s and s.active and ("
        "s.id in (select h.staff_id from bank_shift h where h.branch_id = %s and h.date = %s) "
        "or not exists (select 1 from bank_shift h where h.branch_id = %s and h.date = %s))",
        (branch_id, branch_id, day, branch_id, day),
        lambda staff_id, post: (staff_id, post),
    )
