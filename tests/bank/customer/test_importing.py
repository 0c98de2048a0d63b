"""Imports: all of a file counts from one commit on, or none of it does."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from bank.customer.people import (
    GIVEN,
    bring,
    consents_of,
    customer,
    file_of,
    grant,
    holding,
    known,
    manager,
    operator,
    recognised,
    sister,
    somebody,
)
from cast import Cast, founded
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions import importing, staging
from tingtang.bank.customer.actions.consents import give_consent
from tingtang.bank.customer.actions.files import assign_rm, set_address_form
from tingtang.bank.customer.actions.holdings import import_holdings
from tingtang.bank.customer.actions.importing import import_customers
from tingtang.bank.customer.actions.staging import BLOCK, stage
from tingtang.bank.customer.queries import holdings_read
from tingtang.bank.customer.queries.importing import unfinished_read
from tingtang.bank.customer.queries.sealed import bank_keys, opened
from tingtang.bank.customer.rules import KnownClass, NumberKind
from tingtang.bank.customer.rules.consents import ConsentPurpose, consented
from tingtang.bank.customer.rules.incoming import IncomingCustomer, IncomingHolding
from tingtang.kernel.refused import Refused
from tingtang.ledger.actions import aside
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.ending import erase_customer, withdraw_consent

VIP = KnownClass.VIP
INTO_IMPORTS = (
    "insert into bank_import (id, branch_id, what, began) "
    "values (gen_random_uuid(), %s, 'customers', 0)"
)
TABLES = ("customer", "customer_facts", "customer_number", "recognised", "consent", "holding")


@pytest.fixture
def branch() -> Cast:
    return founded()


def counts(migrator: psycopg.Connection, branch: Cast) -> dict[str, int]:
    """Rows of the branch, those that don't count too."""
    found = {}
    for table in (*TABLES, "import"):
        row = migrator.execute(
            f"select count(*) from bank_{table} where branch_id = %s", [branch.branch]
        ).fetchone()
        assert row
        found[table] = int(row[0])
    return found


def person(branch: Cast, row: IncomingCustomer) -> Any:
    found = known(branch, row)
    assert found
    return opened(found, bank_keys())


def entries(branch: Cast) -> int:
    return walk(branch.branch, []).entries


# ---------------------------------------------------------------- what a second file does


