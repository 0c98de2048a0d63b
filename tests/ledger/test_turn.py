"""A turn: all or nothing, once for each request, and never back in time."""

import hashlib
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from cast import Cast, founded
from tingtang.access.actor import Actor
from tingtang.bank.branch import queries
from tingtang.bank.branch.actions import set_parameter
from tingtang.bank.branch.queries import day_read, plan_of
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.issuing import Issued, Wish, issue
from tingtang.hall.ticket.models import Ticket
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.actor import Errand
from tingtang.ledger.answers import encoded
from tingtang.ledger.events import KINDS, Event
from tingtang.ledger.look import look
from tingtang.ledger.turn import AlreadyAnswered, Read, Turn, turn
from tingtang.ledger.verify import walk
from tingtang.ops.postgres import Cluster


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


@dataclass(frozen=True, slots=True)
class Noted(Event):
    """Something to record in tests."""

    kind: ClassVar[str] = "test.noted"
    note: str


KINDS.pop(Noted.kind)  # nobody else's


def kept(migrator: psycopg.Connection, branch: Cast) -> tuple[object, ...]:
    """Everything that a turn of this branch may write, in one value."""
    tables = ("ledger_entry", "ledger_head", "ledger_errand", "hall_ticket", "hall_number")
    rows = []
    for table in tables:
        found = migrator.execute(
            f"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t "
            "where branch_id = %s".encode(),  # type: ignore[arg-type]
            [branch.branch],
        ).fetchone()
        rows.append(found)
    return tuple(rows)


def errand(key: str, body: str = "{}", route: str = "POST /api/tickets") -> Errand:
    return Errand(route, key, hashlib.sha256(body.encode()).digest())


def ask(branch: Cast, on: Errand, actor: Actor | None = None, service: str = "cash") -> Issued:
    return issue(
        actor=(actor or branch.kiosk).on(on),
        branch_id=branch.branch,
        wish=Wish(branch.services[service]),
        at=branch.at,
    )


def tickets(migrator: psycopg.Connection, branch: Cast) -> int:
    row = migrator.execute(
        "select count(*) from hall_ticket where branch_id = %s", [branch.branch]
    ).fetchone()
    assert row
    return int(row[0])


