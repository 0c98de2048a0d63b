"""Numbers that people bear: whether they can be right, and how they are shown."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank.customer.invented import card, identity
from tingtang.bank.customer.rules import NumberKind
from tingtang.bank.customer.rules.names import masked_name
from tingtang.bank.customer.rules.numbers import (
    is_card,
    is_identity,
    is_phone,
    looks_personal,
    lost_digits,
    masked_card,
    masked_identity,
    masked_phone,
    plain,
    read_number,
)
from tingtang.kernel.refused import Refused

chances = st.integers(0, 2**32).map(random.Random)


@given(chances, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_of_an_identity_number_shows(
    chance: random.Random, place: int, by: int
) -> None:
    number = identity(chance)
    assert is_identity(number)
    digit = number[place]
    other = str((int(digit) + by) % 10) if digit != "X" else str(by)
    wrong = number[:place] + other + number[place + 1 :]
    assert not is_identity(wrong)


@given(chances, st.data())
def test_one_wrong_digit_of_a_card_shows_and_two_exchanged_but_0_and_9(
    chance: random.Random, data: st.DataObject
) -> None:
    number = card(chance)
    assert is_card(number)
    place = data.draw(st.integers(0, len(number) - 1))
    other = (int(number[place]) + data.draw(st.integers(1, 9))) % 10
    assert not is_card(number[:place] + str(other) + number[place + 1 :])
    first, second = number[place : place + 1], number[place + 1 : place + 2]
    if second and first != second and {first, second} != {"0", "9"}:
        assert not is_card(number[:place] + second + first + number[place + 2 :])


@pytest.mark.parametrize("number", ["11010519491231002X", "E12345678", "H1234567890", "12345678"])
def test_documents(number: str) -> None:
    """The first is the example of GB 11643-1999."""
    assert is_identity(number)


@pytest.mark.parametrize(
    "number",
    [
        *("", "x", "王建国", "１１０１０５１９４９１２３１００２X", "110105194912310"),
        *("110105194912310021", "110105491231002", "110105194902300028", "1101051949123100"),
    ],
)
def test_no_documents(number: str) -> None:
    assert not is_identity(number)


@pytest.mark.parametrize("number", ["3.10101E+17", "6.22203E+18", "6,22203e+18", "1E+16"])
def test_a_number_that_a_spreadsheet_has_shortened_is_known(number: str) -> None:
    assert lost_digits(number)


@pytest.mark.parametrize("number", ["", "E12345678", "622203", "11010519491231002X", "1E", "C1E5"])
def test_others_are_whole(number: str) -> None:
    assert not lost_digits(number)


@pytest.mark.parametrize("number", ["13800000000", "0571-88880000", "+85261234567", "95588"])
def test_phones(number: str) -> None:
    assert is_phone(number) == (len(number) >= 7)


@pytest.mark.parametrize("number", ["", "none", "138 0000 0000 ext 5", "1" * 25, "１３８０００"])
def test_no_phones(number: str) -> None:
    assert not is_phone(number)


@given(chances)
def test_a_mask_hides_four_digits_at_least_and_shows_eight_at_most(chance: random.Random) -> None:
    for number, masked in (
        (card(chance), masked_card),
        (identity(chance), masked_identity),
        ("19912345678", masked_phone),
        ("0571-8888", masked_phone),
    ):
        shown = masked(number)
        assert number not in plain(shown)
        assert sum(each.isalnum() for each in shown) <= min(8, len(number) - 4)


def test_what_a_person_bears_is_no_document_of_ours() -> None:
    chance = random.Random(3)
    for number in ("13912345678", identity(chance), card(chance), "110105 19491231 0021"):
        assert looks_personal(number)
    for number in ("QY20260001", "0012345", "202611200000170001"):
        assert not looks_personal(number)


class TestReading:
    def test_blanks_and_hyphens_do_not_matter(self) -> None:
        assert read_number(NumberKind.CARD, " 6222-0312 3456 7890 ") == "6222031234567890"
        assert read_number(NumberKind.ID, "11010519491231002x") == "11010519491231002X"
        assert read_number(NumberKind.OWN, " c-001 ") == "C-001"

    @pytest.mark.parametrize("kind", NumberKind)
    @pytest.mark.parametrize("typed", ["", "王建国", "a b", "1" * 50, "\x00"])
    def test_what_is_none_is_not_repeated(self, kind: NumberKind, typed: str) -> None:
        with pytest.raises(Refused) as refused:
            read_number(kind, typed)
        assert (refused.value.code, refused.value.where, refused.value.facts) == (
            "bad_input",
            "number",
            {},
        )

    @given(st.sampled_from(["card", "id"]), st.from_regex(r"[0-9]{12,19}", fullmatch=True))
    def test_a_reader_and_a_file_find_by_the_same(self, kind: str, number: str) -> None:
        from tingtang.hall.visit.rules import CardKind, card_number

        assert read_number(NumberKind(kind), number) == card_number(CardKind(kind), number)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王建国", "王**"), ("李宁", "李*"), ("王", "王"), ("John Smith", "J***"), ("", "")],
)
def test_of_a_name_a_screen_shows_its_first_character(name: str, shown: str) -> None:
    assert masked_name(name) == shown
