"""A morning of the demonstration, played over HTTP against the real house: every scene happens, the
ledger is whole, and it names nobody.
"""

import asyncio
import contextlib
import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import psycopg
import pytest

from journeys.house import House
from tingtang.ledger.events import KINDS
from tingtang.ops.demo import player
from tingtang.ops.demo.client import Answer, Door
from tingtang.ops.demo.content import BRANCHES
from tingtang.ops.demo.picture import BranchClock, Picture
from tingtang.ops.demo.player import FIRST_PICTURE_WITHIN_S, Pace, Played
from tingtang.ops.demo.portfolio import clients_of
from tingtang.ops.demo.profiles import COMMUNITY, Peak, Profile
from tingtang.ops.demo.scenes import MOMENT_S

FAST = 240.0  # at which two at once on a small machine keep up
BEFORE_OPENING_S = 48 * 60.0  # the clock begins at 07:30
PLANNED = date(2026, 11, 20)  # whatever day it is played on
OPENS, CLOSES = 8 * 60 + 30, 11 * 60 + 45
SEATS = ("1", "3", "6", "7", "8")
# People have to wait, or nobody is offered another place.
ONLY = {"6": ("company", "card"), "7": ("wealth", "loan")}
MORNING: Profile = replace(
    COMMUNITY,
    closes_min=CLOSES,
    visits=98.0,
    services=COMMUNITY.services
    | {
        "cash": replace(COMMUNITY.services["cash"], share=0.5),
        "card": replace(COMMUNITY.services["card"], share=0.38),
    },
    people=replace(COMMUNITY.people, vip=0.1, potential=0.25, patience_median_min=150.0),
    weekday=(1.0,) * 7,
    payday=1.0,
    peaks=(Peak(OPENS, OPENS + 90, 4.0),),
    seats=tuple(
        replace(
            seat,
            services=ONLY.get(seat.number, seat.services),
            to_min=CLOSES,
            lunch=(590, 625) if seat.number == "8" else None,
        )
        for seat in COMMUNITY.seats
        if seat.number in SEATS
    ),
)
STAFF_VIEWS = {"lobby", "counter", "desk", "office"}
QUICKER = {"offer_cannot", "stale_screen", "wrong_state", "desk_held", "customer_gone"}
"""Somebody was quicker: what happens to colleagues, too."""
ROOMS = (
    "tingtang.hall.visit",
    "tingtang.hall.diversion",
    "tingtang.hall.booking",
    "tingtang.relation",
    "tingtang.bank.policy",
    "tingtang.bank.customer",
)
NOT_ON_A_DAY = {
    "help.escalated": "the clock, when nobody answers: here everybody is helped in time",
    "cash.overdue": "the clock, when nobody reviews a hold for half an hour",
    "visit.greeting_undone": "a slip of the hand: six seconds are a tenth of one on such a day",
    "visit.links_forgotten": "the clock, after thirty days",
    "booking.phones_forgotten": "the clock, after a month",
    "referral.forgotten": "the clock, after a year",
    "referral.severed": "the clock, after thirty days",
}
"""What a house may record and a day of its demonstration doesn't: why not."""
TOO_SOON = {"too_early_to_pass", "recall_too_soon", "before_slot", "check_in_early"}
"""The clock was slowed down in the very moment for a busy machine."""


@dataclass
class Lived:
    """The morning, and what stands in the ledger afterwards."""

    played: Played
    kinds: Counter[str]
    ledger: list[str]
    bodies: dict[str, list[dict[str, Any]]]  # by kind of entry
    verified: dict[str, object]
    referrals: Counter[str]
    shown: dict[str, str]  # by seat: its view's first word
    pictures: list[frozenset[str]]  # what the lobby saw at once, around half past ten

    @property
    def scenes(self) -> Counter[str]:
        return self.played.tally.scenes


@pytest.fixture(scope="module")
def lived() -> Iterator[Lived]:
    house = House()
    try:
        yield _live(house)
    finally:
        house.close()


def _live(house: House) -> Lived:
    shown = asyncio.run(_shown(house.url))
    found = asyncio.run(player.discover(house.url))
    seats = found["community"][0]
    show = player.show_of(MORNING, seats, seed=1)
    show = replace(show, plan=lambda _, plan=show.plan: plan(PLANNED))
    branch = _branch_id(house, seats.code)
    house.stagehand.forward(branch, BEFORE_OPENING_S)
    house.stagehand.pace(branch, FAST)
    pace = Pace(FAST, lambda scale: house.stagehand.pace(branch, scale))
    out = io.StringIO()
    [played], pictures = asyncio.run(_play(house.url, show, pace, out))
    house.stagehand.work("referrals_are_finished")
    print(out.getvalue(), sorted(played.tally.scenes.items()))
    with psycopg.connect(house.cluster.dsn("migrator")) as asked:
        rows = asked.execute(
            "select kind, actor || body::text, body from ledger_entry where branch_id = %s"
            " order by sequence",
            [branch],
        ).fetchall()
        ends = asked.execute(
            "select state, count(*) from relation_referral where branch_id = %s group by 1",
            [branch],
        ).fetchall()
    bodies: dict[str, list[dict[str, Any]]] = {}
    for kind, _, body in rows:
        bodies.setdefault(kind, []).append(body)
    return Lived(
        played,
        Counter(kind for kind, *_ in rows),
        [text for _, text, _ in rows],
        bodies,
        _verified(house),
        Counter(dict(ends)),
        shown,
        pictures,
    )


