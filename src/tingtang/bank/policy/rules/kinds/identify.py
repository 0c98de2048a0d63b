"""What the hall supposes of a customer, from things done or said (DOMAIN.md §4).

The strongest signal of each of the three states and how many different ones there are; no score.
`confirmed` is what the bank's customer file says: only the law of this table makes somebody a VIP,
so no version derives one.
"""

from typing import Final

from tingtang.bank.policy.rules.clauses import Clause, Grid, Result
from tingtang.bank.policy.rules.kinds.common import CLASSES, YES_NO, locked, row
from tingtang.bank.policy.rules.tables import Hit, Kind

_CONFIRMED = locked(
    '"yes"', "-", "-", "-", "-",
    to="vip",
    why=(
        "您的客户经理已为您安排。",
        "您的客戶經理已為您安排。",
        "Your relationship manager has arranged this for you.",
    ),
)  # fmt: skip
_ADVISER = (
    "您刚才问到的内容，理财经理可以为您详细说明。",
    "您剛才問到的內容，理財經理可以為您詳細說明。",
    "A relationship manager can tell you more about what you asked.",
)

IDENTIFY: Final = Kind(
    name="identify",
    hit=Hit.FIRST,
    clauses=(
        Clause("confirmed", YES_NO),
        Clause("enter", grid=Grid.STRENGTH),
        Clause("consult", grid=Grid.STRENGTH),
        Clause("wait", grid=Grid.STRENGTH),
        Clause("signals", grid=Grid.SIGNALS),
    ),
    results=(Result("class", CLASSES, by_law=("vip",)),),
    locked=(_CONFIRMED,),
)
IDENTIFY_ROWS: Final = (
    _CONFIRMED,
    row("-", "-", ">= 3", "-", "-", to="potential", why=_ADVISER),
    row("-", "-", "-", ">= 3", "-", to="potential", why=_ADVISER),
    row("-", ">= 3", "-", "-", "-", to="potential", why=_ADVISER),
    row("-", "-", ">= 2", "-", ">= 3", to="potential", why=_ADVISER),
    row(
        "-", "-", "-", "-", "-",
        to="ordinary",
        why=("按您要办的业务安排。", "按您要辦的業務安排。", "By what you have come for."),
    ),
)  # fmt: skip
