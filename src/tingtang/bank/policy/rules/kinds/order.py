"""How each line waits: what its customers' priority is, and how long others may go first (DOMAIN.md
§8; STAFF.md: how often protected customers are interleaved stands in a table, not in code).

Emergency is not asked about: it is called before any rule. What counts, the branch's discipline
says: `priority` where it is by priority, `rate` (points a minute) where priority accumulates, the
caps on being overtaken and on waiting in both. The limits are what no version may leave: those who
need care come first (DOMAIN.md §13) and gain at least as fast as ordinary
customers, who are never passed without end.
"""

from typing import Final

from tingtang.bank.policy.rules.clauses import Clause, Result
from tingtang.bank.policy.rules.kinds.common import LINES, row
from tingtang.bank.policy.rules.tables import Changes, Hit, Kind, Limit

NO_CAP: Final = "none"
_RATES = (
    "0.25", "0.5", "0.75", "1", "1.25", "1.5", "1.75", "2", "2.5", "3", "4", "5", "10",
)  # fmt: skip
#: Not "0": who may never be overtaken is always at the cap, and so is called before all, before
#: those who need care, too.
_TIMES = ("1", "2", "3", "4", "5", "6", "8", "10", "15", "20", "30", "50")
_MINUTES = ("5", "10", "15", "20", "25", "30", "40", "45", "60", "90", "120", "240")
_UNIT = _RATES.index("1")
_CARE, _ORDINARY = ('"care"',), ('"ordinary"',)

ORDER: Final = Kind(
    name="order",
    hit=Hit.UNIQUE,
    clauses=(Clause("line", LINES[1:]),),
    results=(
        Result("priority", ("1", "2", "3")),
        Result("rate", _RATES),
        Result("overtakes", (NO_CAP, *_TIMES)),
        Result("longest_wait", (NO_CAP, *_MINUTES)),
    ),
    limits=(
        Limit(_CARE, "priority", ("1",)),
        Limit(_CARE, "rate", _RATES[_UNIT:]),
        Limit(_ORDINARY, "priority", ("3",)),
        Limit(_ORDINARY, "rate", _RATES[: _UNIT + 1]),
        Limit(_ORDINARY, "overtakes", _TIMES),
    ),
    changes=Changes.DAY_BREAK,
    carried=True,
)
ORDER_ROWS: Final = (
    row(
        '"care"',
        to=("1", "2", NO_CAP, NO_CAP),
        why=(
            "需要照顾的客户优先办理。",
            "需要照顧的客戶優先辦理。",
            "Whoever needs care is served with priority.",
        ),
    ),
    row(
        '"vip"',
        to=("1", "2", NO_CAP, NO_CAP),
        why=(
            "您的业务安排在另一队列办理。",
            "您的業務安排在另一隊列辦理。",
            "Your business is handled in a line of its own.",
        ),
    ),
    row(
        '"booked"',
        to=("2", "1.5", "3", NO_CAP),
        why=(
            "您有预约，按预约时间办理；请其他客户先办的次数有上限。",
            "您有預約，按預約時間辦理；請其他客戶先辦的次數有上限。",
            "You have an appointment; how often others may go before you is limited.",
        ),
    ),
    row(
        '"ordinary"',
        to=("3", "1", "5", "30"),
        why=(
            "按取号先后办理；请其他客户先办的次数有上限。",
            "按取號先後辦理；請其他客戶先辦的次數有上限。",
            "Numbers are called in turn; how often others may go before you is limited.",
        ),
    ),
)  # fmt: skip
