"""The office's figures of the day add up, whatever the day does."""

from datetime import timedelta

import pytest

from cast import Cast, founded
from live.driving import Drive
from live.following import entries_of, load
from live.test_fold import started
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.day import close_day
from tingtang.hall.ticket.actions.serving import finish
from tingtang.hall.ticket.rules import State
from tingtang.ledger.look import look
from tingtang.live.floor import Entry
from tingtang.live.moment import Moment, View
from tingtang.live.views import Ask, project
from tingtang.relation.referral.actions.closing import finish_referrals
from tingtang.relation.referral.queries import funnel_read


def office(cast: Cast) -> View:
    view = project(Moment(load(cast.branch, cast.at), cast.at), Ask("office"))
    assert view is not None
    return view


def people(entries: list[Entry]) -> int:
    """The numbers given, without those merged into another, and whoever was served without one."""
    given = [each.body["visit"] for each in entries if each.kind == "ticket.issued"]
    talks = [each.body["visit"] for each in entries if each.kind == "ticket.begun"]
    merged = sum(1 for each in entries if each.body.get("outcome") == "merged")
    return len(given) - merged + sum(1 for visit in talks if visit not in given)


def talks_beside_a_number(cast: Cast) -> int:
    """Services that ended at a desk, of customers who have a number beside them."""
    tickets = load(cast.branch, cast.at).tickets.values()
    numbered = {each.visit_id for each in tickets if each.label}
    talks = [each for each in tickets if not each.label and each.visit_id in numbered]
    return sum(1 for each in talks if each.state is State.DONE)


def adds_up(drive: Drive) -> View:
    view = office(drive.cast)
    now, done = view["now"], drive.done[-3:]
    came = people(entries_of(drive.cast.branch, load(drive.cast.branch, drive.cast.at).date))
    assert now["arrived"] == came, done
    here = now["served"] + now["diverted"] + now["left"] + now["here"]
    assert now["arrived"] == here, done
    at_seats = sum(each["served"] for each in view["seats"].values())
    assert now["served"] + talks_beside_a_number(drive.cast) == at_seats, done
    for name in ("arrived", "served"):
        assert now[name] == sum(each[name] for each in view["flow"]), done
    figures: View = now
    return figures


@pytest.mark.parametrize("seed", [41, 42, 43])
def test_whoever_came_was_served_left_or_is_still_here(seed: int) -> None:
    drive = started(seed)
    for _ in range(150):
        drive.step()
        now = adds_up(drive)
    assert now["here"] > 0
    day = load(drive.cast.branch, drive.cast.at).date
    close_day(actor=drive.manager, branch_id=drive.cast.branch, day=day, at=drive.cast.at)
    closed = adds_up(drive)
    assert closed["here"] == 0
    assert closed["left"] > now["left"]


@pytest.mark.parametrize("seed", [44, 45])
def test_the_days_referrals_are_those_of_the_funnel(seed: int) -> None:
    """Told live as the funnel counts them, closing included; whoever is still asked, asks now."""
    drive, asking, at_head = started(seed), 0, 0
    for _ in range(200):
        drive.step()
        told = as_the_funnel(drive.cast)
        assert told["at_head"] <= told["asking"] <= told["submitted"]
        assert ("longest_min" in told) == (told["asking"] > 0)
        asking, at_head = asking + told["asking"], at_head + told["at_head"]
    assert asking > at_head > 0
    day = load(drive.cast.branch, drive.cast.at).date
    close_day(actor=drive.manager, branch_id=drive.cast.branch, day=day, at=drive.cast.at)
    finish_referrals(actor=drive.cast.clock, branch_id=drive.cast.branch, at=drive.cast.at)
    assert as_the_funnel(drive.cast)["asking"] == 0


def as_the_funnel(cast: Cast) -> View:
    told: View = office(cast)["referrals"]
    day = load(cast.branch, cast.at).date
    rows = look(cast.branch, funnel_read(cast.branch, day, day))[0]
    for name in ("submitted", "accepted", "met", "converted", "follow_up"):
        assert told[name] == sum(getattr(row, name) for row in rows), name
    return told


def test_a_counter_is_busy_for_a_share_of_todays_opening_hours() -> None:
    cast = founded()
    cast.open_day()
    cast.seat("chenyutong", "1")
    cast.ticket()
    counter = cast.counters["1"]
    called = cast.do("chenyutong", call_next, counter_id=counter).called
    cast.later(minutes=48)
    cast.do("chenyutong", finish, ticket_id=called.id)

    def busy() -> float:
        share: float = office(cast)["seats"][str(counter)]["busy_share"]
        return share

    assert busy() == 1.0
    cast.at += timedelta(hours=7)  # more than an hour after, and before the end at 17:00
    assert busy() == round(48 / 468, 2)
    cast.at += timedelta(hours=2)  # the day's share stays after closing
    assert busy() == 0.1
