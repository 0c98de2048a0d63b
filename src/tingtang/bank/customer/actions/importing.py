"""Files of customers: staged beside what is in force, then swapped in by one turn.

All or nothing: until the turn nothing of the file counts, from its commit on all of it does. Under
the branch's lock stands the change of one row, however many the file has.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.staging import (
    BLOCK,
    Imported,
    Progress,
    Stage,
    enter,
    put_in_force,
    quietly,
    stage,
    tidy,
)
from tingtang.bank.customer.events import CustomersImported
from tingtang.bank.customer.models import (
    Consent,
    Facts,
    KnownNumber,
    Recognised,
)
from tingtang.bank.customer.queries import all_consents_read
from tingtang.bank.customer.queries.importing import (
    Compared,
    compared,
)
from tingtang.bank.customer.queries.sealed import (
    ADDRESS,
    MASKED,
    NAME,
    PHONE,
    Keys,
    bank_keys,
    closed,
    new_key,
    own_key,
)
from tingtang.bank.customer.rules import NumberKind
from tingtang.bank.customer.rules.consents import Grant, check_grant
from tingtang.bank.customer.rules.incoming import IncomingCustomer, repeated
from tingtang.bank.customer.rules.numbers import masked_card, masked_identity
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.kernel.seal import keyed_digest
from tingtang.ledger.actions import aside
from tingtang.ledger.look import look
from tingtang.ledger.trip import Statement

_TAKE = (
    (
        "update bank_customer_facts set taken_by = %s where branch_id = %s "
        "and customer_id = any(%s::uuid[]) and brought_by <> %s"
    ),
    (
        "update bank_customer_number set taken_by = %s where branch_id = %s "
        "and customer_id = any(%s::uuid[]) and brought_by <> %s"
    ),
    (
        "update bank_recognised set taken_by = %s where branch_id = %s "
        "and customer_id = any(%s::uuid[]) and brought_by <> %s"
    ),
)
_FACTS = ("id", "customer_id", "customer_class", "rm_id", "name", "address", "phone", "digest")
_CONSENT = ("id", "customer_id", "purpose", "scope", "given_at", "notice", "evidence", "reference")


def import_customers(
    *,
    actor: Actor,
    branch_id: UUID,
    rows: Sequence[IncomingCustomer],
    file: str,
    at: datetime,
    progress: Progress = quietly,
) -> Imported:
    """Bring in a file of customers: new ones, and those whose row differs from the last file's.
    Who is not in it stays. `file` is its SHA-256.

    Refuses with `numbers_clash` where two customers would bear one number, with `work_running`
    while another import is at it.
    """
    demand(actor, Right.IMPORT_CUSTOMERS, branch_id)
    for row in rows:
        for grant in row.grants:
            check_grant(grant)
    keys, plan = bank_keys(), plan_of(branch_id)
    with stage(branch_id) as begun:
        known = compared(branch_id, rows, keys)
        clashes = len(repeated(each.numbers() for each in rows)) + len(known.others)
        if clashes:
            raise Refused("numbers_clash", numbers=clashes)
        changed = len(known.staged) - known.new
        if known.staged:
            enter(begun, "customers")
            bringing = _Bringing(begun, rows, known, keys, plan.institution_id, plan.day(at))
            bringing.all(progress)
            digest = keyed_digest(keys.customers, file).hex()
            event = CustomersImported(begun.id, len(rows), known.new, changed, digest)
            put_in_force(actor=actor, begun=begun, event=event, at=at)
            tidy(begun)
    return Imported(known.new, changed, len(rows) - len(known.staged))


class _Bringing:
    """A file's new and changed customers, sealed and staged block by block."""

    def __init__(
        self,
        begun: Stage,
        rows: Sequence[IncomingCustomer],
        known: Compared,
        keys: Keys,
        institution_id: UUID,
        as_of: date,
    ) -> None:
        self._begun, self._rows, self._known, self._keys = begun, rows, known, keys
        self._institution_id, self._as_of = institution_id, as_of
        self._agreed: dict[UUID, set[Grant]] = {}

    def all(self, progress: Progress) -> None:
        """Stage every row that is new or changed."""
        for each in look(self._begun.branch_id, all_consents_read(self._begun.branch_id))[0]:
            self._agreed.setdefault(each.customer_id, set()).add(each.consent.grant)
        staged = self._known.staged
        for first in range(0, len(staged), BLOCK):
            block = staged[first : first + BLOCK]
            aside(self._begun.branch_id, self._block(block))
            progress(first + len(block), len(staged))

    def _block(self, block: Sequence[int]) -> list[Statement]:
        customers: list[tuple[object, ...]] = []
        facts: list[tuple[object, ...]] = []
        numbers: list[tuple[object, ...]] = []
        recognised: list[tuple[object, ...]] = []
        consents: list[tuple[object, ...]] = []
        for row in block:
            customer_id, key = self._customer(row, customers)
            facts.append(self._facts(row, customer_id, key))
            for each in self._numbers(row, customer_id, key):
                numbers.append(each)
                if each[2] != NumberKind.OWN.value:
                    recognised.append(self._recognised(row, *each[1:4]))
            consents += self._consents(row, customer_id)
        begun, taken = self._begun, [self._known.ids[row] for row in block]
        ours = (begun.id, begun.branch_id, taken, begun.id)
        return [
            *_plain(begun, customers),
            *begun.load(Facts, (*_FACTS, "as_of"), facts),
            *begun.load(KnownNumber, ("id", "customer_id", "kind", "index", "masked"), numbers),
            *begun.load(
                Recognised,
                ("institution_id", "customer_id", "kind", "index", "customer_class", "rm_id"),
                recognised,
            ),
            *begun.load(Consent, _CONSENT, consents),
            *((sql, ours) for sql in _TAKE),
        ]

    def _customer(self, row: int, customers: list[tuple[object, ...]]) -> tuple[UUID, bytes]:
        """The customer's id and own key; a new one's row is added."""
        customer_id, wrapped = self._known.ids[row], self._known.keys[row]
        if wrapped is not None:
            return customer_id, own_key(customer_id, wrapped, self._keys)
        key, wrapped = new_key(customer_id, self._keys)
        customers.append((customer_id, wrapped))
        return customer_id, key

    def _facts(self, row: int, customer_id: UUID, key: bytes) -> tuple[object, ...]:
        said = self._rows[row]
        return (
            new_id(),
            customer_id,
            said.customer_class.value,
            said.rm_id,
            closed(key, customer_id, NAME, said.name),
            closed(key, customer_id, ADDRESS, said.address_form),
            closed(key, customer_id, PHONE, said.phone),
            self._known.digests[row],
            self._as_of,
        )

    def _numbers(
        self, row: int, customer_id: UUID, key: bytes
    ) -> Iterator[tuple[UUID, UUID, str, bytes, bytes | None]]:
        plain = self._rows[row].numbers()
        for (kind, number), (_, index) in zip(plain, self._known.indexes[row], strict=True):
            number_id = new_id()
            masked = closed(key, number_id, MASKED, _masked(kind, number))
            yield number_id, customer_id, kind.value, index, masked

    def _recognised(
        self, row: int, customer_id: UUID, kind: str, index: bytes
    ) -> tuple[object, ...]:
        said = self._rows[row]
        return (
            self._institution_id,
            customer_id,
            kind,
            index,
            said.customer_class.value,
            said.rm_id,
        )

    def _consents(self, row: int, customer_id: UUID) -> list[tuple[object, ...]]:
        """Those that no paper showed before: one that was withdrawn doesn't come back."""
        said = self._rows[row]
        agreed = self._agreed.get(customer_id, set())
        return [
            (
                new_id(),
                customer_id,
                grant.purpose.value,
                grant.scope.value,
                said.given_at,
                grant.notice,
                grant.evidence.value,
                grant.reference,
            )
            for grant in said.grants
            if grant not in agreed
        ]


def _plain(begun: Stage, customers: list[tuple[object, ...]]) -> list[Statement]:
    """New customers, whom nobody sees before their facts are in force."""
    if not customers:
        return []
    ids, keys = (list(column) for column in zip(*customers, strict=True))
    sql = (
        "insert into bank_customer (branch_id, id, key, erased, version) "
        "select %s, c.id, c.key, false, 0 from unnest(%s::uuid[], %s::bytea[]) as c(id, key)"
    )
    return [(sql, (begun.branch_id, ids, keys))]


def _masked(kind: NumberKind, number: str) -> str:
    if kind is NumberKind.OWN:
        return ""
    return masked_card(number) if kind is NumberKind.CARD else masked_identity(number)