class TestErrand:
    def test_the_same_key_has_one_effect_and_one_answer(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        first = ask(branch, errand("one"))
        for _ in range(3):
            with pytest.raises(AlreadyAnswered) as again:
                ask(branch, errand("one"))
            assert again.value.answer == encoded(first)
        assert tickets(migrator, branch) == 1

    def test_another_body_under_the_same_key_is_refused(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        ask(branch, errand("one"))
        before = kept(migrator, branch)
        with pytest.raises(Refused, match="key_reused"):
            ask(branch, errand("one", '{"other": 1}'))
        assert kept(migrator, branch) == before

    def test_a_key_belongs_to_its_actor_and_its_route(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        ask(branch, errand("one"))
        ask(branch, errand("one"), branch.staff("suxiaowen"))
        ask(branch, errand("one", route="POST /api/others"))
        assert tickets(migrator, branch) == 3

    def test_a_key_belongs_to_its_branch(self, branch: Cast) -> None:
        other = founded()
        other.open_day()
        assert ask(branch, errand("one")).id != ask(other, errand("one")).id

    def test_a_refused_verb_leaves_nothing_and_its_key_free(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        before = kept(migrator, branch)
        with pytest.raises(Refused, match="counter_closed"):
            call_next(
                actor=branch.staff("chenyutong").on(errand("one")),
                branch_id=branch.branch,
                counter_id=branch.counters["1"],
                at=branch.at,
            )
        assert kept(migrator, branch) == before
        closed = founded()
        with pytest.raises(Refused, match="day_not_begun"):
            ask(closed, errand("one"))
        closed.open_day()
        ask(closed, errand("one"))
        assert tickets(migrator, closed) == 1

    def test_an_answer_without_effect_is_repeated_too(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        teller = branch.staff("chenyutong").on(errand("call"))
        call = {"branch_id": branch.branch, "counter_id": branch.counters["1"]}
        nobody = call_next(actor=teller, at=branch.at, **call)
        assert nobody.called is None
        branch.ticket()
        with pytest.raises(AlreadyAnswered) as again:
            call_next(actor=teller, at=branch.at, **call)
        assert again.value.answer == encoded(nobody)


def spoiled(branch: Cast, spoil: Callable[[Turn], object]) -> None:
    """A turn that records something and then goes wrong."""
    day = plan_of(branch.branch).day(branch.at)
    with turn(branch.branch, branch.kiosk, branch.at, day) as this_turn:
        this_turn.record(Noted("lost"))
        spoil(this_turn)


def change_without_record(branch: Cast, ticket: UUID) -> None:
    day = plan_of(branch.branch).day(branch.at)
    with turn(branch.branch, branch.kiosk, branch.at, day) as this_turn:
        this_turn.update(Ticket, ticket, state="done")


class TestAllOrNothing:
    @pytest.mark.parametrize(
        ("spoil", "error"),
        [
            pytest.param(lambda _: 1 / 0, ZeroDivisionError, id="an error in the verb"),
            pytest.param(
                lambda turn: turn.update(Ticket, new_id(), state="done"),
                RuntimeError,
                id="a change of a row that is not there",
            ),
            pytest.param(
                lambda turn: turn.insert(Ticket, id=new_id()),
                psycopg.errors.NotNullViolation,
                id="what the database refuses",
            ),
            pytest.param(
                lambda turn: turn.record(Noted("a\x00b")),
                ValueError,
                id="what no database can hold",
            ),
        ],
    )
    def test_what_goes_wrong_leaves_nothing(
        self,
        branch: Cast,
        migrator: psycopg.Connection,
        spoil: Callable[[Turn], object],
        error: type[Exception],
    ) -> None:
        before = kept(migrator, branch)
        for _ in range(2):  # and leaves the connection usable
            with pytest.raises(error):
                spoiled(branch, spoil)
        assert kept(migrator, branch) == before
        assert branch.ticket().number == "A001"

    def test_a_change_without_a_record_is_refused(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        ticket = branch.ticket()
        before = kept(migrator, branch)
        with pytest.raises(RuntimeError, match="must record"):
            change_without_record(branch, ticket.id)
        assert kept(migrator, branch) == before

    def test_a_turn_inside_another_is_refused(self, branch: Cast) -> None:
        with pytest.raises(RuntimeError, match="inside another"):
            spoiled(branch, lambda _: branch.ticket())


class TestCutConnection:
    @pytest.fixture(autouse=True)
    def cut(self, branch: Cast, database: Cluster) -> None:
        """This process's own session is ended, as a restarted server would."""
        branch.ticket()
        with psycopg.connect(database.dsn("app"), autocommit=True) as other:
            other.execute(
                "select pg_terminate_backend(%s)", [connection.connection.info.backend_pid]
            )

    def test_it_is_replaced_before_anything_is_changed(self, branch: Cast) -> None:
        assert branch.ticket().number == "A002"

    def test_a_look_finds_another_too(self, branch: Cast) -> None:
        assert look(branch.branch, day_read(branch.branch, branch.at.date()))[0]

    def test_known_to_be_cut_it_is_not_used(self, branch: Cast) -> None:
        with pytest.raises(psycopg.OperationalError):
            connection.connection.execute("select 1")
        assert branch.ticket().number == "A002"


class TestTime:
    def times(self, migrator: psycopg.Connection, branch_id: UUID) -> list[object]:
        found = migrator.execute(
            "select at from ledger_entry where branch_id = %s order by sequence", [branch_id]
        )
        return [row[0] for row in found]

    def test_it_never_goes_back(self, branch: Cast, migrator: psycopg.Connection) -> None:
        before = branch.ticket()
        branch.at -= timedelta(hours=1)
        after = branch.ticket()
        assert after.issued_at == before.issued_at
        times = self.times(migrator, branch.branch)
        assert times == sorted(times)  # type: ignore[type-var]
        assert walk(branch.branch).first_broken is None

    def test_order_is_by_number_all_the_same(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        first = branch.ticket()
        branch.at -= timedelta(hours=1)
        branch.ticket()
        called = call_next(
            actor=branch.staff("chenyutong"),
            branch_id=branch.branch,
            counter_id=branch.counters["1"],
            at=branch.at,
        )
        assert called.called is not None
        assert called.called.id == first.id


class TestPlan:
    def test_a_plan_changed_by_another_process_is_read_anew(self, branch: Cast) -> None:
        stale = plan_of(branch.branch)
        set_parameter(
            actor=branch.staff("hanliqun"),
            branch_id=branch.branch,
            name="recalls",
            value=5,
            at=branch.at,
        )
        queries._plans[branch.branch] = stale  # as a process has it that was not told
        assert branch.ticket().number == "A001"
        assert plan_of(branch.branch).parameters["recalls"] == 5


class _Enough(Exception):
    """Somebody pressed Ctrl-C."""


def test_a_trip_that_is_broken_off_leaves_nothing_to_the_next() -> None:
    """What is still on its way must never answer another question."""

    def enough(*_: object) -> None:
        raise _Enough

    branch = founded()
    slow = Read("select pg_sleep(30)", (), lambda nothing: nothing)
    before = signal.signal(signal.SIGALRM, enough)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(_Enough):
            look(branch.branch, slow)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    known = Read("select count(*) from bank_counter where branch_id = %s", (branch.branch,), int)
    assert look(branch.branch, known)[0] == [3]