class TestAgain:
    def test_the_same_rows_change_nothing(self, branch: Cast, migrator: psycopg.Connection) -> None:
        rows = [somebody(grants=(grant(),), given_at=GIVEN) for _ in range(3)]
        first = bring(branch, *rows)
        assert (first.new, first.changed, first.unchanged) == (3, 0, 0)
        before, after = entries(branch), counts(migrator, branch)
        again = bring(branch, *reversed(rows))
        assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
        assert entries(branch) == before
        assert counts(migrator, branch) == after

    def test_what_changed_is_replaced_and_nothing_else(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        one, other, absent = (somebody() for _ in range(3))
        bring(branch, one, other, absent)
        ids = [known(branch, each) for each in (one, other, absent)]
        now = replace(one, name="王建军", cards=(somebody().cards[0],), customer_class=VIP)
        done = bring(branch, now, other)
        assert (done.new, done.changed, done.unchanged) == (0, 1, 1)
        assert person(branch, now).name == "王建军"
        assert [known(branch, each) for each in (other, absent)] == ids[1:]
        assert recognised(branch, NumberKind.CARD, one.cards[0]) is None
        assert recognised(branch, NumberKind.CARD, now.cards[0]).customer_class == "vip"
        left = counts(migrator, branch)
        assert (left["customer_facts"], left["customer_number"], left["recognised"]) == (3, 9, 6)

    def test_what_the_branch_noted_stays_where_the_file_says_the_same(self, branch: Cast) -> None:
        row = somebody()
        customer_id = customer(branch, row)
        guqing = manager(branch)
        branch.do("hanliqun", assign_rm, customer_id=customer_id, rm_id=guqing.subject)
        branch.do("hanliqun", set_address_form, customer_id=customer_id, form="王老师")
        bring(branch, row)
        found = known(branch, row)
        assert found
        assert found.rm_id == guqing.subject
        assert recognised(branch, NumberKind.ID, row.identity).rm_id == guqing.subject
        bring(branch, replace(row, name="王建军"))
        found = known(branch, row)
        assert found
        assert found.rm_id is None
        assert opened(found, bank_keys()).address_form == "王老师"

    def test_consents_given_and_withdrawn_here_meanwhile_stay(self, branch: Cast) -> None:
        row = somebody(grants=(grant(reference="QY-1"),), given_at=GIVEN)
        customer_id = customer(branch, row)
        (given,) = consents_of(branch, customer_id)
        branch.do(
            "chenyutong",
            give_consent,
            customer_id=customer_id,
            grant=grant(ConsentPurpose.CONTACT_SMS, reference="QY-2"),
        )
        branch.do("chenyutong", withdraw_consent, consent_id=given.id)
        third = grant(ConsentPurpose.WEALTH_ADVICE, reference="QY-3")
        bring(branch, replace(row, name="王建军", grants=(*row.grants, third)))
        now = consents_of(branch, customer_id)
        told = {
            each.grant.purpose.value: consented(now, each.grant.purpose, branch.at) for each in now
        }
        assert len(now) == 3
        assert told == {"contact_phone": False, "contact_sms": True, "wealth_advice": True}

    def test_another_paper_of_before_brings_no_withdrawn_consent_back(self, branch: Cast) -> None:
        row = somebody(grants=(grant(reference="QY-1"),), given_at=GIVEN)
        customer_id = customer(branch, row)
        (given,) = consents_of(branch, customer_id)
        branch.do("chenyutong", withdraw_consent, consent_id=given.id)
        bring(branch, replace(row, grants=(grant(reference="QY-9"),)))
        now = consents_of(branch, customer_id)
        assert len(now) == 2
        assert not consented(now, ConsentPurpose.CONTACT_PHONE, branch.at)

    def test_a_card_goes_from_one_customer_to_another(self, branch: Cast) -> None:
        one, other = somebody(), somebody()
        bring(branch, one, other)
        bring(branch, replace(one, cards=other.cards), replace(other, cards=one.cards))
        for row, number in ((one, other.cards[0]), (other, one.cards[0])):
            bearer = known(branch, row)
            assert bearer
            assert recognised(branch, NumberKind.CARD, number).customer_id == bearer.id

    def test_more_than_a_block(self, branch: Cast) -> None:
        rows = [somebody() for _ in range(BLOCK + 5)]
        told: list[tuple[int, int]] = []
        import_customers(
            actor=operator(branch),
            branch_id=branch.branch,
            rows=rows,
            file="x",
            at=branch.at,
            progress=lambda done, of: told.append((done, of)),
        )
        assert told == [(BLOCK, BLOCK + 5), (BLOCK + 5, BLOCK + 5)]
        assert known(branch, rows[0])
        assert known(branch, rows[-1])


class TestRefused:
    def test_two_in_a_file_bear_one_number(self, branch: Cast) -> None:
        one = somebody()
        for other in (
            somebody(one.number),
            somebody(identity=one.identity),
            somebody(cards=one.cards),
        ):
            with pytest.raises(Refused, match="numbers_clash"):
                bring(branch, one, other)
        assert known(branch, one) is None

    def test_somebody_who_is_not_in_the_file_bears_it(self, branch: Cast) -> None:
        one = somebody()
        bring(branch, one)
        before = entries(branch)
        with pytest.raises(Refused, match="numbers_clash"):
            bring(branch, somebody(cards=one.cards))
        assert entries(branch) == before

    def test_a_consent_without_evidence(self, branch: Cast) -> None:
        row = somebody(grants=(grant(reference=""),), given_at=GIVEN)
        with pytest.raises(Refused, match="consent_without_evidence"):
            bring(branch, row)
        assert known(branch, row) is None

    def test_who_may_not(self, branch: Cast) -> None:
        for actor in (branch.staff("suxiaowen"), manager(branch)):
            with pytest.raises(Refused, match="no_right"):
                import_customers(
                    actor=actor, branch_id=branch.branch, rows=[], file="", at=branch.at
                )

    def test_one_import_at_a_time(self, branch: Cast) -> None:
        with stage(branch.branch), ThreadPoolExecutor(1) as elsewhere:
            refused = elsewhere.submit(_bring_in_thread, branch).result()
        assert refused == "work_running"
        assert bring(branch, somebody()).new == 1


def _bring_in_thread(branch: Cast) -> str:
    try:
        bring(branch, somebody())
    except Refused as refused:
        return refused.code
    finally:
        connection.close()
    return ""


# ---------------------------------------------------------------- broken off

DIES = """
import json, os, signal, sys
sys.path[:0] = {path!r}
import django; django.setup()
from dataclasses import replace
from uuid import UUID
from cast import MORNING
from bank.customer.people import somebody
from tingtang.access.actor import job
from tingtang.access.rights import Post
from tingtang.bank.customer.actions import importing
from tingtang.bank.customer.actions.importing import import_customers
branch, number, place = UUID({branch!r}), {number!r}, {place!r}
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(importing, place, die)
rows = [somebody(number, name="李换了"), *(somebody() for _ in range(30))]
actor = replace(job("command", branch), post=Post.ADMINISTRATOR)
import_customers(actor=actor, branch_id=branch, rows=rows, file="x", at=MORNING)
"""


def killed(branch: Cast, number: str, place: str) -> None:
    """An import in a process of its own that is killed when it comes to `place`."""
    path = [str(Path(__file__).parents[2]), str(Path(__file__).parents[3] / "src")]
    code = DIES.format(path=path, branch=str(branch.branch), number=number, place=place)
    done = subprocess.run(
        [sys.executable, "-c", code], env=dict(os.environ), capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


class TestBrokenOff:
    def test_killed_before_the_swap_leaves_the_old_and_the_next_begins_clean(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        row = somebody()
        bring(branch, row)
        before = counts(migrator, branch)
        happened = entries(branch)
        killed(branch, row.number, "put_in_force")
        staged = counts(migrator, branch)
        assert staged["customer_facts"] == before["customer_facts"] + 31
        assert person(branch, row).name == "王建国"
        assert recognised(branch, NumberKind.CARD, row.cards[0])
        assert entries(branch) == happened

        done = bring(branch, replace(row, name="王建军"))
        assert (done.new, done.changed) == (0, 1)
        assert person(branch, row).name == "王建军"
        assert counts(migrator, branch) == before | {"import": before["import"] + 1}
        assert look(branch.branch, unfinished_read(branch.branch))[0] == []

    def test_killed_after_the_swap_the_new_counts(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        row = somebody()
        bring(branch, row)
        killed(branch, row.number, "tidy")
        assert person(branch, row).name == "李换了"
        assert recognised(branch, NumberKind.CARD, row.cards[0]) is None
        bring(branch, replace(row, name="王建军"))
        assert person(branch, row).name == "王建军"
        assert recognised(branch, NumberKind.CARD, row.cards[0])

    def test_who_is_erased_while_a_file_is_staged_does_not_come_back(
        self, branch: Cast, migrator: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, other = somebody(), somebody()
        bring(branch, one, other)
        gone = known(branch, one)
        assert gone
        swap = importing.put_in_force

        def erase_first(**arguments: Any) -> None:
            branch.do("hanliqun", erase_customer, customer_id=gone.id)
            _stage_late(migrator, gone.id)
            swap(**arguments)

        monkeypatch.setattr(importing, "put_in_force", erase_first)
        late = replace(one, name="王建军", grants=(grant(),), given_at=GIVEN)
        bring(branch, late, replace(other, name="李建军"))
        assert known(branch, one) is None
        assert recognised(branch, NumberKind.ID, one.identity) is None
        assert file_of(branch, gone.id) is None
        assert person(branch, other).name == "李建军"
        left = migrator.execute(
            "select count(*) from bank_customer_facts where customer_id = %s", [gone.id]
        ).fetchone()
        assert left == (0,)

    def test_an_import_whose_rows_were_swept_away_does_not_come_in_force(
        self, branch: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its connection was cut, so another took its place."""
        swap = importing.put_in_force

        def swept(**arguments: Any) -> None:
            staging.sweep(branch.branch)
            swap(**arguments)

        monkeypatch.setattr(importing, "put_in_force", swept)
        row = somebody()
        with pytest.raises(Refused, match="unknown_import"):
            bring(branch, row)
        assert known(branch, row) is None


STAGED_LATE = """
insert into bank_customer_facts
    (branch_id, id, customer_id, customer_class, name, digest, as_of, brought_by)
select c.branch_id, gen_random_uuid(), c.id, 'vip', '\\x00', '\\x00', current_date, i.id
from bank_customer c
join bank_import i on i.branch_id = c.branch_id and i.sequence is null where c.id = %s
"""


def _stage_late(migrator: psycopg.Connection, customer_id: UUID) -> None:
    """A block of the import that was written after the customer was erased."""
    migrator.execute(STAGED_LATE, [customer_id])


# ---------------------------------------------------------------- recognised


class TestRecognised:
    def test_another_branch_of_the_bank_knows_class_and_home_and_nothing_else(
        self, branch: Cast
    ) -> None:
        row = somebody(customer_class=VIP)
        customer_id = customer(branch, row)
        other = founded()
        for kind, number in ((NumberKind.CARD, row.cards[0]), (NumberKind.ID, row.identity)):
            found = recognised(other, kind, number, of=branch)
            assert (found.customer_id, found.home_branch) == (customer_id, branch.branch)
            assert (found.customer_class, found.rm_id) == ("vip", None)
            assert [*found.__slots__] == ["customer_id", "home_branch", "customer_class", "rm_id"]
        assert recognised(other, NumberKind.CARD, row.cards[0]) is None, "another bank"
        assert recognised(other, NumberKind.ID, row.cards[0], of=branch) is None
        assert recognised(other, NumberKind.OWN, row.number, of=branch) is None

    def test_it_writes_nothing_of_another_branch(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        """The table is open to read; its policies hold each branch to its own rows."""
        row = somebody()
        customer(branch, row)
        other = founded()
        aside(other.branch, [("update bank_recognised set customer_class = 'vip'", ())])
        aside(other.branch, [("delete from bank_recognised", ())])
        assert recognised(branch, NumberKind.CARD, row.cards[0]).customer_class == "ordinary"
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            aside(other.branch, [(INTO_IMPORTS, (branch.branch,))])

    def test_a_file_that_is_staged_changes_nobody(self, branch: Cast) -> None:
        row = somebody()
        bring(branch, row)
        killed(branch, row.number, "put_in_force")
        found = recognised(founded(), NumberKind.CARD, row.cards[0], of=branch)
        assert found.home_branch == branch.branch

    def test_a_branchs_own_file_comes_first_then_a_vip(self, branch: Cast) -> None:
        """The same person has files at three branches of a bank."""
        institution = plan_of(branch.branch).institution_id
        others = [sister(institution) for _ in range(2)]
        row = somebody()
        bring(branch, row)
        bring(others[0], row)
        bring(others[1], replace(row, customer_class=VIP))
        seen = [recognised(each, NumberKind.ID, row.identity) for each in (branch, *others)]
        assert [each.home_branch for each in seen] == [each.branch for each in (branch, *others)]
        from_elsewhere = recognised(sister(institution), NumberKind.ID, row.identity)
        assert from_elsewhere.home_branch == others[1].branch


# ---------------------------------------------------------------- holdings


def hold(branch: Cast, *rows: IncomingHolding) -> Any:
    return import_holdings(
        actor=operator(branch), branch_id=branch.branch, rows=rows, file="x", at=branch.at
    )


def held(branch: Cast, row: IncomingCustomer) -> list[tuple[str, int]]:
    found = known(branch, row)
    assert found
    rows = look(branch.branch, holdings_read(branch.branch, found.id))[0]
    return [(each.product, each.amount) for each in rows]


class TestHoldings:
    def test_a_file_tells_all_that_each_customer_in_it_has(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        one, other = somebody(), somebody()
        bring(branch, one, other)
        hold(branch, holding(one), holding(one, product="DQ-3Y"), holding(other))
        assert held(branch, one) == [("DQ-1Y", 5_000_000), ("DQ-3Y", 5_000_000)]
        done = hold(branch, holding(one, amount=7))
        assert (done.changed, done.unchanged) == (1, 0)
        assert held(branch, one) == [("DQ-1Y", 7)]
        assert held(branch, other) == [("DQ-1Y", 5_000_000)]
        assert counts(migrator, branch)["holding"] == 2

    def test_the_same_again_changes_nothing(self, branch: Cast) -> None:
        row = somebody()
        bring(branch, row)
        hold(branch, holding(row))
        before = entries(branch)
        assert hold(branch, holding(row)).unchanged == 1
        assert entries(branch) == before

    def test_what_nobody_has_or_is_older_is_refused(self, branch: Cast) -> None:
        row = somebody()
        with pytest.raises(Refused, match="unknown_customer"):
            hold(branch, holding(row))
        bring(branch, row)
        hold(branch, holding(row))
        with pytest.raises(Refused, match="older_holdings"):
            hold(branch, holding(row, as_of=holding(row).as_of.replace(day=30)))
        assert json.dumps(held(branch, row)) == '[["DQ-1Y", 5000000]]'
