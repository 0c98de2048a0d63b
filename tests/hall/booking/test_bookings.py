"""Appointments at the branch: room, phones, codes, coming in time and late."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connections

from cast import Cast, founded
from hall.booking.acting import (
    appointment,
    booked,
    close,
    go_to,
    index,
    page,
    parameter,
    slots,
)
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.booking.actions.bookings import (
    PHONES_KEPT,
    BookingNow,
    Draft,
    NewBooking,
    book,
    cancel,
    confirm,
    forget_phones,
)
from tingtang.hall.booking.actions.meeting import Coming, Met, check_in
from tingtang.hall.booking.queries.bookings import booking_read, bookings_read
from tingtang.hall.booking.rules.bookings import BookingPhase, BookingState, phase_of
from tingtang.hall.booking.rules.slots import capacity_of
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit.rules import CardKind
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.relation.referral.actions.linking import note_card


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


def come(cast: Cast, made: BookingNow, **more: object) -> Met:
    coming = Coming(code=index(str(made.id)), **more)  # type: ignore[arg-type]
    return check_in(actor=cast.kiosk, branch_id=cast.branch, coming=coming, at=cast.at)


def phase(cast: Cast, made: BookingNow) -> BookingPhase:
    row = look(cast.branch, booking_read(cast.branch, made.id))[0][0]
    return phase_of(row, plan_of(cast.branch).parameters, cast.at)


# ---------------------------------------------------------------- room


def test_a_full_slot_names_the_next_free_ones(branch: Cast) -> None:
    first, second, third, fourth = slots(branch, 4)
    plan = plan_of(branch.branch)
    room = capacity_of(plan, plan.service(branch.services["cash"]))
    assert room == 2  # three counters, 300 seconds each, 30 % of a quarter of an hour
    for number in range(room):
        booked(branch, first, f"a{number}")
        booked(branch, third, f"b{number}")
    with pytest.raises(Refused) as refused:
        booked(branch, first, "c")
    assert refused.value.code == "slot_full"
    free = str(refused.value.facts["free"]).split()
    assert free[:2] == [second.isoformat(), fourth.isoformat()]
    assert str(refused.value.facts["times"]).startswith("11-20 09:30, 11-20 10:00")
    booked(branch, first, "c", service="noncash")  # a service of its own, with room of its own


def test_what_is_cancelled_or_not_confirmed_in_time_is_free_again(branch: Cast) -> None:
    slot = slots(branch, 3)[2]
    for number in range(2):
        booked(branch, slot, str(number))
    made = [booked(branch, slots(branch, 8)[7], str(number)) for number in range(2, 4)]
    branch.do("suxiaowen", cancel, booking_id=made[0].id)
    booked(branch, made[0].slot_at, "5")
    branch.later(minutes=9)
    with pytest.raises(Refused):
        booked(branch, slot, "6")
    branch.later(minutes=1)
    booked(branch, slot, "6")
    assert phase(branch, made[1]) is BookingPhase.EXPIRED
    with pytest.raises(Refused) as refused:
        branch.do("suxiaowen", confirm, booking_id=made[1].id, code=index(str(made[1].id)))
    assert refused.value.code == "booking_expired"


def test_a_service_that_nobody_serves_or_no_share_of_it_can_be_booked(branch: Cast) -> None:
    with pytest.raises(Refused) as refused:
        booked(branch, slots(branch, 1)[0], service="corporate")
    assert refused.value.code == "slots_used_up"
    slot = slots(branch, 1)[0]
    parameter(branch, "booking_share_pct", 0)
    with pytest.raises(Refused) as refused:
        booked(branch, slot)
    assert refused.value.code == "slots_used_up"


@pytest.mark.parametrize("room_for", [1, 2])
def test_the_last_room_of_a_slot_is_taken_once_however_many_want_it(
    branch: Cast, room_for: int
) -> None:
    """Eight at once, each with a connection of its own."""
    slot, at_once = slots(branch, 1)[0], 8
    if room_for == 1:
        booked(branch, slot, "first")
    barrier = Barrier(at_once)

    def want(number: int) -> str:
        barrier.wait()
        try:
            booked(branch, slot, f"phone {number}", actor=page(branch))
        except Refused as refused:
            return f"{refused.code}: {len(str(refused.facts['free']).split())} free"
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(at_once) as pool:
        codes = sorted(pool.map(want, range(at_once)))
    assert codes == [""] * room_for + ["slot_full: 3 free"] * (at_once - room_for)
    day = plan_of(branch.branch).whole_day(branch.at.date())
    rows = look(branch.branch, bookings_read(branch.branch, *day))[0]
    assert [each.slot_at for each in rows] == [slot, slot]


# ---------------------------------------------------------------- phones and codes


def test_two_open_ones_of_a_phone_and_no_more(branch: Cast) -> None:
    first, second, third = slots(branch, 3)
    made = [booked(branch, first, "1"), appointment(branch, second, "1")]
    with pytest.raises(Refused) as refused:
        booked(branch, third, "1")
    assert (refused.value.code, refused.value.facts) == ("bookings_used_up", {"most": 2})
    booked(branch, third, "2")
    branch.later(minutes=10)  # the first was never confirmed
    booked(branch, third, "1")
    with pytest.raises(Refused):
        booked(branch, slots(branch, 1)[0], "1")
    go_to(branch, second + timedelta(minutes=11))  # the second has passed, and its grace
    assert phase(branch, made[1]) is BookingPhase.NO_SHOW
    booked(branch, slots(branch, 1)[0], "1")


def test_only_its_own_code_proves_an_appointment(branch: Cast) -> None:
    made, other = booked(branch, slots(branch, 1)[0], "1"), booked(branch, slots(branch, 1)[0], "2")
    visitor = page(branch)
    for verb in (confirm, cancel):
        with pytest.raises(Refused) as refused:
            verb(
                actor=visitor,
                branch_id=branch.branch,
                booking_id=made.id,
                code=index(str(other.id)),
                at=branch.at,
            )
        assert refused.value.code == "wrong_code"
    with pytest.raises(Refused) as refused:
        cancel(actor=visitor, branch_id=branch.branch, booking_id=made.id, at=branch.at)
    assert refused.value.code == "no_right"
    code = index(str(made.id))
    done = confirm(
        actor=visitor, branch_id=branch.branch, booking_id=made.id, code=code, at=branch.at
    )
    assert done.state is BookingState.BOOKED
    with pytest.raises(Refused) as refused:
        booked(branch, slots(branch, 1)[0], "3", actor=branch.kiosk)
    assert refused.value.code == "no_right"


def test_no_two_appointments_have_one_code(branch: Cast) -> None:
    taken = appointment(branch, slots(branch, 1)[0], "1", code="123456")
    drafts = [Draft(new_id(), index(code), b"sealed") for code in ("123456", "654321")]
    wish = NewBooking(branch.services["cash"], slots(branch, 2)[1], "staff", index("2"), drafts)
    made = branch.do("suxiaowen", book, booking=wish)
    assert made.id == drafts[1].id != taken.id
    with pytest.raises(Refused) as refused:
        booked(branch, slots(branch, 3)[2], "3", code="654321")
    assert refused.value.code == "slow_down"


def test_a_screen_that_saw_something_older_is_refused(branch: Cast) -> None:
    made = booked(branch, slots(branch, 1)[0])
    code = index(str(made.id))
    branch.do("suxiaowen", confirm, booking_id=made.id, code=code, seen=made.version)
    with pytest.raises(Refused) as refused:
        branch.do("suxiaowen", cancel, booking_id=made.id, seen=made.version)
    assert refused.value.code == "stale_screen"


# ---------------------------------------------------------------- coming


@pytest.mark.parametrize(
    ("minutes", "state", "is_booked", "waits"),
    [
        (-15, "arrived", True, False),
        (-1, "arrived", True, False),
        (0, "arrived", True, True),
        (10, "arrived", True, True),
        (11, "walk_in", False, True),
        (180, "walk_in", False, True),
    ],
)
def test_coming_in_time_or_late(
    branch: Cast, minutes: int, state: str, is_booked: bool, waits: bool
) -> None:
    slot = slots(branch, 3)[2]
    made = appointment(branch, slot)
    go_to(branch, slot + timedelta(minutes=minutes))
    met = come(branch, made, channel="kiosk", language="en")
    ticket = look(branch.branch, ticket_read(branch.branch, met.issued.id))[0][0]
    assert met.state.value == state
    assert (ticket.booked, ticket.state.value == "waiting") == (is_booked, waits)
    assert (ticket.language, ticket.channel) == ("en", "kiosk")
    assert (met.called_from == slot) == (not waits)
    assert phase(branch, made).value == state
    with pytest.raises(Refused) as refused:
        come(branch, made)
    assert refused.value.code == "booking_cannot"


def test_too_early_another_day_and_what_was_not_confirmed(branch: Cast) -> None:
    slot = slots(branch, 3)[2]
    made, pending = appointment(branch, slot), booked(branch, slot, "2")
    go_to(branch, slot - timedelta(minutes=15, seconds=61))
    with pytest.raises(Refused) as refused:
        come(branch, made)
    assert (refused.value.code, refused.value.facts) == ("check_in_early", {"minutes": 2})
    go_to(branch, slot)
    with pytest.raises(Refused) as refused:
        branch.do("suxiaowen", check_in, coming=Coming(booking_id=pending.id))
    assert refused.value.code == "booking_cannot"
    branch.later(days=3)
    with pytest.raises(Refused) as refused:
        branch.do("suxiaowen", check_in, coming=Coming(booking_id=made.id))
    assert refused.value.code == "booking_over"


def test_an_appointment_is_kept_when_no_numbers_are_given_any_more(branch: Cast) -> None:
    first, second = slots(branch, 2)
    in_time, late = appointment(branch, second, "1"), appointment(branch, first, "2")
    go_to(branch, second)
    close(branch)
    assert come(branch, in_time).issued.number == "A001"
    with pytest.raises(Refused) as refused:
        come(branch, late)
    assert refused.value.code == "no_more_numbers"


def test_a_visit_that_began_with_a_card_is_joined(branch: Cast) -> None:
    slot = slots(branch, 1)[0]
    made = appointment(branch, slot)
    go_to(branch, slot)
    noted = note_card(
        actor=branch.kiosk,
        branch_id=branch.branch,
        kind=CardKind.CARD,
        index=index("card"),
        at=branch.at,
    )
    met = come(branch, made, visit_id=noted.visit)
    row = look(branch.branch, ticket_read(branch.branch, met.issued.id))[0][0]
    assert (row.visit_id, row.booked) == (noted.visit, True)


def test_staff_need_no_code_and_a_kiosk_does(branch: Cast) -> None:
    slot = slots(branch, 1)[0]
    made = appointment(branch, slot)
    go_to(branch, slot)
    coming = Coming(booking_id=made.id)
    with pytest.raises(Refused) as refused:
        check_in(actor=branch.kiosk, branch_id=branch.branch, coming=coming, at=branch.at)
    assert refused.value.code == "no_right"
    assert branch.do("suxiaowen", check_in, coming=coming).state is BookingState.ARRIVED
    with pytest.raises(Refused) as refused:
        come(branch, BookingNow(uuid4(), UUID(int=0), slot, BookingState.BOOKED, 0))
    assert refused.value.code == "wrong_code"


def test_one_of_many_check_ins_at_once_gives_a_number(branch: Cast) -> None:
    slot = slots(branch, 1)[0]
    made = appointment(branch, slot)
    go_to(branch, slot)
    barrier = Barrier(6)

    def want(_: int) -> str:
        barrier.wait()
        try:
            return come(branch, made).issued.number
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(want, range(6)))
    assert answers == ["A001", *["booking_cannot"] * 5]


# ---------------------------------------------------------------- forgetting


def phones(cast: Cast) -> Iterator[tuple[bytes | None, bytes | None]]:
    sql = "select phone_index, phone_sealed from hall_booking where branch_id = %s order by slot_at"
    yield from look(cast.branch, Read(sql, (cast.branch,), lambda *row: row))[0]


def test_phone_numbers_are_erased_a_month_after_the_slot(branch: Cast) -> None:
    first, second = slots(branch, 2)
    booked(branch, first, "1")
    booked(branch, second, "2")
    branch.at = first + PHONES_KEPT + timedelta(seconds=1)
    assert forget_phones(actor=branch.clock, branch_id=branch.branch, at=branch.at) == 1
    gone, kept = phones(branch)
    assert gone == (None, None)
    assert None not in kept
    assert forget_phones(actor=branch.clock, branch_id=branch.branch, at=branch.at) == 0
