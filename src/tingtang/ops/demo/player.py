"""Plays a day through the public HTTP API, as devices and staff would (docs/http.md).

Two kinds of day: a planned one (`day.py`) of a demonstration branch, and a recorded one
(`replay.py`), whose counts by segment and outcome equal the file's. Both run on the branch's own
clock, which the stream tells, at whatever multiple of real time it has been set to.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean, quantiles
from typing import Any, TextIO

import httpx

from tingtang.bank.branch.rules import BranchType
from tingtang.ops.demo import staging
from tingtang.ops.demo.advising import Adviser
from tingtang.ops.demo.client import Door
from tingtang.ops.demo.content import BRANCHES
from tingtang.ops.demo.day import plan_day, plan_seats
from tingtang.ops.demo.dealing import plan_scenes
from tingtang.ops.demo.floor import Floor, Tally
from tingtang.ops.demo.guest import Guest
from tingtang.ops.demo.lobby import LobbyManager
from tingtang.ops.demo.picture import BranchClock, Picture
from tingtang.ops.demo.portfolio import clients_of
from tingtang.ops.demo.profiles import Profile
from tingtang.ops.demo.replay import (
    Replay,
    counts,
    recorded_counts,
    recorded_mean_wait_s,
)
from tingtang.ops.demo.scenes import PLAIN
from tingtang.ops.demo.seats import BranchSeats, DayPlan
from tingtang.ops.demo.teller import Teller

FIRST_PICTURE_WITHIN_S = 30.0
NEW_DAY_WITHIN_S = 5.0
"""Real seconds within which the stream notices that the clock was set to another day."""
MISSED_ARRIVALS_S = 600.0
"""Who should have come longer ago than this when the player starts has been and gone."""
HEAD_OFFICE = BranchType.HEAD_OFFICE.value
LEAVES_WITHIN_S = 20.0
"""Real seconds for the tellers to leave after the last customer."""
PROGRESS_EVERY_S = 1.0


class CannotPlay(Exception):
    """One line: what is missing, and the mend."""


async def discover(
    origin: str, *, transport: httpx.AsyncBaseTransport | None = None
) -> dict[str, list[BranchSeats]]:
    """The demonstration's branches by type, from the first page's own list of seats."""
    async with Door(origin, transport=transport) as door:
        entrance = await door.get("/api/entrance")
    if not entrance.get("demonstration"):
        raise CannotPlay(f"{origin} is no demonstration; load one with: tingtang demo load")
    found: dict[str, list[BranchSeats]] = {}
    for branch in entrance["branches"]:
        if branch["type"] == HEAD_OFFICE:
            continue  # nobody arrives there
        found.setdefault(branch["type"], []).append(_seats_of(branch))
    return found


def _seats_of(branch: dict[str, Any]) -> BranchSeats:
    seats = branch["seats"]

    def base(post: str) -> str:
        return next((f"/s/{seat['seat']}" for seat in seats if seat["post"] == post), "")

    kiosk = base("kiosk")
    return BranchSeats(
        name=branch["name"]["zh-Hans"],
        kiosk=kiosk,
        lobby=base("lobby_manager"),
        head=base("branch_head"),
        tellers={seat["counter"]: f"/s/{seat['seat']}" for seat in seats if "counter" in seat},
        code=kiosk.removeprefix("/s/").removesuffix("-kiosk"),
        supervisor=base("operations_supervisor"),
        marketing=base("marketing_rm"),
        advisers=frozenset(
            seat["counter"] for seat in seats if "counter" in seat and seat["post"] == "wealth_rm"
        ),
    )


@dataclass(frozen=True, slots=True)
class Show:
    """What is played in one branch."""

    seats: BranchSeats
    plan: Callable[[date], DayPlan]
    find_service: Callable[[str, dict[str, Any]], bool]  # plan's service, the branch's view of one
    day: date | None = None  # None: the day that the branch's clock shows


@dataclass(slots=True)
class Played:
    """How a branch's day went."""

    name: str
    tally: Tally
    guests: list[Guest] = field(default_factory=list)


