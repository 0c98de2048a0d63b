"""What may be said truthfully where a promise may not: the risk as it is, in one breath.

Reference
---------
DOMAIN.md §15 (no guarantees; who buys knows that principal may be lost), §12 (the right to know).
"""

from collections.abc import Mapping
from typing import Final

#: By the code that refuses the promise. Each stands in `check_wording`'s own test set.
TRUTHS: Final[Mapping[str, Mapping[str, str]]] = {
    "promises_principal": {
        "zh-Hans": "本产品不保本。",
        "zh-Hant": "本商品不保本。",
        "en": "The principal is not guaranteed.",
    },
    "promises_return": {
        "zh-Hans": "不保证收益。",
        "zh-Hant": "不保證收益。",
        "en": "The return is not guaranteed.",
    },
    "promises_no_risk": {
        "zh-Hans": "产品有风险，投资须谨慎。",
        "zh-Hant": "商品有風險，投資須謹慎。",
        "en": "No investment is risk-free.",
    },
    "promises_multiple": {
        "zh-Hans": "理财不是存款，过去的表现不代表将来。",
        "zh-Hant": "理財不是存款，過去的表現不代表將來。",
        "en": "This is not a deposit; the past says nothing about the future.",
    },
}
