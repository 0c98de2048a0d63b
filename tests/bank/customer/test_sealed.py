"""What is personal is closed: it opens in its own row and column, under its own key, or not."""

import re
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

import tingtang
from bank.customer.people import bring, customer, file_of, grant, known, somebody
from cast import Cast, founded
from tingtang.bank.customer.queries import holdings_read, numbers_read
from tingtang.bank.customer.queries.sealed import bank_keys, opened, opened_mask
from tingtang.kernel.seal import keyed_digest, seal, unseal, unwrap, wrap
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.ending import erase_customer

PACKAGE = Path(tingtang.__file__).parent
KEY, OTHER_KEY = b"k" * 32, b"o" * 32


@given(text=st.text(), field=st.sampled_from(["", "name", "phone"]), row=st.uuids())
def test_what_is_sealed_opens_again(text: str, field: str, row: UUID) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert unseal(KEY, row, seal(KEY, row, text, field), field) == text


@pytest.mark.parametrize(
    ("key", "same_row", "field"),
    [(OTHER_KEY, True, "name"), (KEY, False, "name"), (KEY, True, "phone"), (KEY, True, "")],
)
def test_it_opens_nowhere_else(key: bytes, same_row: bool, field: str) -> None:
    row = uuid4()
    sealed = seal(KEY, row, "王建国", "name")
    with pytest.raises(InvalidTag):
        unseal(key, row if same_row else uuid4(), sealed, field)


def test_a_changed_byte_does_not_open() -> None:
    row = uuid4()
    sealed = bytearray(seal(KEY, row, "王建国", "name"))
    for place in range(len(sealed)):
        changed = bytes(sealed[:place]) + bytes([sealed[place] ^ 1]) + bytes(sealed[place + 1 :])
        with pytest.raises(InvalidTag):
            unseal(KEY, row, changed, "name")


def test_a_key_is_wrapped_for_its_row() -> None:
    row = uuid4()
    wrapped = wrap(KEY, row, OTHER_KEY)
    assert unwrap(KEY, row, wrapped) == OTHER_KEY
    for key, where in ((OTHER_KEY, row), (KEY, uuid4())):
        with pytest.raises(InvalidTag):
            unwrap(key, where, wrapped)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_a_digest_tells_every_division_of_a_text_apart(one: list[str], other: list[str]) -> None:
    parts = [[each.encode("utf-8", "replace").decode() for each in each_] for each_ in (one, other)]
    same = keyed_digest(KEY, *parts[0]) == keyed_digest(KEY, *parts[1])
    assert same == (parts[0] == parts[1])
    assert keyed_digest(KEY, *parts[0]) != keyed_digest(OTHER_KEY, *parts[0])


def test_fields_are_opened_in_one_place_only() -> None:
    """`unseal` and `unwrap` are called where they are made and in `queries/sealed.py`; the phone of
    an appointment, which belongs to no customer, is opened at its door.
    """
    callers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\b(unseal|unwrap)\(", path.read_text("utf-8"))
    }
    assert callers == {
        "kernel/seal.py",
        "bank/customer/queries/sealed.py",
        "api/bookings.py",
    }


# ---------------------------------------------------------------- a customer


@pytest.fixture
def branch() -> Cast:
    return founded()


def test_a_customer_opens_as_the_file_had_them(branch: Cast) -> None:
    row = somebody()
    customer_id = customer(branch, row)
    found = file_of(branch, customer_id)
    assert found
    person = opened(found, bank_keys())
    assert (person.name, person.address_form, person.phone) == ("王建国", "王先生", row.phone)
    masks = {
        each.kind.value: opened_mask(found, each, bank_keys())
        for each in look(branch.branch, numbers_read(branch.branch, customer_id))[0]
    }
    last = row.cards[0][-4:]
    assert masks == {"card": f"9999 **** {last}", "id": f"**** {row.identity[-4:]}", "own": ""}


