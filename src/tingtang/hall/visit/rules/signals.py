"""The signals that the hall may note: things done or said, never looks (DOMAIN.md §4).

Strength runs from 0 to 4; of the waiting ones it follows §4's order. None tells an amount, an age
or how somebody is dressed. What a holding says is noted from the customer file alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tingtang.kernel.refused import Refused

UNDO_WITHIN = timedelta(minutes=10)


class SignalState(StrEnum):
    """When in the visit something shows; the inputs of the table of classes."""

    ENTER = "enter"
    CONSULT = "consult"
    WAIT = "wait"


class Source(StrEnum):
    """Where a signal comes from."""

    LOBBY = "lobby"
    TELLER = "teller"
    KIOSK = "kiosk"
    HOLDINGS = "holdings"


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal of the catalogue; its words stand in the catalogues as `signal.<code>`."""

    code: str
    state: SignalState
    strength: int
    sources: frozenset[Source]


_PEOPLE = (Source.LOBBY, Source.TELLER)
_LOBBY = (Source.LOBBY,)
_KIOSK = (Source.KIOSK,)
_HOLDINGS = (Source.HOLDINGS,)


def _of(state: SignalState, *signals: tuple[str, int, tuple[Source, ...]]) -> tuple[Signal, ...]:
    return tuple(Signal(code, state, strength, frozenset(by)) for code, strength, by in signals)


_ALL = (
    *_of(
        SignalState.ENTER,
        ("shows_vip_card", 4, _PEOPLE),
        ("asks_for_own_rm", 4, _PEOPLE),
        ("shows_experience_card", 4, _PEOPLE),
        ("comes_to_rm_by_appointment", 3, (*_PEOPLE, Source.KIOSK)),
        ("comes_to_wealth_event", 3, _LOBBY),
        ("asks_for_vip_room", 3, _LOBBY),
        ("says_large_transfer", 3, _PEOPLE),
        ("says_product_matured", 3, _PEOPLE),
        ("holds_maturing_product", 3, _HOLDINGS),
        ("holds_wealth_products", 3, _HOLDINGS),
        ("brings_rm_business_card", 2, _PEOPLE),
        ("sent_by_a_customer", 2, _PEOPLE),
        ("chose_wealth_at_kiosk", 2, _KIOSK),
        ("says_comes_for_company", 2, _PEOPLE),
        ("holds_term_deposits", 2, _HOLDINGS),
        ("says_first_visit", 0, _LOBBY),
    ),
    *_of(
        SignalState.CONSULT,
        ("says_investable_sum", 4, _PEOPLE),
        ("asks_private_banking", 4, _PEOPLE),
        ("asks_wealth_product", 3, _PEOPLE),
        ("asks_large_deposit_rate", 3, _PEOPLE),
        ("voucher_shows_large_sum", 3, _PEOPLE),
        ("asks_for_rm_contact", 3, _PEOPLE),
        ("account_lies_idle", 3, (Source.TELLER, Source.HOLDINGS)),
        ("asks_precious_metals", 2, _PEOPLE),
        ("asks_foreign_exchange", 2, _PEOPLE),
        ("asks_insurance_or_annuity", 2, _PEOPLE),
        ("asks_pension_account", 2, _PEOPLE),
        ("asks_corporate_business", 2, _PEOPLE),
        ("asks_business_loan", 2, _PEOPLE),
        ("asks_transfer_fees", 2, _PEOPLE),
        ("asks_savings_bonds", 1, _PEOPLE),
        ("asks_to_split_deposit", 1, _PEOPLE),
    ),
    *_of(
        SignalState.WAIT,
        ("watches_fx_or_fund_board", 4, _LOBBY),
        ("returns_to_leaflets_after_service", 3, _PEOPLE),
        ("asks_staff_about_poster", 3, _LOBBY),
        ("reads_leaflet_closely", 2, _LOBBY),
        ("takes_leaflet_along", 2, _LOBBY),
        ("scans_product_code", 2, _LOBBY),
        ("glances_at_leaflets", 1, _LOBBY),
        ("listens_to_introduction", 1, _LOBBY),
    ),
)

SIGNALS: dict[str, Signal] = {each.code: each for each in _ALL}


def signal_named(code: str) -> Signal:
    """The signal; refuses with `unknown_signal`."""
    try:
        return SIGNALS[code]
    except KeyError:
        raise Refused("unknown_signal", where="code") from None


def check_source(signal: Signal, sources: Collection[Source]) -> Source:
    """Which of somebody's sources a signal comes from; refuses one that is noted elsewhere."""
    for source in Source:
        if source in signal.sources and source in sources:
            return source
    raise Refused("signal_noted_elsewhere")
