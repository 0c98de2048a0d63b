"""The one clock. Doors read it and hand the time to verbs; rules and engines never do."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def real_now() -> datetime:
    """The machine's time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """A branch's clock. A real branch's is the machine's; a demonstration's may run faster or
    elsewhere.

    At the machine's time `set_at` the branch's time was `shows`; since then it runs `scale` times
    real.
    """

    set_at: datetime
    shows: datetime
    scale: float = 1.0

    def now(self) -> datetime:
        """The branch's time, in UTC."""
        return self.at(real_now())

    def at(self, real: datetime) -> datetime:
        """The branch's time when the machine's is `real`."""
        return self.shows + (real - self.set_at) * self.scale

    def real_seconds(self, branch_seconds: float) -> float:
        """How long `branch_seconds` of the branch's time last for the machine."""
        return branch_seconds / self.scale


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MACHINE_CLOCK = Clock(set_at=_EPOCH, shows=_EPOCH)


def microseconds(at: datetime) -> int:
    """Microseconds since 1970 (UTC): the only form in which times enter a hash."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def from_microseconds(value: int) -> datetime:
    """The inverse of `microseconds`."""
    return _EPOCH + timedelta(microseconds=value)


def business_date(at: datetime, zone: str, cutover_hour: int = 0) -> date:
    """The business date at `at`: the local date, before `cutover_hour` still yesterday's."""
    return (at.astimezone(ZoneInfo(zone)) - timedelta(hours=cutover_hour)).date()
