"""Care that is owed to somebody at the door: said before there is a number, and carried along."""

import json
from typing import Any
from uuid import UUID

import pytest

from cast import Cast, founded
from hall.diversion.stage import GENEROUS, decree
from hall.diversion.stage import branch as with_machines
from live.following import catch_up, entries_of, load
from relation.guidance.hall import Hall
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.staff.actions import NewStaff, enter_staff
from tingtang.hall.diversion.actions.offering import offer
from tingtang.hall.ticket.actions.day import close_day
from tingtang.hall.ticket.actions.issuing import Issued, Wish, issue
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.actions.marking import Care, Cared, Mark, mark, mark_visit
from tingtang.hall.ticket.queries import TicketRow, ticket_read
from tingtang.hall.visit.actions import greet
from tingtang.hall.visit.queries import VisitRow, visit_read
from tingtang.hall.visit.rules import CardKind, CustomerClass, LineClass, Need
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.live.moment import Moment
from tingtang.live.views import Ask, project
from tingtang.relation.guidance.actions.guiding import Ask as Guiding
from tingtang.relation.referral.actions.leading import arrived, guide
from tingtang.relation.referral.actions.leaving import abandon
from tingtang.relation.referral.actions.linking import note_card

LOBBY = "suxiaowen"
ELDER = Care(need=Need.ELDER)


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


def at_the_door(branch: Cast) -> UUID:
    visit: UUID = branch.do(LOBBY, greet).visit
    return visit


def say(branch: Cast, visit: UUID, care: Care, **more: Any) -> Cared:
    return branch.do(LOBBY, mark_visit, visit_id=visit, care=care, **more)


def visit_of(branch: Cast, visit: UUID) -> VisitRow:
    day = plan_of(branch.branch).day(branch.at)
    return look(branch.branch, visit_read(branch.branch, visit, day))[0][0]


def ticket_of(branch: Cast, issued: Issued) -> TicketRow:
    return look(branch.branch, ticket_read(branch.branch, issued.id))[0][0]


def said_in_the_ledger(branch: Cast) -> list[dict[str, Any]]:
    day = plan_of(branch.branch).day(branch.at)
    found = entries_of(branch.branch, day)
    return [dict(entry.body) for entry in found if entry.kind == "visit.marked"]


def test_the_number_that_is_taken_at_the_kiosk_later_brings_it_along(branch: Cast) -> None:
    visit = at_the_door(branch)
    say(branch, visit, ELDER)
    number = ticket_of(branch, branch.ticket(visit_id=visit))
    assert (number.protected, number.need, number.line_class) == (True, "elder", LineClass.CARE)


def test_so_does_a_visit_that_began_with_a_card(branch: Cast) -> None:
    noted = note_card(
        actor=branch.kiosk,
        branch_id=branch.branch,
        kind=CardKind.CARD,
        index=b"i" * 32,
        at=branch.at,
    )
    say(branch, noted.visit, ELDER)
    number = ticket_of(branch, branch.ticket(visit_id=noted.visit))
    assert number.line_class == LineClass.CARE


def test_a_no_is_carried_along_as_well_and_a_need_that_is_said_at_the_kiosk_goes_before_it(
    branch: Cast,
) -> None:
    visits = [at_the_door(branch) for _ in range(2)]
    for visit in visits:
        say(branch, visit, Care(protected=False))
    plain = ticket_of(branch, branch.ticket(visit_id=visits[0]))
    assert (plain.protected, plain.line_class) == (False, LineClass.ORDINARY)
    told = ticket_of(branch, branch.ticket(visit_id=visits[1], need=Need.INFANT))
    assert (told.protected, told.line_class) == (True, LineClass.CARE)


def test_who_turns_out_to_have_a_number_is_cared_for_in_its_line(branch: Cast) -> None:
    number, visit = branch.ticket(), at_the_door(branch)
    say(branch, visit, Care(need=Need.PREGNANT))
    branch.do(LOBBY, join, visit_id=visit, ticket_id=number.id)
    row = ticket_of(branch, number)
    assert (row.protected, row.need, row.line_class) == (True, "pregnant", LineClass.CARE)


def test_with_a_number_meanwhile_its_line_follows_at_once(branch: Cast) -> None:
    visit = at_the_door(branch)
    number = branch.ticket(visit_id=visit)
    cared = say(branch, visit, ELDER)
    row = ticket_of(branch, number)
    assert (row.line_class, cared.version) == (LineClass.CARE, row.version)
    assert said_in_the_ledger(branch) == []  # the number's own entry says it, with its decision


def test_it_is_taken_back_to_what_was_known_before(branch: Cast) -> None:
    visit = at_the_door(branch)
    cared = say(branch, visit, ELDER)
    back = say(branch, visit, Care(unsaid=True), seen=cared.version)
    row = visit_of(branch, visit)
    assert (back.protected, row.protected, row.need) == (None, None, None)
    assert ticket_of(branch, branch.ticket(visit_id=visit)).line_class == LineClass.ORDINARY


def test_said_twice_it_is_said_once_and_a_stale_screen_says_nothing(branch: Cast) -> None:
    visit = at_the_door(branch)
    seen = visit_of(branch, visit).version
    first = say(branch, visit, ELDER, seen=seen)
    assert say(branch, visit, ELDER, seen=first.version) == first
    assert len(said_in_the_ledger(branch)) == 1
    with pytest.raises(Refused, match="stale_screen"):
        say(branch, visit, Care(protected=False), seen=seen)


