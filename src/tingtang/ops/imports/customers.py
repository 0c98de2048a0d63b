"""Customers of one branch: docs/import.md tells the columns. No fault repeats what a cell holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from tingtang.access.rights import Post
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.customer.actions.importing import import_customers as bring
from tingtang.bank.customer.actions.staging import Imported
from tingtang.bank.customer.queries.importing import compared
from tingtang.bank.customer.queries.sealed import bank_keys
from tingtang.bank.customer.rules import LONGEST_ADDRESS, LONGEST_NAME, KnownClass, NumberKind
from tingtang.bank.customer.rules.consents import (
    ConsentEvidence,
    ConsentPurpose,
    ConsentScope,
    Grant,
    check_grant,
)
from tingtang.bank.customer.rules.incoming import IncomingCustomer, repeated
from tingtang.bank.customer.rules.numbers import (
    is_card,
    is_code,
    is_identity,
    is_phone,
    lost_digits,
    plain,
)
from tingtang.bank.staff.queries import people_read
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language
from tingtang.ledger.look import look
from tingtang.ops.errors import BadInput
from tingtang.ops.imports.faults import BadRows, Fault, in_order
from tingtang.ops.imports.outcome import Outcome, Wanted
from tingtang.ops.imports.tables import Row, Table, read_table
from tingtang.ops.operating import branch_named, operator

_AGREED = ("consent_notice", "consent_evidence", "consent_reference", "consent_given")
COLUMNS = (
    "customer",
    "name",
    "address_form",
    "class",
    "rm",
    "id_number",
    "card_numbers",
    "phone",
    "consents",
    "consent_scope",
    *_AGREED,
)
_COLUMN = {
    NumberKind.OWN: "customer",
    NumberKind.ID: "id_number",
    NumberKind.CARD: "card_numbers",
}
_MANAGERS = frozenset({Post.WEALTH_RM.value, Post.MARKETING_RM.value})


@dataclass(frozen=True, slots=True)
class _Known:
    """What the branch knows already."""

    managers: Mapping[str, UUID]  # by login
    zone: ZoneInfo
    today: date


def import_customers(path: Path, wanted: Wanted, language: Language) -> Outcome:
    """Bring in the customers of one branch; whoever is not named stays as they are."""
    plan = plan_of(branch_named(wanted.branch))
    table = read_table(path, COLUMNS, personal=True)
    if not table.count:
        raise BadInput("has no rows below its header", where=str(path))
    known = _known(plan)
    faults = [*table.faults, *(fault for row in table.rows for fault in _faults(row, known))]
    faults += _between(table)
    if faults:
        raise BadRows(path, in_order(faults), table.count, language)
    rows = [_customer(row, known) for row in table.rows]
    done = _bring(plan, table, rows, wanted, language)
    return Outcome(
        what="customers",
        file=str(path),
        rows=table.count,
        imported=done.new + done.changed,
        unchanged=done.unchanged,
        dry_run=wanted.dry_run,
        sha256=table.sha256,
    )


def _known(plan: Plan) -> _Known:
    people = look(plan.branch_id, people_read(plan.branch_id))[0]
    managers = {each.login: each.id for each in people if each.active and each.post in _MANAGERS}
    return _Known(managers, ZoneInfo(plan.zone), plan.day(plan.clock.now()))


def _bring(
    plan: Plan,
    table: Table,
    rows: Sequence[IncomingCustomer],
    wanted: Wanted,
    language: Language,
) -> Imported:
    """Do it, or say what would be done; what another customer bears is found either way."""
    keys = bank_keys()
    beside = compared(plan.branch_id, rows, keys)
    if beside.others:
        numbers = [row.number for row in table.rows]
        faults = [Fault(numbers[row], _COLUMN[kind], "of_another") for row, kind in beside.others]
        raise BadRows(table.path, in_order(faults), table.count, language)
    if wanted.dry_run:
        staged = len(beside.staged)
        return Imported(beside.new, staged - beside.new, len(rows) - staged)
    return bring(
        actor=operator(plan.branch_id),
        branch_id=plan.branch_id,
        rows=rows,
        file=table.sha256,
        at=plan.clock.now(),
        progress=wanted.progress,
    )


def _between(table: Table) -> Iterator[Fault]:
    """Numbers that stand in the file twice, whatever else is wrong with their rows."""
    for (row, kind), first in sorted(repeated(map(_borne, table.rows)).items()):
        lines = f"{table.rows[first].number}, {table.rows[row].number}"
        yield Fault(table.rows[row].number, _COLUMN[kind], "twice", detail=lines)


# ---------------------------------------------------------------- one row


def _faults(row: Row, known: _Known) -> Iterator[Fault]:
    for column, reason in (*_who(row), *_numbers(row), *_managed(row, known), *_agreed(row, known)):
        yield Fault(row.number, column, reason)


def _who(row: Row) -> Iterator[tuple[str, str]]:
    if not row["customer"]:
        yield "customer", "empty"
    elif lost_digits(row["customer"]):
        yield "customer", "digits_lost"
    elif not is_code(row["customer"]):
        yield "customer", "bad_code"
    for column, longest in (("name", LONGEST_NAME), ("address_form", LONGEST_ADDRESS)):
        needed = column == "name"
        if not row[column].isprintable() or not needed <= len(row[column]) <= longest:
            yield column, "bad_text"


def _numbers(row: Row) -> Iterator[tuple[str, str]]:
    identity = row["id_number"]
    if lost_digits(identity):
        yield "id_number", "digits_lost"
    elif identity and not is_identity(plain(identity)):
        yield "id_number", "bad_identity"
    for card in _several(row["card_numbers"]):
        if lost_digits(card):
            yield "card_numbers", "digits_lost"
        elif not is_card(plain(card)):
            yield "card_numbers", "bad_card"
    if lost_digits(row["phone"]):
        yield "phone", "digits_lost"
    elif row["phone"] and not is_phone(_phone(row["phone"])):
        yield "phone", "bad_phone"


def _managed(row: Row, known: _Known) -> Iterator[tuple[str, str]]:
    if row["class"] not in [*KnownClass]:
        yield "class", "bad_class"
    if row["rm"] and row["rm"] not in known.managers:
        yield "rm", "no_rm"


def _agreed(row: Row, known: _Known) -> Iterator[tuple[str, str]]:
    purposes = _several(row["consents"])
    if not purposes:
        yield from ((c, "evidence_without_consent") for c in _AGREED if row[c])
        return
    if any(each not in [*ConsentPurpose] for each in purposes):
        yield "consents", "bad_purpose"
    if row["consent_scope"] and row["consent_scope"] not in [*ConsentScope]:
        yield "consent_scope", "bad_scope"
    missing = [column for column in _AGREED if not row[column]]
    yield from ((column, "consent_without_evidence") for column in missing)
    if missing:
        return
    if row["consent_evidence"] not in [*ConsentEvidence]:
        yield "consent_evidence", "bad_evidence"
    given = day_of(row["consent_given"])
    if given is None:
        yield "consent_given", "bad_date"
    elif given > known.today:
        yield "consent_given", "in_future"
    yield from _shown(row)


def _shown(row: Row) -> Iterator[tuple[str, str]]:
    """What the number of the evidence and the notice's version can't be."""
    notice, reference = row["consent_notice"], row["consent_reference"]
    grant = Grant(
        ConsentPurpose.SHARE, ConsentScope.ALL, notice, ConsentEvidence.SIGNED_FORM, reference
    )
    try:
        check_grant(grant)
    except Refused as refused:
        yield f"consent_{refused.where}", "bad_code"


def _borne(row: Row) -> Iterator[tuple[NumberKind, str]]:
    """The numbers of a row, right or wrong, as `IncomingCustomer.numbers`."""
    if row["customer"]:
        yield NumberKind.OWN, row["customer"].upper()
    if row["id_number"]:
        yield NumberKind.ID, plain(row["id_number"])
    for card in dict.fromkeys(plain(each) for each in _several(row["card_numbers"])):
        yield NumberKind.CARD, card


def _customer(row: Row, known: _Known) -> IncomingCustomer:
    """The customer of a row without faults."""
    given = day_of(row["consent_given"])
    return IncomingCustomer(
        number=row["customer"].upper(),
        name=row["name"],
        address_form=row["address_form"],
        customer_class=KnownClass(row["class"]),
        rm_id=known.managers[row["rm"]] if row["rm"] else None,
        identity=plain(row["id_number"]),
        cards=tuple(plain(card) for card in _several(row["card_numbers"])),
        phone=_phone(row["phone"]),
        grants=tuple(
            Grant(
                ConsentPurpose(purpose),
                ConsentScope(row["consent_scope"] or ConsentScope.ALL),
                row["consent_notice"],
                ConsentEvidence(row["consent_evidence"]),
                row["consent_reference"],
            )
            for purpose in dict.fromkeys(_several(row["consents"]))
        ),
        given_at=datetime.combine(given, time(), known.zone) if given else None,
    )


def _several(cell: str) -> list[str]:
    return [each.strip() for each in cell.replace("；", ";").split(";") if each.strip()]


def _phone(cell: str) -> str:
    return cell.replace(" ", "")


def day_of(cell: str) -> date | None:
    """A day as people and spreadsheets write it; None: it is none."""
    day, _, midnight = cell.partition("T")
    try:
        return date.fromisoformat(day) if midnight in ("", "00:00:00") else None
    except ValueError:
        return None
