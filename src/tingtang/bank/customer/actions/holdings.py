"""Files of holdings: what customers have with the bank, as of a day."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
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
from tingtang.bank.customer.events import HoldingsImported
from tingtang.bank.customer.models import Holding
from tingtang.bank.customer.queries import HoldingRow
from tingtang.bank.customer.queries.importing import holdings_compared
from tingtang.bank.customer.queries.sealed import bank_keys
from tingtang.bank.customer.rules.incoming import IncomingHolding
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.kernel.seal import keyed_digest
from tingtang.ledger.actions import aside
from tingtang.ledger.trip import Statement

_TAKE = (
    "update bank_holding set taken_by = %s where branch_id = %s "
    "and customer_id = any(%s::uuid[]) and brought_by <> %s"
)
_COLUMNS = ("id", "customer_id", "kind", "product", "amount", "as_of", "matures_on")


def import_holdings(
    *,
    actor: Actor,
    branch_id: UUID,
    rows: Sequence[IncomingHolding],
    file: str,
    at: datetime,
    progress: Progress = quietly,
) -> Imported:
    """Bring in a file of holdings: it tells all that each customer in it has; who is not in it
    keeps what the last one said. `file` is its SHA-256.

    Refuses with `unknown_customer` and `older_holdings`.
    """
    demand(actor, Right.IMPORT_CUSTOMERS, branch_id)
    keys = bank_keys()
    with stage(branch_id) as begun:
        known = holdings_compared(branch_id, rows, keys)
        if known.strangers:
            raise Refused("unknown_customer")
        if known.older:
            raise Refused("older_holdings", rows=len(known.older))
        changed = [*known.changed]
        if changed:
            enter(begun, "holdings")
            for first in range(0, len(changed), BLOCK):
                block = changed[first : first + BLOCK]
                aside(branch_id, _holdings(begun, known.changed, block))
                progress(first + len(block), len(changed))
            digest = keyed_digest(keys.customers, file).hex()
            event = HoldingsImported(begun.id, len(rows), len(changed), digest)
            put_in_force(actor=actor, begun=begun, event=event, at=at)
            tidy(begun)
    return Imported(0, len(rows) - known.unchanged, known.unchanged)


def _holdings(
    begun: Stage, said: Mapping[UUID, frozenset[HoldingRow]], block: Sequence[UUID]
) -> list[Statement]:
    rows = [
        (
            new_id(),
            customer,
            each.kind.value,
            each.product,
            each.amount,
            each.as_of,
            each.matures_on,
        )
        for customer in block
        for each in said[customer]
    ]
    taken = (begun.id, begun.branch_id, [*block], begun.id)
    return [*begun.load(Holding, _COLUMNS, rows), (_TAKE, taken)]