def show_of(profile: Profile, seats: BranchSeats, seed: int) -> Show:
    """A planned day: services are told apart by their icon."""

    codes = [seats.code, *(each.code for each in BRANCHES if each.code != seats.code)]
    portfolios = [clients_of(code) for code in codes]

    def plan(day: date) -> DayPlan:
        customers = plan_day(profile, seed, day)
        return DayPlan(
            profile.opens_min * 60.0,
            profile.closes_min * 60.0,
            customers,
            plan_seats(profile),
            plan_scenes(profile, seed, day, customers, portfolios),
        )

    return Show(seats, plan, lambda service, view: view.get("icon") == service)


def show_of_replay(replay: Replay, seats: BranchSeats, prefixes: dict[str, str]) -> Show:
    """A recorded day: services of the file by the prefix that the branch gives them."""

    def plan(day: date) -> DayPlan:
        return DayPlan(replay.opens_s - 1, replay.closes_s, replay.customers, replay.seats)

    def find(service: str, view: dict[str, Any]) -> bool:
        return view.get("prefix") == prefixes.get(service)

    return Show(seats, plan, find, replay.day)


async def play(
    origin: str,
    shows: Sequence[Show],
    *,
    pace: Pace | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    out: TextIO | None = None,
) -> list[Played]:
    """Play every branch's day at once; returns when the last has closed.

    With a `pace` the clocks are slowed down while the house cannot keep up.
    """
    progress = Progress(sys.stderr if out is None else out)
    watching = [asyncio.create_task(progress.keep_telling())]
    if pace is not None:
        watching.append(asyncio.create_task(pace.keep(progress)))
    try:
        days = (play_branch(origin, show, progress, transport=transport) for show in shows)
        return list(await asyncio.gather(*days))
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        progress.tell_last()


