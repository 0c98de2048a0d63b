"""Details of views that no contract can say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from cast import MORNING, PEOPLE, Cast, founded
from hall.known import bring
from live.following import load
from tingtang.access.actions import place_device
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import (
    move_the_day,
    resume_service,
    set_parameter,
    stop_service,
)
from tingtang.bank.branch.queries import ZonePlan
from tingtang.bank.branch.rules import DayMove
from tingtang.engines.forecasting.services import quantile
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import SeatMove
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.day import close_day
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.ticket.actions.paper import OnPaper, enter_paper, open_paper_block
from tingtang.hall.ticket.actions.serving import finish, pass_by
from tingtang.hall.visit.actions import answer_help, ask_help, escalate_help, greet
from tingtang.hall.visit.rules import ClassReason, CustomerClass
from tingtang.live.moment import Moment, View
from tingtang.live.views import Ask, project
from tingtang.live.views.public import direction
from tingtang.relation.guidance.actions.guiding import Ask as Asking
from tingtang.relation.referral.actions import leading
from tingtang.relation.referral.actions.linking import link_own, unlink_customer


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    cast.seat("chenyutong", "1")
    return cast


def view(cast: Cast, name: str, subject: UUID | None = None, at: datetime | None = None) -> View:
    state = project(Moment(load(cast.branch, at or cast.at), at or cast.at), Ask(name, subject))
    assert state is not None
    return state


def call(cast: Cast) -> UUID:
    called = call_next(
        actor=cast.staff("chenyutong"),
        branch_id=cast.branch,
        counter_id=cast.counters["1"],
        at=cast.later(minutes=3),
    ).called
    assert called is not None
    return called.id


# ---------------------------------------------------------------- directions


@pytest.mark.parametrize(
    ("facing", "x", "y", "where"),
    [
        # The wall hangs in the middle and looks down the plan; its reader looks up the plan.
        (180, 50, 0, "ahead"),
        (180, 100, 50, "right"),
        (180, 0, 50, "left"),
        (180, 50, 100, "behind"),
        (180, 100, 0, "right-ahead"),
        (180, 0, 0, "left-ahead"),
        (180, 100, 100, "right"),
        # The same places for a wall that looks up the plan: all is turned around.
        (0, 50, 0, "behind"),
        (0, 100, 50, "left"),
        (0, 50, 100, "ahead"),
        # and for one that looks to the right.
        (90, 0, 50, "ahead"),
        (90, 50, 0, "right"),
        (180, 50, 50, ""),
    ],
)
def test_a_direction_is_the_readers_own(facing: int, x: int, y: int, where: str) -> None:
    here = ZonePlan(UUID(int=1), "waiting", {}, 40, 40, 20, 20)
    there = replace(here, x=x - 10, y=y - 10)
    assert direction(here, facing, there) == where


def test_each_wall_sees_the_call_from_where_it_hangs(branch: Cast) -> None:
    cash = next(iter(load(branch.branch, branch.at).plan.zones))
    placed = [
        place_device(
            actor=branch.clock,
            branch_id=branch.branch,
            name=name,
            post=Post.WALL,
            at=branch.at,
            day=MORNING.date(),
            zone_id=zone,
            facing=0,
        )
        for name, zone in (("there", cash), ("nowhere", None))
    ]
    branch.ticket()
    call(branch)
    for device in placed:
        shown = view(branch, "wall", device)["calls"][0]
        assert "direction" not in shown
        assert shown["area"]["zh-Hans"] == "现金区"


# ---------------------------------------------------------------- the day and its services


def test_a_day_that_nobody_began_takes_no_numbers() -> None:
    cast = founded()
    early, late = MORNING - timedelta(hours=1), MORNING + timedelta(hours=9)
    for at, state in ((early, "before"), (late, "closed")):
        kiosk = view(cast, "kiosk", at=at)
        assert kiosk["day"]["state"] == state
        assert {each["state"] for each in kiosk["services"].values()} == {"closed"}
    assert kiosk["day"]["opens_at"] == "2026-11-20T01:00:00+00:00"
    assert kiosk["day"]["next_opens_at"] == "2026-11-23T01:00:00+00:00"
    assert kiosk["day"]["hours"] == [
        {"days": "mon-fri", "personal": "09:00–17:00", "corporate": "09:00–17:00"},
        {"days": "sat-sun", "personal": "", "corporate": ""},
    ]


def test_on_a_day_off_the_hours_of_the_next_day_are_told() -> None:
    cast = founded()
    day = view(cast, "wall", at=datetime(2026, 11, 21, 4, tzinfo=UTC))["day"]
    assert (day["date"], day["state"]) == ("2026-11-21", "closed")
    assert day["opens_at"] == day["next_opens_at"] == "2026-11-23T01:00:00+00:00"


def test_a_stopped_service_says_why_everywhere(branch: Cast) -> None:
    stop_service(
        actor=branch.staff("suxiaowen"),
        branch_id=branch.branch,
        service_id=branch.services["cash"],
        notice="cash_out",
        at=branch.at,
    )
    wall = view(branch, "wall")
    service = wall["services"][str(branch.services["cash"])]
    assert service["state"] == "stopped"
    assert wall["notices"]["stopped-A"]["zh-Hans"] == f"个人现金：{service['notice']['zh-Hans']}"
    stopped, seat = view(branch, "lobby")["log"][:2]
    assert (stopped["what"], stopped["service"]) == ("branch.service_stopped", service["id"])
    assert (seat["what"], seat["counter"], seat["state"]) == ("seat.moved", "1", "open")


@pytest.mark.parametrize("move", [DayMove.LAST_NUMBERS, DayMove.BEGIN_CLOSING])
def test_a_stopped_service_stays_so_when_numbers_end(branch: Cast, move: DayMove) -> None:
    cash = branch.services["cash"]
    branch.do("suxiaowen", stop_service, service_id=cash, notice="cash_out")
    branch.do("suxiaowen", move_the_day, move=move)
    services = view(branch, "lobby")["services"]
    assert {each["state"] for each in services.values()} == {"closed"}
    assert [each for each, shown in services.items() if "notice" in shown] == [str(cash)]
    assert "stopped-A" in view(branch, "wall")["notices"]
    branch.do("suxiaowen", resume_service, service_id=cash)
    assert "notice" not in view(branch, "lobby")["services"][str(cash)]


def test_a_service_is_full_when_its_last_number_was_given(branch: Cast) -> None:
    floor = load(branch.branch, branch.at)
    floor.last_numbers[branch.services["cash"]] = 799
    kiosk = project(Moment(floor, branch.at), Ask("kiosk"))
    assert kiosk is not None
    states = {each["prefix"]: each["state"] for each in kiosk["services"].values()}
    assert states == {"A": "full", "B": "open", "C": "open"}


# ---------------------------------------------------------------- who is shown


def test_every_screen_counts_the_same_counters_at_work(branch: Cast) -> None:
    branch.ticket()
    call(branch)
    branch.do("chenyutong", move_a_seat, counter_id=branch.counters["1"], move=SeatMove.CLOSE)
    branch.seat("zhouzimo", "2", open_it=False)
    branch.seat("linkexin", "3")
    assert told(branch) == [{"working": 2, "all": 3}] * 3  # 1 still serves, 2 is not open yet
    plan = load(branch.branch, branch.at).plan
    object.__setattr__(plan.counters[branch.counters["3"]], "kind", "desk")
    assert told(branch) == [{"working": 1, "all": 2}] * 3


def told(cast: Cast) -> list[View]:
    return [view(cast, name)["counters"] for name in ("kiosk", "lobby", "office")]


def test_a_missed_or_moved_number_is_no_call_any_more(branch: Cast) -> None:
    first, second = branch.ticket(), branch.ticket()
    call(branch)
    finish(
        actor=branch.staff("chenyutong"), branch_id=branch.branch, ticket_id=first.id, at=branch.at
    )
    call(branch)
    wall = view(branch, "wall")
    assert [each["number"] for each in wall["calls"]] == ["A002", "A001"]
    assert view(branch, "phone", first.id)["ticket"]["state"] == "done"
    branch.later(seconds=90)
    branch.do("chenyutong", pass_by, ticket_id=second.id)
    assert view(branch, "wall")["calls"] == []  # nobody is sent to where A001 was served


def test_a_teller_finds_any_number_that_waits_here(branch: Cast) -> None:
    numbers = {branch.ticket().number for _ in range(15)}
    branch.ticket("corporate")
    shown = view(branch, "counter", branch.counters["1"])
    assert len(shown["order"]) == 12
    assert set(shown["numbers"]) == numbers


def test_help_is_introduced_by_post_to_customers_and_by_name_to_colleagues(branch: Cast) -> None:
    asked = ask_help(actor=branch.kiosk, branch_id=branch.branch, at=branch.at, place="取号机 1")
    asking = view(branch, "kiosk", UUID(int=1))["help"]
    assert (asking["state"], "nobody" in asking) == ("asked", False)
    assert "help" not in view(branch, "kiosk", UUID(int=7))
    waits = view(branch, "lobby")["help"][str(asked.id)]
    assert waits["summoned"]["zh-Hans"] == "大堂经理 苏晓雯"
    answer_help(
        actor=branch.staff("suxiaowen"), branch_id=branch.branch, help_id=asked.id, at=branch.at
    )
    assert view(branch, "kiosk", UUID(int=1))["help"]["answered_by"] == {
        "zh-Hans": "大堂经理",
        "zh-Hant": "大堂經理",
        "en": "Lobby manager",
    }
    shown = view(branch, "lobby")["help"][str(asked.id)]
    assert shown["answered_by"]["zh-Hans"] == "大堂经理 苏晓雯"
    assert shown["answered_by"]["en"] == "Lobby manager 苏晓雯"
    assert shown["place"] == "取号机 1"
    assert "asked_by" not in shown


def test_a_call_that_can_summon_nobody_says_so_to_who_asked() -> None:
    branch = founded(people=[person for person in PEOPLE if person.post is Post.TELLER])
    move_the_day(actor=branch.clock, branch_id=branch.branch, move=DayMove.OPEN, at=branch.at)
    ask_help(actor=branch.kiosk, branch_id=branch.branch, at=branch.at)
    assert view(branch, "kiosk", UUID(int=1))["help"]["nobody"] is True
    escalate_help(actor=branch.clock, branch_id=branch.branch, at=branch.later(minutes=1))
    told = view(branch, "kiosk", UUID(int=1))["help"]
    assert (told["state"], told["nobody"]) == ("escalated", True)


def test_help_names_who_is_summoned_now_until_somebody_answers(branch: Cast) -> None:
    asked = branch.do("chenyutong", ask_help, place="1")
    views = (("lobby", None), ("counter", branch.counters["3"]))

    def told() -> list[View]:
        return [view(branch, name, subject)["help"][str(asked.id)] for name, subject in views]

    assert [each["summoned"]["zh-Hans"] for each in told()] == ["大堂经理 苏晓雯"] * 2
    assert {each["asked_by"] for each in told()} == {str(branch.people["chenyutong"])}
    escalate_help(actor=branch.clock, branch_id=branch.branch, at=branch.later(minutes=1))
    assert [each["summoned"]["zh-Hans"] for each in told()] == ["行长 韩立群"] * 2
    branch.do("hanliqun", answer_help, help_id=asked.id)
    assert [("summoned" in each, each["answered_by"]["zh-Hans"]) for each in told()] == [
        (False, "行长 韩立群")
    ] * 2


def test_who_was_greeted_at_the_door_is_shown_until_a_number_or_a_quarter_of_an_hour(
    branch: Cast,
) -> None:
    first, second = (branch.do("suxiaowen", greet).visit for _ in range(2))
    signal = branch.do("suxiaowen", note_signal, visit_id=first, code="shows_vip_card").id
    shown = view(branch, "lobby")["visits"]
    assert shown[str(first)]["door"] == 1
    assert shown[str(first)]["class"] == "potential"
    assert shown[str(first)]["signals"] == {"shows_vip_card": str(signal)}
    issued = branch.ticket(visit_id=first)
    lobby = view(branch, "lobby")
    assert set(lobby["visits"]) == {str(second)}
    ticket = lobby["tickets"][str(issued.id)]
    assert (ticket["visit"], ticket["class_by"], ticket["greeted"]) == (str(first), "signals", True)
    branch.later(minutes=15)
    assert view(branch, "lobby")["visits"] == {}


def test_a_vips_arrival_is_told_to_the_lobby_and_to_their_own_manager(branch: Cast) -> None:
    (vip,) = bring(branch, "vip", rm="linkexin")
    branch.seat("linkexin", "3")
    issued = branch.ticket()
    visit = view(branch, "lobby")["tickets"][str(issued.id)]["visit"]
    branch.do("linkexin", link_own, visit_id=UUID(visit), customer_id=vip.id)
    (came,) = view(branch, "lobby")["came"].values()
    assert (came["number"], came["link"], came["home"]) == (issued.number, "own_rm", "own")
    assert came["rm"]["name"] == "林可欣"
    assert str(vip.id) not in str(view(branch, "lobby"))
    assert view(branch, "counter", branch.counters["3"])["came"] == {visit: came}
    assert view(branch, "counter", branch.counters["1"])["came"] == {}
    reason = ClassReason.WRONG_PERSON
    branch.do("suxiaowen", unlink_customer, visit_id=UUID(visit), reason=reason)
    for each in (view(branch, "lobby"), view(branch, "counter", branch.counters["3"])):
        assert each["came"] == {}


def test_a_no_to_where_somebody_is_guided_shows_wherever_they_might_be_asked(branch: Cast) -> None:
    issued = branch.ticket()

    def ticket() -> View:
        return dict(view(branch, "lobby")["tickets"][str(issued.id)])

    visit, ask = UUID(ticket()["visit"]), Asking("wealth", reply="refuses")
    mistaken = branch.do("suxiaowen", leading.guide, visit_id=visit, ask=ask)
    assert ticket()["refused"] is True
    branch.do("suxiaowen", leading.undo, guidance_id=mistaken.id)
    assert "refused" not in ticket()
    branch.do("suxiaowen", leading.guide, visit_id=visit, ask=ask)
    call(branch)
    assert view(branch, "counter", branch.counters["1"])["tickets"][str(issued.id)]["refused"]


def test_the_lobby_keeps_the_paper_numbers_that_are_left_to_enter(branch: Cast) -> None:
    service_id = branch.services["cash"]
    first = branch.do("suxiaowen", open_paper_block, service_id=service_id, size=2)
    second = branch.do("suxiaowen", open_paper_block, service_id=service_id, size=3)
    enter = partial(branch.do, "suxiaowen", enter_paper)
    enter(block_id=second.id, handed=[OnPaper("A803")])
    assert view(branch, "lobby")["paper"] == {
        str(first.id): paper(first.id, service_id, "A801", "A802"),
        str(second.id): paper(second.id, service_id, "A804", "A805"),
    }
    enter(block_id=first.id, handed=[OnPaper("A801"), OnPaper("A802")])
    assert set(view(branch, "lobby")["paper"]) == {str(second.id)}
    branch.do("suxiaowen", close_day, day=MORNING.date())
    assert view(branch, "lobby")["paper"] == {}


def paper(block: UUID, service: UUID, *numbers: str) -> View:
    return {"id": str(block), "service": str(service), "numbers": list(numbers)}


def test_the_office_counts_the_day(branch: Cast) -> None:
    for customer_class in (CustomerClass.ORDINARY, CustomerClass.ORDINARY, CustomerClass.VIP):
        branch.ticket(customer_class=customer_class)
    for _ in range(3):
        call(branch)
    office = view(branch, "office")
    now = office["now"]
    assert (now["arrived"], now["served"], now["waiting"]) == (3, 2, 0)
    assert now["p90_min"] == {"ordinary": 9.0, "vip": 3.0}
    assert office["flow"] == [{"at": "2026-11-20T01:00:00+00:00", "arrived": 3, "served": 2}]
    seat = office["seats"][str(branch.counters["1"])]
    assert seat["busy_share"] == round(6 / 9, 2)


def test_time_alone_changes_what_it_must(branch: Cast) -> None:
    branch.ticket()
    floor = load(branch.branch, branch.at)
    for minutes, arrivals in ((0, 1), (14, 1), (16, 0)):
        lobby = project(Moment(floor, branch.at + timedelta(minutes=minutes)), Ask("lobby"))
        assert lobby is not None
        assert lobby["arrivals_15"] == arrivals


def test_a_parameter_that_changes_what_is_shown(branch: Cast) -> None:
    set_parameter(
        actor=branch.staff("hanliqun"),
        branch_id=branch.branch,
        name="promise_min",
        value=11,
        at=branch.at,
    )
    assert view(branch, "lobby")["promise_min"] == 11


def test_the_inverse_empirical_distribution() -> None:
    assert quantile([5.0, 1.0, 3.0, 2.0, 4.0], 0.9) == 5.0
    assert quantile([float(each) for each in range(1, 11)], 0.9) == 9.0
    assert quantile([7.0], 0.1) == 7.0
