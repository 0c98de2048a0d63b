"""Whoever has refused, or is not to be sold to, hears of no sale at any post or in any visit."""

from itertools import product

import pytest

from relation.referral.hall import LOBBY, TELLER, Hall
from tingtang.bank.policy.queries import start_of
from tingtang.bank.policy.rules.kinds.common import BUSINESSES
from tingtang.bank.policy.rules.kinds.sentence import MOMENTS, SELLS, SENTENCE
from tingtang.bank.script.queries import library, suggested
from tingtang.hall.visit.rules import CustomerClass
from tingtang.kernel.refused import Refused
from tingtang.relation.guidance.actions.guiding import Ask
from tingtang.relation.guidance.actions.saying import say_script
from tingtang.relation.referral.actions.leading import guide, lead


@pytest.fixture
def hall() -> Hall:
    return Hall()


def refuses(hall: Hall, visit: object) -> None:
    hall.cast.do(LOBBY, guide, visit_id=visit, ask=Ask("wealth", "refuses"))


def test_a_refusal_in_one_visit_binds_the_next_one_of_that_day(hall: Hall) -> None:
    first, customer = hall.known()
    refuses(hall, first)
    second = hall.visit()
    hall.link(second, customer)
    with pytest.raises(Refused, match="refused_contact"):
        hall.cast.do(LOBBY, guide, visit_id=second, ask=Ask("wealth", "willing"))


def test_a_promise_is_not_kept_to_who_has_refused_since(hall: Hall) -> None:
    others = [hall.visit() for _ in range(2)]
    for other in others:  # both desks are taken
        hall.cast.do(LOBBY, guide, visit_id=other, ask=Ask("wealth", "willing"))
    first, customer = hall.known()
    second = hall.visit()
    hall.link(second, customer)
    promised = hall.cast.do(LOBBY, guide, visit_id=first, ask=Ask("wealth", "willing"))
    assert promised.state == "promised"
    hall.cast.later(minutes=1)
    refuses(hall, second)
    hall.cast.later(minutes=5)  # the desks are free again
    with pytest.raises(Refused, match="refused_contact"):
        hall.cast.do(LOBBY, lead, guidance_id=promised.id, desk_id=hall.cast.counters["8"])


def test_no_sentence_leads_to_a_sale_where_nobody_may_sell() -> None:
    scripts = library(())
    assert {each.situation for each in scripts} & SELLS
    for moment, customer_class, business, strength in product(
        MOMENTS, CustomerClass, BUSINESSES, range(5)
    ):
        values = {
            "moment": moment,
            "class": customer_class.value,
            "business": business,
            "protected": "no",
            "strength": strength,
        }
        said = suggested(start_of(SENTENCE), scripts, values, may_sell=False)
        assert said.situation not in SELLS
        assert all(each.situation not in SELLS for each in said.scripts)


def test_what_leads_to_a_sale_is_not_said_to_who_has_refused(hall: Hall) -> None:
    visit = hall.visit()
    refuses(hall, visit)
    for script in library(()):
        wish = {"script_id": script.id, "visit_id": visit, "moment": "card"}
        if script.situation in SELLS:
            with pytest.raises(Refused, match="refused_contact"):
                hall.cast.do(TELLER, say_script, version=script.version, **wish)
