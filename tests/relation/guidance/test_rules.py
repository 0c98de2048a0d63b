"""The guide table over all its cases, desks by what happens at them, and which is led to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingtang.bank.policy.queries import decided, start_of
from tingtang.bank.policy.rules.clauses import KNOWN, NO, UNKNOWN, YES
from tingtang.bank.policy.rules.kinds.common import BUSINESSES, CLASSES
from tingtang.bank.policy.rules.kinds.guide import DESKS, GUIDE, PATHS, REPLIES
from tingtang.engines.forecasting.services import ends_about, quantile
from tingtang.hall.counter.rules import DeskState, SeatState, desk_state
from tingtang.kernel.refused import Refused
from tingtang.kernel.undo import check_undo
from tingtang.relation.guidance.rules import (
    CONTACTS,
    GUIDANCE_MOVES,
    LEADS,
    OPEN,
    PROMISES,
    DeskNow,
    GuidanceMove,
    GuidanceState,
    answer_of,
    begins,
    check_refusal,
    desk_for,
    move,
    next_step,
    values_of,
)

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Case:
    """One case of the guide table."""

    customer_class: str
    business: str
    reserved: bool
    desk: str
    reply: str
    protected: str
    counter_free: bool

    @property
    def path(self) -> str:
        """Where it leads."""
        values = values_of(
            self.customer_class,
            self.business,
            reserved=self.reserved,
            desk=self.desk,
            reply=self.reply,
            protected=self.protected,
            counter_free=self.counter_free,
        )
        return decided(start_of(GUIDE), values).results["path"]


def every() -> Iterator[Case]:
    both = (False, True)
    every = product(CLASSES, BUSINESSES, both, DESKS, REPLIES, KNOWN, both)
    yield from (Case(*each) for each in every)


class TestEveryCase:
    def test_leads_somewhere_and_says_what_comes_next(self) -> None:
        cases = list(every())
        assert len(cases) == 3 * 8 * 2 * 3 * 4 * 3 * 2
        for case in cases:
            assert case.path in PATHS
            assert next_step(case.path, numbered=True) != "issue"
            assert next_step(case.path, numbered=False)

    def test_leads_to_a_desk_only_where_one_is_free(self) -> None:
        led = {case.desk for case in every() if case.path in LEADS}
        assert led == {"free"}

    def test_presses_nobody_who_refuses(self) -> None:
        for case in every():
            if case.reply == "refuses":
                assert case.path == "leaflet"
                assert begins(case.path) is GuidanceState.TOLD

    def test_promises_nothing_to_who_has_no_time(self) -> None:
        assert not [c for c in every() if c.reply == "no_time" and c.path in PROMISES | LEADS]

    def test_shows_no_machine_to_the_protected(self) -> None:
        assert not [case for case in every() if case.protected == YES and case.path == "divert"]

    def test_sends_nobody_to_a_machine_while_a_counter_is_free(self) -> None:
        plain = [c for c in every() if c.customer_class == "ordinary" or c.reply == "unasked"]
        assert not [case for case in plain if case.counter_free and case.path == "divert"]

    def test_takes_nobody_for_unprotected_because_nobody_said_it(self) -> None:
        for case in every():
            if case.protected == UNKNOWN:
                assert case.path == Case(**{**vars(case), "protected": NO}).path

    def test_keeps_the_ordinary_out_of_the_vip_ways_and_out_of_no_service(self) -> None:
        for case in every():
            if case.customer_class == "ordinary":
                assert case.path not in CONTACTS | {"vip_counter", "vip_zone"}

    def test_asks_who_wants_much_cash_without_reservation(self) -> None:
        for case in every():
            asks = case.business == "large_cash" and not case.reserved and case.reply != "refuses"
            assert (case.path == "cash_choice") is asks

    def test_the_reservation_matters_to_large_cash_alone(self) -> None:
        for case in every():
            if case.business != "large_cash":
                other = Case(**{**vars(case), "reserved": not case.reserved})
                assert case.path == other.path

    def test_protection_takes_nobody_away_from_their_own_manager(self) -> None:
        for case in every():
            if case.protected == YES and case.customer_class != "ordinary":
                other = Case(**{**vars(case), "protected": NO})
                assert other.path in (case.path, "divert")


class TestRefusal:
    @pytest.mark.parametrize("path", PATHS)
    def test_binds_every_way_to_a_manager_unless_the_customer_asks(self, path: str) -> None:
        check_refusal(path, False, asked=False)
        check_refusal(path, True, asked=True)
        if path not in CONTACTS:
            check_refusal(path, True, asked=False)
            return
        with pytest.raises(Refused, match="refused_contact"):
            check_refusal(path, True, asked=False)


class TestMoves:
    def test_what_has_ended_moves_no_more_unless_what_replaced_it_is_taken_back(self) -> None:
        ended = set(GuidanceState) - OPEN - {GuidanceState.TOLD}
        again = {GuidanceMove.PROMISE_AGAIN, GuidanceMove.LEAD_AGAIN}
        moves = {(state, what) for state, what in GUIDANCE_MOVES if state in ended}
        assert moves == {(GuidanceState.LET_GO, what) for what in again}

    def test_what_is_absent_is_refused(self) -> None:
        for state, what in product(GuidanceState, GuidanceMove):
            if (state, what) in GUIDANCE_MOVES:
                assert move(state, what) is GUIDANCE_MOVES[state, what]
                continue
            with pytest.raises(Refused, match="guidance_cannot"):
                move(state, what)

    def test_undo_has_its_seconds(self) -> None:
        check_undo(NOW, NOW + 6 * SECOND, acted_upon=False)
        with pytest.raises(Refused, match="acted_upon"):
            check_undo(NOW, NOW + SECOND, acted_upon=True)
        with pytest.raises(Refused, match="too_late_to_undo"):
            check_undo(NOW, NOW + 11 * SECOND, acted_upon=False)


# ---------------------------------------------------------------- desks


@dataclass(frozen=True)
class Seen:
    """A seat, as far as its desk's state follows from it."""

    state: SeatState
    ticket_id: UUID | None = None
    held_until: datetime | None = None