async def _play(
    origin: str, show: player.Show, pace: Pace, out: io.StringIO
) -> tuple[list[Played], list[frozenset[str]]]:
    """Play, with somebody at the lobby's screen."""
    clock = BranchClock()
    picture = Picture(clock)
    seen: list[frozenset[str]] = []
    async with Door(origin, show.seats.lobby) as door:
        await door.enter()
        following = asyncio.create_task(picture.follow(door))
        watching = asyncio.create_task(_watch(picture, seen))
        played = await player.play(origin, [show], pace=pace, out=out)
        for task in (following, watching):
            task.cancel()
        await asyncio.gather(following, watching, return_exceptions=True)
    return played, seen


async def _watch(picture: Picture, seen: list[frozenset[str]]) -> None:
    """What kinds of things the lobby's picture shows in each moment within 20 minutes of 10:32."""
    while True:
        await picture.change()
        if abs(picture.clock.now_s() - MOMENT_S) < 1200:
            seen.append(_shows(picture.state))


def _shows(state: Answer) -> frozenset[str]:
    """What of the lobby's mock stands in a picture: everything of it that is not always there."""
    signs = {
        "came": bool(state.get("came")),
        "desk": any(
            seat.get("desk", {}).get("state") == "held" for seat in state.get("seats", {}).values()
        ),
        "promise": any(one["state"] == "promised" for one in state.get("promises", {}).values()),
        "offer": any("offer" in one for one in state.get("tickets", {}).values()),
        "booking": bool(state.get("bookings")),
    }
    return frozenset(name for name, shown in signs.items() if shown)


async def _shown(origin: str) -> dict[str, str]:
    """What each seat of head office and of one branch is shown first."""
    async with Door(origin) as first:
        branches = (await first.get("/api/entrance"))["branches"]
    some = [one for one in branches if one["type"] in ("head_office", "community")]
    seats = [seat for one in some for seat in one["seats"] if seat["view"] in STAFF_VIEWS]
    return {seat["seat"]: await _first(origin, seat) for seat in seats}


async def _first(origin: str, seat: dict[str, str]) -> str:
    async with Door(origin, f"/s/{seat['seat']}") as door:
        await door.enter()
        which = {"counter": seat["counter"]} if seat["view"] == "counter" else {}
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_PICTURE_WITHIN_S):
                async for event in door.events(seat["view"], **which):
                    return event.kind
    return ""


def _branch_id(house: House, code: str) -> str:
    with psycopg.connect(house.cluster.dsn("migrator")) as asked:
        ((found,),) = asked.execute("select id from bank_branch where code = %s", [code]).fetchall()
    return str(found)


