"""What is forgotten of customers, but for those who agreed to be remembered."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from tingtang.bank.customer.queries import ConsentRow, consents_read
from tingtang.bank.customer.rules.consents import remembered
from tingtang.ledger.turn import Turn

_AT_ONCE: Final = 200  # that one turn forgets


class Forgettable:
    """What is to be forgotten, each by its id beside whose it is: as known before the turn, and as
    it holds in it. `agreed`: the branch's consents; `reads` belong to the turn.
    """

    def __init__(
        self,
        branch_id: UUID,
        old: Iterable[tuple[UUID, UUID | None]],
        agreed: Iterable[ConsentRow],
        at: datetime,
    ) -> None:
        kept = remembered(((row.customer_id, row.consent) for row in agreed), at)
        self._due = [each for each in old if each[1] not in kept][:_AT_ONCE]
        whose = {each for _, each in self._due if each is not None}
        self._consents = {each: consents_read(branch_id, each) for each in whose}
        self.reads = tuple(self._consents.values())

    def found(self, this_turn: Turn) -> list[UUID]:
        """Within the turn: what is forgotten, seeing what the customers agreed to by now."""
        consents = self._consents.items()
        said = [(whose, each) for whose, read in consents for each in this_turn.found(read)]
        kept = remembered(said, this_turn.at)
        return [each for each, whose in self._due if whose not in kept]
