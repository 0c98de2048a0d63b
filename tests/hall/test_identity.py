"""What a class rests on: signals in any order, the staff's word, the customer file. Pure rules, and
the words of the catalogue.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingtang.bank.policy.queries import decided, start_of
from tingtang.bank.policy.rules.kinds.identify import IDENTIFY
from tingtang.hall.visit.rules import (
    MOST_AGE_S,
    SIGNALS,
    Basis,
    CustomerClass,
    Identity,
    SignalState,
    Source,
    check_age,
    check_source,
    strengths,
)
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import LANGUAGES, catalogue

some_signals = st.lists(st.sampled_from(sorted(SIGNALS)), max_size=8, unique=True)
classes = st.sampled_from(list(CustomerClass))
moves = st.lists(
    st.tuples(st.just("say"), classes)
    | st.tuples(st.just("link"), st.sampled_from(["vip", "ordinary"]))
    | st.sampled_from([("unsay", None), ("unlink", None)]),
    max_size=8,
)


def by_hand(codes: list[str]) -> str:
    """The rows that a bank starts with, a second time."""
    strongest = {"enter": 0, "consult": 0, "wait": 0}
    for code in codes:
        state = SIGNALS[code].state.value
        strongest[state] = max(strongest[state], SIGNALS[code].strength)
    some = strongest["consult"] >= 2 and len(codes) >= 3
    return "potential" if max(strongest.values()) >= 3 or some else "ordinary"


def by_table(codes: list[str]) -> str:
    values = strengths([SIGNALS[code] for code in codes]) | {"confirmed": "no"}
    return decided(start_of(IDENTIFY), values).results["class"]


@given(some_signals)
def test_the_class_is_the_tables_on_the_strongest_of_each_state(codes: list[str]) -> None:
    assert by_table(codes) == by_hand(codes)


@given(some_signals, st.randoms(use_true_random=False))
def test_the_order_of_signals_says_nothing(codes: list[str], chance: object) -> None:
    shuffled = list(codes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert by_table(shuffled) == by_table(codes)


@given(some_signals)
def test_no_signals_make_a_vip(codes: list[str]) -> None:
    assert by_table(codes) != CustomerClass.VIP


def after(steps: list[tuple[str, str | None]]) -> Identity:
    identity = Identity(Basis.SIGNALS)
    for move, what in steps:
        if move == "say":
            identity = identity.saying(CustomerClass(what))
        elif move == "link":
            identity = identity.linked(CustomerClass(what))
        else:
            identity = identity.unsaid() if move == "unsay" else identity.unlinked()
    return identity


@given(moves, st.sampled_from(["vip", "ordinary"]))
def test_a_link_that_is_taken_back_leaves_what_was_before(
    steps: list[tuple[str, str | None]], filed: str
) -> None:
    before = after([*steps, ("unlink", None)])
    assert before.linked(CustomerClass(filed)).unlinked() == before


@given(moves)
def test_a_basis_has_what_it_rests_on(steps: list[tuple[str, str | None]]) -> None:
    identity = after(steps)
    if identity.basis is Basis.STAFF:
        assert identity.said is not None
    elif identity.basis is Basis.FILE:
        assert identity.filed is CustomerClass.VIP
    else:
        assert identity.said is None
        assert identity.filed is not CustomerClass.VIP


class TestTheCatalogue:
    def test_there_are_forty(self) -> None:
        assert len(SIGNALS) == 40
        assert {each.state for each in SIGNALS.values()} == set(SignalState)
        assert all(0 <= each.strength <= 4 and each.sources for each in SIGNALS.values())

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_has_words_and_no_word_is_left_over(self, language: str) -> None:
        words = catalogue(language)  # type: ignore[arg-type]
        spoken = {key.removeprefix("signal.") for key in words if key.startswith("signal.")}
        assert spoken == set(SIGNALS)
        said = [words[f"signal.{code}"] for code in SIGNALS]
        assert len(set(said)) == len(said)

    def test_waiting_ones_stand_in_the_order_of_the_domain(self) -> None:
        """DOMAIN.md §4: glances and leaves; stops and reads; returns after being served; watches
        the FX or fund board.
        """
        order = (
            "glances_at_leaflets",
            "reads_leaflet_closely",
            "returns_to_leaflets_after_service",
            "watches_fx_or_fund_board",
        )
        strengths_ = [SIGNALS[code].strength for code in order]
        assert strengths_ == sorted(set(strengths_))

    def test_who_noted_it_is_one_who_may(self) -> None:
        teller, kiosk = {Source.TELLER}, {Source.KIOSK}
        assert check_source(SIGNALS["account_lies_idle"], teller) is Source.TELLER
        for code, sources in (("watches_fx_or_fund_board", teller), ("shows_vip_card", kiosk)):
            with pytest.raises(Refused, match="signal_noted_elsewhere"):
                check_source(SIGNALS[code], sources)

    def test_what_a_holding_says_nobody_notes_by_hand(self) -> None:
        for each in SIGNALS.values():
            if each.code.startswith("holds_"):
                assert each.sources == {Source.HOLDINGS}


@given(st.integers(-5000, 5000))
def test_a_tap_is_of_the_last_half_hour(age_s: int) -> None:
    if 0 <= age_s <= MOST_AGE_S:
        check_age(age_s)
    else:
        with pytest.raises(Refused, match="outside_bounds"):
            check_age(age_s)
