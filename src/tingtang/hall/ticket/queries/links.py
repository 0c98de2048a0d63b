"""Readers of phone links."""

import hashlib
from uuid import UUID

from tingtang.ledger.turn import Read


def link_read(branch_id: UUID, token: str) -> Read[UUID]:
    """The ticket that a phone link's token opens; none once its day has ended."""
    return Read(
        "select ticket_id from hall_link where branch_id = %s and hash = %s",
        (branch_id, hashlib.sha256(token.encode()).digest()),
        lambda ticket_id: ticket_id,
    )


def open_link_read(branch_id: UUID, ticket_id: UUID) -> Read[UUID]:
    """The ticket, while a phone link of it opens something."""
    return Read(
        "select ticket_id from hall_link where branch_id = %s and ticket_id = %s",
        (branch_id, ticket_id),
        lambda each: each,
    )