def test_whose_number_has_ended_is_marked_no_more_but_a_mistake_is_taken_back(
    branch: Cast,
) -> None:
    visit = at_the_door(branch)
    number = branch.ticket(visit_id=visit)
    cared = say(branch, visit, ELDER)
    branch.do(LOBBY, abandon, ticket_id=number.id)
    branch.later(seconds=5)
    say(branch, visit, Care(unsaid=True), seen=cared.version)
    assert visit_of(branch, visit).protected is None
    branch.later(seconds=6)
    with pytest.raises(Refused, match="wrong_state"):
        say(branch, visit, ELDER)


def test_of_a_number_and_the_talk_beside_it_the_line_of_the_number_follows() -> None:
    hall = Hall.open("8")
    customer = hall.customer("cash")
    met = hall.do(arrived, hall.guide(customer.visit_id, business="wealth").id)
    floor = load(hall.cast.branch, hall.cast.at)
    say(hall.cast, customer.visit_id, ELDER)
    number, talk = hall.ticket(customer.id), hall.ticket(met.ticket)
    assert (number.line_class, number.protected, talk.protected) == (LineClass.CARE, True, True)
    followed, _ = catch_up(floor, hall.cast.at)
    assert followed == load(hall.cast.branch, hall.cast.at)


@pytest.mark.parametrize("said", [{"protected": False}, {"unsaid": True}])
def test_a_need_and_that_there_is_none_is_refused(branch: Cast, said: dict[str, Any]) -> None:
    visit, number = at_the_door(branch), branch.ticket()
    before = len(entries_of(branch.branch, plan_of(branch.branch).day(branch.at)))
    both = {"need": Need.ELDER, **said}
    with pytest.raises(Refused, match="bad_input") as refused:
        say(branch, visit, Care(**both))
    assert refused.value.where == "protected"
    with pytest.raises(Refused, match="bad_input"):
        branch.do(LOBBY, mark, ticket_id=number.id, mark=Mark(**both))
    assert len(entries_of(branch.branch, plan_of(branch.branch).day(branch.at))) == before


def test_nor_is_a_number_given_so(branch: Cast) -> None:
    with pytest.raises(Refused, match="bad_input"):
        branch.ticket(need=Need.ELDER, protected=False)
    assert branch.ticket(need=Need.ELDER, protected=True).number


def test_who_left_the_door_is_marked_no_more(branch: Cast) -> None:
    visit = at_the_door(branch)
    branch.later(minutes=15)
    with pytest.raises(Refused, match="visit_over"):
        say(branch, visit, ELDER)


def test_who_greets_at_the_door_says_it_but_no_class(branch: Cast) -> None:
    people = (NewStaff("tangguo", "唐果", Post.GREETER),)
    branch.people |= branch.do("hanliqun", enter_staff, people=people)
    branch.posts["tangguo"] = Post.GREETER
    visit, number = branch.do("tangguo", greet).visit, branch.ticket()
    assert branch.do("tangguo", mark_visit, visit_id=visit, care=ELDER).protected
    branch.do("tangguo", mark, ticket_id=number.id, mark=Mark(need=Need.ELDER))
    for more in ({"customer_class": CustomerClass.VIP}, {"emergency": True}):
        with pytest.raises(Refused, match="no_right"):
            branch.do("tangguo", mark, ticket_id=number.id, mark=Mark(**more))  # type: ignore[arg-type]


def test_only_who_marks_care_may(branch: Cast) -> None:
    visit = at_the_door(branch)
    with pytest.raises(Refused, match="no_right"):
        mark_visit(
            actor=branch.kiosk, branch_id=branch.branch, visit_id=visit, care=ELDER, at=branch.at
        )


@pytest.mark.parametrize("need", Need)
def test_the_kind_is_in_no_entry_and_on_staff_screens_alone_until_the_day_ends(
    branch: Cast, need: Need
) -> None:
    visit = at_the_door(branch)
    say(branch, visit, Care(need=need))
    assert said_in_the_ledger(branch) == [{"visit": str(visit), "protected": 1}]
    moment = Moment(load(branch.branch, branch.at), branch.at)
    shown = project(moment, Ask("lobby"))["visits"][str(visit)]  # type: ignore[index]
    assert (shown["protected"], shown["need"]) == (True, need.value)
    for view in ("wall", "kiosk"):
        public = json.dumps(project(moment, Ask(view)))
        assert need.value not in public
        assert str(visit) not in public
    day = plan_of(branch.branch).day(branch.at)
    branch.do(LOBBY, close_day, day=day)
    assert visit_of(branch, visit).need is None


def test_nobody_offers_a_machine_to_whom_the_door_has_marked() -> None:
    """Whoever asks of their own accord is helped all the same."""
    branch = with_machines()
    decree(branch, GENEROUS)
    visits = [at_the_door(branch) for _ in range(2)]
    say(branch, visits[0], ELDER)
    say(branch, visits[1], Care(protected=False))
    numbers = [
        branch.do(LOBBY, issue, wish=Wish(branch.services["cash"], visit_id=each))
        for each in visits
    ]
    cared, other = (branch.do(LOBBY, offer, ticket_id=each.id) for each in numbers)
    assert (cared.state, cared.why_not) == ("not_offered", "protected")
    assert (other.state, other.place) == ("offered", "smart")
    asked = branch.do(LOBBY, offer, ticket_id=numbers[0].id, asked=True)
    assert asked.state == "offered"


def test_who_is_guided_from_the_door_goes_to_the_line_not_to_a_machine() -> None:
    branch = with_machines()
    ways = []
    for protected in (True, False):
        visit = at_the_door(branch)
        say(branch, visit, Care(protected=protected))
        ask = Guiding(business="small_cash")
        ways.append(branch.do(LOBBY, guide, visit_id=visit, ask=ask).path)
    assert ways == ["line", "divert"]
