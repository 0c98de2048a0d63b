"""Decision tables and the life of their versions."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.describing import file_of
from tingtang.api.door import answered, carry_out, must_see, seen, verb
from tingtang.api.tables import (
    BeyondOf,
    IssuedOf,
    PastCase,
    PastOf,
    PolicyOf,
    Tables,
    VersionOf,
    beyond_of,
    finding_of,
    problem_of,
    row_of,
    table_of,
)
from tingtang.api.who import who
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.bank.policy import actions
from tingtang.bank.policy.actions import PolicyNow, Tried
from tingtang.bank.policy.queries import (
    PAST_DAYS,
    approved_read,
    bank_in_force,
    issued_rows_read,
    looked,
    outside,
    past_decisions,
    rows_read,
)
from tingtang.bank.policy.rules.checking import findings
from tingtang.bank.policy.rules.dmn import MOST_BYTES, write_dmn
from tingtang.bank.policy.rules.kinds import KINDS, STARTS, kind_named
from tingtang.bank.policy.rules.tables import (
    MOST_IN_A_CELL,
    MOST_IN_A_SENTENCE,
    MOST_ROWS,
    MOST_TO_CHOOSE,
    Kind,
    Row,
    read_table,
)
from tingtang.bank.policy.rules.wording import wording_problems
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import language_of
from tingtang.ledger.look import look

router = Router(tags=["policies"])

DMN = "application/xml"
_PRINTED = r"^[^\x00-\x1f\x7f]*$"  # no control characters: a database can't hold each of them
Cell = Annotated[str, Field(max_length=MOST_IN_A_CELL, pattern=_PRINTED)]
Sentence = Annotated[str, Field(min_length=1, max_length=MOST_IN_A_SENTENCE, pattern=_PRINTED)]


@router.get("/branches/{uuid:branch}/tables", response=Tables)
def list_(request: HttpRequest, branch: UUID) -> HttpResponse:
    """The decision tables that the hall goes by, and their versions."""
    asker = who(request)
    demand(asker, Right.SEE_RULES, branch)
    now = now_in(branch)
    return answered(Tables(tuple(table_of(branch, kind, asker, now) for kind in KINDS.values())))


@router.get("/branches/{uuid:branch}/tables/{table}/past", response=PastOf)
def past(request: HttpRequest, branch: UUID, table: str) -> HttpResponse:
    """What the table decided in the last four weeks: codes, bands and counts, nobody's data."""
    demand(who(request), Right.SEE_RULES, branch)
    kind = kind_named(table)
    past = past_decisions(plan_of(branch), kind.name, now_in(branch))
    cases = tuple(PastCase(each.inputs, each.results, each.times) for each in past.alike)
    return answered(PastOf(past.since.isoformat(), PAST_DAYS, past.branches, cases))


@router.get("/branches/{uuid:branch}/tables/{table}/{int:number}", response=PolicyOf)
def version(request: HttpRequest, branch: UUID, table: str, number: int) -> HttpResponse:
    """One version: its rows, their faults and how to mend them."""
    asker = who(request)
    demand(asker, Right.SEE_RULES, branch)
    kind = kind_named(table)
    found, rows = _version_with_rows(branch, kind, number, asker)
    language = language_of(request.headers.get("Accept-Language", ""))
    read, problems = read_table(kind, rows)
    words = wording_problems(kind, rows)
    return answered(
        PolicyOf(
            table,
            found,
            tuple(map(row_of, rows)),
            tuple(problem_of(each, language) for each in (*problems, *words)),
            tuple(finding_of(kind, each) for each in findings(read)) if read else (),
            _beyond(branch, kind, rows) if found.id else (),
        )
    )


@router.get(
    "/branches/{uuid:branch}/tables/{table}/{int:number}/dmn",
    openapi_extra=file_of(DMN, "The version as DMN 1.3 XML"),
)
def dmn(request: HttpRequest, branch: UUID, table: str, number: int) -> HttpResponse:
    """One version as a file for other tools, or for another branch."""
    asker = who(request)
    demand(asker, Right.SEE_RULES, branch)
    kind = kind_named(table)
    _, rows = _version_with_rows(branch, kind, number, asker)
    response = HttpResponse(write_dmn(kind, number, rows), content_type=DMN)
    response["Content-Disposition"] = f'attachment; filename="{table}-{number}.dmn"'
    return response


@router.get("/branches/{uuid:branch}/tables/{table}/bank", response=IssuedOf)
def bank(request: HttpRequest, branch: UUID, table: str) -> HttpResponse:
    """The version that head office has in force for all branches, and what it leaves to them."""
    demand(who(request), Right.SEE_RULES, branch)
    (approved,) = look(branch, approved_read(branch))
    found = bank_in_force(approved, kind_named(table).name, now_in(branch))
    if found is None or found.live_from is None:
        raise Refused("unknown_policy")
    (rows,) = look(branch, issued_rows_read(found.id))[0]
    return answered(IssuedOf(table, found.number, found.live_from, tuple(map(row_of, rows))))


@verb(router, "/branches/{uuid:branch}/tables/{table}/draft", PolicyNow)
def draft(request: HttpRequest, branch: UUID, table: str) -> HttpResponse:
    """Begin a draft with the rows in force."""
    return carry_out(request, actions.draft, branch_id=branch, table=table)


