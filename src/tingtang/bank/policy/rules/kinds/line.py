"""The line that a number stands in (DOMAIN.md §8)."""

from typing import Final

from tingtang.bank.policy.rules.clauses import Clause, Result
from tingtang.bank.policy.rules.kinds.common import CLASS, LINES, PROTECTED, YES_NO, locked, row
from tingtang.bank.policy.rules.tables import Changes, Hit, Kind

_EMERGENCY = locked(
    '"yes"', "-", "-", "-",
    to="emergency",
    why=(
        "有人情况紧急，最先办理。",
        "有人情況緊急，最先辦理。",
        "Somebody is in an emergency and comes first.",
    ),
)  # fmt: skip
_CARE = locked(
    "-", '"yes"', "-", "-",
    to="care",
    why=(
        "需要照顾的客户优先办理。",
        "需要照顧的客戶優先辦理。",
        "Whoever needs care is served with priority.",
    ),
)  # fmt: skip

LINE: Final = Kind(
    name="line",
    hit=Hit.FIRST,
    clauses=(Clause("emergency", YES_NO), PROTECTED, CLASS, Clause("booked", YES_NO)),
    results=(Result("line", LINES, by_law=("emergency", "care")),),
    locked=(_EMERGENCY, _CARE),
    changes=Changes.DAY_BREAK,
)
LINE_ROWS: Final = (
    _EMERGENCY,
    _CARE,
    row(
        "-", "-", '"vip"', "-",
        to="vip",
        why=(
            "您的业务安排在另一队列办理。",
            "您的業務安排在另一隊列辦理。",
            "Your business is handled in a line of its own.",
        ),
    ),
    row(
        "-", "-", "-", '"yes"',
        to="booked",
        why=(
            "您有预约，按预约时间办理。",
            "您有預約，按預約時間辦理。",
            "You have an appointment and are served by its time.",
        ),
    ),
    row(
        "-", "-", "-", "-",
        to="ordinary",
        why=(
            "按取号先后办理。",
            "按取號先後辦理。",
            "Numbers are called in the order in which they were taken.",
        ),
    ),
)  # fmt: skip
