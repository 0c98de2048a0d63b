"""From the numbers before the doors open to the day's end, after which nothing is lost."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from cast import MORNING, Cast, founded
from tingtang.bank.branch.actions import move_the_day, resume_service, stop_service
from tingtang.bank.branch.rules import DayMove
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.day import DayEnd, close_day
from tingtang.hall.ticket.actions.marking import Mark, mark
from tingtang.hall.ticket.actions.moving import be_late, park
from tingtang.hall.ticket.actions.paper import (
    Block,
    OnPaper,
    enter_paper,
    note_print,
    open_paper_block,
)
from tingtang.hall.ticket.actions.serving import arrive, pass_by
from tingtang.hall.visit.actions import answer_help, ask_help, close_help, escalate_help
from tingtang.hall.visit.queries import open_help_read
from tingtang.hall.visit.rules import ClassReason, CustomerClass, Need
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.voice.feedback.actions import rate

TODAY = MORNING.date()


@pytest.fixture
def branch() -> Cast:
    """A branch whose day has not begun."""
    return founded()


def day(branch: Cast, *moves: DayMove) -> None:
    for each in moves:
        branch.do("suxiaowen", move_the_day, move=each)


def close(branch: Cast, which: date = TODAY) -> DayEnd:
    return close_day(actor=branch.clock, branch_id=branch.branch, day=which, at=branch.at)


class TestNumbers:
    def test_none_before_the_day_has_begun(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="day_not_begun"):
            branch.ticket()

    def test_before_the_doors_open_numbers_but_no_calls(self, branch: Cast) -> None:
        day(branch, DayMove.PREPARE)
        branch.seat("chenyutong", "1")
        early = branch.ticket()
        with pytest.raises(Refused, match="day_not_open"):
            branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
        day(branch, DayMove.OPEN)
        answer = branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
        assert answer.called is not None
        assert answer.called.id == early.id

    @pytest.mark.parametrize("move", [DayMove.LAST_NUMBERS, DayMove.BEGIN_CLOSING])
    def test_towards_the_end_calls_but_no_numbers(self, branch: Cast, move: DayMove) -> None:
        day(branch, DayMove.OPEN)
        branch.seat("chenyutong", "1")
        branch.ticket()
        day(branch, move)
        with pytest.raises(Refused, match="no_more_numbers"):
            branch.ticket()
        answer = branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
        assert answer.called is not None

    def test_numbers_may_be_given_again(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN, DayMove.LAST_NUMBERS, DayMove.OPEN)
        assert branch.ticket().number == "A001"

    def test_each_service_has_its_own_row_of_numbers(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        numbers = [branch.ticket(s).number for s in ("cash", "noncash", "cash", "corporate")]
        assert numbers == ["A001", "B001", "A002", "C001"]

    def test_they_begin_anew_each_business_date(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        branch.ticket()
        close(branch)
        branch.later(days=1)
        day(branch, DayMove.OPEN)
        assert branch.ticket().number == "A001"

    def test_a_range_that_is_used_up_says_so(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        day(branch, DayMove.OPEN)
        branch.ticket()
        migrator.execute("update hall_number set last = 798 where branch_id = %s", [branch.branch])
        assert branch.ticket().number == "A799"
        with pytest.raises(Refused, match="numbers_used_up") as used_up:
            branch.ticket()
        assert used_up.value.facts == {"prefix": "A"}
        assert branch.ticket("noncash").number == "B001"

    def test_a_reprint_bears_the_same_number(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        ticket = branch.ticket()
        for ok in (False, True, True):
            printed = branch.do("suxiaowen", note_print, ticket_id=ticket.id, ok=ok)
            assert printed.number == ticket.number


class TestStoppedService:
    def test_gives_no_numbers_and_is_not_called_until_it_goes_on(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        branch.seat("linkexin", "3")
        cash, noncash = branch.ticket("cash"), branch.ticket("noncash")
        service = branch.services["cash"]
        branch.do("suxiaowen", stop_service, service_id=service, notice="system_down")
        with pytest.raises(Refused, match="service_stopped") as stopped:
            branch.ticket("cash")
        assert stopped.value.facts == {"notice": "system_down"}
        answer = branch.do("linkexin", call_next, counter_id=branch.counters["3"])
        assert answer.called is not None
        assert (answer.called.id, answer.called.passed) == (noncash.id, ())
        branch.do("suxiaowen", resume_service, service_id=service)
        answer = branch.do("linkexin", call_next, counter_id=branch.counters["3"])
        assert answer.called is not None
        assert answer.called.id == cash.id

    def test_needs_a_notice_that_customers_understand(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        with pytest.raises(Refused, match="bad_input"):
            branch.do("suxiaowen", stop_service, service_id=branch.services["cash"], notice="tired")

    def test_goes_on_by_itself_the_next_day(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        branch.do("suxiaowen", stop_service, service_id=branch.services["cash"], notice="cash_out")
        close(branch)
        branch.later(days=1)
        day(branch, DayMove.OPEN)
        branch.ticket("cash")


class TestPaper:
    @pytest.fixture
    def block(self, branch: Cast) -> Block:
        day(branch, DayMove.OPEN)
        return branch.do("suxiaowen", open_paper_block, service_id=branch.services["cash"], size=5)

    def enter(self, branch: Cast, block: Block, *labels: str) -> int:
        handed = [OnPaper(label) for label in labels]
        return len(branch.do("suxiaowen", enter_paper, block_id=block.id, handed=handed).tickets)

    def test_numbers_stand_above_the_machines(self, branch: Cast, block: Block) -> None:
        assert block.numbers == ("A801", "A802", "A803", "A804", "A805")
        second = branch.do(
            "suxiaowen", open_paper_block, service_id=branch.services["cash"], size=1
        )
        assert second.numbers == ("A806",)

    def test_entered_afterwards_in_order(self, branch: Cast, block: Block) -> None:
        assert self.enter(branch, block, "A801", "A802") == 2
        assert self.enter(branch, block, "A803") == 1
        branch.seat("chenyutong", "1")
        called = []
        for _ in range(3):
            answer = branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
            assert answer.called is not None
            called.append(answer.called.number)
        assert called == ["A801", "A802", "A803"]

    @pytest.mark.parametrize(
        "labels",
        [
            ("A802",),
            ("A801", "A803"),
            ("A801", "A801"),
            ("B801",),
            ("A801", "A802", "A803", "A804", "A805", "A806"),
        ],
    )
    def test_out_of_order_all_or_none(
        self, branch: Cast, block: Block, labels: tuple[str, ...]
    ) -> None:
        with pytest.raises(Refused, match="paper_out_of_order"):
            self.enter(branch, block, *labels)
        assert self.enter(branch, block, "A801") == 1

    def test_nothing_to_enter_is_said(self, branch: Cast, block: Block) -> None:
        with pytest.raises(Refused, match="bad_input"):
            self.enter(branch, block)

    def test_a_vip_on_paper_is_said_by_who_knows_them(self, branch: Cast, block: Block) -> None:
        vip = OnPaper("A801", CustomerClass.VIP)
        with pytest.raises(Refused, match="reason_does_not_fit"):
            branch.do("suxiaowen", enter_paper, block_id=block.id, handed=[vip])
        known = replace(vip, reason=ClassReason.KNOWN_CUSTOMER)
        branch.do("suxiaowen", enter_paper, block_id=block.id, handed=[known])

    def test_not_into_a_day_that_is_over(self, branch: Cast, block: Block) -> None:
        close(branch)
        with pytest.raises(Refused, match="paper_day_closed"):
            self.enter(branch, block, "A801")

    def test_no_block_before_the_day_has_begun_nor_when_it_is_over(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="day_not_begun"):
            self.open(branch, 5)
        day(branch, DayMove.OPEN)
        close(branch)
        with pytest.raises(Refused, match="paper_day_closed"):
            self.open(branch, 5)

    def test_too_few_paper_numbers_say_how_many_are_left(self, branch: Cast, block: Block) -> None:
        self.open(branch, 100)
        with pytest.raises(Refused, match="paper_used_up") as used_up:
            self.open(branch, 100)
        assert used_up.value.facts == {"prefix": "A", "left": 94}
        assert self.open(branch, 94).numbers[-1] == "A999"
        assert branch.ticket().number == "A001"

    def open(self, branch: Cast, size: int) -> Block:
        service_id = branch.services["cash"]
        return branch.do("suxiaowen", open_paper_block, service_id=service_id, size=size)

    def test_a_block_of_another_day_is_unknown(self, branch: Cast, block: Block) -> None:
        close(branch)
        branch.later(days=1)
        day(branch, DayMove.OPEN)
        with pytest.raises(Refused, match="unknown_block"):
            self.enter(branch, block, "A801")


class TestLeftOpen:
    def test_a_day_left_open_from_yesterday_is_named(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        branch.later(days=1)
        for move in (DayMove.PREPARE, DayMove.OPEN):
            with pytest.raises(Refused, match="day_left_open") as left_open:
                day(branch, move)
            assert left_open.value.facts == {"date": "2026-11-20"}
        with pytest.raises(Refused, match="day_not_begun"):
            branch.ticket()

    def test_closed_it_lets_the_new_day_begin(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        branch.ticket()
        branch.later(days=1)
        assert close(branch).unserved == 1
        day(branch, DayMove.OPEN)
        assert branch.ticket().number == "A001"

    def test_after_midnight_until_the_cutover_it_is_still_the_same_day(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        branch.later(hours=17, minutes=59)  # 02:59
        assert branch.ticket().number == "A001"
        branch.later(minutes=1)
        with pytest.raises(Refused, match="day_not_begun"):
            branch.ticket()


class TestCutover:
    @pytest.fixture
    def busy(self, branch: Cast) -> Cast:
        """Somebody in every state, a seat in two, and a call for help."""
        day(branch, DayMove.OPEN)
        for login, number in (("chenyutong", "1"), ("zhouzimo", "2"), ("linkexin", "3")):
            branch.seat(login, number)
        tickets = [branch.ticket() for _ in range(7)]
        for login, number in (("chenyutong", "1"), ("zhouzimo", "2"), ("linkexin", "3")):
            branch.do(login, call_next, counter_id=branch.counters[number])
        branch.do("zhouzimo", arrive, ticket_id=tickets[1].id)
        branch.later(seconds=90)
        branch.do("linkexin", pass_by, ticket_id=tickets[2].id)
        branch.do("suxiaowen", park, ticket_id=tickets[3].id, reason="forms")
        branch.do("suxiaowen", be_late, ticket_id=tickets[4].id, minutes=30)
        branch.do("suxiaowen", mark, ticket_id=tickets[5].id, mark=Mark(need=Need.ELDER))
        branch.do("linkexin", ask_help, place="3")
        return branch

    def count(self, busy: Cast, migrator: psycopg.Connection, query: str) -> Counter[str]:
        rows = migrator.execute(query.encode(), [busy.branch]).fetchall()
        return Counter({str(value): number for value, number in rows})

    def test_everything_is_closed_and_nothing_lost(
        self, busy: Cast, migrator: psycopg.Connection
    ) -> None:
        busy.later(hours=18)  # by the clock's job, at the cutover
        end = close(busy)
        assert (end.ended, end.unserved) == (1, 6)
        by_state = "select state, count(*) from hall_ticket where branch_id = %s group by 1"
        assert self.count(busy, migrator, by_state) == {"unserved": 6, "done": 1}
        by_seat = "select state, count(*) from hall_seat where branch_id = %s group by 1"
        assert self.count(busy, migrator, by_seat) == {"vacant": 3}
        for table in ("hall_waiting", "hall_link", "bank_stoppage"):
            nothing = f"select '{table}', count(*) from {table} where branch_id = %s"
            assert self.count(busy, migrator, nothing) == {table: 0}
        assert look(busy.branch, open_help_read(busy.branch)) == [[]]
        told = (
            "select kind, count(*) from ledger_entry where branch_id = %s "
            "and kind in ('ticket.ended', 'ticket.finished', 'help.closed') group by 1"
        )
        assert self.count(busy, migrator, told) == {
            "ticket.ended": 6,
            "ticket.finished": 1,
            "help.closed": 1,
        }
        assert walk(busy.branch).first_broken is None

    def test_the_kinds_of_needs_are_forgotten(
        self, busy: Cast, migrator: psycopg.Connection
    ) -> None:
        known = "select 'need', count(need) from hall_visit where branch_id = %s"
        assert self.count(busy, migrator, known) == {"need": 1}
        close(busy)
        assert self.count(busy, migrator, known) == {"need": 0}

    def test_a_day_is_closed_once(self, busy: Cast) -> None:
        close(busy)
        with pytest.raises(Refused, match="day_cannot"):
            close(busy)

    def test_many_are_closed_at_once(self, branch: Cast, migrator: psycopg.Connection) -> None:
        """A day that was forgotten with a full hall: more than one statement can hold."""
        day(branch, DayMove.OPEN)
        multiply(migrator, branch.ticket().id, 3000)
        branch.later(hours=18)
        assert close(branch).unserved == 3001
        by_state = "select state, count(*) from hall_ticket where branch_id = %s group by 1"
        assert self.count(branch, migrator, by_state) == {"unserved": 3001}
        assert walk(branch.branch).first_broken is None


def multiply(migrator: psycopg.Connection, ticket: UUID, times: int) -> None:
    """As many more who wait, copied from one: quicker than taking numbers."""
    rows = migrator.execute(
        "select attname::text from pg_attribute where attrelid = 'hall_ticket'::regclass "
        "and attnum > 0 and not attisdropped"
    ).fetchall()
    others = {"id": "gen_random_uuid()", "label": "'X' || n", "place": "place + n * 1024"}
    names = [str(row[0]) for row in rows]
    values = ", ".join(others.get(name, name) for name in names)
    copies = (
        f"with copies as (insert into hall_ticket ({', '.join(names)}) "
        f"select {values} from hall_ticket, generate_series(1, {times}) n where id = %s "
        "returning branch_id, line, place, id) "
        "insert into hall_waiting (branch_id, line, place, ticket_id) select * from copies"
    )
    migrator.execute(copies.encode(), [ticket])


class TestHelp:
    def test_a_named_person_is_summoned_and_answers(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        asked = branch.do("linkexin", ask_help, place="3")
        again = branch.do("linkexin", ask_help, place="3")
        assert again.id == asked.id
        (row,) = look(branch.branch, open_help_read(branch.branch))[0]
        assert row.summoned_id == branch.people["suxiaowen"]
        assert branch.do("suxiaowen", answer_help, help_id=asked.id).state == "answered"
        with pytest.raises(Refused, match="help_cannot"):
            branch.do("suxiaowen", answer_help, help_id=asked.id)
        assert branch.do("suxiaowen", close_help, help_id=asked.id).state == "closed"

    def test_unanswered_for_a_minute_it_goes_to_the_next(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        branch.do("linkexin", ask_help, place="3")
        branch.at += timedelta(seconds=59)
        assert self.escalate(branch) == 0
        branch.at += timedelta(seconds=1)
        assert self.escalate(branch) == 1
        (row,) = look(branch.branch, open_help_read(branch.branch))[0]
        assert (row.state, row.summoned_id) == ("escalated", branch.people["hanliqun"])

    def test_whoever_asks_is_never_summoned(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        branch.do("suxiaowen", ask_help)
        assert self.summoned(branch) == branch.people["hanliqun"]
        branch.later(minutes=1)
        assert self.escalate(branch) == 1
        assert self.summoned(branch) == branch.people["hanliqun"]

    def test_nobody_answers_their_own_call_but_may_close_it(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        asked = branch.do("suxiaowen", ask_help)
        with pytest.raises(Refused, match="own_help"):
            branch.do("suxiaowen", answer_help, help_id=asked.id)
        assert branch.do("suxiaowen", close_help, help_id=asked.id).state == "closed"

    def test_where_no_shift_was_entered_everybody_is_on_duty(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        migrator.execute("delete from bank_shift where branch_id = %s", [branch.branch])
        day(branch, DayMove.OPEN)
        branch.do("linkexin", ask_help, place="3")
        assert self.summoned(branch) == branch.people["suxiaowen"]

    def test_where_shifts_were_entered_only_those_on_shift_are_summoned(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        migrator.execute(
            "delete from bank_shift where branch_id = %s and staff_id = %s",
            [branch.branch, branch.people["suxiaowen"]],
        )
        day(branch, DayMove.OPEN)
        branch.do("linkexin", ask_help, place="3")
        assert self.summoned(branch) == branch.people["hanliqun"]

    def summoned(self, branch: Cast) -> UUID | None:
        (row,) = look(branch.branch, open_help_read(branch.branch))[0]
        return row.summoned_id

    def escalate(self, branch: Cast) -> int:
        answer = escalate_help(actor=branch.clock, branch_id=branch.branch, at=branch.at)
        return int(getattr(answer, "escalated", answer))

    def test_a_visitor_asks_for_their_own_ticket_only(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        mine, theirs = branch.ticket(), branch.ticket()
        with pytest.raises(Refused, match="no_right"):
            ask_help(
                actor=branch.visitor(mine.id),
                branch_id=branch.branch,
                ticket_id=theirs.id,
                at=branch.at,
            )

    def test_when_nobody_is_there_to_hear_it_is_refused(self, branch: Cast) -> None:
        ticketless: dict[str, Any] = {"actor": branch.kiosk, "branch_id": branch.branch}
        with pytest.raises(Refused, match="day_not_begun"):
            ask_help(**ticketless, at=branch.at)
        day(branch, DayMove.OPEN)
        ask_help(**ticketless, at=branch.at)
        close(branch)
        with pytest.raises(Refused, match="day_closed"):
            ask_help(**ticketless, at=branch.at)
        assert look(branch.branch, open_help_read(branch.branch))[0] == []

    def test_while_yesterday_was_left_open_it_is_heard(self, branch: Cast) -> None:
        day(branch, DayMove.OPEN)
        branch.later(days=1)
        assert branch.do("linkexin", ask_help, place="3").state == "asked"


class TestRating:
    @pytest.fixture
    def served(self, branch: Cast) -> Cast:
        day(branch, DayMove.OPEN)
        branch.seat("chenyutong", "1")
        branch.ticket()
        branch.ticket()
        for _ in range(2):
            branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
        return branch

    def rate(self, served: Cast, migrator: psycopg.Connection, label: str, by: str) -> None:
        ids = dict(
            migrator.execute(
                "select label, id from hall_ticket where branch_id = %s", [served.branch]
            ).fetchall()
        )
        rate(
            actor=served.visitor(ids[by]),
            branch_id=served.branch,
            ticket_id=ids[label],
            score=5,
            words=("quick",),
            at=served.at,
        )

    def test_once_by_the_customer(self, served: Cast, migrator: psycopg.Connection) -> None:
        self.rate(served, migrator, "A001", by="A001")
        with pytest.raises(Refused, match="already_rated"):
            self.rate(served, migrator, "A001", by="A001")

    def test_never_by_another_customer(self, served: Cast, migrator: psycopg.Connection) -> None:
        with pytest.raises(Refused, match="no_right"):
            self.rate(served, migrator, "A001", by="A002")

    def test_not_before_the_service_is_over(
        self, served: Cast, migrator: psycopg.Connection
    ) -> None:
        with pytest.raises(Refused, match="wrong_state"):
            self.rate(served, migrator, "A002", by="A002")
