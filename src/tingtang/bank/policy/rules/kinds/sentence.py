"""Which of the approved sentences is suggested at a moment of the service (DOMAIN.md §6, §15)."""

from typing import Final

from tingtang.bank.policy.rules.clauses import Clause, Grid, Result
from tingtang.bank.policy.rules.kinds.common import BUSINESS, CLASS, PROTECTED, locked, row
from tingtang.bank.policy.rules.kinds.guide import PATHS
from tingtang.bank.policy.rules.tables import Hit, Kind, Row

#: When something may be said: at the steps of the service, on each path of guidance, and in what
#: happens beside them. Those from the paths on came later; an older version says nothing of them.
MOMENTS = (
    "greet", "wait", "ask", "process", "recommend", "hand_back",
    *PATHS,
    "cash_part", "cash_transfer", "cash_hold", "board", "sold_out", "see_off",
)  # fmt: skip

#: What sentences are for. A situation has any number of approved scripts.
SITUATIONS = (
    "none",
    "greet_known", "greet_door", "greet_queue",
    "vip_small_cash", "vip_large_reserved", "vip_large_unreserved", "vip_large_transfer",
    "vip_large_part", "vip_wealth_free", "vip_wealth_busy",
    "potential_transfer", "potential_wealth", "potential_no_time", "deposit_left",
    "fx_board", "small_cash", "fee", "non_cash", "wealth_leaflet",
    "teller_ask", "teller_process", "teller_hand_back", "teller_divert", "teller_wealth",
    "account_opening", "care", "sold_out", "anti_fraud", "farewell",
)  # fmt: skip

#: Sentences that lead to a sale: not for whom sales are held back, nor for who has refused.
SELLS = frozenset(
    {
        "potential_transfer", "potential_wealth", "potential_no_time", "deposit_left",
        "wealth_leaflet", "teller_wealth", "vip_wealth_free", "vip_wealth_busy",
    }
)  # fmt: skip

_CALM = ("不打扰您办业务。", "不打擾您辦業務。", "We won't disturb your business.")
_FITS = ("与您要办的业务有关。", "與您要辦的業務有關。", "It concerns what you have come for.")
_CARE = locked(
    '"recommend"', "-", "-", '"yes"', "-",
    to="none",
    why=_CALM,
)  # fmt: skip

SENTENCE: Final = Kind(
    name="sentence",
    hit=Hit.FIRST,
    clauses=(
        Clause("moment", MOMENTS),
        CLASS,
        BUSINESS,
        PROTECTED,
        Clause("strength", grid=Grid.STRENGTH),
    ),
    results=(Result("situation", SITUATIONS),),
    locked=(_CARE,),
    otherwise=row("-", "-", "-", "-", "-", to="none", why=_CALM),
)


def _at(moment: str, *cells: str, to: str) -> Row:
    return row(f'"{moment}"', *cells, to=to, why=_CALM if to == "none" else _FITS)


SENTENCE_ROWS: Final = (
    _CARE,
    _at("greet", '"vip"', "-", "-", "-", to="greet_known"),
    _at("greet", "-", "-", '"yes"', "-", to="care"),
    _at("greet", "-", "-", "-", "-", to="greet_door"),
    _at("wait", '"vip"', '"wealth"', "-", "-", to="vip_wealth_busy"),
    _at("wait", "-", '"small_cash"', '"no","unknown"', "-", to="small_cash"),
    _at("wait", "-", '"fee"', '"no","unknown"', "-", to="fee"),
    _at("wait", "-", '"non_cash"', '"no","unknown"', "-", to="non_cash"),
    _at("wait", "-", '"wealth"', "-", "-", to="wealth_leaflet"),
    _at("wait", "-", "-", "-", "-", to="greet_queue"),
    _at("ask", "-", "-", "-", "-", to="teller_ask"),
    _at("process", "-", "-", "-", "-", to="teller_process"),
    _at("recommend", "-", '"opening"', "-", "-", to="account_opening"),
    _at("recommend", "-", '"large_cash"', "-", ">= 2", to="potential_transfer"),
    _at("recommend", "-", '"small_cash"', "-", ">= 2", to="deposit_left"),
    _at("recommend", "-", '"wealth"', "-", "-", to="teller_wealth"),
    _at("recommend", "-", "-", "-", ">= 2", to="potential_wealth"),
    _at("recommend", "-", '"fee","non_cash"', "-", "-", to="teller_divert"),
    _at("recommend", "-", "-", "-", "-", to="none"),
    _at("hand_back", "-", "-", "-", "-", to="teller_hand_back"),
    _at("vip_counter", "-", "-", "-", "-", to="vip_small_cash"),
    _at("vip_zone", "-", "-", "-", "-", to="vip_large_reserved"),
    _at("cash_choice", "-", "-", "-", "-", to="vip_large_unreserved"),
    _at("escort", "-", "-", "-", "-", to="vip_wealth_free"),
    _at("promise_vip_zone", "-", "-", "-", "-", to="vip_wealth_busy"),
    _at("promise_waiting", "-", "-", "-", "-", to="vip_wealth_busy"),
    _at("card", "-", "-", "-", "-", to="potential_no_time"),
    _at("leaflet", "-", "-", "-", "-", to="wealth_leaflet"),
    _at("open_counter", "-", "-", "-", "-", to="wealth_leaflet"),
    _at("divert", "-", "-", '"yes"', "-", to="care"),
    _at("divert", "-", '"small_cash"', "-", "-", to="small_cash"),
    _at("divert", "-", '"fee"', "-", "-", to="fee"),
    _at("divert", "-", '"non_cash"', "-", "-", to="non_cash"),
    _at("divert", "-", "-", "-", "-", to="none"),
    _at("line", "-", "-", '"yes"', "-", to="care"),
    _at("line", "-", "-", "-", "-", to="greet_queue"),
    _at("cash_part", "-", "-", "-", "-", to="vip_large_part"),
    _at("cash_transfer", "-", "-", "-", "-", to="vip_large_transfer"),
    _at("cash_hold", "-", "-", "-", "-", to="anti_fraud"),
    _at("board", "-", "-", "-", "-", to="fx_board"),
    _at("sold_out", "-", "-", "-", "-", to="sold_out"),
    _at("see_off", "-", "-", "-", "-", to="farewell"),
)
