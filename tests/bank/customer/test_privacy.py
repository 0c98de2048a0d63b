"""Nothing of a person comes into ledger, log, error or any table that isn't sealed."""

import logging
from collections.abc import Callable
from dataclasses import fields
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bank.customer.people import bring, grant, hold_one, known, manager, somebody
from cast import founded
from tingtang.bank.customer.actions.consents import give_consent
from tingtang.bank.customer.actions.files import (
    assign_rm,
    forget_need,
    keep_need,
    set_address_form,
)
from tingtang.bank.customer.actions.looking import look_up, open_file
from tingtang.bank.customer.queries.sealed import bank_keys
from tingtang.bank.customer.rules import KeptNeed, LookReason, NumberKind
from tingtang.bank.customer.rules.consents import ConsentPurpose
from tingtang.kernel.refused import Refused
from tingtang.ledger.events import KINDS
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.ending import erase_customer, withdraw_consent

MARK = "标记者"
TABLES = """
select c.relname::text from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
"""
texts = st.text(st.characters(categories=["Lo", "Nd", "Po"]), min_size=1, max_size=12)


def holding_any(migrator: psycopg.Connection, marks: list[str]) -> list[tuple[str, str]]:
    """The tables in which one of these texts stands: as text, or as the bytes of one."""
    wanted = [(mark, f"%{each}%") for mark in marks for each in (mark, mark.encode().hex())]
    found = []
    for (table,) in migrator.execute(TABLES).fetchall():
        for mark, pattern in wanted:
            sql = f'select 1 from "{table}" t where t::text like %s limit 1'
            if migrator.execute(sql, [pattern]).fetchone():
                found.append((table, mark))
    return found


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(name=texts, form=texts, asked=texts)
def test_whatever_is_done_with_a_customer_leaves_no_trace_of_the_person(
    migrator: psycopg.Connection,
    caplog: pytest.LogCaptureFixture,
    name: str,
    form: str,
    asked: str,
) -> None:
    branch = founded()
    caplog.set_level(logging.DEBUG)
    row = somebody(name=MARK + name, address_form=MARK + form)
    marks = [MARK, row.identity, row.phone, *row.cards, row.number]
    bring(branch, row)
    hold_one(branch, row)
    found = known(branch, row)
    assert found
    head: dict[str, Any] = {"actor": branch.staff("hanliqun"), "branch_id": branch.branch}
    head["at"] = branch.at
    own = {**head, "customer_id": found.id}
    said = []

    def done(verb: Callable[..., object], **arguments: object) -> Any:
        try:
            answer = verb(**arguments)
        except Refused as refused:
            answer = refused
            said.append(f"{refused.code} {refused.where} {refused.facts}")
        said.append(repr(answer))
        return answer

    done(set_address_form, **own, form=MARK + asked)
    done(set_address_form, **own, form=MARK * 40)
    done(assign_rm, **own, rm_id=manager(branch).subject)
    keep = done(give_consent, **own, grant=grant(ConsentPurpose.NEED_KEEP))
    done(give_consent, **own, grant=grant(reference=row.phone))
    done(keep_need, **own, need=KeptNeed.ELDER)
    done(forget_need, **own, need=KeptNeed.ELDER)
    done(withdraw_consent, **head, consent_id=keep.id)
    for kind, number in row.numbers():
        index = bank_keys().found_by(NumberKind(kind), number)
        done(look_up, **head, kind=kind, index=index, reason=LookReason.SERVING)
    done(open_file, **own)
    assert holding_any(migrator, marks) == []

    done(erase_customer, **own)
    done(open_file, **own)
    assert holding_any(migrator, marks) == []
    assert walk(branch.branch).first_broken is None
    told = "\n".join([*said, *caplog.messages])
    assert [mark for mark in marks if mark in told] == []


def test_the_search_finds_what_stands_there(migrator: psycopg.Connection) -> None:
    """It would have been found: as text in a ledger's entry, as bytes in a column."""
    branch = founded()
    row = somebody()
    bring(branch, row)
    migrator.execute(
        "update bank_customer_facts set phone = %s where branch_id = %s",
        [row.phone.encode(), branch.branch],
    )
    migrator.execute(
        "insert into ledger_look (branch_id, business_date, actor, what, times, first_at, last_at) "
        "values (%s, current_date, 'x', %s, 1, now(), now())",
        [branch.branch, f"customer.{row.identity}"],
    )
    try:
        assert set(holding_any(migrator, [row.phone, row.identity])) == {
            ("bank_customer_facts", row.phone),
            ("ledger_look", row.identity),
        }
    finally:
        migrator.execute("delete from ledger_look where actor = 'x'")


def test_events_of_customers_hold_ids_codes_and_counts_alone() -> None:
    texts_of = {
        "customer.imported": {"digest"},
        "customer.holdings_imported": {"digest"},
        "customer.consent_given": {"purpose", "scope", "notice", "evidence"},
        "customer.consent_withdrawn": {"purpose", "scope"},
        "customer.sales_held": {"reason"},
    }
    mine = {kind: event for kind, event in KINDS.items() if kind.startswith("customer.")}
    assert len(mine) == 11
    for kind, event in mine.items():
        kept = [each for each in fields(event) if each.name != "kind"]
        assert {each.type for each in kept} <= {UUID, UUID | None, str, int}, kind
        assert {each.name for each in kept if each.type is str} == texts_of.get(kind, set()), kind
