"""Beside the server, on the same data folder: founds branches and moves their clocks.

A program of its own, as `demo play` is one: a line of JSON in, a line of JSON out. `Stagehand`
starts it and is how the tests speak with it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

OPENED_FOR = timedelta(hours=1, minutes=30)  # how long a branch is open when a test begins


@dataclass(frozen=True)
class Founded:
    """A branch: its id, its services by prefix, its counters by number."""

    id: str
    services: dict[str, str]
    counters: dict[str, str]


class Stagehand:
    """The program, seen by the tests."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def branch(self, code: str) -> Founded:
        """Found a branch, open since 08:30, at 10:00."""
        return Founded(**self._ask({"do": "branch", "code": code}))

    def forward(self, branch: str, seconds: float) -> None:
        """Put a branch's clock forward."""
        self._ask({"do": "forward", "branch": branch, "seconds": seconds})

    def stand_still(self, branch: str, seconds: float) -> None:
        """Let a branch's clock wait where it is: what may be done for six seconds may be done for
        so many real ones.
        """
        self._ask({"do": "still", "branch": branch, "seconds": seconds})

    def pace(self, branch: str, scale: float) -> None:
        """Let a branch's clock run at so many times real time."""
        self._ask({"do": "pace", "branch": branch, "scale": scale})

    def work(self, job: str) -> None:
        """Do a job of the clock now."""
        self._ask({"do": "work", "job": job})

    def bring_customers(self, branch: str, code: str) -> None:
        """Give a branch the customers that `portfolio.clients_of` tells of."""
        self._ask({"do": "customers", "branch": branch, "code": code})

    def teach(self, branch: str) -> None:
        """Let the twin know a branch as if it had seen four weeks of it."""
        self._ask({"do": "teach", "branch": branch})

    def bring_past(self, branch: str) -> None:
        """Twelve days of a branch in which one counter had more to do than it could."""
        self._ask({"do": "past", "branch": branch})

    def suggest(self, branch: str, counter: str) -> None:
        """Let the twin suggest that a counter opens: from 31 minutes of waiting to 18."""
        self._ask({"do": "suggest", "branch": branch, "counter": counter})

    def close_doors(self, branch: str) -> None:
        """The branch head says that nobody new is served today."""
        self._ask({"do": "close", "branch": branch})

    def _ask(self, errand: Mapping[str, object]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(errand) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the stagehand has gone: {errand}"
        return json.loads(answer)

    def end(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=30)


# ---------------------------------------------------------------- the program itself


def main() -> None:
    """Do errands until the line is closed."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tingtang.ops.settings"
    sys.path.append(str(Path(__file__).parents[1]))  # what other tests tell of a branch
    django.setup()
    for line in sys.stdin:
        errand = json.loads(line)
        does = ERRANDS[errand.pop("do")]
        print(json.dumps(does(**errand)), flush=True)


def found(code: str) -> dict[str, object]:
    """A community branch like the demonstration's first, with seats on the first page."""
    from django.conf import settings

    from tingtang.api.demonstration import mark, seats_in
    from tingtang.bank.branch.actions import found_institution, move_the_day
    from tingtang.bank.branch.queries import plan_of
    from tingtang.bank.branch.rules import DayMove
    from tingtang.kernel.clock import real_now
    from tingtang.ops.demo import bank
    from tingtang.ops.demo.content import BRANCHES, SERVICES, TELLERS
    from tingtang.ops.demo.profiles import PROFILES

    content = replace(BRANCHES[0], code=code)
    profile = PROFILES[content.kind]
    staged = bank.Staged(
        content=content,
        seats=profile.seats,
        services=SERVICES,
        tellers=TELLERS[BRANCHES[0].code],
        opens_min=profile.opens_min,
        closes_min=profile.closes_min,
        parameters={},
    )
    branches, seats = seats_in(settings.DATA)
    # A bank of its own: what the demonstration's head office issues binds none of these branches.
    institution = found_institution(name=bank.BANK, hotline="95000", demonstration=True)
    opens = _doors_open(bank.first_moment(real_now()), profile.opens_min)
    branch, own = bank.found_staged(institution, staged, opens)
    branch_id = UUID(branch)
    move_the_day(actor=bank.founder(branch_id), branch_id=branch_id, move=DayMove.OPEN, at=opens)
    put_forward(branch, OPENED_FOR.total_seconds())
    mark(settings.DATA, [*branches, branch], [*seats.values(), *own])
    plan = plan_of(branch_id)
    return {
        "id": branch,
        "services": {each.prefix: str(each.id) for each in plan.services.values()},
        "counters": {each.number: str(each.id) for each in plan.counters.values()},
    }


def _doors_open(moment: datetime, opens_min: int) -> datetime:
    local = moment.astimezone(ZoneInfo("Asia/Shanghai"))
    return local.replace(hour=opens_min // 60, minute=opens_min % 60, second=0, microsecond=0)


def put_forward(branch: str, seconds: float) -> str:
    """The clock goes on at the same pace from a later moment."""
    return _set(branch, later=seconds)


def stand_still(branch: str, seconds: float) -> str:
    """The clock shows its present moment only after so long: no turn is before the last entry."""
    return _set(branch, waits=seconds)


def _set(branch: str, *, later: float = 0, waits: float = 0) -> str:
    from tingtang.bank.branch.actions import set_clock
    from tingtang.bank.branch.queries import reread_plan
    from tingtang.kernel.clock import real_now
    from tingtang.ops.demo.bank import founder

    branch_id = UUID(branch)
    clock = reread_plan(branch_id).clock
    real = real_now()
    shows = clock.at(real) + timedelta(seconds=later)
    set_clock(
        actor=founder(branch_id),
        branch_id=branch_id,
        set_at=real + timedelta(seconds=waits),
        shows=shows,
        scale=clock.scale,
    )
    return shows.isoformat()


def run_at(branch: str, scale: float) -> None:
    """Another pace from now on."""
    from tingtang.ops.demo import winding

    winding.run_at([UUID(branch)], scale)


def work(job: str) -> None:
    """As the clock does it."""
    from tingtang.ops import jobs

    getattr(jobs, job)()


def bring(branch: str, code: str) -> None:
    """They come in as any bank's do."""
    from tingtang.bank.branch.queries import reread_plan
    from tingtang.ops.demo.moving_in import bring_customers

    plan = reread_plan(UUID(branch))
    bring_customers(code, plan.day(plan.clock.now()))


def teach(branch: str) -> None:
    """With the figures that the twin's own tests use."""
    from plan.twin import taught
    from tingtang.bank.branch.queries import reread_plan

    branch_id = UUID(branch)
    taught.teach(branch_id, reread_plan(branch_id).clock.now())


def bring_past(branch: str) -> None:
    """As somebody imports it."""
    from plan.twin import taught
    from tingtang.bank.branch.queries import reread_plan
    from tingtang.ops.demo.bank import founder

    branch_id = UUID(branch)
    at = reread_plan(branch_id).clock.now()
    taught.bring_past(founder(branch_id), branch_id, at, days=12)


def suggest(branch: str, counter: str) -> None:
    """What the twin's own process says once it has reckoned."""
    from tingtang.access.actor import job
    from tingtang.bank.branch.queries import reread_plan
    from tingtang.plan.twin.actions.suggesting import Estimated, settle
    from tingtang.plan.twin.rules.changes import Change, What
    from tingtang.plan.twin.rules.suggesting import Gain

    branch_id, change = UUID(branch), Change(What.OPEN, counter=counter)
    waits, bands = {"ordinary/cash": (31.0, 18.0)}, {"ordinary/cash": (25.0, 36.0, 15.0, 22.0)}
    found = Estimated((Gain(change, 40.0, 20.0, waits, bands),), frozenset([change]), {})
    at = reread_plan(branch_id).clock.now()
    settle(actor=job("twin", branch_id), branch_id=branch_id, found=found, at=at)


def close_doors(branch: str) -> None:
    """To the last numbers, and on to closing."""
    from tingtang.bank.branch.actions import move_the_day
    from tingtang.bank.branch.queries import reread_plan
    from tingtang.bank.branch.rules import DayMove
    from tingtang.ops.demo.bank import founder

    branch_id = UUID(branch)
    at = reread_plan(branch_id).clock.now()
    for move in (DayMove.LAST_NUMBERS, DayMove.BEGIN_CLOSING):
        move_the_day(actor=founder(branch_id), branch_id=branch_id, move=move, at=at)


ERRANDS: dict[str, Callable[..., object]] = {
    "branch": found,
    "forward": put_forward,
    "still": stand_still,
    "pace": run_at,
    "work": work,
    "customers": bring,
    "teach": teach,
    "close": close_doors,
    "past": bring_past,
    "suggest": suggest,
}

if __name__ == "__main__":
    main()
