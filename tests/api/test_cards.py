"""A card read at the door: whose visit it is, and nothing of the number."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from api.asking import Caller, Doors, entries
from tingtang.access.rights import Post
from tingtang.api.cards import index_of
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.visit.rules import CardKind
from tingtang.relation.referral.actions.linking import SAME_READ, note_card

CARD, OTHER, ID = "6222 0312 3456 7890 123", "6222031234567890999", "99999919800101123X"


@pytest.fixture
def reader(doors: Doors) -> Caller:
    return doors.device(Post.CARD_READER)


@pytest.fixture
def kiosk(doors: Doors) -> Caller:
    return doors.device(Post.KIOSK)


def path(doors: Doors) -> str:
    return f"/api/branches/{doors.cast.branch}/card-read"


def read(reader: Caller, doors: Doors, number: str = CARD, **more: Any) -> str:
    body = {"kind": "card", "number": number, **more}
    return str(reader.done(path(doors), body)["visit"])


def visits(migrator: psycopg.Connection, doors: Doors) -> dict[str, bytes | None]:
    found = migrator.execute(
        "select id, reader_index from hall_visit where branch_id = %s", [doors.cast.branch]
    )
    return {str(visit): index for visit, index in found}


def visit_of(migrator: psycopg.Connection, ticket: str) -> str:
    sql = "select visit_id from hall_ticket where id = %s"
    found = migrator.execute(sql, [ticket]).fetchone()
    assert found
    return str(found[0])


class TestWhose:
    def test_a_tickets_visit_keeps_the_blind_index_alone(
        self, doors: Doors, reader: Caller, kiosk: Caller, migrator: psycopg.Connection
    ) -> None:
        ticket = doors.ticket(kiosk)["id"]
        visit = read(reader, doors, ticket=ticket)
        assert visit == visit_of(migrator, ticket)
        assert visits(migrator, doors) == {visit: index_of(CardKind.CARD, CARD)}

    def test_a_kiosk_with_a_reader_may_read_too(
        self, doors: Doors, kiosk: Caller, migrator: psycopg.Connection
    ) -> None:
        visit = read(kiosk, doors, ID, kind="id")
        assert visits(migrator, doors) == {visit: index_of(CardKind.ID, ID.lower())}

    def test_a_number_joins_the_visit_that_a_card_began(
        self, doors: Doors, reader: Caller, kiosk: Caller, migrator: psycopg.Connection
    ) -> None:
        visit = read(reader, doors)
        ticket = doors.ticket(kiosk, visit=visit, protected=True)
        assert visit_of(migrator, ticket["id"]) == visit
        found = migrator.execute(
            "select protected, reader_index from hall_visit where id = %s", [visit]
        ).fetchone()
        assert found == (True, index_of(CardKind.CARD, CARD))

    def test_a_visit_takes_one_number_of_its_branch_and_day(
        self, doors: Doors, reader: Caller, kiosk: Caller
    ) -> None:
        visit = read(reader, doors)
        doors.ticket(kiosk, visit=visit)
        wish = {"service": str(doors.cast.services["cash"])}
        before = entries(doors.cast)
        for other in (visit, str(uuid4())):
            tickets = f"/api/branches/{doors.cast.branch}/tickets"
            assert kiosk.post(tickets, {**wish, "visit": other}).code == "unknown_visit"
        assert entries(doors.cast) == before

    def test_the_same_card_put_in_twice_is_one_visit_and_one_entry(
        self, doors: Doors, reader: Caller
    ) -> None:
        visit = read(reader, doors)
        before = entries(doors.cast)
        assert read(reader, doors, CARD.replace(" ", "-")) == visit
        assert entries(doors.cast) == before
        assert read(reader, doors, OTHER) != visit

    def test_later_it_is_another_visit(self, doors: Doors) -> None:
        cast = doors.cast
        first, soon, later = (
            note_card(
                actor=cast.kiosk,
                branch_id=cast.branch,
                kind=CardKind.CARD,
                index=b"i" * 32,
                at=cast.at + after,
            )
            for after in (timedelta(0), SAME_READ, 2 * SAME_READ + timedelta(seconds=1))
        )
        assert soon == first
        assert later != first

    def test_another_card_of_the_same_customer_takes_its_place(
        self, doors: Doors, reader: Caller, kiosk: Caller, migrator: psycopg.Connection
    ) -> None:
        ticket = doors.ticket(kiosk)["id"]
        visit = read(reader, doors, ticket=ticket)
        assert read(reader, doors, ID, kind="id", ticket=ticket) == visit
        assert visits(migrator, doors)[visit] == index_of(CardKind.ID, ID)

    def test_a_retry_has_one_effect_and_the_key_takes_no_other_card(
        self, doors: Doors, reader: Caller
    ) -> None:
        body, key = {"kind": "card", "number": CARD}, str(uuid4())
        first = reader.done(path(doors), body, key=key)
        before = entries(doors.cast)
        assert reader.done(path(doors), body, key=key) == first
        assert reader.post(path(doors), {**body, "number": OTHER}, key=key).code == "key_reused"
        assert entries(doors.cast) == before


class TestRefused:
    @pytest.mark.parametrize(
        "number", ["", "x", "12345678901", "1" * 20, "6222031234567890ABC", "6222\n\x00", "６" * 16]
    )
    def test_what_no_card_bears(self, doors: Doors, reader: Caller, number: str) -> None:
        before = entries(doors.cast)
        answer = reader.post(path(doors), {"kind": "card", "number": number})
        assert (answer.status, answer.code) == (422, "bad_input")
        assert answer.body["where"] == "number"
        assert entries(doors.cast) == before

    def test_a_refusal_never_repeats_the_number(self, doors: Doors, reader: Caller) -> None:
        for body in (
            {"kind": "card", "number": "622203123456789", "ticket": str(uuid4())},
            {"kind": "card", "number": "6222031234"},
            {"kind": "cart", "number": "6222031234567890123"},
            {"kind": "card", "number": "6222031234567890123" * 3},
            {"kind": "card", "number": 6222031234567890123},
        ):
            answer = reader.post(path(doors), body)
            assert answer.status in (404, 422)
            assert b"6222031234" not in answer.raw

    def test_a_ticket_of_another_branch_is_not_there(self, doors: Doors, reader: Caller) -> None:
        from api.asking import branch_at_the_door

        other = branch_at_the_door()
        ticket = other.ticket(other.device(Post.KIOSK))["id"]
        answer = reader.post(path(doors), {"kind": "card", "number": CARD, "ticket": ticket})
        assert (answer.status, answer.code) == (404, "unknown_ticket")
        assert reader.post(path(other), {"kind": "card", "number": CARD}).code == "other_branch"

    def test_a_wall_reads_no_cards(self, doors: Doors) -> None:
        answer = doors.device(Post.WALL).post(path(doors), {"kind": "card", "number": CARD})
        assert (answer.status, answer.code) == (403, "no_right")


def test_the_ledger_knows_that_a_card_was_read_and_not_whose(
    doors: Doors, reader: Caller, migrator: psycopg.Connection
) -> None:
    visit = read(reader, doors)
    found = migrator.execute(
        "select kind, body from ledger_entry where branch_id = %s order by sequence desc limit 1",
        [doors.cast.branch],
    ).fetchone()
    assert found == ("visit.card_read", {"visit": visit, "read": "card"})


def test_other_banks_and_other_kinds_find_nothing_by_it(doors: Doors) -> None:
    number = "622203123456"
    assert index_of(CardKind.CARD, number) != index_of(CardKind.ID, number)
    assert plan_of(doors.cast.branch)
    assert isinstance(doors.cast.branch, UUID)
