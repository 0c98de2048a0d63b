"""Which of the approved sentences is suggested at a moment of the service (DOMAIN.md §6, §15)."""

from typing import Final

from tingtang.bank.policy.rules.clauses import Clause, Grid, Result
from tingtang.bank.policy.rules.kinds.common import BUSINESS, CLASS, PROTECTED, locked, row
from tingtang.bank.policy.rules.tables import Hit, Kind, Row

MOMENTS = ("greet", "wait", "ask", "process", "recommend", "hand_back")

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
)