class RowIn(Schema, extra="forbid"):
    """A rule: cells in S-FEEL, codes of results, why in three languages; in head office's version,
    the results that a branch may choose instead.
    """

    cells: Annotated[list[Cell], Field(min_length=1, max_length=20)]
    results: Annotated[list[Cell], Field(min_length=1, max_length=10)]
    why: dict[Literal["zh-Hans", "zh-Hant", "en"], Sentence]
    locked: bool = False
    may: Annotated[list[list[Cell]], Field(max_length=MOST_TO_CHOOSE)] = []


class RowsIn(Schema, extra="forbid"):
    """All rows of a draft, in order."""

    rows: Annotated[list[RowIn], Field(min_length=1, max_length=MOST_ROWS)]


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/edit", PolicyNow, sees="policy")
def edit(request: HttpRequest, branch: UUID, policy: UUID, body: RowsIn) -> HttpResponse:
    """Put other rows in a draft; rows with faults are kept, and told."""
    rows = tuple(
        Row(
            tuple(each.cells),
            tuple(each.results),
            {str(language): said for language, said in each.why.items()},
            each.locked,
            tuple(map(tuple, each.may)),
        )
        for each in body.rows
    )
    return _done(request, actions.edit, branch, policy, rows=rows)


class DmnIn(Schema, extra="forbid"):
    """A file's text, whatever encoding the file had."""

    text: Annotated[str, Field(min_length=1, max_length=MOST_BYTES)]


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/import", PolicyNow, sees="policy")
def import_(request: HttpRequest, branch: UUID, policy: UUID, body: DmnIn) -> HttpResponse:
    """Put the rows of a DMN file in a draft."""
    return _done(request, actions.import_dmn, branch, policy, text=body.text)


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/try", Tried, sees="policy")
def try_(request: HttpRequest, branch: UUID, policy: UUID) -> HttpResponse:
    """Try a draft on what its table decided in the last four weeks."""
    return _done(request, actions.try_on_past, branch, policy)


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/submit", PolicyNow, sees="policy")
def submit(request: HttpRequest, branch: UUID, policy: UUID) -> HttpResponse:
    """Let a whole and tried draft, which changes something, wait for approval."""
    return _done(request, actions.submit, branch, policy)


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/take-back", PolicyNow, sees="policy")
def take_back(request: HttpRequest, branch: UUID, policy: UUID) -> HttpResponse:
    """Work on a draft again that waits for approval."""
    return _done(request, actions.take_back, branch, policy)


class Returning(Schema, extra="forbid"):
    """Why it is returned."""

    reason: Literal["effect_unclear", "words_unclear", "too_broad", "not_now", "other"]


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/return", PolicyNow, sees="policy")
def return_(request: HttpRequest, branch: UUID, policy: UUID, body: Returning) -> HttpResponse:
    """Give it back to its editors."""
    return _done(request, actions.return_, branch, policy, reason=body.reason)


class Approving(Schema, extra="forbid"):
    """From when it is in force; absent: from now. A table of lines: from the next day's begin."""

    live_from: AwareDatetime | None = None


@verb(
    router,
    "/branches/{uuid:branch}/policies/{uuid:policy}/approve",
    PolicyNow,
    sees="policy, always",
)
def approve(request: HttpRequest, branch: UUID, policy: UUID, body: Approving) -> HttpResponse:
    """Approve what somebody else made."""
    return carry_out(
        request,
        actions.approve,
        branch_id=branch,
        policy_id=policy,
        live_from=body.live_from,
        seen=must_see(request),  # nobody approves rows that they haven't seen
    )


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/roll-back", PolicyNow, sees="policy")
def roll_back(request: HttpRequest, branch: UUID, policy: UUID) -> HttpResponse:
    """End an approved version: the one before it is in force again."""
    return _done(request, actions.roll_back, branch, policy)


def _done(
    request: HttpRequest,
    verb_: Callable[..., object],
    branch: UUID,
    policy: UUID,
    **more: Any,
) -> HttpResponse:
    return carry_out(
        request,
        verb_,
        branch_id=branch,
        policy_id=policy,
        seen=seen(request),
        **more,
    )


# -------------------------------------------------------------------------- reading


def _version_with_rows(
    branch: UUID, kind: Kind, number: int, asker: Actor
) -> tuple[VersionOf, Sequence[Row]]:
    told = table_of(branch, kind, asker, now_in(branch))
    found = next((each for each in told.versions if each.number == number), None)
    if found is None:
        raise Refused("unknown_policy")
    if found.id is None:
        return found, STARTS[kind.name].rows
    return found, look(branch, rows_read(branch, found.id))[0][0]


def _beyond(branch: UUID, kind: Kind, rows: Sequence[Row]) -> tuple[BeyondOf, ...]:
    """Where a version of the branch goes beyond what head office opens."""
    now = now_in(branch)
    (approved,) = look(branch, approved_read(branch))
    bank = bank_in_force(approved, kind.name, now)
    if bank is None:
        return ()
    found = outside(plan_of(branch), approved, kind, rows, now, looked(branch))
    return tuple(beyond_of(kind, bank.number, each) for each in found)
