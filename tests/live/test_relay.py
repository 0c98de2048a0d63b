"""Commits are told of in few notices, off the verb's thread, through a lost database."""

import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tingtang.live import relay as relays
from tingtang.live.relay import MOST_AT_ONCE, Relay
from tingtang.live.source import CHANNEL, connection_parameters


@pytest.fixture
def listening(database: object) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(**connection_parameters(), autocommit=True) as connection:
        connection.execute(f"listen {CHANNEL}")
        yield connection


def told(connection: psycopg.Connection[Any], wanted: set[UUID]) -> int:
    """How many notices it took until all of these were told."""
    missing = set(wanted)
    for notices, notice in enumerate(connection.notifies(timeout=30), start=1):
        missing -= {UUID(each) for each in notice.payload.split(",")}
        if not missing:
            return notices
    raise AssertionError(missing)


def test_many_commits_are_few_notices(
    listening: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, first = Relay(), uuid4()
    gathering = threading.Event()
    monkeypatch.setattr(relays.time, "sleep", lambda _: gathering.wait(30))
    relay.note(first)
    assert told(listening, {first}) == 1
    branches = {uuid4() for _ in range(MOST_AT_ONCE * 2 + 1)}
    for branch in branches:
        relay.note(branch)
        relay.note(branch)
    gathering.set()
    assert told(listening, branches) == 3


def test_what_could_not_be_told_is_told_later(
    listening: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, before, during = Relay(), uuid4(), uuid4()
    relay.note(before)
    told(listening, {before})
    assert relay._connection is not None
    relay._connection.close()
    failed, real = threading.Event(), psycopg.connect

    def refusing(*args: Any, **kwargs: Any) -> Any:
        if not failed.is_set():
            failed.set()
            raise psycopg.OperationalError("the server is away")
        return real(*args, **kwargs)

    monkeypatch.setattr(psycopg, "connect", refusing)
    relay.note(during)
    told(listening, {during})
    assert failed.is_set()