def _verified(house: House) -> dict[str, object]:
    command = [sys.executable, "-m", "tingtang.ops.main", "ledger", "verify", "--json"]
    done = subprocess.run(
        command, env=house._environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_every_seat_has_its_picture(lived: Lived) -> None:
    assert {"headoffice-rules", "headoffice-compliance", "chengnan-marketing"} <= set(lived.shown)
    assert set(lived.shown.values()) == {"snapshot"}


def test_around_half_past_ten_the_pictures_show_all_of_it(lived: Lived) -> None:
    """One picture nearly all; whether the fifth falls into the same moment hangs on the machine."""
    assert frozenset().union(*lived.pictures) == {"came", "desk", "promise", "offer", "booking"}
    assert max(map(len, lived.pictures)) >= len(("came", "promise", "offer", "booking"))


@pytest.mark.parametrize(
    "scene",
    [
        "card",
        "linked",
        "greeted",
        "joined",
        "passed by",
        "signal",
        "guided: escort",
        "guided: promise_vip_zone",
        "met",
        "promise kept",
        "led and converted",
        "promise asked",
        "let go",
        "offered at kiosk",
        "offered at lobby",
        "offered at counter",
        "accepted at kiosk",
        "declined at kiosk",
        "accepted at lobby",
        "elsewhere done",
        "elsewhere returned",
        "booked on the page",
        "booked by telephone",
        "booking cancelled",
        "checked_in",
        "cash prepared",
        "cash reserved",
        "cash pay",
        "cash choose",
        "cash check_fraud",
        "cash paid",
        "cash partly_paid",
        "cash requested",
        "cash converted_to_transfer",
        "referred",
        "referral accepted",
        "referral submitted",
        "referral introduced",
        "referral in_talk",
        "referral converted",
        "referral not_interested",
        "consent taken",
        "referral follow_up",
        "referral card_given",
        "referral refused",
        "referral customer_left",
        "referral no_offer",
        "said",
        "signal undone",
        "unlinked",
        "marked at the door",
        "guided: line",
        "refused contact",
        "refusal binds",
        "asked the second",
        "accepted by the head",
        "consent withdrawn",
        "follow-up ended",
        "card redeemed",
        "policy return",
        "policy take-back",
        "policy roll-back",
        "need kept",
        "need forgotten",
        "erased",
        "hold lifted",
    ],
)
def test_each_scene_happens(lived: Lived, scene: str) -> None:
    assert lived.scenes[scene] > 0


def test_each_kind_of_entry_is_made(lived: Lived) -> None:
    import tingtang.api.routes  # noqa: F401 - whatever can be recorded is known by then

    kinds = {kind for kind, event in KINDS.items() if event.__module__.startswith(ROOMS)}
    assert kinds - set(lived.kinds) <= set(NOT_ON_A_DAY)
    assert set(NOT_ON_A_DAY) <= kinds


def test_guiding_and_diverting_meet_protected_people(lived: Lived) -> None:
    guided = Counter(map(_protected, lived.bodies["guidance.guided"]))
    assert guided["yes"]
    assert guided["unknown"]
    offered = [each for each in lived.bodies["diversion.offered"] if _protected(each) == "yes"]
    assert offered
    assert all(each["asked"] for each in offered)
    unasked = [each for each in lived.bodies["diversion.not_offered"] if not each["asked"]]
    assert {each["why"] for each in unasked if _protected(each) == "yes"} == {"protected"}


def _protected(body: dict[str, Any]) -> str:
    return str(body["decision"]["inputs"]["protected"])


def test_an_arrival_by_mistake_is_withdrawn(lived: Lived) -> None:
    for each in lived.bodies["visit.unlinked"]:
        assert each["withdrawn"]
        assert (each["customer_class"], each["class_by"]) == ("ordinary", "signals")


def test_a_withdrawn_consent_ends_the_follow_up(lived: Lived) -> None:
    purposes = [each["purpose"] for each in lived.bodies["customer.consent_withdrawn"]]
    assert sorted(purposes) == ["contact_phone", "need_keep"]
    assert lived.bodies["referral.follow_ups_ended"] == [{"follow_ups": 1}]
    assert lived.referrals["withdrawn"] == 1


def test_who_comes_after_the_grace_is_a_walk_in(lived: Lived) -> None:
    assert {each["state"] for each in lived.bodies["booking.met"]} == {"arrived", "walk_in"}


def test_a_returned_version_is_approved_in_the_end(lived: Lived) -> None:
    (returned,) = lived.bodies["policy.returned"]
    (over,) = lived.bodies["policy.rolled_back"]
    assert returned["policy"] != over["policy"]
    approved = {each["policy"] for each in lived.bodies["policy.approved"]}
    assert {returned["policy"], over["policy"]} <= approved


def test_nothing_is_refused_but_where_somebody_was_quicker(lived: Lived) -> None:
    tally = lived.played.tally
    assert tally.troubles == 0
    assert set(tally.refused) <= QUICKER | TOO_SOON
    assert sum(tally.refused.values()) <= 0.02 * sum(lived.kinds.values())


def test_what_is_open_at_closing_stays_with_consent_alone(lived: Lived) -> None:
    assert lived.referrals["unfinished"] == 1
    assert not {"submitted", "accepted", "introduced", "in_talk"} & set(lived.referrals)


def test_the_ledger_is_whole_and_names_nobody(lived: Lived) -> None:
    assert lived.verified["first_broken"] is None
    text = "\n".join(lived.ledger)
    for client in (one for branch in BRANCHES for one in clients_of(branch.code)):
        for word in (client.name, client.card, client.identity, client.phone, client.number):
            assert word not in text


def test_the_scenes_are_a_fifth_of_the_day_at_most(lived: Lived) -> None:
    """Counted by what the ledger had to record; the morning is far denser than a day."""
    plain = {"ticket", "seat", "feedback", "branch", "staff", "device", "customer", "help"}
    rest = sum(n for kind, n in lived.kinds.items() if kind.split(".")[0] not in plain)
    assert rest < sum(lived.kinds.values()) / 2
