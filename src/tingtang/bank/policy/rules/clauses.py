"""What a decision table asks about: closed codes, and quantities cut on the bank's fixed grids.

Every clause has finitely many *atoms*: a code, or one band of a grid. A cell chooses a set of
atoms, kept as a bit mask, so that gaps and overlaps are found exactly, and what a decision records
of a quantity is its band and never the quantity.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TypeAlias

Value: TypeAlias = str | int
Mask: TypeAlias = int

YES, NO, UNKNOWN = "yes", "no", "unknown"
KNOWN = (YES, NO, UNKNOWN)


class Grid(Enum):
    """The bank's grids: the lower ends of the bands, the last of which has no upper end.

    A table's edges must lie on them. Bands never get finer after the fact: past decisions are kept
    as bands.
    """

    YUAN = (
        0, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000,
        1_000_000, 5_000_000,
    )  # fmt: skip
    PEOPLE = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50)
    MINUTES = (0, 1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 45, 60, 90, 120)
    STRENGTH = (0, 1, 2, 3, 4)
    SIGNALS = (0, 1, 2, 3, 4, 5, 6, 8, 10)

    def band(self, quantity: int) -> int:
        """The index of the band that holds `quantity` (not negative)."""
        if quantity < 0:
            raise ValueError(f"{quantity}: a quantity is not negative")
        return bisect_right(self._value_, quantity) - 1  # `value` is a property, and far slower


@dataclass(frozen=True)
class Clause:
    """One input of a table: closed `codes`, or a `grid` of quantities."""

    name: str
    codes: tuple[str, ...] = ()
    grid: Grid | None = None

    @cached_property
    def atoms(self) -> int:
        """How many atoms there are."""
        return len(self.grid.value) if self.grid else len(self.codes)

    @cached_property
    def every(self) -> Mask:
        """The mask of all atoms."""
        return (1 << self.atoms) - 1

    @cached_property
    def _places(self) -> dict[Value, int]:
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def _named(self) -> tuple[Value, ...]:
        return self.grid.value if self.grid else self.codes

    def atom(self, value: Value) -> int:
        """The atom of a value; a KeyError or ValueError for one that the clause doesn't know."""
        if self.grid is None:
            return self._places[value]
        return self.grid.band(int(value))

    def named(self, atom: int) -> Value:
        """An atom as decisions keep it: the code, or the lower end of the band."""
        return self._named[atom]


@dataclass(frozen=True)
class Result:
    """One output of a table: one of closed `codes`; those `by_law` only in locked rows."""

    name: str
    codes: tuple[str, ...]
    by_law: tuple[str, ...] = ()
