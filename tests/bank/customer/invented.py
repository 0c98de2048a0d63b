"""People who don't exist, as files have them: numbers in the right form that nobody gave out."""

import random
from collections.abc import Iterator

from tingtang.ops.imports.customers import COLUMNS

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "子涵雨欣浩然梓萱宇轩诗琪思远佳怡俊杰一诺晨曦明哲若曦嘉懿天佑静怡"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(chance: random.Random) -> str:
    """A citizen's number of a region that there is not, with the right check digit."""
    body = f"999{chance.randrange(1000):03}{chance.randrange(1940, 2005)}"
    body += f"{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}{chance.randrange(1000):03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def card(chance: random.Random) -> str:
    """A card of 19 digits with the right check digit."""
    body = f"999999{chance.randrange(10**12):012}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return body + str(-sum(each // 10 + each % 10 for each in doubled) % 10)


def phone(chance: random.Random) -> str:
    return f"199{chance.randrange(10**8):08}"


def row(place: int, chance: random.Random, **cells: str) -> dict[str, str]:
    """A whole row without faults."""
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
    whole = {
        "customer": f"C{place:08}",
        "name": name,
        "address_form": name[0] + chance.choice(("先生", "女士", "老师")),
        "class": "vip" if place % 20 == 0 else "ordinary",
        "rm": "",
        "id_number": identity(chance),
        "card_numbers": ";".join(card(chance) for _ in range(1 + place % 2)),
        "phone": phone(chance),
        "consents": "contact_phone;wealth_advice" if place % 3 == 0 else "",
        "consent_scope": "",
        "consent_notice": "2026-1" if place % 3 == 0 else "",
        "consent_evidence": "signed_form" if place % 3 == 0 else "",
        "consent_reference": f"QY{place:08}" if place % 3 == 0 else "",
        "consent_given": "2026-03-02" if place % 3 == 0 else "",
    }
    return whole | cells


def rows(count: int, *, seed: int = 1, **cells: str) -> Iterator[dict[str, str]]:
    """So many different people."""
    chance = random.Random(seed)
    for place in range(1, count + 1):
        yield row(place, chance, **cells)


def line(cells: dict[str, str]) -> str:
    """The row of a CSV file."""
    return ",".join(cells[column] for column in COLUMNS)


HEADER = ",".join(COLUMNS)
