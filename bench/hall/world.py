"""The world that is measured: a cluster of its own, the bare peer's tables, and 50 branches of
ours.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

BRANCHES = 50
COUNTERS = 32
WAITING = 8000  # a branch: 400,000 in all, as in the bare peer
WARM_UP_S = 3  # in which each client plans its statements
MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class BranchIds:
    """A branch and what its clients name."""

    branch: UUID
    service: UUID
    counters: tuple[UUID, ...]
    tellers: tuple[UUID, ...]


class World:
    """One embedded PostgreSQL, as a branch runs it: everything durable."""

    def __init__(self, yardsticks: Path | None = None) -> None:
        from tingtang.ops.migrating import migrate
        from tingtang.ops.postgres import Cluster

        self.data = Path(tempfile.mkdtemp(prefix="tb-", dir="/var/tmp"))
        self.data.chmod(0o711)
        os.environ["TINGTANG_DATA"] = str(self.data)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tingtang.ops.settings"
        self.cluster = Cluster(self.data, end_with_parent=True)
        self.cluster.start()
        migrate(self.cluster.dsn("migrator"))
        os.environ["DATABASE_URL"] = self.cluster.dsn("app")
        import django

        django.setup()
        if yardsticks:
            self._psql_file(yardsticks / "setup.sql")

    def _psql_file(self, file: Path) -> None:
        with psycopg.connect(self.cluster.dsn("superuser"), autocommit=True) as raw:
            lines = [line for line in file.read_text().splitlines() if not line.startswith("--")]
            for statement in "\n".join(lines).split(";"):
                if statement.strip():
                    raw.execute(statement)

    def pgbench(
        self, script: Path, clients: int, seconds: int, *, ours: bool = False
    ) -> tuple[float, float]:
        """Transactions a second, and the 99th percentile in milliseconds; `ours`: with row
        security.
        """
        from tingtang.ops.dropping import programs

        tool = programs(self.cluster.home, self.cluster.user) / "pgbench"
        log = Path(tempfile.mkdtemp(dir=self.data))
        command = [
            str(tool), "-n", "-M", "prepared", "-f", str(script), "-c", str(clients), "-j", "2",
            "-T", str(seconds + WARM_UP_S), "-l", "--log-prefix", str(log / "l"),
            self.cluster.dsn("app" if ours else "superuser"),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        lines = [line.split() for file in log.iterdir() for line in file.open() if line.strip()]
        ended = sorted((int(line[4]) + int(line[5]) / 1e6, int(line[2])) for line in lines)
        since = ended[-1][0] - seconds
        took = sorted(microseconds for at, microseconds in ended if at > since)
        return len(took) / seconds, took[int(len(took) * 0.99)] / 1000

    def close(self) -> None:
        """End the cluster and remove it."""
        from django.db import connections

        connections.close_all()
        self.cluster.stop(even_if_used=True)
        shutil.rmtree(self.data, ignore_errors=True)


def found(waiting: int, branches: int = BRANCHES) -> list[BranchIds]:
    """Branches of one service with 32 counters, every one taken and open."""
    from tingtang.access.actor import Actor
    from tingtang.access.rights import Post
    from tingtang.bank.branch import actions as bank
    from tingtang.bank.branch.queries import CounterPlan, ServicePlan, ZonePlan
    from tingtang.bank.branch.rules import DayMove
    from tingtang.bank.staff.actions import NewStaff, enter_staff
    from tingtang.hall.counter.actions import move_a_seat
    from tingtang.hall.counter.rules import SeatMove
    from tingtang.kernel.ids import new_id

    words = {"zh-Hans": "测", "zh-Hant": "測", "en": "bench"}
    institution = bank.found_institution(name=words, hotline="", demonstration=True)
    week = {str(day): ["09:00", "17:00"] for day in range(7)}
    made = []
    for _ in range(branches):
        branch = bank.found_branch(
            institution_id=institution, code=new_id().hex, name=words, kind="office",
            hours=week, corporate_hours=week, at=MORNING,
        )  # fmt: skip
        head = Actor("job", "bench", Post.OPERATIONS_SUPERVISOR, frozenset([branch]))
        boss = Actor("job", "bench", Post.BRANCH_HEAD, frozenset([branch]))
        service = ServicePlan(
            new_id(), "cash", 1, "A", 1, 999_999, words, words, words, words, "cash", True, "", 300
        )
        zone = ZonePlan(new_id(), "cash", words, 0, 0, 10, 10)
        counters = tuple(
            CounterPlan(new_id(), str(n + 1), "closed", zone.id, (service.id,))
            for n in range(COUNTERS)
        )
        layout = bank.Layout((service,), (zone,), counters, ())
        bank.lay_out(actor=boss, branch_id=branch, layout=layout, at=MORNING)
        people = [NewStaff(f"t{n}", "t", Post.TELLER) for n in range(COUNTERS)]
        ids = enter_staff(actor=boss, branch_id=branch, people=people, at=MORNING)
        bank.move_the_day(actor=head, branch_id=branch, move=DayMove.OPEN, at=MORNING)
        tellers = tuple(ids[f"t{n}"] for n in range(COUNTERS))
        for counter, teller in zip(counters, tellers, strict=True):
            actor = Actor("staff", teller, Post.TELLER, frozenset([branch]), subject=teller)
            for move in (SeatMove.TAKE, SeatMove.OPEN):
                move_a_seat(
                    actor=actor, branch_id=branch, counter_id=counter.id, move=move, at=MORNING
                )
        made.append(BranchIds(branch, service.id, tuple(c.id for c in counters), tellers))
    return made


FILL = """
with one as (
    select gen_random_uuid() as ticket, gen_random_uuid() as visit, n,
        case when random() < .05 then 1 when random() < .105 then 2 else 4 end as class
    from generate_series(1, %(waiting)s) n
), visit as (
    insert into hall_visit (branch_id, id, business_date, customer_class, protected, booked,
        emergency, language, arrived_at, class_by, version)
    select %(branch)s, visit, %(day)s, case class when 2 then 'vip' else 'ordinary' end, class = 1,
        false, false, 'zh-Hans', %(at)s, 'signals', 1 from one
), ticket as (
    insert into hall_ticket (branch_id, id, business_date, visit_id, label, service_id, more, state,
        line, line_class, place, overtaken, version, channel, language, issued_at, recalls,
        late_used, rating_asked, ahead)
    select %(branch)s, ticket, %(day)s, visit, 'A' || (%(from)s + n), %(service)s, '{}',
        'waiting', 8 + class, class, (%(from)s + n) * 1024, 0, 1, 'kiosk', 'zh-Hans', %(at)s, 0, 0,
        false, 0
    from one order by n
)
insert into hall_waiting (branch_id, line, place, ticket_id)
select %(branch)s, 8 + class, (%(from)s + n) * 1024, ticket from one order by n
"""


def fill(world: World, branches: list[BranchIds], waiting: int, after: int = 0) -> None:
    """Let `waiting` customers stand in each branch, as if their numbers had been taken."""
    with psycopg.connect(world.cluster.dsn("migrator"), autocommit=True) as raw:
        for ids in branches:
            raw.execute(
                FILL,
                {
                    "branch": ids.branch, "service": ids.service, "waiting": waiting,
                    "day": MORNING.date(), "at": MORNING, "from": 1_000_000 + after,
                },
            )  # fmt: skip


def settle(world: World) -> None:
    """What a branch's database has done by itself by the time it opens."""
    with psycopg.connect(world.cluster.dsn("superuser"), autocommit=True) as raw:
        for table in ("hall_ticket", "hall_waiting", "hall_visit"):
            raw.execute(f"vacuum analyze {table}")
        raw.execute("checkpoint")
