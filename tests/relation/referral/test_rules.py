"""Referrals: moves, whom they ask, who has the credit, cards; each read a second way."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tingtang.kernel.refused import Refused
from tingtang.relation.referral.rules import (
    OPEN,
    OUTCOMES,
    REFERRAL_MOVES,
    RETURNS_TO_HEAD,
    SERIAL_LENGTH,
    SERIAL_LETTERS,
    Asking,
    Holder,
    ReferralMove,
    ReferralState,
    Submission,
    asked,
    card_serial,
    check_redeem,
    first_source,
    handed_on,
    may_accept,
    move_referral,
    ranked,
    serial_said,
)

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
WITHIN = timedelta(minutes=3)
PEOPLE = tuple(UUID(int=number) for number in range(1, 6))


class TestMoves:
    def test_every_move_that_the_table_lacks_is_refused(self) -> None:
        for state, move in product(ReferralState, ReferralMove):
            if (state, move) in REFERRAL_MOVES:
                assert move_referral(state, move) is REFERRAL_MOVES[state, move]
            else:
                with pytest.raises(Refused, match="referral_cannot"):
                    move_referral(state, move)

    def test_what_is_over_stays_over(self) -> None:
        undone = {
            ReferralMove.STAND,
            ReferralMove.UNLEAD,
            ReferralMove.UNREFUSE,
            ReferralMove.UNREFUSE_TAKEN,
        }
        moving = {state for state, move in REFERRAL_MOVES if move not in undone}
        assert moving == OPEN | {ReferralState.UNFINISHED, ReferralState.FOLLOW_UP}
        stands = [state for state, move in REFERRAL_MOVES if move is ReferralMove.STAND]
        assert stands == [ReferralState.MERGED]

    def test_every_open_one_can_end_with_the_day(self) -> None:
        for state in OPEN:
            assert (state, ReferralMove.KEEP) in REFERRAL_MOVES
            assert (state, ReferralMove.LEAVE) in REFERRAL_MOVES

    def test_no_outcome_without_a_talk(self) -> None:
        talked = {ReferralState.IN_TALK, ReferralState.UNFINISHED}
        assert {state for state, move in REFERRAL_MOVES if move in OUTCOMES} == talked


askings = st.builds(
    lambda count, index, returns: Asking(PEOPLE[:count], min(index, count), NOON, returns),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 3),
)
seconds = st.integers(-30, 3600)


class TestAsking:
    @settings(deadline=None)
    @given(askings, seconds)
    def test_each_is_asked_in_turn_and_then_the_head(self, asking: Asking, after: int) -> None:
        at = NOON + timedelta(seconds=after)
        waiting = list(asking.candidates[asking.index :]) if asking.returns < 2 else []
        left = max(after, 0)
        while waiting and left >= WITHIN.total_seconds():  # counted out, three minutes a head
            waiting.pop(0)
            left -= int(WITHIN.total_seconds())
        assert asked(asking, at, WITHIN) == (waiting[0] if waiting else None)

    @settings(deadline=None)
    @given(askings, seconds)
    def test_who_is_asked_may_accept_and_who_was_too_slow_still_may(
        self, asking: Asking, after: int
    ) -> None:
        at = NOON + timedelta(seconds=after)
        now = asked(asking, at, WITHIN)
        if now is not None:
            assert may_accept(asking, now, at, WITHIN)
        for person in PEOPLE:
            ever = any(
                asked(asking, NOON + timedelta(seconds=step), WITHIN) == person
                for step in range(0, max(after, 0) + 1, 60)
            )
            assert may_accept(asking, person, at, WITHIN) == (ever and asking.returns < 2)

    @settings(deadline=None)
    @given(askings, seconds, st.integers(0, 5))
    def test_who_hands_it_on_is_asked_no_more_and_takes_nobodys_turn(
        self, asking: Asking, after: int, who: int
    ) -> None:
        at = NOON + timedelta(seconds=max(after, 0))
        may = [each for each in asking.candidates if may_accept(asking, each, at, WITHIN)]
        assume(may)
        by, now = may[who % len(may)], asked(asking, at, WITHIN)
        then = handed_on(asking, Holder(None, by), at, WITHIN)
        assert then.returns == asking.returns + 1
        assert not may_accept(then, by, at, WITHIN)
        if then.returns == RETURNS_TO_HEAD:
            assert asked(then, at, WITHIN) is None
        elif by != now:  # too slow: whoever is asked has the rest of their time, and is asked next
            for step in range(0, 700, 7):
                later = at + timedelta(seconds=step)
                assert asked(then, later, WITHIN) == asked(asking, later, WITHIN)
        else:
            left = asking.candidates[asking.candidates.index(by) + 1 :]
            assert asked(then, at, WITHIN) == (left[0] if left else None)

    @settings(deadline=None)
    @given(
        st.permutations(PEOPLE), st.sampled_from([None, *PEOPLE]), st.lists(st.sampled_from(PEOPLE))
    )
    def test_ones_own_manager_first_then_who_has_a_free_desk(
        self, people: list[UUID], own: UUID | None, ready: list[UUID]
    ) -> None:
        ready = list(dict.fromkeys(ready))
        order = ranked(people, own, ready)
        assert sorted(order) == sorted(people)
        rest = [each for each in order if each != own]
        if own is not None:
            assert order[0] == own
        seated = [each for each in rest if each in ready]
        assert rest[: len(seated)] == [each for each in ready if each != own]
        assert rest[len(seated) :] == sorted(rest[len(seated) :])
        assert order == ranked(sorted(people), own, ready)


submissions = st.lists(
    st.builds(
        Submission,
        st.integers(1, 50),
        st.sampled_from(PEOPLE),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, *PEOPLE]),
    ),
    unique_by=lambda each: each.sequence,
)


class TestSource:
    @settings(deadline=None)
    @given(submissions)
    def test_the_first_valid_one_has_the_credit(self, given_: list[Submission]) -> None:
        wanted = None
        for sequence in range(1, 51):
            found = next((each for each in given_ if each.sequence == sequence), None)
            if found is None or found.undone or found.refused_before or not found.signalled:
                continue
            if found.receiver == found.source:
                continue
            wanted = found.source
            break
        assert first_source(given_) == wanted


class TestCards:
    @given(st.uuids(), st.binary(min_size=32, max_size=32))
    def test_a_serial_is_known_and_one_wrong_letter_is_noticed(
        self, card: UUID, key: bytes
    ) -> None:
        serial = card_serial(key, card)
        assert len(serial) == SERIAL_LENGTH
        assert serial == card_serial(key, card)
        assert serial_said(f" {serial[:5].lower()}-{serial[5:]}") == serial
        for place, letter in product(range(len(serial)), SERIAL_LETTERS):
            if serial[place] != letter:
                with pytest.raises(Refused, match="card_mistyped"):
                    serial_said(serial[:place] + letter + serial[place + 1 :])

    def test_a_scanner_or_a_chinese_keyboard_may_send_wide_letters(self) -> None:
        serial = card_serial(b"key", PEOPLE[0])
        wide = "".join(chr(ord(letter) + 0xFEE0) for letter in serial)
        assert serial_said(wide) == serial

    @pytest.mark.parametrize("said", ["", "12345674", "O" * 10, "2" * 9, "2" * 11, "２３٣" * 4])
    def test_what_can_be_no_serial(self, said: str) -> None:
        with pytest.raises(Refused, match="card_mistyped"):
            serial_said(said)

    def test_who_lacks_the_banks_key_reckons_others(self) -> None:
        cards = [UUID(int=number) for number in range(1, 200)]
        ours = {card_serial(b"ours", card) for card in cards}
        assert len(ours) == len(cards)
        assert not ours & {card_serial(b"theirs", card) for card in cards}

    def test_good_once_and_until_its_last_day(self) -> None:
        last = date(2026, 12, 31)
        check_redeem(last, redeemed=False, day=last, given_now=False)
        with pytest.raises(Refused, match="card_used"):
            check_redeem(last, redeemed=True, day=last, given_now=False)
        with pytest.raises(Refused, match="card_expired"):
            check_redeem(last, redeemed=False, day=date(2027, 1, 1), given_now=False)
