"""The people of branches: columns branch, login, name, post, qualifications."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tingtang.access.queries import home_branches
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import Plan, branch_codes, plan_of
from tingtang.bank.staff.actions import NewStaff, enter_staff
from tingtang.bank.staff.queries import people_read
from tingtang.kernel.words import LANGUAGES, Language, catalogue
from tingtang.ledger.look import look
from tingtang.ops.errors import BadInput
from tingtang.ops.imports.faults import BadRows, Fault, in_order
from tingtang.ops.imports.outcome import Outcome, Wanted
from tingtang.ops.imports.tables import Row, Table, read_table
from tingtang.ops.links import STAFF, checked_name, is_login
from tingtang.ops.operating import operator

COLUMNS = ("branch", "login", "name", "post", "qualifications")
#: What somebody may be qualified for beside the branch's services.
QUALIFICATIONS = frozenset({"cash", "sales", "review"})


@dataclass(frozen=True, slots=True)
class _Known:
    """What the installation knows already."""

    plans: Mapping[str, Plan]
    posts: Mapping[str, Post]
    homes: Mapping[str, UUID]  # of those who may sign in


def import_staff(path: Path, wanted: Wanted, language: Language) -> Outcome:
    """Enter people into their branches, or change them; whoever is not named stays as they are."""
    table = read_table(path, COLUMNS)
    if not table.count:
        raise BadInput("has no rows below its header", where=str(path))
    known = _known(table)
    faults = [*table.faults, *_faults(table.rows, known)]
    if faults:
        raise BadRows(path, in_order(faults), table.count, language)
    changed = 0
    for code, people in _by_branch(table.rows, known).items():
        plan = known.plans[code]
        new = _changed(plan, people)
        changed += len(new)
        if new and not wanted.dry_run:
            enter_staff(
                actor=operator(plan.branch_id),
                branch_id=plan.branch_id,
                people=new,
                at=plan.clock.now(),
            )
    return Outcome(
        what="staff",
        file=str(path),
        rows=table.count,
        imported=changed,
        unchanged=table.count - changed,
        dry_run=wanted.dry_run,
        sha256=table.sha256,
    )


def _known(table: Table) -> _Known:
    ids = branch_codes()
    named = {row["branch"] for row in table.rows} & ids.keys()
    return _Known(
        plans={code: plan_of(ids[code]) for code in named},
        posts=_posts(),
        homes=home_branches([row["login"] for row in table.rows]),
    )


def _posts() -> dict[str, Post]:
    """Posts by code, and by name in each language."""
    names = {
        catalogue(language)[f"post.{post.value}"]: post for language in LANGUAGES for post in STAFF
    }
    return {**names, **{post.value: post for post in STAFF}}


def _faults(rows: list[Row], known: _Known) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row in rows:
        login = row["login"]
        if login in seen:
            yield Fault(row.number, "login", "twice", login, f"{seen[login]}, {row.number}")
        seen.setdefault(login, row.number)
        yield from _row_faults(row, known)


def _row_faults(row: Row, known: _Known) -> Iterator[Fault]:
    plan = known.plans.get(row["branch"])
    home = known.homes.get(row["login"])
    if plan is None:
        yield Fault(row.number, "branch", "unknown_branch", row["branch"])
    elif home not in (None, plan.branch_id):
        yield Fault(row.number, "login", "other_branch", row["login"])
    if not is_login(row["login"]):
        yield Fault(row.number, "login", "bad_login", row["login"])
    try:
        checked_name(row["name"], "name")
    except BadInput:
        yield Fault(row.number, "name", "bad_text")
    if row["post"] not in known.posts:
        yield Fault(row.number, "post", "unknown_post", row["post"], ", ".join(STAFF))
    if plan is not None:
        possible = QUALIFICATIONS | {service.code for service in plan.services.values()}
        for code in _qualifications(row):
            if code not in possible:
                told = ", ".join(sorted(possible))
                yield Fault(row.number, "qualifications", "unknown_qualification", code, told)


def _qualifications(row: Row) -> tuple[str, ...]:
    codes = row["qualifications"].replace("；", ";").split(";")
    return tuple(sorted({code.strip() for code in codes} - {""}))


def _by_branch(rows: list[Row], known: _Known) -> dict[str, list[NewStaff]]:
    people: dict[str, list[NewStaff]] = defaultdict(list)
    for row in rows:
        person = NewStaff(row["login"], row["name"], known.posts[row["post"]], _qualifications(row))
        people[row["branch"]].append(person)
    return people


def _changed(plan: Plan, people: list[NewStaff]) -> list[NewStaff]:
    """Those who are new, or other than the branch has them."""
    there = {row.login: row for row in look(plan.branch_id, people_read(plan.branch_id))[0]}

    def same(person: NewStaff) -> bool:
        row = there.get(person.login)
        wanted = (person.name, person.post.value, person.qualifications, True)
        return row is not None and wanted == (row.name, row.post, row.qualifications, row.active)

    return [person for person in people if not same(person)]
