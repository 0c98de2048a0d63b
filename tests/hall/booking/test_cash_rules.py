"""Cash is never refused: whatever happens, the way to being paid stays open."""

from contextlib import suppress
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingtang.bank.policy.queries import decided, start_of
from tingtang.bank.policy.rules.kinds.cash import ACTIONS, CASH, CASH_TABLE
from tingtang.hall.booking.rules.cash import (
    CASH_MOVES,
    FEN,
    LIFTS,
    NOTES_YUAN,
    CashMove,
    CashState,
    band_of,
    check_notes,
    check_part,
    check_reference,
    move_cash,
)
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import LANGUAGES, Language, catalogue, say

#: What the customer has chosen, or has been given: nothing is left to pay there.
ENDS = {CashState.PAID, CashState.CANCELLED, CashState.TRANSFERRED}
HELD = (CashState.HELD, CashState.REFERRED)


def ways_on(state: CashState, held_from: CashState | None) -> set[tuple[CashMove, CashState]]:
    """Every move that a state has."""
    found = set()
    for move in CashMove:
        with suppress(Refused):
            found.add((move, move_cash(state, move, held_from)))
    return found


@given(st.lists(st.sampled_from(list(CashMove)), max_size=12))
def test_from_wherever_things_have_come_the_money_can_still_be_paid(moves: list[CashMove]) -> None:
    state, held_from = CashState.REQUESTED, None
    for move in moves:
        try:
            after = move_cash(state, move, held_from)
        except Refused:
            continue
        if move is CashMove.HOLD:
            held_from = state
        state = after
    if state in ENDS:
        return
    if state in HELD:
        state = move_cash(state, CashMove.LIFT, held_from)
    assert move_cash(state, CashMove.PAY) is CashState.PAID


def test_only_the_customers_own_choice_or_payment_ends_it() -> None:
    for state in CashState:
        ends = not ways_on(state, CashState.REQUESTED)
        assert ends == (state in ENDS), state
    into_cancelled = {move for (_, move), to in CASH_MOVES.items() if to is CashState.CANCELLED}
    assert into_cancelled == {CashMove.CANCEL}
    assert {HELD[0], HELD[1]} == set(LIFTS)


def test_a_hold_goes_back_to_where_it_came_from() -> None:
    for before in (CashState.REQUESTED, CashState.PREPARED, CashState.PARTLY_PAID):
        held = move_cash(before, CashMove.HOLD)
        assert move_cash(held, CashMove.LIFT, before) is before
        referred = move_cash(held, CashMove.REFER, before)
        assert move_cash(referred, CashMove.LIFT, before) is before


@pytest.mark.parametrize("case", [*product(("yes", "no"), ("yes", "no"), ("yes", "no"), CASH)])
def test_the_table_a_bank_starts_with_never_says_no(case: tuple[str, ...]) -> None:
    names = [clause.name for clause in CASH_TABLE.clauses]
    action = decided(start_of(CASH_TABLE), dict(zip(names, case, strict=True))).results["action"]
    signs, _, _, cash = case
    wanted = "check_fraud" if signs == "yes" else "pay" if cash == "enough" else "choose"
    assert action == wanted
    assert set(ACTIONS) == {"pay", "choose", "check_fraud"}


@given(st.lists(st.integers(0, 1000), min_size=6, max_size=6), st.integers(-100, 100))
def test_notes_make_up_the_sum_to_the_fen(notes: list[int], off_by: int) -> None:
    total = sum(count * yuan * FEN for count, yuan in zip(notes, NOTES_YUAN, strict=True))
    if off_by == 0:
        check_notes(notes, total)
        return
    with pytest.raises(Refused) as refused:
        check_notes(notes, total + off_by)
    assert refused.value.code == "notes_do_not_add_up"


@pytest.mark.parametrize("notes", [[1, 2], [1] * 7, [-1, 2, 0, 0, 0, 0]])
def test_odd_counts_are_refused(notes: list[int]) -> None:
    with pytest.raises(Refused):
        check_notes(notes, 0)


@given(st.integers(1, 10**12), st.integers(-(10**12), 2 * 10**12))
def test_a_part_is_less_than_what_is_left(left: int, part: int) -> None:
    if 0 < part < left:
        check_part(part, left)
        return
    with pytest.raises(Refused):
        check_part(part, left)


@given(st.integers(0, 10**12))
def test_a_band_tells_no_sum(amount_fen: int) -> None:
    band = band_of(amount_fen)
    assert band * FEN <= amount_fen
    assert band in (0, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 300_000,
                    500_000, 1_000_000, 5_000_000)  # fmt: skip


@pytest.mark.parametrize(
    ("reference", "ok"),
    [
        ("A4403055520200300001", True),
        ("J-2026-000123", True),
        ("张三", False),
        ("a4403", False),
        ("A 4403", False),
        ("-A4403", False),
        ("A44", False),
        ("", False),
        ("13800138000", False),
        ("138-0013-8000", False),
        ("110105199003078515", False),
        ("11010519900307851X", False),
        ("6222021234567894", False),
    ],
)
def test_a_police_reference_is_a_code(reference: str, ok: bool) -> None:
    if ok:
        check_reference(reference)
        return
    with pytest.raises(Refused) as refused:
        check_reference(reference)
    assert refused.value.where == "police_reference"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_refusal_shows_a_code_or_anothers_words(language: Language) -> None:
    for state, move in product(CashState, CashMove):
        if (state, move) in CASH_MOVES:
            continue
        with pytest.raises(Refused) as refused:
            move_cash(state, move)
        sentence = say(refused.value, language)
        words = [catalogue(language)[f"state.{state}"], catalogue(language)[f"move.{move}"]]
        assert all(word in sentence for word in words)
        assert "_" not in sentence
    assert catalogue(language)["move.convert_cash"] != catalogue(language)["move.convert"]
    of_police, of_consent = (
        say(Refused("bad_input", where=where), language)
        for where in ("police_reference", "reference")
    )
    assert of_police != of_consent
