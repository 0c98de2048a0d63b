"""`demo play`: a planned day in all branches, or a recorded day in a branch made for it."""

import argparse
import asyncio
import string
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from tingtang.api.demonstration import is_demonstration, mark, seats_in
from tingtang.bank.branch.actions import set_clock
from tingtang.bank.branch.queries import reread_plan
from tingtang.kernel.clock import real_now
from tingtang.ledger.actions import ensure_partitions
from tingtang.ops.demo import bank, player
from tingtang.ops.demo.content import POSTS, BranchContent, ServiceContent
from tingtang.ops.demo.profiles import PROFILES, SeatFigures
from tingtang.ops.demo.recorded import TicketsFileError, days_of, read_tickets
from tingtang.ops.demo.replay import Replay, plan_replay
from tingtang.ops.errors import BadInput, CannotRun

BEFORE_OPENING = timedelta(minutes=12)
LAST_NUMBER = 9999


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `demo play` takes."""
    parser.add_argument("--speed", type=float, default=60.0, help="times real time, 1 to 600")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another day")
    parser.add_argument("--tickets", type=Path, help="play a recorded day of this file instead")
    parser.add_argument("--day", type=date.fromisoformat, help="which day of the file")
    parser.add_argument("--origin", default=f"http://127.0.0.1:{settings.PORT}")


def play(options: dict[str, Any]) -> None:
    """Play; ends when the last branch has closed its day."""
    if not 1 <= options["speed"] <= 600:
        raise BadInput("must lie between 1 and 600", where="--speed")
    if not is_demonstration(settings.DATA):
        raise BadInput("this data folder is no demonstration; make one with: tingtang demo load")
    try:
        if options["tickets"]:
            _replay(options)
        else:
            _planned(options)
    except player.CannotPlay as reason:
        raise CannotRun(str(reason)) from reason


def _planned(options: dict[str, Any]) -> None:
    found = asyncio.run(player.discover(options["origin"]))
    shows = [
        player.show_of(PROFILES[kind], seats, options["seed"])
        for kind, branches in found.items()
        if kind in PROFILES
        for seats in branches
    ]
    for branch in seats_in(settings.DATA)[0]:
        _start_clock(UUID(branch), options["speed"])
    asyncio.run(player.play(options["origin"], shows))


def _start_clock(branch_id: UUID, speed: float) -> None:
    """Shortly before the doors open: today if that is to come, else on the next working day."""
    plan = reread_plan(branch_id)
    if plan.kind not in PROFILES and not plan.is_head_office:
        return
    now = plan.clock.now()
    day = plan.day(now)
    opening = plan.opening(day)
    while opening is None or opening[0] < now or day.weekday() > bank.FRIDAY:
        day += timedelta(days=1)
        opening = plan.opening(day)
    shows = max(now, opening[0] - BEFORE_OPENING)
    ensure_partitions(day)
    set_clock(
        actor=bank.founder(branch_id),
        branch_id=branch_id,
        set_at=real_now(),
        shows=shows,
        scale=speed,
    )
    bank.put_on_duty(branch_id, shows)


# ---------------------------------------------------------------- a recorded day


def _replay(options: dict[str, Any]) -> None:
    try:
        tickets = read_tickets(options["tickets"])
    except (TicketsFileError, OSError) as error:
        raise BadInput(str(error), where=str(options["tickets"])) from error
    day = options["day"]
    own = tuple(one for one in tickets if one.day == day)
    if not own:
        days = ", ".join(each.isoformat() for each in days_of(tickets))
        raise BadInput(f"the file has no such day; it has {days}", where="--day")
    replay = plan_replay(own, tickets)
    prefixes = dict(zip(replay.services, string.ascii_uppercase, strict=False))
    code = _stage(replay, day, prefixes, options["speed"])
    found = asyncio.run(player.discover(options["origin"]))
    seats = next(
        seats
        for branches in found.values()
        for seats in branches
        if seats.kiosk.startswith(f"/s/{code}-")
    )
    played = asyncio.run(
        player.play(options["origin"], [player.show_of_replay(replay, seats, prefixes)])
    )
    comparison = player.compare(replay, played[0])
    print(comparison.table())
    if not comparison.equal:
        raise CannotRun("the counts differ from the file's")


def _stage(replay: Replay, day: date, prefixes: dict[str, str], speed: float) -> str:
    """Found a branch for the day: the file's services, a counter for each server; its code."""
    midnight = datetime.combine(day, time(), ZoneInfo("Asia/Shanghai"))
    begins = midnight + timedelta(seconds=replay.opens_s) - BEFORE_OPENING
    ensure_partitions((begins - timedelta(days=2)).date())
    code = f"replay{real_now():%y%m%d%H%M%S}"
    name = {"zh-Hans": f"{day} 重演", "zh-Hant": f"{day} 重演", "en": f"Replay of {day}"}
    staged = bank.Staged(
        content=BranchContent(code, name, "replay", tuple(str(post) for post, *_ in POSTS)),  # type: ignore[arg-type]
        seats=tuple(
            SeatFigures(seat.number, "open", tuple(seat.services), 0, 24 * 60)
            for seat in replay.seats
        ),
        services=tuple(_service(service, prefixes[service]) for service in replay.services),
        tellers=tuple(f"坐席 {seat.number}" for seat in replay.seats),
        opens_min=0,
        closes_min=24 * 60 - 1,
        parameters={"cutover_hour": 0},
        last_number=LAST_NUMBER,
    )
    branches, seats = seats_in(settings.DATA)
    institution = reread_plan(UUID(branches[0])).institution_id
    branch, own = bank.found_staged(institution, staged, begins - timedelta(hours=1))
    mark(settings.DATA, [*branches, branch], [*seats.values(), *own])
    set_clock(
        actor=bank.founder(UUID(branch)),
        branch_id=UUID(branch),
        set_at=real_now(),
        shows=begins,
        scale=speed,
    )
    return code


def _service(service: str, prefix: str) -> ServiceContent:
    words = {"zh-Hans": service, "zh-Hant": service, "en": service}
    return ServiceContent(service, prefix, "other", 4, words, words, words, words)