class TestDeskState:
    def test_a_hold_ends_by_itself(self) -> None:
        seat = Seen(SeatState.OPEN, held_until=NOW)
        assert desk_state(seat, NOW - SECOND) is DeskState.HELD
        assert desk_state(seat, NOW) is DeskState.FREE

    @given(
        st.sampled_from(SeatState),
        st.booleans(),
        st.none() | st.integers(-300, 300),
        st.integers(0, 300),
    )
    def test_only_an_open_desk_without_a_customer_is_free_or_held(
        self, state: SeatState, customer: bool, hold: int | None, later: int
    ) -> None:
        until = None if hold is None else NOW + hold * SECOND
        seat = Seen(state, uuid4() if customer else None, until)
        found = desk_state(seat, NOW + later * SECOND)
        takes = state is SeatState.OPEN and not customer
        assert (found in (DeskState.FREE, DeskState.HELD)) is takes
        assert (found is DeskState.HELD) is (takes and hold is not None and later < hold)
        assert (found is DeskState.ABSENT) is (state is SeatState.VACANT)


desks = st.builds(
    DeskNow,
    counter_id=st.uuids(),
    rm_id=st.uuids(),
    state=st.sampled_from(DeskState),
    closing=st.booleans(),
    ends=st.none() | st.datetimes(timezones=st.just(UTC)),
    version=st.integers(1, 99),
)


class TestWhichDesk:
    @given(st.lists(desks), st.integers(0, 5))
    def test_ones_own_first_then_a_free_one_then_the_first_to_be_free(
        self, all_desks: list[DeskNow], mine: int
    ) -> None:
        own = all_desks[mine].rm_id if mine < len(all_desks) else None
        found = desk_for(all_desks, own)
        here = [each for each in all_desks if answer_of(each) != "away"]
        if found is None:
            assert not here
            return
        assert answer_of(found) != "away"
        if any(each.rm_id == own for each in here):
            assert found.rm_id == own
        elif any(answer_of(each) == "free" for each in here):
            assert answer_of(found) == "free"
        else:
            known = [each.ends for each in here if each.ends]
            assert found.ends == (min(known) if known else None)

    def test_who_closes_after_this_customer_is_away(self) -> None:
        desk = DeskNow(uuid4(), uuid4(), DeskState.SERVING, True, None, 1)
        assert answer_of(desk) == "away"
        assert answer_of(None) == "away"


class TestWhenItEnds:
    @given(
        st.lists(st.integers(1, 4000), min_size=10, max_size=30),
        st.integers(0, 5000),
    )
    def test_half_then_nine_in_ten_then_nobody_knows(self, seconds: list[int], gone: int) -> None:
        end = ends_about(NOW, seconds, NOW + gone * SECOND)
        half, most = (NOW + quantile(seconds, share) * SECOND for share in (0.5, 0.9))
        at = NOW + gone * SECOND
        assert end == (half if at < half else most if at < most else None)

    def test_of_few_services_nothing_is_said(self) -> None:
        assert ends_about(NOW, [600] * 9, NOW) is None
