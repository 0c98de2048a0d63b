"""What clients write down."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What a client was told."""

    who: str
    key: str
    answer: str

    @property
    def told(self) -> dict[str, Any]:
        """The answer, read."""
        told: dict[str, Any] = json.loads(self.answer)
        return told
