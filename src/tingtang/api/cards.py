"""Card readers: docs/card-reader.md is the contract for adapters.

The number comes as far as this door: behind it there is only its blind index.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import SecretStr

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.door import carry_out, verb
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit.rules import CardKind, card_number
from tingtang.kernel.keys import bank_key
from tingtang.kernel.refused import Refused
from tingtang.kernel.seal import blind_index
from tingtang.ledger.look import look
from tingtang.relation.referral.actions.linking import Noted, note_card

router = Router(tags=["cards"])


class CardRead(Schema, extra="forbid"):
    """What a reader has read, and whose number it belongs to, if one was taken already."""

    ticket: UUID | None = None
    kind: CardKind
    number: Annotated[SecretStr, Field(max_length=40)]


@verb(router, "/branches/{uuid:branch}/card-read", Noted)
def card_read(request: HttpRequest, branch: UUID, body: CardRead) -> HttpResponse:
    """Note whose visit it is; without a ticket a visit begins, which a number may join."""
    return carry_out(request, _note, branch_id=branch, body=body)


def _note(*, actor: Actor, branch_id: UUID, body: CardRead, at: datetime) -> Noted:
    """The verb, of which the number itself is kept away."""
    demand(actor, Right.READ_CARD, branch_id)
    return note_card(
        actor=actor,
        branch_id=branch_id,
        kind=body.kind,
        index=index_of(body.kind, body.number.get_secret_value()),
        visit_id=visit_of(branch_id, body.ticket) if body.ticket else None,
        at=at,
    )


def index_of(kind: CardKind, number: str) -> bytes:
    """What the number is found by: of no use without the bank's key, which no backup holds."""
    key = bank_key(settings.DATA, "blind-index")
    return blind_index(key, kind.value, card_number(kind, number))


def visit_of(branch: UUID, ticket: UUID) -> UUID:
    """Whose number it is; refuses with `unknown_ticket`."""
    rows = look(branch, ticket_read(branch, ticket))[0]
    if not rows:
        raise Refused("unknown_ticket", where="ticket")
    visit_id: UUID = rows[0].visit_id
    return visit_id
