"""The demonstration's customers: numbers that can be read, and can be nobody's."""

from datetime import date
from itertools import chain
from pathlib import Path

from tingtang.bank.customer.rules.numbers import is_card, is_code, is_identity, is_phone
from tingtang.ops.demo.content import BRANCHES
from tingtang.ops.demo.portfolio import clients_of, write_customers, write_holdings

EVERYBODY = tuple(chain.from_iterable(clients_of(content.code) for content in BRANCHES))
DAY = date(2026, 11, 20)


def test_every_number_can_be_read() -> None:
    for one in EVERYBODY:
        assert is_card(one.card)
        assert is_identity(one.identity)
        assert is_phone(one.phone)
        assert is_code(one.number)


def test_no_number_can_be_anybodys() -> None:
    for one in EVERYBODY:
        assert one.card.startswith("9999")
        assert one.identity.startswith("99")
        assert one.phone.startswith("1990000")


def test_no_two_share_a_number() -> None:
    for what in ("card", "identity", "number"):
        assert len({getattr(one, what) for one in EVERYBODY}) == len(EVERYBODY)
    for content in BRANCHES:
        clients = clients_of(content.code)
        assert len({one.phone for one in clients}) == len(clients)


def test_the_files_are_the_same_at_every_loading(tmp_path: Path) -> None:
    clients = clients_of(BRANCHES[0].code)
    for place in ("one", "two"):
        clients_of.cache_clear()
        write_customers(tmp_path / f"{place}.csv", clients_of(BRANCHES[0].code), DAY)
        write_holdings(tmp_path / f"{place}-holdings.csv", clients_of(BRANCHES[0].code), DAY)
    assert clients_of(BRANCHES[0].code) == clients
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    first, second = tmp_path / "one-holdings.csv", tmp_path / "two-holdings.csv"
    assert first.read_bytes() == second.read_bytes()