def test_nothing_that_is_shown_of_a_row_tells_who_it_is(branch: Cast) -> None:
    row = somebody()
    found = file_of(branch, customer(branch, row))
    assert found
    shown = f"{row!r} {found!r} {opened(found, bank_keys())!r} {bank_keys()!r}"
    for secret in (row.name, row.address_form, row.identity, row.cards[0], row.phone, row.number):
        assert secret not in shown
    assert str(bank_keys().customers) not in shown


def test_a_field_moved_to_another_customer_does_not_open(
    branch: Cast, migrator: psycopg.Connection
) -> None:
    one, other = customer(branch), customer(branch)
    migrator.execute(
        "update bank_customer_facts set name = (select name from bank_customer_facts "
        "where customer_id = %s) where customer_id = %s",
        [one, other],
    )
    found = file_of(branch, other)
    assert found
    with pytest.raises(InvalidTag):
        opened(found, bank_keys())


def test_name_and_phone_exchanged_do_not_open(branch: Cast, migrator: psycopg.Connection) -> None:
    customer_id = customer(branch)
    migrator.execute(
        "update bank_customer_facts set name = phone, phone = name where customer_id = %s",
        [customer_id],
    )
    found = file_of(branch, customer_id)
    assert found
    with pytest.raises(InvalidTag):
        opened(found, bank_keys())


# ---------------------------------------------------------------- erased


def test_who_is_erased_can_be_found_and_read_no_more_and_the_chain_stands(
    branch: Cast, migrator: psycopg.Connection
) -> None:
    row = somebody(grants=(grant(),), given_at=branch.at)
    customer_id = customer(branch, row)
    kept = migrator.execute(
        "select f.name, c.key from bank_customer_facts f join bank_customer c "
        "on c.id = f.customer_id where c.id = %s",
        [customer_id],
    ).fetchone()
    assert kept
    branch.do("hanliqun", erase_customer, customer_id=customer_id)

    assert known(branch, row) is None
    assert file_of(branch, customer_id) is None
    for table in ("customer_facts", "customer_number", "recognised", "holding"):
        left = migrator.execute(
            f"select count(*) from bank_{table} where customer_id = %s", [customer_id]
        ).fetchone()
        assert left == (0,), table
    stays = migrator.execute(
        "select key, address, needs, erased from bank_customer where id = %s", [customer_id]
    ).fetchone()
    assert stays == (None, None, None, True)
    consents = migrator.execute(
        "select purpose, reference, withdrawn_at is null from bank_consent where customer_id = %s",
        [customer_id],
    ).fetchall()
    assert consents == [("contact_phone", "", False)]
    assert walk(branch.branch).first_broken is None


def test_without_its_key_a_copy_of_a_field_is_noise(
    branch: Cast, migrator: psycopg.Connection
) -> None:
    """Neither of the bank's keys opens a field whose own key is gone."""
    customer_id = customer(branch)
    copy = migrator.execute(
        "select name from bank_customer_facts where customer_id = %s", [customer_id]
    ).fetchone()
    assert copy
    branch.do("hanliqun", erase_customer, customer_id=customer_id)
    for key in (bank_keys().customers, bank_keys().index):
        with pytest.raises(InvalidTag):
            unseal(key, customer_id, bytes(copy[0]), "name")


def test_an_erased_customer_comes_back_only_as_somebody_new(branch: Cast) -> None:
    row = somebody()
    before = customer(branch, row)
    branch.do("hanliqun", erase_customer, customer_id=before)
    again = bring(branch, row)
    found = known(branch, row)
    assert again.new == 1
    assert found
    assert found.id != before


def test_other_branches_see_none_of_it(branch: Cast, migrator: psycopg.Connection) -> None:
    customer_id = customer(branch)
    other = founded()
    every = Read("select id from bank_customer", (), lambda each: each)
    assert customer_id in look(branch.branch, every)[0]
    assert look(other.branch, every)[0] == []
    assert look(other.branch, holdings_read(branch.branch, customer_id))[0] == []
    assert file_of(other, customer_id) is None
