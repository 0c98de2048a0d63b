"""What happens to a wish for cash (DOMAIN.md §7): it is never refused, and a reservation is
logistics, not a permission (Commercial Bank Law art. 29, 33).

Whether a sum is large is the branch's parameter; how much there is, is what the supervisor says.
"""

from typing import Final

from tingtang.bank.policy.rules.clauses import Clause, Result
from tingtang.bank.policy.rules.kinds.common import YES_NO, locked, row
from tingtang.bank.policy.rules.tables import Hit, Kind

CASH = ("enough", "part", "none")
ACTIONS = ("pay", "choose", "check_fraud")

_FRAUD = locked(
    '"yes"', "-", "-", "-",
    to="check_fraud",
    why=(
        "为了您的资金安全，我们先请主管和您核实一下。",
        "為了您的資金安全，我們先請主管和您核實一下。",
        "For the safety of your money a supervisor will check this with you first.",
    ),
)  # fmt: skip
_PAY = ("现在就为您办理。", "現在就為您辦理。", "We will pay it now.")
_CHOOSE = (
    "今天备付的现金不够。可以先取一部分，或者转账，或者预约，由您选择。",
    "今天備付的現金不夠。可以先取一部分，或者轉帳，或者預約，由您選擇。",
    "There is not enough cash today. You may take a part, transfer, or reserve: you choose.",
)
_NONE = (
    "今天已没有可取的备付现金。可以转账，或者预约改天来取，由您选择。",
    "今天已沒有可取的備付現金。可以轉帳，或者預約改天來取，由您選擇。",
    "There is no cash left for this today. You may transfer, or reserve it for another day.",
)

_ENOUGH = locked("-", "-", "-", '"enough"', to="pay", why=_PAY)

CASH_TABLE: Final = Kind(
    name="cash",
    hit=Hit.FIRST,
    clauses=(
        Clause("fraud_signs", YES_NO),
        Clause("large", YES_NO),
        Clause("reserved", YES_NO),
        Clause("cash", CASH),
    ),
    results=(Result("action", ACTIONS, by_law=("check_fraud",)),),
    locked=(_FRAUD, _ENOUGH),
)
CASH_ROWS: Final = (
    _FRAUD,
    _ENOUGH,
    row("-", "-", "-", '"none"', to="choose", why=_NONE),
    row("-", "-", "-", "-", to="choose", why=_CHOOSE),
)
