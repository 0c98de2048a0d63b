"""The customers of the demonstration bank: who they are, what they have, what they agreed to.

Everybody is invented, and no number can be anybody's: ID numbers begin with a region (99) that does
not exist, cards with a 9 that no card scheme has, phones with the 1990000 of examples. The same
branch has the same customers at every loading; so a played day knows whose cards come, as the
customers themselves would.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tingtang.bank.customer.rules.numbers import luhn_digit

VIPS, OTHERS = 20, 52
MANAGERS = ("8", "7", "8", "7", "")
"""Seats of the relationship managers, in turn; each branch has a desk 8. The last: nobody's yet."""
_SURNAMES = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹喻柏水章苏潘葛范彭"
_GIVEN = (
    "建国", "秀英", "志强", "桂兰", "海燕", "文博", "雅琴", "国栋", "丽华", "思源", "玉梅", "振宇",
    "晓东", "春生", "静怡", "立新", "淑贞", "宏伟", "佳怡", "长林", "慧敏", "学军", "若兰", "承志",
)  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NOTICE = "2026-1"
_PRODUCTS = {
    "deposit": ("DQ-3M", "DQ-1Y", "DQ-3Y"),
    "fund": ("JJ-018", "JJ-202"),
    "bond": ("GZ-2601", "GZ-2504"),
    "insurance": ("BX-07",),
    "wealth": ("LC-90", "LC-180"),
    "loan": ("DK-H1",),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """Something that a customer has with the bank, in whole yuan."""

    kind: str
    product: str
    amount_yuan: int
    matures_in_days: int | None


@dataclass(frozen=True, slots=True)
class Client:
    """A customer of a branch, as the bank's own systems hand them over (docs/import.md)."""

    branch: str  # code of the home branch
    number: str
    name: str
    address_form: str
    vip: bool
    manager: str  # number of the seat; empty: nobody's
    identity: str
    card: str
    phone: str
    consents: tuple[str, ...]
    holdings: tuple[Holding, ...]

    @property
    def may_be_called(self) -> bool:
        """Whether somebody may contact them: what following up stands on."""
        return "contact_phone" in self.consents


SET_APART = 3
"""The last ones, no VIPs: of whom a day has something to tell beside their business."""


def complainant_of(code: str) -> Client:
    """Who has complained, so that nobody sells to them for now."""
    return clients_of(code)[-1]


def leaver_of(code: str) -> Client:
    """Who wishes that the bank keeps nothing of them."""
    return clients_of(code)[-2]


def remembered_of(code: str) -> Client:
    """Who wishes their file to be put right, and their need to be remembered for a while."""
    return clients_of(code)[-3]


@cache
def clients_of(code: str) -> tuple[Client, ...]:
    """The customers of a branch, VIPs first."""
    return tuple(_client(code, place) for place in range(VIPS + OTHERS))


def _client(code: str, place: int) -> Client:
    chance = Random(f"{code}/customer {place}")  # noqa: S311 - a demonstration, no secret
    vip = place < VIPS
    serial = f"{sum(map(ord, code)) % 1000:03d}{place:05d}"
    surname, given, male = chance.choice(_SURNAMES), chance.choice(_GIVEN), chance.random() < 0.5
    return Client(
        branch=code,
        number=f"{code[0].upper()}{serial}",
        name=surname + given,
        address_form=surname + ("先生" if male else "女士"),
        vip=vip,
        manager=MANAGERS[place % len(MANAGERS)] if vip or place % 3 == 0 else "",
        identity=_identity(chance, place, male=male),
        card=_card(serial),
        phone=f"1990000{place:02d}{sum(map(ord, code)) % 100:02d}",
        consents=_consents(place),
        holdings=tuple(_holdings(chance, vip=vip)),
    )


def _identity(chance: Random, place: int, *, male: bool) -> str:
    born = date(1948, 1, 1) + timedelta(days=chance.randrange(52 * 365))
    body = f"990000{born:%Y%m%d}{place:02d}{1 if male else 2}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + _CHECKS[total % 11]


def _card(serial: str) -> str:
    body = f"9999000000{serial}"
    return body + luhn_digit(body)


def _consents(place: int) -> tuple[str, ...]:
    """Three in five may be called, some of them about wealth; the others agreed to nothing."""
    agreed = (("contact_phone", "wealth_advice"), ("contact_phone",), (), ("contact_phone",), ())
    return agreed[place % len(agreed)]


def _holdings(chance: Random, *, vip: bool) -> Iterator[Holding]:
    kinds = chance.sample(
        sorted(_PRODUCTS), k=chance.randint(2, 4) if vip else chance.randint(1, 2)
    )
    for kind in kinds:
        thousands = chance.randint(200, 1800) if vip else chance.randint(5, 160)
        ends = chance.randint(3, 700) if kind in ("deposit", "wealth", "bond") else None
        yield Holding(kind, chance.choice(_PRODUCTS[kind]), thousands * 1000, ends)


# ------------------------------------------------------------------------ as files

CUSTOMERS_HEAD = (
    "customer", "name", "address_form", "class", "rm", "id_number", "card_numbers", "phone",
    "consents", "consent_scope", "consent_notice", "consent_evidence", "consent_reference",
    "consent_given",
)  # fmt: skip
HOLDINGS_HEAD = ("customer", "kind", "product", "amount_yuan", "as_of", "matures_on")


def write_customers(path: Path, clients: Sequence[Client], day: date) -> None:
    """The file that `tingtang import customers` reads; consents were given long before `day`."""
    _write(path, CUSTOMERS_HEAD, (_customer_row(one, day) for one in clients))


def _customer_row(one: Client, day: date) -> tuple[str, ...]:
    given = day - timedelta(days=30 + int(one.card[-5:-1]) % 300)
    agreed = ("", "", "", "", "")
    if one.consents:
        agreed = ("all", _NOTICE, "signed_form", f"QY-{one.number}", given.isoformat())
    return (
        one.number,
        one.name,
        one.address_form,
        "vip" if one.vip else "ordinary",
        f"{one.branch}-{one.manager}" if one.manager else "",
        one.identity,
        one.card,
        one.phone,
        ";".join(one.consents),
        *agreed,
    )


def write_holdings(path: Path, clients: Sequence[Client], day: date) -> None:
    """The file that `tingtang import holdings` reads, as of the day before `day`."""
    as_of = day - timedelta(days=1)
    rows = (
        (
            one.number,
            each.kind,
            each.product,
            f"{each.amount_yuan}.00",
            as_of.isoformat(),
            "" if each.matures_in_days is None else _later(day, each.matures_in_days),
        )
        for one in clients
        for each in one.holdings
    )
    _write(path, HOLDINGS_HEAD, rows)


def _later(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def _write(path: Path, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(head)
        table.writerows(rows)
