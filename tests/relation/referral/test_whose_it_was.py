"""Whose a visit was: what stands on a mistaken link ends, and what tables and ledger say dies."""

import json
from functools import partial
from uuid import UUID

import pytest

from bank.customer.people import grant
from hall.known import bring
from live.following import load
from relation.referral.hall import LOBBY, OTHER_RM, RM, TELLER, Hall, refused
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import DayMove
from tingtang.bank.customer.queries import consents_read
from tingtang.bank.customer.rules.consents import ConsentPurpose
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.visit.actions import forget_links, greet
from tingtang.hall.visit.rules import ClassReason
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.closing import finish_referrals
from tingtang.relation.referral.actions.ending import withdraw_consent
from tingtang.relation.referral.actions.forgetting import sever_referrals
from tingtang.relation.referral.actions.linking import unlink_customer
from tingtang.relation.referral.actions.receiving import return_referral
from tingtang.relation.referral.actions.refusing import refuse
from tingtang.relation.referral.queries import (
    follow_ups_read,
    funnel_read,
    of_customer_read,
    referral_read,
    signalled_read,
)
from tingtang.relation.referral.rules import ReferralMove, ReferralState


@pytest.fixture
def hall() -> Hall:
    return Hall()


def followed_up(hall: Hall) -> tuple[UUID, UUID, UUID]:
    """A visit, whose it is, and the follow-up that they agreed to."""
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    hall.concluded(referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    return visit, customer.id, referral


def test_nobody_follows_up_whom_the_visit_was_not_of(hall: Hall) -> None:
    visit, customer, referral = followed_up(hall)
    hall.cast.do(LOBBY, unlink_customer, visit_id=visit, reason=ClassReason.WRONG_PERSON)
    assert hall.row(referral).state is ReferralState.CUSTOMER_LEFT
    assert hall.row(referral).customer_id is None
    assert look(hall.cast.branch, follow_ups_read(hall.cast.branch, customer))[0] == [0]


def test_what_they_agreed_to_on_a_visit_of_their_own_stays(hall: Hall) -> None:
    """Another number was taken for theirs, by mistake."""
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    hall.concluded(referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    strangers = hall.visit()
    hall.link(strangers, customer)
    hall.cast.do(LOBBY, unlink_customer, visit_id=strangers, reason=ClassReason.WRONG_PERSON)
    assert hall.row(referral).state is ReferralState.FOLLOW_UP
    assert hall.row(referral).customer_id == customer.id


def test_nor_once_it_is_known_whose_it_is(hall: Hall) -> None:
    visit, customer, referral = followed_up(hall)
    (somebody,) = bring(hall.cast, "ordinary", first=30)
    again = bring(hall.cast, "ordinary", first=60)[0]
    hall.link(visit, somebody)
    assert hall.row(referral).state is ReferralState.CUSTOMER_LEFT
    hall.link(visit, again)  # a second time there is nothing to end
    assert look(hall.cast.branch, follow_ups_read(hall.cast.branch, customer))[0] == [0]
    assert walk(hall.cast.branch, []).first_broken is None


def test_the_same_customers_card_again_changes_nothing(hall: Hall) -> None:
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    hall.concluded(referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    hall.link(visit, customer)
    assert hall.row(referral).state is ReferralState.FOLLOW_UP


def turns_that_name(hall: Hall, customer: UUID) -> list[list[str]]:
    """The keys of every entry of each turn that names this customer: turns are told by their time
    and who acted.
    """
    sql = (
        "select array(select k from ledger_entry e, jsonb_object_keys(e.body) k "
        "where e.branch_id = f.branch_id and e.at = f.at and e.actor = f.actor) "
        "from ledger_entry f where f.branch_id = %s and f.body->>'customer' = %s"
    )
    read = Read(sql, (hall.cast.branch, str(customer)), list)
    found: list[list[str]] = look(hall.cast.branch, read)[0]
    return found


def test_no_turn_tells_for_ever_whose_a_visit_was(hall: Hall) -> None:
    _visit, customer, referral = followed_up(hall)
    (consent,) = look(hall.cast.branch, consents_read(hall.cast.branch, customer))[0]
    before, version = hall.row(referral), hall.row(referral).version
    hall.cast.later(minutes=5)
    hall.cast.do(TELLER, withdraw_consent, consent_id=consent.id)
    assert hall.row(referral).state is ReferralState.WITHDRAWN
    assert (hall.row(referral).version, before.state) == (version, ReferralState.FOLLOW_UP)
    turns = turns_that_name(hall, customer)
    assert turns
    for keys in turns:
        assert not {"visit", "referral", "ticket", "signal", "guidance"} & set(keys)


def test_after_thirty_days_a_follow_up_names_no_visit(hall: Hall) -> None:
    """Neither its id, nor its times or sequences lead to what was said in the hall."""
    visit, customer, referral = followed_up(hall)
    hall.cast.later(days=30)
    assert hall.clock(sever_referrals) == 0
    hall.cast.later(days=1)
    assert hall.clock(sever_referrals) == 1
    assert hall.clock(sever_referrals) == 0
    assert look(hall.cast.branch, referral_read(hall.cast.branch, referral))[0] == []
    (row,) = look(hall.cast.branch, of_customer_read(hall.cast.branch, customer))[0]
    assert (row.state, row.business, row.receiver_id) == (
        ReferralState.FOLLOW_UP,
        "wealth",
        hall.cast.people[OTHER_RM],
    )
    sql = "select to_jsonb(r)::text from relation_referral r where branch_id = %s and id = %s"
    (kept,) = look(hall.cast.branch, Read(sql, (hall.cast.branch, row.id), str))[0]
    said = json.loads(kept)
    assert str(visit) not in kept
    times = {name: at for name, at in said.items() if name.endswith(("_at", "_since")) and at}
    assert set(times) >= {"submitted_at", "accepted_at", "met_at", "ended_at"}
    assert {at[10:] for at in times.values()} == {"T00:00:00+00:00"}
    severed = "select sequence from ledger_entry where branch_id = %s and kind = 'referral.severed'"
    (entry,) = look(hall.cast.branch, Read(severed, (hall.cast.branch,), int))[0]
    assert {said["sequence"], said["version"]} == {entry}
    assert walk(hall.cast.branch, []).first_broken is None


def test_what_is_unfinished_is_followed_up_after_thirty_days_still(hall: Hall) -> None:
    visit, customer = hall.known()
    hall.accepted(visit, OTHER_RM)
    hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
    hall.clock(finish_referrals)
    hall.cast.later(days=31)
    assert hall.clock(sever_referrals) == 1
    (row,) = look(hall.cast.branch, of_customer_read(hall.cast.branch, customer.id))[0]
    floor = load(hall.cast.branch, hall.cast.at)
    assert [each.state for each in floor.referrals.values()] == [ReferralState.UNFINISHED]
    hall.concluded(row.id, ReferralMove.CONVERT, OTHER_RM)
    assert hall.row(row.id).state is ReferralState.CONVERTED


def test_who_agreed_to_be_remembered_is(hall: Hall) -> None:
    visit, _customer = hall.known(grant(ConsentPurpose.PROFILE_KEEP))
    referral = hall.talking(visit, OTHER_RM)
    hall.concluded(referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    hall.cast.later(days=31)
    assert hall.clock(sever_referrals) == 0
    assert hall.row(referral).visit_id == visit


# ------------------------------------------------------------------------ figures


def funnel(hall: Hall) -> tuple[int, list[tuple[int, str]]]:
    """Visits with a signal, and how many referrals were lost for what."""
    branch, day = hall.cast.branch, plan_of(hall.cast.branch).day(hall.cast.at)
    signals, rows = look(branch, signalled_read(branch, day, day), funnel_read(branch, day, day))
    return sum(each.visits for each in signals), [
        (row.lost, row.reason) for row in rows if row.lost
    ]


def test_why_somebody_handed_it_on_is_not_why_it_was_lost(hall: Hall) -> None:
    referral = hall.accepted(hall.visit())
    hall.does(RM, return_referral, referral, reason="no_time")
    hall.does(LOBBY, refuse, referral)
    assert funnel(hall) == (1, [(1, "refused")])


def test_who_went_from_the_door_again_stands_in_no_figure(hall: Hall) -> None:
    visit = hall.cast.do(LOBBY, greet).visit
    hall.signal(visit)
    assert funnel(hall)[0] == 0
    hall.cast.later(minutes=16)
    assert refused(partial(hall.submit, visit)) == "visit_over"
    assert funnel(hall)[0] == 0


def test_signals_are_told_by_who_noted_the_first_and_by_class(hall: Hall) -> None:
    known, _ = hall.known()
    hall.cast.later(minutes=1)
    unknown = hall.visit(signalled=False)
    for login, code in ((TELLER, "asks_wealth_product"), (LOBBY, "asks_insurance_or_annuity")):
        hall.cast.do(login, note_signal, visit_id=unknown, code=code)
        hall.cast.later(seconds=1)
    hall.cast.do(TELLER, note_signal, visit_id=known, code="asks_insurance_or_annuity")
    branch, day = hall.cast.branch, plan_of(hall.cast.branch).day(hall.cast.at)
    assert [
        (each.source_post, each.customer_class, each.visits)
        for each in look(branch, signalled_read(branch, day, day))[0]
    ] == [("lobby_manager", "vip", 1), ("teller", "potential", 1)]


def test_a_day_of_long_ago_counts_as_it_did(hall: Hall) -> None:
    followed_up(hall)
    branch, day = hall.cast.branch, plan_of(hall.cast.branch).day(hall.cast.at)
    before = look(branch, signalled_read(branch, day, day), funnel_read(branch, day, day))
    hall.cast.later(days=31)
    assert hall.clock(sever_referrals) == hall.clock(forget_links) == 1
    after = look(branch, signalled_read(branch, day, day), funnel_read(branch, day, day))
    assert after == before
