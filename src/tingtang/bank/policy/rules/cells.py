"""Cells: DMN's unary tests (S-FEEL), read into masks of atoms and written back.

`-` fits everything; `"cash","card"` and `not("cash")` name codes; `< 5`, `>= 5`, `[5..8)` and lists
of them cut a grid. People may type ≥, ≤, a dash between two numbers, thousands separators, 万 and
codes without quotation marks, and other tools write an open end as `]5..8[`: it is written back as
S-FEEL with round brackets. The editor tells a typist at once: `web/office/policy/cells.ts` reads
alike, held to this file by examples.
"""

import re
from collections.abc import Iterator

from tingtang.bank.policy.rules.clauses import Clause, Grid, Mask
from tingtang.kernel.refused import Refused

ANY = "-"
_NOT = re.compile(r"not\s*\((.*)\)", re.DOTALL)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_TEN_THOUSANDS = re.compile(r"(?<=\d)\s*[万萬]")
_COMPARED = re.compile(r"(<=|>=|<|>)\s*(\d+)")
_BETWEEN = re.compile(r"([\[(\]])\s*(\d+)\s*\.\.\s*(\d+)\s*([\])\[])")
_DASHED = re.compile(r"(\d+)\s*[-–—~～至]\s*(\d+)")
_ONE = re.compile(r"\d+")
_TYPED = str.maketrans(
    {"≥": ">=", "≤": "<=", "，": ",", "（": "(", "）": ")", "＜": "<", "＞": ">"}
)


def read_cell(clause: Clause, text: str) -> Mask:
    """The atoms that a cell fits; refuses with the mend where it can't be read."""
    typed = text.translate(_TYPED).strip()
    if typed in ("", ANY):
        return clause.every
    negated = _NOT.fullmatch(typed)
    mask = _listed(clause, negated[1] if negated else typed)
    if negated:
        mask = clause.every & ~mask
    if not mask:
        raise Refused("cell_fits_nothing", cell=text)
    return mask


def _listed(clause: Clause, text: str) -> Mask:
    mask = 0
    if clause.grid is None:
        for code in text.split(","):
            mask |= _code(clause, code.strip().strip('"“”'))
        return mask
    for part in _TEN_THOUSANDS.sub("0000", _THOUSANDS.sub("", text)).split(","):
        mask |= _interval(clause.grid, part.strip())
    return mask


def _code(clause: Clause, code: str) -> Mask:
    if code not in clause.codes:
        raise Refused("cell_unknown_code", cell=code, codes=", ".join(clause.codes))
    return 1 << clause.codes.index(code)


def _interval(grid: Grid, text: str) -> Mask:
    low, high = _ends(text)
    if high is not None and high <= low:
        raise Refused("cell_fits_nothing", cell=text)
    first = _edge(grid, low)
    last = len(grid.value) if high is None else _edge(grid, high)
    return (1 << last) - (1 << first)


def _ends(text: str) -> tuple[int, int | None]:
    """The least whole number that fits, and the least above that doesn't."""
    if match := _COMPARED.fullmatch(text):
        sign, number = match[1], int(match[2])
        return {
            "<": (0, number),
            "<=": (0, number + 1),
            ">": (number + 1, None),
            ">=": (number, None),
        }[sign]
    if match := _BETWEEN.fullmatch(text):
        low, high = int(match[2]), int(match[3])
        return low + (match[1] != "["), high + (match[4] == "]")
    if match := _DASHED.fullmatch(text):
        return int(match[1]), int(match[2])
    if match := _ONE.fullmatch(text):
        return int(match[0]), int(match[0]) + 1
    raise Refused("cell_not_understood", cell=text)


def _edge(grid: Grid, number: int) -> int:
    edges: tuple[int, ...] = grid.value
    try:
        return edges.index(number)
    except ValueError:
        below = max((each for each in edges if each < number), default=0)
        above = min((each for each in edges if each > number), default=edges[-1])
        raise Refused("cell_not_on_grid", cell=number, below=below, above=above) from None


def write_cell(clause: Clause, mask: Mask) -> str:
    """The S-FEEL text of a mask: the shortest of its forms, the same for the same mask."""
    if mask == clause.every:
        return ANY
    if clause.grid is not None:
        return ", ".join(_written(clause.grid, run) for run in _runs(mask))
    inside = [code for place, code in enumerate(clause.codes) if mask >> place & 1]
    outside = [code for code in clause.codes if code not in inside]
    if len(outside) < len(inside):
        return f"not({_quoted(outside)})"
    return _quoted(inside)


def _quoted(codes: list[str]) -> str:
    return ", ".join(f'"{code}"' for code in codes)


def _runs(mask: Mask) -> Iterator[tuple[int, int]]:
    """Each run of set bits: its first, and the one after its last."""
    place = 0
    while mask >> place:
        if not mask >> place & 1:
            place += 1
            continue
        first = place
        while mask >> place & 1:
            place += 1
        yield first, place


def _written(grid: Grid, run: tuple[int, int]) -> str:
    edges = grid.value
    first, after = run
    if after == len(edges):
        return f">= {edges[first]}"
    if first == 0:
        return f"< {edges[after]}"
    if edges[after] == edges[first] + 1:
        return str(edges[first])
    return f"[{edges[first]}..{edges[after]})"
