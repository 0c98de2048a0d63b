"""A customer for whom their own manager booked is known by the code of the appointment."""

from datetime import timedelta
from uuid import UUID

import pytest

from cast import Cast, founded_with_desks
from hall.booking.acting import booked, go_to, index, slots
from hall.known import Known, bring
from live.following import catch_up, load
from tingtang.access.actor import Actor
from tingtang.hall.booking.actions.bookings import (
    BookingNow,
    Draft,
    NewBooking,
    book,
    confirm,
    forget_phones,
)
from tingtang.hall.booking.actions.meeting import Coming, Met, check_in
from tingtang.hall.booking.queries.bookings import BookingProof, booking_read
from tingtang.hall.ticket.queries import TicketRow, ticket_read
from tingtang.hall.visit.queries import VisitRow, visit_read
from tingtang.hall.visit.rules import CardKind, LineClass
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.ending import erase_customer
from tingtang.relation.referral.actions.linking import note_card

RM, OTHER_RM, LOBBY, HEAD, TELLER = (
    "shenyiming", "xujianing", "suxiaowen", "hanliqun", "chenyutong",
)  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    cast = founded_with_desks()
    cast.open_day()
    return cast


def booked_for(cast: Cast, customer: UUID, by: str = RM) -> BookingNow:
    """A slot that a manager keeps for their own customer, confirmed by the code's text."""
    booking_id, at = new_id(), slots(cast, 1, "wealth")[0]
    draft = Draft(booking_id, index(str(booking_id)), b"sealed")
    wish = NewBooking(cast.services["wealth"], at, "staff", index("1"), [draft], customer)
    made: BookingNow = cast.do(by, book, booking=wish)
    kept: BookingNow = cast.do(LOBBY, confirm, booking_id=made.id, code=index(str(made.id)))
    return kept


def comes(cast: Cast, made: BookingNow, *, visit: UUID | None = None) -> Met:
    go_to(cast, made.slot_at)
    code = Coming(code=index(str(made.id)), channel="kiosk", visit_id=visit)
    met: Met = check_in(actor=cast.kiosk, branch_id=cast.branch, coming=code, at=cast.at)
    return met


def of(cast: Cast, met: Met) -> tuple[TicketRow, VisitRow]:
    ticket: TicketRow = look(cast.branch, ticket_read(cast.branch, met.issued.id))[0][0]
    day = cast.at.date()
    return ticket, look(cast.branch, visit_read(cast.branch, ticket.visit_id, day))[0][0]


def whose(cast: Cast, made: BookingNow) -> UUID | None:
    row: BookingProof = look(cast.branch, booking_read(cast.branch, made.id))[0][0]
    return row.customer_id


def vip(cast: Cast, first: int = 0) -> Known:
    return bring(cast, "vip", rm=RM, first=first)[0]


def test_the_code_says_who_comes(cast: Cast) -> None:
    customer = vip(cast)
    made = booked_for(cast, customer.id)
    floor = load(cast.branch, cast.at)
    met = comes(cast, made)
    ticket, visit = of(cast, met)
    assert (visit.customer_id, visit.linked_by, visit.rm_id) == (
        customer.id,
        "booking",
        cast.people[RM],
    )
    assert (visit.customer_class, visit.booked) == ("vip", True)
    assert (ticket.customer_class, ticket.line_class) == ("vip", LineClass.VIP)
    told = Read(
        "select count(*) from ledger_entry where branch_id = %s and kind = 'visit.vip_arrived'",
        (cast.branch,),
        int,
    )
    assert look(cast.branch, told)[0] == [1]
    followed, _ = catch_up(floor, cast.at)
    assert followed == load(cast.branch, cast.at)
    assert walk(cast.branch).first_broken is None


def test_any_other_appointment_says_nothing(cast: Cast) -> None:
    vip(cast)
    at = slots(cast, 1)[0]
    made = booked(cast, at)
    cast.do(LOBBY, confirm, booking_id=made.id, code=index(str(made.id)))
    _, visit = of(cast, comes(cast, made))
    assert (visit.customer_id, visit.linked_by, visit.customer_class) == (None, None, "ordinary")


@pytest.mark.parametrize(
    ("by", "code"),
    [(OTHER_RM, "not_your_customer"), (TELLER, "no_right"), (LOBBY, "no_right")],
)
def test_nobody_books_for_whom_they_do_not_look_after(cast: Cast, by: str, code: str) -> None:
    customer = vip(cast)
    with pytest.raises(Refused, match=code):
        booked_for(cast, customer.id, by)


def test_nor_for_nobody(cast: Cast) -> None:
    with pytest.raises(Refused, match="unknown_customer"):
        booked_for(cast, new_id())


def test_a_card_that_was_read_says_it_better(cast: Cast) -> None:
    made = booked_for(cast, vip(cast).id)
    go_to(cast, made.slot_at)
    other = bring(cast, "ordinary", first=40)[0]
    reader: Actor = cast.kiosk
    card = {"kind": CardKind.CARD, "index": other.index}
    visit = note_card(actor=reader, branch_id=cast.branch, at=cast.at, **card).visit  # type: ignore[arg-type]
    _, now = of(cast, comes(cast, made, visit=visit))
    assert (now.customer_id, now.linked_by) == (other.id, "reader")


def test_an_erased_customers_appointment_is_nobodys(cast: Cast) -> None:
    customer = vip(cast)
    made = booked_for(cast, customer.id)
    cast.do(HEAD, erase_customer, customer_id=customer.id)
    assert whose(cast, made) is None
    _, visit = of(cast, comes(cast, made))
    assert (visit.customer_id, visit.customer_class) == (None, "ordinary")


def test_after_a_month_it_says_no_more_whose_it_was(cast: Cast) -> None:
    customer = vip(cast)
    made = booked_for(cast, customer.id)
    assert whose(cast, made) == customer.id
    cast.at = made.slot_at + timedelta(days=30, minutes=1)
    assert forget_phones(actor=cast.clock, branch_id=cast.branch, at=cast.at) == 1
    assert whose(cast, made) is None
