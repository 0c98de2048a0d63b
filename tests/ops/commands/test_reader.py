"""The simulated reader over a real server, and the search for what must stand nowhere."""

import base64
import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from cast import Cast, founded
from served import Served
from tingtang.api.cards import index_of
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.visit.rules import CardKind, card_number
from tingtang.kernel.clock import real_now
from tingtang.ops.postgres import Cluster
from tingtang.ops.reader import made_up_number

from .conftest import Command

CARD, ID = "6222031234567894321", "99999919810203446X"


@pytest.fixture
def branch() -> Cast:
    return founded(morning=real_now())


def enrolled(tingtang: Command, server: Served, code: str) -> str:
    """The key of a reader, as an adapter gets it."""
    words = ("device", "enrol", "读卡器", "--branch", code, "--post", "card_reader", "--json")
    offered = json.loads(tingtang(*words).out)
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        csrf = client.get("/api/me").json()["csrf"]
        answer = client.post(
            f"/api/enrolments/{offered['code']}", json={}, headers={"X-CSRFToken": csrf}
        )
    return str(answer.json()["key"])


class TestSimulated:
    def test_a_demonstrations_reader_enrols_itself(self, tingtang: Command, server: Served) -> None:
        cast = founded(demonstration=True, morning=real_now())
        code = plan_of(cast.branch).code
        said = tingtang("reader", "simulate", "--branch", code, "--kind", "id", "--json")
        told = json.loads(said.out)
        assert (said.code, told["kind"], len(told["made_up"])) == (0, "id", 18)
        again = ("--number", told["made_up"], "--kind", "id", "--json")
        same = json.loads(tingtang("reader", "simulate", "--branch", code, *again).out)
        assert (same["visit"], same["made_up"]) == (told["visit"], "")

    def test_a_real_branch_asks_for_a_key(
        self, tingtang: Command, server: Served, code: str
    ) -> None:
        said = tingtang("reader", "simulate", "--branch", code)
        assert (said.code, said.err.startswith("tingtang: --key: ")) == (2, True)
        key = enrolled(tingtang, server, code)
        assert tingtang("reader", "simulate", "--branch", code, "--key", key).code == 0

    def test_a_refusal_is_told_in_one_line_without_the_number(
        self, tingtang: Command, server: Served, code: str
    ) -> None:
        words = ("--branch", code, "--key", enrolled(tingtang, server, code))
        said = tingtang("reader", "simulate", *words, "--number", "622203123")
        assert (said.code, said.out, len(said.lines)) == (2, "", 1)
        assert "622203123" not in said.err

    def test_without_a_server_it_says_so(
        self, tingtang: Command, code: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TINGTANG_ADDRESS", "http://127.0.0.1:9")
        said = tingtang("reader", "simulate", "--branch", code, "--key", "k")
        assert (said.code, "tingtang serve" in said.err) == (1, True)

    @pytest.mark.parametrize("kind", CardKind)
    def test_made_up_numbers_have_the_right_form(self, kind: CardKind) -> None:
        numbers = {made_up_number(kind) for _ in range(50)}
        assert len(numbers) > 45
        for number in numbers:
            assert card_number(kind, number) == number
            assert number.startswith("999999")


# ---------------------------------------------------------------- what must stand nowhere


def traces(number: str, bodies: list[bytes]) -> Iterator[tuple[str, bytes]]:
    """What would give a number away: itself, and every plain hash of it or of its request."""
    plain = number.encode()
    spaced = " ".join(number[at : at + 4] for at in range(0, len(number), 4)).encode()
    yield "the number", plain
    yield "the number, spaced", spaced
    for content in (plain, spaced, *bodies, *(b"\x00" + body for body in bodies)):
        for algorithm in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(algorithm, content).digest()
            yield f"{algorithm}", digest
            yield f"{algorithm}, hex", digest.hex().encode()
            yield f"{algorithm}, base64", base64.b64encode(digest).rstrip(b"=")
    yield "base64", base64.b64encode(plain).rstrip(b"=")


def dump(data: Path) -> bytes:
    """The whole database as text, every branch."""
    cluster = Cluster(data)
    tool = cluster._tool("pg_dump")
    done = subprocess.run(
        [str(tool), "--no-owner", cluster.dsn("migrator")], capture_output=True, check=True
    )
    return done.stdout


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the data folder but the bank's keys: tables, write-ahead log, logs."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "keys" not in path.relative_to(folder).parts:
            yield str(path.relative_to(folder)), path.read_bytes()


Places = Callable[[], list[tuple[str, bytes]]]


@pytest.fixture
def places(data: Path, server: Served) -> Places:
    """Wherever something may have been kept: the dump, the files, what the server said."""
    return lambda: [("dump", dump(data)), *files(data)]


def found_in(places: list[tuple[str, bytes]], wanted: bytes) -> list[str]:
    return [where for where, content in places if wanted in content]


def test_the_number_stands_nowhere_and_no_plain_hash_of_it(
    tingtang: Command, server: Served, branch: Cast, code: str, places: Places
) -> None:
    branch.open_day()
    key = enrolled(tingtang, server, code)
    url = f"{server.url}/api/branches/{branch.branch}/card-read"
    sent: dict[str, list[bytes]] = {CARD: [], ID: []}
    for number, kind in ((CARD, "card"), (ID, "id")):
        for at, content in enumerate(
            (
                {"kind": kind, "number": number},
                {"kind": kind, "number": number, "ticket": str(branch.ticket().id)},
                {"kind": kind, "number": number, "ticket": str(branch.branch)},  # refused
                {"kind": kind, "number": number, "surprise": 1},  # refused
            )
        ):
            body = json.dumps(content).encode()
            sent[number].append(body)
            headers = {
                "Authorization": f"Device {key}",
                "Idempotency-Key": f"{kind}-{at}",
                "Content-Type": "application/json",
            }
            answer = httpx.post(url, content=body, headers=headers, trust_env=False)
            assert answer.status_code == (200, 200, 404, 422)[at]
            assert number not in answer.text
    kept = places()
    assert kept[0][1].count(b"\n") > 1000

    for number, bodies in sent.items():
        for what, trace in traces(number, bodies):
            assert found_in(kept, trace) == [], what

    # The search would have found them: what is kept of a card is found, in dump and in files.
    index = index_of(CardKind.CARD, CARD)
    assert found_in(kept[:1], index.hex().encode()) == ["dump"]
    assert found_in(kept[1:], index)
    assert any(where.endswith("postgres.log") for where, _ in kept)
    assert server.log.name in [where for where, _ in kept]
