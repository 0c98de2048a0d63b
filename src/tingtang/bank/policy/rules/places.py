"""Where a row leads, and what customers hear those places called: a row that leads to one place
doesn't send anybody to another in its sentence.
"""

import re
from typing import Final

#: As banks call them, whole words; the longer one is heard where one holds the other.
_CALLED: Final = {
    "counter": ("窗口", "高柜", "高櫃", "柜台", "柜檯", "櫃台", "櫃檯", "counter", "teller"),
    "smart": (
        "智能柜台", "智能柜檯", "智能櫃台", "智能櫃檯", "智能机", "智能機", "智能终端",
        "智能終端", "智柜", "智櫃", "超级柜台", "超級櫃台", "smart counter", "smart machine",
    ),
    "atm": (
        "自助机", "自助機", "取款机", "取款機", "存款机", "存款機", "存取款机", "存取款機",
        "柜员机", "櫃員機", "cash machine", "atm",
    ),
    "open_counter": (
        "开放柜台", "开放式柜台", "開放櫃台", "開放櫃檯", "開放式櫃台", "開放式櫃檯", "低柜",
        "低櫃", "open counter",
    ),
    "rm_desk": (
        "理财经理", "理財經理", "客户经理", "客戶經理", "理财桌", "理財桌", "relationship manager",
    ),
}  # fmt: skip
_PLACE_OF: Final = {word: place for place, words in _CALLED.items() for word in words}


def _pattern(word: str) -> str:
    return rf"\b{word}s?\b" if word.isascii() else word


_NAMED: Final = re.compile(
    "|".join(map(_pattern, sorted(_PLACE_OF, key=len, reverse=True))), re.IGNORECASE
)


def named_elsewhere(text: str, leads: frozenset[str]) -> tuple[int, str] | None:
    """The first other place that a text names without naming where it leads, and at which
    character (from 1). A sentence that names both compares them: “without waiting for a counter”.
    """
    other: tuple[int, str] | None = None
    for found in _NAMED.finditer(text):
        word = found[0].lower()
        if (_PLACE_OF.get(word) or _PLACE_OF[word.removesuffix("s")]) in leads:
            return None
        other = other or (found.start() + 1, found[0])
    return other
