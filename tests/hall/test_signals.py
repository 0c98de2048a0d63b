"""Signals noted and taken back, the door, links: what the verbs refuse, and what follows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from cast import Cast, founded
from hall.known import bring
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.customer.rules import LookReason
from tingtang.bank.customer.rules.consents import (
    ConsentEvidence,
    ConsentPurpose,
    ConsentScope,
    Grant,
)
from tingtang.hall.ticket.actions.day import close_day
from tingtang.hall.ticket.actions.identifying import (
    act_upon,
    note_signal,
    override_class,
    undo_signal,
)
from tingtang.hall.ticket.actions.issuing import Issued, Wish, issue
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.actions.marking import Mark, mark, merge
from tingtang.hall.ticket.queries import TicketRow, ticket_read
from tingtang.hall.visit.actions import Greeted, forget_links, greet
from tingtang.hall.visit.models import Signal
from tingtang.hall.visit.queries import VisitRow, signals_read, visit_read
from tingtang.hall.visit.rules import CardKind, ClassReason, CustomerClass, LineClass, Need
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, turn
from tingtang.relation.referral.actions.leaving import abandon
from tingtang.relation.referral.actions.linking import (
    link_customer,
    link_own,
    note_card,
    unlink_customer,
)

STRONG = "asks_private_banking"
WEAK = "asks_savings_bonds"


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


def ticket_of(branch: Cast, issued: Issued) -> TicketRow:
    row: TicketRow = look(branch.branch, ticket_read(branch.branch, issued.id))[0][0]
    return row


def visit_of(branch: Cast, visit: UUID | Issued) -> VisitRow:
    if isinstance(visit, Issued):
        visit = ticket_of(branch, visit).visit_id
    row: VisitRow = look(branch.branch, visit_read(branch.branch, visit, branch.at.date()))[0][0]
    return row


def note(branch: Cast, visit: UUID, code: str = STRONG, **more: Any) -> UUID:
    return branch.do("suxiaowen", note_signal, visit_id=visit, code=code, **more).id


def line(branch: Cast, issued: Issued) -> LineClass:
    return LineClass(ticket_of(branch, issued).line_class)


def entries(branch: Cast, kind: str) -> list[Any]:
    read = Read(
        "select body from ledger_entry where branch_id = %s and kind = %s order by sequence",
        (branch.branch, kind),
        lambda body: body,
    )
    return look(branch.branch, read)[0]


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}")


class TestTheDoor:
    def test_who_comes_is_counted_for_the_staff(self, branch: Cast) -> None:
        first, second = (branch.do("suxiaowen", greet) for _ in range(2))
        assert (first.door, second.door) == (1, 2)
        assert visit_of(branch, first.visit).greeted_at == branch.at

    def test_a_second_greeting_changes_nothing(self, branch: Cast) -> None:
        visit = visit_of(branch, branch.ticket()).id
        first = branch.do("suxiaowen", greet, visit_id=visit)
        branch.later(minutes=3)
        assert branch.do("suxiaowen", greet, visit_id=visit) == first
        assert len(entries(branch, "visit.greeted")) == 1

    def test_a_tap_that_was_kept_tells_how_long_ago(self, branch: Cast) -> None:
        greeted = branch.do("suxiaowen", greet, age_s=600)
        assert visit_of(branch, greeted.visit).arrived_at == branch.at - timedelta(minutes=10)
        later = branch.ticket()
        branch.do("suxiaowen", greet, visit_id=visit_of(branch, later).id, age_s=600)
        row = visit_of(branch, later)
        assert row.greeted_at == row.arrived_at, "nobody is greeted before they came"

    @pytest.mark.parametrize("age_s", [-1, 1801])
    def test_a_tap_too_old_or_of_the_future_is_refused(self, branch: Cast, age_s: int) -> None:
        with refused("outside_bounds"):
            branch.do("suxiaowen", greet, age_s=age_s)
        visit = branch.do("suxiaowen", greet).visit
        with refused("outside_bounds"):
            note(branch, visit, age_s=age_s)

    def test_nobody_is_greeted_before_the_day_begins(self) -> None:
        with refused("day_not_begun"):
            founded().do("suxiaowen", greet)

    def test_after_a_quarter_of_an_hour_it_is_over(self, branch: Cast) -> None:
        greeted: Greeted = branch.do("suxiaowen", greet)
        branch.later(minutes=14, seconds=59)
        note(branch, greeted.visit)
        branch.later(seconds=1)
        ticket = branch.ticket()
        for late in (
            lambda: note(branch, greeted.visit, WEAK),
            lambda: branch.do("suxiaowen", join, visit_id=greeted.visit, ticket_id=ticket.id),
            lambda: branch.ticket(visit_id=greeted.visit),
        ):
            with refused("visit_over"):
                late()

    def test_a_number_ends_the_count_of_the_quarter_of_an_hour(self, branch: Cast) -> None:
        greeted = branch.do("suxiaowen", greet)
        branch.ticket(visit_id=greeted.visit)
        branch.later(minutes=40)
        note(branch, greeted.visit)


class TestSignals:
    def test_a_strong_one_makes_a_potential_customer_and_keeps_the_line(self, branch: Cast) -> None:
        issued = branch.ticket()
        note(branch, visit_of(branch, issued).id)
        assert ticket_of(branch, issued).customer_class == "potential"
        assert line(branch, issued) is LineClass.ORDINARY
        (body,) = entries(branch, "visit.signal_noted")
        assert body["decision"]["table"] == "identify"
        assert body["decision"]["inputs"] == {
            "confirmed": "no",
            "enter": 0,
            "consult": 4,
            "wait": 0,
            "signals": 1,
        }

    def test_twice_is_once_whoever_notes_it(self, branch: Cast) -> None:
        visit = branch.do("suxiaowen", greet).visit
        first = note(branch, visit)
        again = branch.do("chenyutong", note_signal, visit_id=visit, code=STRONG)
        assert again.id == first
        assert len(entries(branch, "visit.signal_noted")) == 1

    def test_taken_back_the_class_is_what_it_was(self, branch: Cast) -> None:
        issued = branch.ticket()
        visit = visit_of(branch, issued).id
        note(branch, visit, WEAK)
        strong = note(branch, visit)
        undone = branch.do("suxiaowen", undo_signal, signal_id=strong)
        assert undone.undone
        assert visit_of(branch, visit).customer_class is CustomerClass.ORDINARY
        assert branch.do("suxiaowen", undo_signal, signal_id=strong) == undone
        assert len(entries(branch, "visit.signal_undone")) == 1
        assert note(branch, visit) != strong

    def test_what_may_not_be_taken_back(self, branch: Cast) -> None:
        visit = branch.do("suxiaowen", greet).visit
        branch.ticket(visit_id=visit)
        signal = note(branch, visit)
        with refused("signal_of_a_colleague"):
            branch.do("hanliqun", undo_signal, signal_id=signal)
        with refused("unknown_signal"):
            branch.do("suxiaowen", undo_signal, signal_id=visit)
        at = branch.at
        branch.later(minutes=10, seconds=1)
        with refused("signal_too_old"):
            branch.do("suxiaowen", undo_signal, signal_id=signal)
        branch.at = at
        act(branch, visit)
        with refused("acted_upon"):
            branch.do("suxiaowen", undo_signal, signal_id=signal)

    def test_a_kiosk_notes_its_own_only(self, branch: Cast) -> None:
        visit = branch.do("suxiaowen", greet).visit
        where = {"branch_id": branch.branch, "visit_id": visit, "at": branch.at}
        note_signal(actor=branch.kiosk, code="chose_wealth_at_kiosk", **where)
        with refused("signal_noted_elsewhere"):
            note_signal(actor=branch.kiosk, code=STRONG, **where)
        with refused("unknown_signal"):
            note_signal(actor=branch.kiosk, code="wears_a_watch", **where)

    def test_a_served_customer_may_still_show_something(self, branch: Cast) -> None:
        issued = branch.ticket()
        branch.do("suxiaowen", abandon, ticket_id=issued.id)
        note(branch, visit_of(branch, issued).id, "returns_to_leaflets_after_service")
        assert visit_of(branch, issued).customer_class is CustomerClass.POTENTIAL
        assert entries(branch, "ticket.marked") == []


def act(branch: Cast, visit: UUID) -> None:
    """Something is arranged because of a class, as modules above this one will."""
    found = signals_read(branch.branch, visit)
    actor, day = branch.staff("suxiaowen"), branch.at.date()
    from tingtang.hall.visit.events import VisitGreeted

    with turn(branch.branch, actor, branch.at, day, found) as this_turn:
        act_upon(this_turn, this_turn.found(found))
        this_turn.record(VisitGreeted(visit, 0))
    assert Signal._meta.db_table == "hall_signal"


class TestTheStaffsWord:
    def test_it_holds_against_signals(self, branch: Cast) -> None:
        issued = branch.ticket()
        visit = visit_of(branch, issued).id
        said = branch.do(
            "suxiaowen",
            override_class,
            visit_id=visit,
            customer_class=CustomerClass.ORDINARY,
            reason=ClassReason.CUSTOMER_SAID_NO,
        )
        assert (said.customer_class, said.class_by) == ("ordinary", "staff")
        note(branch, visit)
        assert visit_of(branch, visit).customer_class is CustomerClass.ORDINARY
        assert "decision" not in entries(branch, "visit.signal_noted")[0]

    def test_taken_back_the_signals_count_again(self, branch: Cast) -> None:
        issued = branch.ticket()
        visit = visit_of(branch, issued).id
        note(branch, visit)
        for said, reason, line_class in (
            (CustomerClass.VIP, ClassReason.KNOWN_CUSTOMER, LineClass.VIP),
            (None, ClassReason.MISTAKEN, LineClass.ORDINARY),
        ):
            branch.do(
                "suxiaowen",
                override_class,
                visit_id=visit,
                customer_class=said,
                reason=reason,
            )
            assert line(branch, issued) is line_class
        assert visit_of(branch, visit).customer_class is CustomerClass.POTENTIAL

    def test_a_mark_with_another_class_is_the_same_word(self, branch: Cast) -> None:
        issued = branch.ticket()
        vip = Mark(customer_class=CustomerClass.VIP, reason=ClassReason.KNOWN_CUSTOMER)
        branch.do("suxiaowen", mark, ticket_id=issued.id, mark=vip)
        assert entries(branch, "visit.classed")[0]["reason"] == "known_customer"
        assert visit_of(branch, issued).class_by == "staff"
        assert line(branch, issued) is LineClass.VIP

    @pytest.mark.parametrize("reason", ClassReason)
    @pytest.mark.parametrize("said", CustomerClass)
    def test_a_reason_leads_to_its_classes_at_every_door(
        self, branch: Cast, said: CustomerClass, reason: ClassReason
    ) -> None:
        """Only who knows the customer says a VIP of whom the file is silent."""
        visit = branch.do("suxiaowen", greet).visit
        issued = branch.ticket()
        wish = Wish(branch.services["cash"], said, reason=reason)
        doors: tuple[Callable[[], object], ...] = (
            lambda: branch.do(
                "suxiaowen", override_class, visit_id=visit, customer_class=said, reason=reason
            ),
            lambda: branch.do(
                "suxiaowen",
                mark,
                ticket_id=issued.id,
                mark=Mark(customer_class=said, reason=reason),
            ),
            lambda: branch.do("suxiaowen", issue, wish=wish),
        )
        for door in doors:
            if said is CustomerClass.VIP and reason is not ClassReason.KNOWN_CUSTOMER:
                with refused("reason_does_not_fit"):
                    door()
            else:
                door()
        told = {each.get("class_reason") for each in entries(branch, "ticket.issued")}
        says = said is CustomerClass.POTENTIAL or (
            said is CustomerClass.VIP and reason is ClassReason.KNOWN_CUSTOMER
        )
        assert told == ({None, reason.value} if says else {None})

    def test_a_number_keeps_why_its_class_was_said(self, branch: Cast) -> None:
        """With a reason of its own only where it says another class than is known."""
        greeted = branch.do("suxiaowen", greet).visit
        vip = {"customer_class": CustomerClass.VIP, "reason": ClassReason.KNOWN_CUSTOMER}
        branch.do("suxiaowen", override_class, visit_id=greeted, **vip)
        branch.ticket(visit_id=greeted)
        confirmed = branch.do("suxiaowen", greet).visit
        (customer,) = bring(branch, "vip", rm="linkexin")
        TestLinks().link(branch, confirmed, customer.index)
        issued = branch.ticket(visit_id=confirmed, **vip)
        told = [each.get("class_reason") for each in entries(branch, "ticket.issued")]
        assert told == [None, None]
        now = visit_of(branch, issued)
        assert (now.customer_class, now.class_by, now.said_class) == ("vip", "file", None)

    def test_a_mark_of_a_need_says_nothing_of_the_class(self, branch: Cast) -> None:
        issued = branch.ticket()
        both = Mark(customer_class=CustomerClass.ORDINARY, need=Need.ELDER)
        branch.do("suxiaowen", mark, ticket_id=issued.id, mark=both)
        assert visit_of(branch, issued).class_by == "signals"

    def test_a_screen_that_saw_something_older_is_refused(self, branch: Cast) -> None:
        visit = branch.do("suxiaowen", greet).visit
        seen = visit_of(branch, visit).version
        note(branch, visit, WEAK)  # nothing follows: the screen is still right
        vip = {"customer_class": CustomerClass.VIP, "reason": ClassReason.KNOWN_CUSTOMER}
        branch.do("suxiaowen", override_class, visit_id=visit, seen=seen, **vip)
        with refused("stale_screen"):
            branch.do("hanliqun", override_class, visit_id=visit, seen=seen, **vip)


class TestLinks:
    def link(self, branch: Cast, visit: UUID, index: bytes) -> Any:
        return branch.do(
            "suxiaowen",
            link_customer,
            visit_id=visit,
            kind=CardKind.CARD,
            index=index,
            reason=LookReason.SERVING,
        )

    def test_a_vips_card_moves_the_number_and_tells_their_manager(self, branch: Cast) -> None:
        (vip,) = bring(branch, "vip", rm="linkexin")
        issued = branch.ticket()
        visit = visit_of(branch, issued).id
        card(branch, vip.index, visit)
        row = visit_of(branch, visit)
        assert (row.customer_id, row.class_by, row.rm_id) == (vip.id, "file", vip.rm_id)
        assert line(branch, issued) is LineClass.VIP
        (came,) = entries(branch, "visit.vip_arrived")
        assert came["rm"] == str(vip.rm_id)
        assert "home" not in came
        (linked,) = entries(branch, "visit.linked")
        assert linked["decision"]["row"] == 1
        assert str(vip.id) not in str(linked) + str(came), "no customer's id in the ledger"

    def test_an_ordinary_customers_card_tells_nobody(self, branch: Cast) -> None:
        (known,) = bring(branch, "ordinary", rm="linkexin")
        visit = branch.do("suxiaowen", greet).visit
        note(branch, visit)
        card(branch, known.index, visit)
        row = visit_of(branch, visit)
        assert (row.customer_id, row.class_by) == (known.id, "signals")
        assert row.customer_class is CustomerClass.POTENTIAL
        assert entries(branch, "visit.vip_arrived") == []

    def test_another_branch_recognises_and_sees_no_more(self, branch: Cast) -> None:
        (vip,) = bring(branch, "vip", rm="linkexin")
        other = founded(bank=branch.institution)
        other.open_day()
        visit = other.do("suxiaowen", greet).visit
        card(other, vip.index, visit)
        (came,) = entries(other, "visit.vip_arrived")
        assert came["home"] == str(branch.branch)
        assert visit_of(other, visit).home_branch == branch.branch

    def test_it_was_somebody_else(self, branch: Cast) -> None:
        (vip,) = bring(branch, "vip")
        issued = branch.ticket()
        visit = visit_of(branch, issued).id
        note(branch, visit)
        now = self.link(branch, visit, vip.index)
        assert (now.customer_class, now.class_by) == ("vip", "file")
        branch.do("suxiaowen", unlink_customer, visit_id=visit, reason=ClassReason.WRONG_PERSON)
        row = visit_of(branch, visit)
        assert (row.customer_class, row.class_by) == ("potential", "signals")
        assert (row.customer_id, row.index, row.rm_id) == (None, None, None)
        assert line(branch, issued) is LineClass.ORDINARY
        assert entries(branch, "visit.unlinked")[0]["withdrawn"] == 1

    def test_a_number_that_nobody_bears(self, branch: Cast) -> None:
        visit = branch.do("suxiaowen", greet).visit
        with refused("unknown_customer"):
            self.link(branch, visit, b"n" * 32)
        looks = Read(
            "select what from ledger_look where branch_id = %s", (branch.branch,), lambda w: w
        )
        assert look(branch.branch, looks)[0] == [f"visit.{visit}.number.serving"]

    def test_ones_own_customer_and_no_other(self, branch: Cast) -> None:
        own, strange = bring(branch, "vip", "vip", rm="linkexin")
        visit = branch.do("suxiaowen", greet).visit
        with refused("not_your_customer"):
            branch.do("chenyutong", link_own, visit_id=visit, customer_id=strange.id)
        branch.do("linkexin", link_own, visit_id=visit, customer_id=own.id)
        assert visit_of(branch, visit).linked_by == "own_rm"

    def test_a_number_takes_class_and_need_from_its_visit(self, branch: Cast) -> None:
        (vip,) = bring(branch, "vip")
        visit = card(branch, vip.index)
        issued = branch.ticket(visit_id=visit, need=Need.PASSBOOK)
        row = ticket_of(branch, issued)
        assert (row.customer_class, row.need, row.protected) == ("vip", "passbook", True)
        assert line(branch, issued) is LineClass.CARE
        assert visit_of(branch, visit).class_by == "file"


def card(branch: Cast, index: bytes, visit: UUID | None = None) -> UUID:
    noted = note_card(
        actor=branch.kiosk,
        branch_id=branch.branch,
        kind=CardKind.CARD,
        index=index,
        visit_id=visit,
        at=branch.at,
    )
    return noted.visit


class TestJoining:
    def test_everything_moves_to_the_number(self, branch: Cast) -> None:
        greeted = branch.do("suxiaowen", greet)
        strong, double = note(branch, greeted.visit), note(branch, greeted.visit, WEAK)
        branch.later(minutes=2)
        issued = branch.ticket()
        into = visit_of(branch, issued).id
        kept = note(branch, into, WEAK)
        now = branch.do("suxiaowen", join, visit_id=greeted.visit, ticket_id=issued.id)
        assert now.customer_class is CustomerClass.POTENTIAL
        row = visit_of(branch, into)
        assert (row.arrived_at, row.greeted_at) == (greeted.greeted_at, greeted.greeted_at)
        found = look(branch.branch, signals_read(branch.branch, into))[0]
        assert {each.id for each in found} == {strong, kept}
        assert double not in {each.id for each in found}
        with refused("visit_joined"):
            note(branch, greeted.visit)
        assert branch.do("suxiaowen", undo_signal, signal_id=strong).visit == into
        assert visit_of(branch, into).customer_class is CustomerClass.ORDINARY

    def test_no_signal_outweighs_what_the_staff_said(self, branch: Cast) -> None:
        greeted = branch.do("suxiaowen", greet)
        note(branch, greeted.visit)
        issued = branch.ticket()
        branch.do(
            "suxiaowen",
            override_class,
            visit_id=visit_of(branch, issued).id,
            customer_class=CustomerClass.ORDINARY,
            reason=ClassReason.CUSTOMER_SAID_NO,
        )
        now = branch.do("suxiaowen", join, visit_id=greeted.visit, ticket_id=issued.id)
        assert (now.customer_class, now.class_by) == ("ordinary", "staff")

    def test_two_numbers_are_merged_and_not_joined(self, branch: Cast) -> None:
        one, other = branch.ticket(), branch.ticket()
        with refused("visit_has_number"):
            branch.do("suxiaowen", join, visit_id=visit_of(branch, one).id, ticket_id=other.id)
        with refused("same_visit"):
            branch.do("suxiaowen", join, visit_id=visit_of(branch, one).id, ticket_id=one.id)

    def test_merged_numbers_share_what_is_known(self, branch: Cast) -> None:
        (vip,) = bring(branch, "vip")
        one, other = branch.ticket(), branch.ticket()
        card(branch, vip.index, visit_of(branch, one).id)
        branch.do("suxiaowen", merge, ticket_id=one.id, into_id=other.id)
        assert visit_of(branch, other).customer_id == vip.id
        assert visit_of(branch, one).customer_id is None
        assert line(branch, other) is LineClass.VIP


class TestForgetting:
    def test_the_kind_of_a_need_dies_with_the_day(self, branch: Cast) -> None:
        issued = branch.ticket(need=Need.PASSBOOK)
        assert line(branch, issued) is LineClass.CARE
        day = branch.at.date()
        branch.do("suxiaowen", close_day, day=day)
        row = visit_of(branch, issued)
        assert (row.need, row.protected) == (None, True)

    def test_a_link_dies_after_thirty_days_unless_agreed(self, branch: Cast) -> None:
        keep = Grant(
            ConsentPurpose.PROFILE_KEEP,
            ConsentScope.ALL,
            "2026-1",
            ConsentEvidence.SIGNED_FORM,
            "QY-001",
        )
        (agreed,) = bring(branch, "vip", grants=(keep,))
        day = branch.at.date()
        visits = [card(branch, agreed.index), card(branch, b"s" * 32)]
        (other,) = bring_more(branch)
        visits.append(card(branch, other.index))
        for each in visits:
            note(branch, each)

        def noted() -> list[int]:
            return [len(found) for found in look(branch.branch, *map(signals, visits))]

        def signals(visit: UUID) -> Any:
            return signals_read(branch.branch, visit)

        def links() -> list[tuple[UUID | None, bytes | None]]:
            rows = [look(branch.branch, visit_read(branch.branch, v, day))[0][0] for v in visits]
            return [(row.customer_id, row.index) for row in rows]

        before = links()
        branch.later(days=30)
        assert forget(branch) == 0
        assert links() == before
        assert noted() == [1, 1, 1]
        branch.later(days=1)
        assert forget(branch) == 2
        assert noted() == [1, 1, 1]  # nobody's from now on, and counted in figures still
        assert links() == [before[0], (None, None), (None, None)]
        assert forget(branch) == 0
        assert entries(branch, "visit.links_forgotten") == [{"visits": 2}]

    def test_only_the_clock_forgets(self, branch: Cast) -> None:
        with refused("no_right"):
            branch.do("hanliqun", forget_links)


def bring_more(branch: Cast) -> list[Any]:
    return bring(branch, "vip", first=50)


def forget(branch: Cast) -> int:
    return forget_links(actor=branch.clock, branch_id=branch.branch, at=branch.at)


class TestRaces:
    def both(self, *tasks: Any) -> list[Any]:
        def run(task: Any) -> Any:
            try:
                return task()
            finally:
                connection.close()

        with ThreadPoolExecutor(len(tasks)) as pool:
            return [each.result() for each in [pool.submit(run, task) for task in tasks]]

    def test_two_of_the_staff_note_the_same(self, branch: Cast) -> None:
        visits = [branch.do("suxiaowen", greet).visit for _ in range(6)]
        for visit in visits:
            signals = self.both(
                lambda visit=visit: note(branch, visit),
                lambda visit=visit: (
                    branch.do("chenyutong", note_signal, visit_id=visit, code=STRONG).id
                ),
            )
            assert len(set(signals)) == 1
        assert len(entries(branch, "visit.signal_noted")) == len(visits)

    def test_the_staffs_word_holds_whichever_comes_first(self, branch: Cast) -> None:
        for _ in range(6):
            issued = branch.ticket()
            visit = visit_of(branch, issued).id
            self.both(
                lambda visit=visit: note(branch, visit),
                lambda visit=visit: branch.do(
                    "hanliqun",
                    override_class,
                    visit_id=visit,
                    customer_class=CustomerClass.ORDINARY,
                    reason=ClassReason.CUSTOMER_SAID_NO,
                ),
            )
            row = visit_of(branch, visit)
            assert (row.customer_class, row.class_by) == ("ordinary", "staff")


def test_who_may_greet_and_note(branch: Cast) -> None:
    guard = Actor("staff", UUID(int=5), Post.SECURITY_GUARD, frozenset([branch.branch]))
    where = {"branch_id": branch.branch, "at": branch.at}
    visit = greet(actor=guard, **where).visit
    with refused("no_right"):
        note_signal(actor=guard, visit_id=visit, code=STRONG, **where)
    with refused("no_right"):
        greet(actor=branch.kiosk, **where)
    with refused("no_right"):
        issue(actor=guard, wish=Wish(branch.services["cash"]), **where)
