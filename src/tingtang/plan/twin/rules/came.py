"""Who came while a suggestion stood. Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Came:
    """A number of the hour: its class, when it came, was called and ended."""

    class_id: str
    issued_at: datetime
    called_at: datetime | None
    ended_at: datetime | None
