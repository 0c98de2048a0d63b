"""Whether another place is offered, and which (DOMAIN.md §7).

What the law demands stands first and is guarded in code before the table is asked: nothing is
offered to protected people who did not ask, nor while a suitable counter is free (CBIRC 2021 No.
40; S1's named violation: sending people to machines by force).
"""

from typing import Final

from tingtang.bank.policy.rules.clauses import Clause, Grid, Result
from tingtang.bank.policy.rules.kinds.common import (
    BUSINESS,
    PROTECTED,
    WAITING,
    YES_NO,
    locked,
    row,
)
from tingtang.bank.policy.rules.tables import Hit, Kind

OFFERS = ("none", "offer", "accompany")
PLACES = ("counter", "smart", "atm", "open_counter", "rm_desk")

_CARE = locked(
    '"no"', '"yes"', "-", "-", "-", "-",
    to=("none", "counter"),
    why=(
        "请您到窗口办理，我们会照顾好您。",
        "請您到窗口辦理，我們會照顧好您。",
        "Please come to the counter; we will look after you.",
    ),
)  # fmt: skip
_FREE = locked(
    '"no"', '"no","unknown"', '"yes"', "-", "-", "-",
    to=("none", "counter"),
    why=("窗口现在有空，请直接办理。", "窗口現在有空，請直接辦理。", "A counter is free now."),
)  # fmt: skip
_COUNTER = ("请您在窗口办理。", "請您在窗口辦理。", "Please wait for a counter.")
_SMART = (
    "这笔业务智能柜台就能办。您愿意试试吗？原来的号一直保留。",
    "這筆業務智能櫃台就能辦。您願意試試嗎？原來的號一直保留。",
    "The smart counter can do this. Would you like to try? Your number is kept.",
)
_OPEN = (
    "这项业务开放柜台也能办。您愿意过去吗？原来的号一直保留。",
    "這項業務開放櫃台也能辦。您願意過去嗎？原來的號一直保留。",
    "The open counter can do this, too. Would you like to go there? Your number is kept.",
)
_RM = (
    "理财经理可以先为您解答。您愿意聊几句吗？原来的号一直保留。",
    "理財經理可以先為您解答。您願意聊幾句嗎？原來的號一直保留。",
    "A relationship manager can answer you meanwhile. Would you like that? Your number is kept.",
)
_MINE = '"no"', '"no","unknown"', '"no"'  # nobody asked, nobody protected, no counter free

DIVERT: Final = Kind(
    name="divert",
    hit=Hit.UNIQUE,
    clauses=(
        Clause("asked", YES_NO),
        PROTECTED,
        Clause("counter_free", YES_NO),
        BUSINESS,
        Clause("amount", grid=Grid.YUAN),
        WAITING,
    ),
    results=(Result("offer", OFFERS), Result("place", PLACES)),
    locked=(_CARE, _FREE),
    leads={place: frozenset({place}) for place in PLACES},
)
DIVERT_ROWS: Final = (
    _CARE,
    _FREE,
    row(
        '"yes"', "-", "-", "-", "-", "-",
        to=("accompany", "smart"),
        why=("好的，我陪您去办。", "好的，我陪您去辦。", "Of course, I'll come with you."),
    ),
    row(*_MINE, "-", "-", "< 5", to=("none", "counter"), why=_COUNTER),
    row(*_MINE, '"small_cash"', "< 20000", ">= 5", to=("offer", "smart"), why=_SMART),
    row(*_MINE, '"small_cash"', ">= 20000", ">= 5", to=("none", "counter"), why=_COUNTER),
    row(*_MINE, '"fee"', "-", ">= 5", to=("offer", "smart"), why=_SMART),
    row(*_MINE, '"non_cash"', "-", ">= 5", to=("offer", "open_counter"), why=_OPEN),
    row(*_MINE, '"wealth"', "-", ">= 5", to=("offer", "rm_desk"), why=_RM),
    row(
        *_MINE, '"large_cash","opening","corporate","other"', "-", ">= 5",
        to=("none", "counter"),
        why=_COUNTER,
    ),
)  # fmt: skip