async def play_branch(
    origin: str,
    show: Show,
    progress: Progress,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Played:
    """One branch, from before the doors open until the day is closed."""
    floor = await _enter(origin, show, progress, transport)
    progress.floors.append(floor)
    try:
        return await _live(floor, show)
    finally:
        await floor.stop()


async def _enter(
    origin: str, show: Show, progress: Progress, transport: httpx.AsyncBaseTransport | None
) -> Floor:
    """Sign in at the kiosk and the lobby, and wait for the first picture of the hall."""
    seats = show.seats
    kiosk = Door(origin, seats.kiosk, transport=transport)
    lobby, head = kiosk.another(seats.lobby), kiosk.another(seats.head)
    for door in (kiosk, lobby, head):
        await door.enter()
    clock = BranchClock()
    floor = Floor(
        name=seats.name,
        branch=lobby.me["branch"]["id"],
        kiosk=kiosk,
        lobby=lobby,
        head=head,
        clock=clock,
        picture=Picture(clock),
        service_ids={},
        say=progress.say,
        doors=[kiosk, lobby, head],
    )
    floor.spawn(floor.picture.follow(lobby))
    picture = floor.picture
    await _soon(lambda: bool(picture.state), FIRST_PICTURE_WITHIN_S)
    await _soon(lambda: picture.day_state != "closed", NEW_DAY_WITHIN_S)
    if not picture.state:
        raise CannotPlay(f"{seats.name}: no picture of the hall; is the stream's port open?")
    if picture.day_state == "closed" and show.day in (None, picture.day):
        raise CannotPlay(f"{seats.name}: today is closed; start on another day")
    return floor


async def _soon(shows: Callable[[], bool], within_s: float) -> None:
    """Wait for something to be seen, in real time: the clock may not be known yet."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within_s):
            while not shows():
                await asyncio.sleep(0.02)


async def _live(floor: Floor, show: Show) -> Played:
    day = show.day or floor.picture.day or date.min
    floor.clock.pin(day, floor.picture.zone)
    plan = show.plan(day)
    floor.service_ids |= {
        service: view["id"]
        for service in {one.service for one in plan.customers}
        for view in floor.picture.services.values()
        if show.find_service(service, view)
    }
    lobby = LobbyManager(floor)
    floor.spawn(lobby.watch())
    leading = floor.spawn(lobby.lead(plan.opens_s, plan.closes_s))
    tellers = await _seat_tellers(floor, show, plan)
    codes = await staging.begin(floor, lobby, show.seats, day, plan) if plan.scenes else {}
    late_s = MISSED_ARRIVALS_S if show.day is None else math.inf  # a recorded day is played whole
    guests = await _let_in(floor, lobby, plan, late_s, codes)
    await asyncio.gather(*(guest.seen_to.wait() for guest in guests))
    floor.everybody_in.set()
    await leading
    await asyncio.wait(tellers, timeout=LEAVES_WITHIN_S)
    await lobby.close_the_day()
    return Played(floor.name, floor.tally, guests)


async def _seat_tellers(floor: Floor, show: Show, plan: DayPlan) -> list[asyncio.Task[None]]:
    tellers: list[Teller] = []
    for seat in plan.seats:
        counter = floor.counter(seat.number)
        base = show.seats.tellers.get(counter or "")
        if base is None or counter is None:
            floor.say(f"{floor.name}: counter {seat.number} has no seat to play")
            continue
        teller = Teller(floor, seat, floor.kiosk.another(base), counter)
        advises = plan.scenes and counter in show.seats.advisers
        tellers.append(Adviser(teller) if advises else teller)
    floor.doors += [teller.door for teller in tellers]
    await asyncio.gather(*(teller.door.enter() for teller in tellers))
    for teller in tellers:
        if isinstance(teller, Adviser):
            floor.advisers[teller.door.me["staff"]] = teller
    tasks = [floor.spawn(teller.work()) for teller in tellers]
    if not tasks:
        raise CannotPlay(f"{floor.name}: no counter can be played; load the demonstration anew")
    return tasks


async def _let_in(
    floor: Floor, lobby: LobbyManager, plan: DayPlan, late_s: float, codes: Mapping[int, str]
) -> list[Guest]:
    """Through the door one by one, each at their time."""
    guests = []
    floor.tally.planned = len(plan.customers)
    for customer in plan.customers:
        if customer.arrives_s < floor.clock.now_s() - late_s:
            continue
        if customer.service not in floor.service_ids:
            floor.tally.turned_away += 1
            continue
        early_s = (
            floor.kiosk.pulse.latency_s * floor.clock.scale
        )  # the number is wanted at the moment
        await floor.clock.until(customer.arrives_s - early_s)
        guests.append(Guest(floor, lobby, customer, plan.scenes.of.get(customer.key, PLAIN)))
        guests[-1].code = codes.get(customer.key)
        floor.spawn(guests[-1].visit())
    return guests


# ------------------------------------------------------------------------------- the pace

LOOKS_AT_THE_PACE_EVERY_S = 1.0
TOO_LATE_S, TOO_LATE_TO_COMPARE_S = 15.0, 6.0
"""Branch seconds that a verb may take before the clock is slowed. A customer needs some twenty
seconds to the counter; where waits are compared with recorded ones, seconds count."""
SOON_ENOUGH = 0.4
"""Of that, the share below which the clock may run faster again."""
CHANGES_BY = 1.5


class Pace:
    """How fast the branches' clocks may run: as wanted, or as the machine can carry.

    At 600 times real time an answer that takes a tenth of a second takes a minute of the branch.
    """

    def __init__(
        self,
        wanted: float,
        set_clocks: Callable[[float], None],
        too_late_s: float = TOO_LATE_S,
    ) -> None:
        self.wanted = wanted
        self.scale = wanted
        self.too_late_s = too_late_s
        self._set_clocks = set_clocks

    async def keep(self, progress: Progress) -> None:
        while True:
            await asyncio.sleep(LOOKS_AT_THE_PACE_EVERY_S)
            for floor in progress.floors:
                await floor.attempt(floor.lobby.get("/api/me"))  # feels the pulse in quiet hours
            pulses = [floor.lobby.pulse.latency_s for floor in progress.floors]
            better = self.better(max(pulses)) if pulses else self.scale
            if better != self.scale:
                await self._change(better, progress)

    async def _change(self, scale: float, progress: Progress) -> None:
        try:
            await asyncio.to_thread(self._set_clocks, scale)
        except Exception as trouble:
            progress.say(f"the clocks cannot be set: {trouble}")
            return
        if scale < self.scale == self.wanted:
            progress.say(f"answers come late at {self.wanted:.0f} times real time: slower for now")
        self.scale = scale

    def better(self, latency_s: float) -> float:
        """The scale at which answers of this latency come soon enough; changed in steps."""
        late_s = latency_s * self.scale
        if late_s > self.too_late_s:
            return max(min(self.scale / CHANGES_BY, self.too_late_s / latency_s), 1.0)
        if late_s < self.too_late_s * SOON_ENOUGH and self.scale < self.wanted:
            return min(self.scale * CHANGES_BY, self.wanted)
        return self.scale


# ------------------------------------------------------------------------------- telling


class Progress:
    """One line that is written over on a terminal, else a line now and then."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.floors: list[Floor] = []
        self._terminal = out.isatty()
        self._told_at = ""

    def say(self, text: str) -> None:
        clear = "\r\033[K" if self._terminal else ""
        print(f"{clear}{text}", file=self.out, flush=True)

    async def keep_telling(self) -> None:
        while True:
            await asyncio.sleep(PROGRESS_EVERY_S)
            if self.floors:
                self._tell()

    def _tell(self) -> None:
        clock = self.floors[0].clock
        now = clock.told()
        line = f"{now} ×{clock.scale:.0f}  " + "  |  ".join(
            _one_line(floor) for floor in self.floors
        )
        if self._terminal:
            print(f"\r\033[K{line}", end="", file=self.out, flush=True)
        elif (half_hour := f"{now[:3]}{int(now[3:]) // 30}") != self._told_at:
            self._told_at = half_hour
            print(line, file=self.out, flush=True)

    def tell_last(self) -> None:
        for floor in self.floors:
            tally = floor.tally
            refused = ", ".join(f"{code} {n}" for code, n in tally.refused.most_common(4))
            self.say(
                f"{_one_line(floor)}, {tally.missed} missed, {tally.rated} rated"
                f"{', waits ' + _waits(tally.waits_s) if tally.waits_s else ''}"
                f"{', refused: ' + refused if refused else ''}"
            )


def _one_line(floor: Floor) -> str:
    tally, picture = floor.tally, floor.picture
    waiting = sum(1 for one in picture.tickets.values() if one["state"] == "waiting")
    return (
        f"{floor.name}: {tally.came}/{tally.planned} came, {waiting} wait, "
        f"{tally.served} served, {tally.abandoned} left"
    )


def _waits(waits_s: list[float]) -> str:
    if len(waits_s) < 10:
        return f"{fmean(waits_s) / 60:.0f} min"
    cuts = quantiles(waits_s, n=10)
    return f"P50 {cuts[4] / 60:.0f} P90 {cuts[8] / 60:.0f} min"


# ------------------------------------------------------------------------------- a replay's end


@dataclass(frozen=True, slots=True)
class Comparison:
    """A recorded day against the same day played: counts must agree, waits are told."""

    recorded: Counter[tuple[str, str]]
    played: Counter[tuple[str, str]]
    waits: dict[str, tuple[float, float]]  # segment or "all": recorded and played mean, seconds

    @property
    def equal(self) -> bool:
        return self.recorded == self.played

    def table(self) -> str:
        rows = [f"{'segment':12}{'outcome':12}{'file':>8}{'played':>8}"]
        for segment, outcome in sorted(self.recorded | self.played):
            key = (segment, outcome)
            rows.append(
                f"{segment:12}{outcome:12}{self.recorded[key]:>8}{self.played[key]:>8}"
                f"{'' if self.recorded[key] == self.played[key] else '  differs'}"
            )
        rows.append(f"{'mean wait, s':24}{'file':>8}{'played':>8}{'difference':>12}")
        rows += [
            f"{segment:24}{file:>8.1f}{played:>8.1f}{played - file:>+12.1f}"
            for segment, (file, played) in self.waits.items()
        ]
        return "\n".join(rows)


def compare(replay: Replay, played: Played) -> Comparison:
    """What was recorded, and what the hall made of it."""
    by_key = {guest.plan.key: guest for guest in played.guests}
    outcomes = []
    waits: dict[str, list[float]] = {}
    for key, ticket in enumerate(replay.tickets):
        guest = by_key.get(key)
        outcomes.append((ticket.segment, str(guest.outcome if guest else None)))
        if guest is not None and guest.waited_s is not None and ticket.served:
            waits.setdefault(ticket.segment, []).append(guest.waited_s)
            waits.setdefault("all", []).append(guest.waited_s)
    return Comparison(
        recorded_counts(replay.tickets),
        counts(outcomes),
        {
            segment: (
                recorded_mean_wait_s(replay.tickets, None if segment == "all" else segment),
                fmean(some),
            )
            for segment, some in sorted(waits.items(), key=lambda pair: pair[0] == "all")
        },
    )
