"""Codes and phone numbers: reckoned, compared, told in part, never kept as said."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingtang.hall.booking.rules.bookings import code_index, code_of, masked, phone_number
from tingtang.kernel.refused import Refused

KEY, OTHER = b"k" * 32, b"o" * 32


@given(st.uuids())
def test_a_code_is_six_digits_of_the_id_under_the_key(booking: UUID) -> None:
    code = code_of(KEY, booking)
    assert len(code) == 6
    assert code.isdecimal()
    assert code == code_of(KEY, booking)
    assert code_index(KEY, code) == code_index(KEY, f" {code[:3]}-{code[3:]} ")
    assert code_index(KEY, code) != code_index(OTHER, code)
    assert code.encode() not in code_index(KEY, code)


def test_codes_are_spread_evenly_and_tell_nothing_of_each_other() -> None:
    codes = [code_of(KEY, uuid4()) for _ in range(5000)]
    for place in range(6):
        digits = [code[place] for code in codes]
        assert min(digits.count(str(each)) for each in range(10)) > 380


@pytest.mark.parametrize("odd", ["", "12345", "1234567", "12345a", "１２３４５６"])
def test_a_code_of_another_shape_is_wrong(odd: str) -> None:
    with pytest.raises(Refused) as refused:
        code_index(KEY, odd)
    assert refused.value.code == "wrong_code"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("13800138000", "+8613800138000"),
        ("138 0013 8000", "+8613800138000"),
        ("+86 138-0013-8000", "+8613800138000"),
        ("0086 13800138000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("010-62345678", "+861062345678"),
        ("0755 8234 5678", "+8675582345678"),
        ("+852 2345 6789", "+85223456789"),
        ("00886912345678", "+886912345678"),
    ],
)
def test_a_number_is_one_however_it_is_said(said: str, number: str) -> None:
    assert phone_number(said) == number
    assert masked(number) == f"•••• {number[-4:]}"


@pytest.mark.parametrize(
    "odd", ["", "12345", "12800138000", "1380013800", "138001380000", "abc", "+", "+0123456789",
            "13800138000x", "138００138000"],
)  # fmt: skip
def test_what_is_no_number_is_refused_without_repeating_it(odd: str) -> None:
    with pytest.raises(Refused) as refused:
        phone_number(odd)
    assert (refused.value.code, refused.value.where) == ("bad_input", "phone")
    assert not refused.value.facts
