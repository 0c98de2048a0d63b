"""Where a customer is guided, by class, business and the relationship manager's desk (DOMAIN.md §5,
§7).

Nobody is sent to a machine while a counter is free: guarded in code, too, by the function that
guards the offer itself.
"""

from typing import Final

from tingtang.bank.policy.rules.clauses import Clause, Result
from tingtang.bank.policy.rules.kinds.common import (
    BUSINESS,
    CLASS,
    PROTECTED,
    YES_NO,
    locked,
    row,
)
from tingtang.bank.policy.rules.tables import Hit, Kind

#: What the customer says to being introduced to a relationship manager.
REPLIES = ("unasked", "willing", "no_time", "refuses")
DESKS = ("free", "busy", "away")
PATHS = (
    "vip_counter",  # served at the VIP counter at once
    "vip_zone",  # rests in the VIP zone while the lobby manager arranges the cash
    "cash_choice",  # large cash without reservation: the customer chooses how
    "escort",  # led to the relationship manager now
    "promise_vip_zone",  # rests in the VIP zone; the relationship manager comes
    "promise_waiting",  # waits in the hall; the relationship manager comes
    "card",  # experience card and the relationship manager's card
    "leaflet",  # told whose card is on the leaflet; not pressed
    "open_counter",  # leaflet and a first talk at an open counter
    "divert",  # the divert table says whether a machine is offered
    "line",  # waits for the number
)

_REFUSES = locked(
    "-", "-", "-", "-", '"refuses"', "-", "-",
    to="leaflet",
    why=(
        "好的，需要时您可以看折页上的联系方式。",
        "好的，需要時您可以看摺頁上的聯絡方式。",
        "Of course. The leaflet says how to reach us if you wish.",
    ),
)  # fmt: skip
_FREE = ("窗口现在有空，请直接办理。", "窗口現在有空，請直接辦理。", "A counter is free now.")
_MAY_DIVERT = '"small_cash","fee","non_cash"'
_FREE_ORDINARY = locked(
    '"ordinary"', _MAY_DIVERT, "-", "-", "-", "-", '"yes"', to="line", why=_FREE
)
_FREE_POTENTIAL = locked(
    '"potential"', _MAY_DIVERT, "-", "-", '"unasked"', "-", '"yes"', to="line", why=_FREE
)
_COUNTER = ("请到这边的窗口办理。", "請到這邊的窗口辦理。", "This counter will serve you.")
_COMES = (
    "理财经理办完手上的事就来，请您先休息。",
    "理財經理辦完手上的事就來，請您先休息。",
    "The relationship manager will come as soon as possible. Please have a seat.",
)
_CARD = (
    "这是联系卡和体验卡，您方便时再来。",
    "這是聯絡卡和體驗卡，您方便時再來。",
    "Here are a contact card and an experience card for whenever it suits you.",
)
_ESCORT = ("我带您过去。", "我帶您過去。", "I'll take you there.")
_LINE = ("请您等候叫号。", "請您等候叫號。", "Please wait for your number.")

GUIDE: Final = Kind(
    name="guide",
    hit=Hit.FIRST,
    clauses=(
        CLASS,
        BUSINESS,
        Clause("reserved", YES_NO),
        Clause("desk", DESKS),
        Clause("reply", REPLIES),
        PROTECTED,
        Clause("counter_free", YES_NO),
    ),
    results=(Result("path", PATHS),),
    locked=(_REFUSES, _FREE_ORDINARY, _FREE_POTENTIAL),
    leads={
        "vip_counter": frozenset({"counter"}),
        "line": frozenset({"counter"}),
        "open_counter": frozenset({"open_counter"}),
        "escort": frozenset({"rm_desk"}),
        "promise_vip_zone": frozenset({"rm_desk"}),
        "promise_waiting": frozenset({"rm_desk"}),
    },
)
GUIDE_ROWS: Final = (
    _REFUSES,
    _FREE_ORDINARY,
    _FREE_POTENTIAL,
    row('"vip"', '"small_cash"', "-", "-", "-", "-", "-", to="vip_counter", why=_COUNTER),
    row(
        '"vip"', '"large_cash"', '"yes"', "-", "-", "-", "-",
        to="vip_zone",
        why=(
            "您预约的现金正在安排，请您先休息。",
            "您預約的現金正在安排，請您先休息。",
            "The cash you reserved is being arranged. Please have a seat.",
        ),
    ),
    row(
        "-", '"large_cash"', '"no"', "-", "-", "-", "-",
        to="cash_choice",
        why=(
            "大额现金一般提前一天预约。今天有几种办法，由您选择。",
            "大額現金一般提前一天預約。今天有幾種辦法，由您選擇。",
            "Large sums are usually reserved a day ahead. Choose one of today's ways.",
        ),
    ),
    row('"vip","potential"', '"wealth"', "-", "-", '"no_time"', "-", "-", to="card", why=_CARD),
    row('"vip","potential"', '"wealth"', "-", '"free"', "-", "-", "-", to="escort", why=_ESCORT),
    row('"vip"', '"wealth"', "-", "-", "-", "-", "-", to="promise_vip_zone", why=_COMES),
    row('"potential"', '"wealth"', "-", '"busy"', "-", "-", "-", to="promise_waiting", why=_COMES),
    row('"potential"', '"wealth"', "-", "-", "-", "-", "-", to="card", why=_CARD),
    row('"vip"', "-", "-", "-", "-", "-", "-", to="vip_counter", why=_COUNTER),
    row('"potential"', "-", "-", "-", '"no_time"', "-", "-", to="card", why=_CARD),
    row('"potential"', "-", "-", '"free"', '"willing"', "-", "-", to="escort", why=_ESCORT),
    row('"potential"', "-", "-", '"busy"', '"willing"', "-", "-", to="promise_waiting", why=_COMES),
    row('"potential"', "-", "-", '"away"', '"willing"', "-", "-", to="card", why=_CARD),
    row(
        "-", '"wealth"', "-", "-", "-", "-", "-",
        to="open_counter",
        why=(
            "这边可以先为您介绍，也请看看折页。",
            "這邊可以先為您介紹，也請看看摺頁。",
            "Somebody here can tell you more; here is a leaflet, too.",
        ),
    ),
    row("-", "-", "-", "-", "-", '"yes"', "-", to="line", why=_LINE),
    row(
        "-", _MAY_DIVERT, "-", "-", "-", "-", "-",
        to="divert",
        why=(
            "这项业务有几个地方可以办，由您选择。",
            "這項業務有幾個地方可以辦，由您選擇。",
            "This can be done in several places; the choice is yours.",
        ),
    ),
    row("-", "-", "-", "-", "-", "-", "-", to="line", why=_LINE),
)  # fmt: skip
