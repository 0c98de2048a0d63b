"""When a service gives numbers: with the doors, later, by business customers' hours, or not."""

from dataclasses import replace

import pytest

from cast import Cast, founded, layout
from tingtang.bank.branch.actions import Layout
from tingtang.hall.ticket.actions.issuing import Wish, issue
from tingtang.hall.ticket.actions.moving import add_service, change_service, transfer
from tingtang.hall.visit.rules import CustomerClass
from tingtang.kernel.refused import Refused


def founded_with(**corporate: list[str]) -> Cast:
    """Non-cash business begins at 13:30; the third service is for business customers, with these
    hours of theirs (`d4`: Friday).
    """
    floor = layout()
    cash, noncash, company = floor.services
    services = (cash, replace(noncash, opens="13:30"), replace(company, icon="company"))
    cast = founded(
        floor=Layout(services, floor.zones, floor.counters, floor.machines),
        corporate={day.removeprefix("d"): span for day, span in corporate.items()},
    )
    cast.open_day()
    return cast


@pytest.fixture
def branch() -> Cast:
    return founded_with(d4=["09:00", "17:00"])


def test_nothing_is_given_before_its_hour(branch: Cast) -> None:
    with pytest.raises(Refused, match="service_later") as refused:
        branch.ticket("noncash")
    assert refused.value.facts == {"opens": "13:30"}
    branch.later(hours=4, minutes=30)
    assert branch.ticket("noncash").number == "B001"


@pytest.mark.parametrize("verb", [change_service, add_service, transfer])
def test_nobody_is_moved_to_what_has_not_begun(branch: Cast, verb: object) -> None:
    ticket = branch.ticket("cash")
    with pytest.raises(Refused, match="service_later"):
        branch.do("suxiaowen", verb, ticket_id=ticket.id, service_id=branch.services["noncash"])  # type: ignore[arg-type]


def test_business_customers_have_hours_of_their_own() -> None:
    branch = founded_with(d4=["10:00", "12:00"])
    with pytest.raises(Refused, match="service_later"):
        branch.ticket("corporate")
    branch.later(hours=1)
    assert branch.ticket("corporate").number == "C001"
    branch.later(hours=2)
    with pytest.raises(Refused, match="service_over"):
        branch.ticket("corporate")
    assert branch.ticket("cash").number == "A001"


def test_business_customers_may_have_a_day_off() -> None:
    branch = founded_with(d0=["09:00", "17:00"])
    with pytest.raises(Refused, match="service_rests"):
        branch.ticket("corporate")


def test_with_the_doors_closed_yet_there_are_numbers(branch: Cast) -> None:
    branch.later(minutes=-20)
    assert branch.ticket("corporate").number == "C001"


def test_the_kiosk_says_no_class(branch: Cast) -> None:
    assert branch.ticket(customer_class=CustomerClass.VIP).number == "A001"  # by the staff
    wish = Wish(branch.services["cash"], CustomerClass.VIP)
    with pytest.raises(Refused, match="no_right"):
        issue(actor=branch.kiosk, branch_id=branch.branch, wish=wish, at=branch.at)
