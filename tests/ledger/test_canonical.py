"""Our canonical text is PostgreSQL's own text of a jsonb value, byte for byte."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingtang.ledger.events import Plain, canonical, plain
from tingtang.ops.postgres import Cluster

# All of Unicode but what no jsonb can hold: surrogates and NUL.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
bodies: st.SearchStrategy[Plain] = st.dictionaries(
    texts,
    st.recursive(
        texts | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
        max_leaves=20,
    ),
)


@pytest.fixture(scope="module")
def postgres(database: Cluster) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.dsn("app"), autocommit=True) as connection:
        yield connection


def as_postgres_writes(postgres: psycopg.Connection, text: str) -> str:
    row = postgres.execute("select %s::jsonb::text", [text]).fetchone()
    assert row
    return str(row[0])


class TestSameText:
    @given(body=bodies)
    def test_of_any_body(self, postgres: psycopg.Connection, body: dict[str, Plain]) -> None:
        assert as_postgres_writes(postgres, canonical(body)) == canonical(body)

    @pytest.mark.parametrize(
        "text",
        [
            "".join(map(chr, range(1, 0x20))),
            "\x7f\x80\x9f\u2028\u2029\ufeff\uffff",
            "厅堂 𠮷 👩‍👩‍👧 é e\u0301",
            'quote " backslash \\ slash /',
        ],
    )
    def test_of_awkward_characters(self, postgres: psycopg.Connection, text: str) -> None:
        body: dict[str, Plain] = {text: text}
        assert as_postgres_writes(postgres, canonical(body)) == canonical(body)

    def test_keys_stand_by_length_in_bytes_and_then_by_bytes(
        self, postgres: psycopg.Connection
    ) -> None:
        body: dict[str, Plain] = dict.fromkeys(("b", "aa", "厅", "zzz", "zz", "é", "B", ""), 1)
        assert as_postgres_writes(postgres, canonical(body)) == canonical(body)
        assert list(json.loads(canonical(body))) == ["", "B", "b", "aa", "zz", "é", "zzz", "厅"]

    def test_numbers_of_any_size(self, postgres: psycopg.Connection) -> None:
        body: dict[str, Plain] = {"n": [0, -1, 2**63, -(2**200), 10**300]}
        assert as_postgres_writes(postgres, canonical(body)) == canonical(body)


class Colour(StrEnum):
    RED = "red"


class TestPlain:
    def test_a_time_is_the_same_in_every_zone(self) -> None:
        at = datetime(2026, 11, 20, 1, 0, 0, 1, tzinfo=UTC)
        assert plain(at) == plain(at.astimezone(timezone(timedelta(hours=8))))
        assert isinstance(plain(at), int)

    def test_of_typed_values(self) -> None:
        values = (True, Colour.RED, UUID(int=1), date(2026, 11, 20), ("a", [2]), {1: "b"})
        assert plain(values) == [
            1,
            "red",
            "00000000-0000-0000-0000-000000000001",
            "2026-11-20",
            ["a", [2]],
            {"1": "b"},
        ]

    @pytest.mark.parametrize("value", [1.5, None, b"bytes", object(), [0.1], {"a": 1.0}])
    def test_what_has_no_canonical_form_is_refused(self, value: object) -> None:
        with pytest.raises(TypeError):
            plain(value)

    @pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
    def test_text_that_no_database_holds_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"NUL|surrogates"):
            plain({"note": text})
