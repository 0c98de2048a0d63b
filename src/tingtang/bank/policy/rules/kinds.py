"""The tables that the hall decides by, each with the rows that a bank starts with."""

from typing import Final

from tingtang.bank.policy.rules.clauses import KNOWN, NO, YES, Clause, Result
from tingtang.bank.policy.rules.tables import Changes, Hit, Kind, Row, Table, read_table
from tingtang.kernel.refused import Refused

LINES = ("emergency", "care", "vip", "booked", "ordinary")
CLASSES = ("vip", "potential", "ordinary")
_YES_NO = (YES, NO)


def _row(*cells: str, to: str, zh: str, hant: str, en: str, locked: bool = False) -> Row:
    return Row(cells, (to,), {"zh-Hans": zh, "zh-Hant": hant, "en": en}, locked)


_EMERGENCY = _row(
    '"yes"', "-", "-", "-",
    to="emergency", locked=True,
    zh="有人情况紧急，最先办理。",
    hant="有人情況緊急，最先辦理。",
    en="Somebody is in an emergency and comes first.",
)  # fmt: skip
_CARE = _row(
    "-", '"yes"', "-", "-",
    to="care", locked=True,
    zh="需要照顾的客户优先办理。",
    hant="需要照顧的客戶優先辦理。",
    en="Whoever needs care is served with priority.",
)  # fmt: skip

LINE: Final = Kind(
    name="line",
    hit=Hit.FIRST,
    clauses=(
        Clause("emergency", _YES_NO),
        Clause("protected", KNOWN),
        Clause("class", CLASSES),
        Clause("booked", _YES_NO),
    ),
    results=(Result("line", LINES),),
    locked=(_EMERGENCY, _CARE),
    changes=Changes.DAY_BREAK,
)
_LINE_ROWS = (
    _EMERGENCY,
    _CARE,
    _row(
        "-", "-", '"vip"', "-",
        to="vip",
        zh="您的业务安排在另一队列办理。",
        hant="您的業務安排在另一隊列辦理。",
        en="Your business is handled in a line of its own.",
    ),
    _row(
        "-", "-", "-", '"yes"',
        to="booked",
        zh="您有预约，按预约时间办理。",
        hant="您有預約，按預約時間辦理。",
        en="You have an appointment and are served by its time.",
    ),
    _row(
        "-", "-", "-", "-",
        to="ordinary",
        zh="按取号先后办理。",
        hant="按取號先後辦理。",
        en="Numbers are called in the order in which they were taken.",
    ),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.name: kind for kind in (LINE,)}


def _start(kind: Kind, rows: tuple[Row, ...]) -> Table:
    table, problems = read_table(kind, rows)
    if table is None:
        raise ValueError(f"{kind.name}: row {problems[0].row}: {problems[0].refused.code}")
    return table


#: Version 0 of each table: what is in force until somebody approves another.
STARTS: dict[str, Table] = {LINE.name: _start(LINE, _LINE_ROWS)}


def kind_named(name: str) -> Kind:
    """The kind; refuses with `unknown_table`."""
    try:
        return KINDS[name]
    except KeyError:
        raise Refused("unknown_table", where="table") from None
