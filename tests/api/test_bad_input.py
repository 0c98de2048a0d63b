"""What people and machines do wrong: a clear refusal in their language, nothing half done."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest

from api.asking import Answer, Caller, Doors, branch_at_the_door, entries
from api.plays import Play
from cast import Cast, founded
from tingtang.access.rights import Post
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import LANGUAGES, catalogue
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk

HEADERS = {"zh-Hans": "zh-CN,zh;q=0.9", "zh-Hant": "zh-TW", "en": "en-GB,en;q=0.8"}


@contextmanager
def nothing_changes(cast: Cast) -> Iterator[None]:
    """Neither the ledger nor any table of the branch, whatever its name."""
    before = contents(cast)
    yield
    assert contents(cast) == before


def contents(cast: Cast) -> dict[str, str]:
    """A hash of the branch's rows in each table that has a branch."""
    tables = look(
        cast.branch,
        Read(
            "select c.table_name::text from information_schema.columns c "
            "join information_schema.tables t using (table_schema, table_name) "
            "where c.column_name = 'branch_id' and c.table_schema = 'public' "
            "and t.table_type = 'BASE TABLE' and c.table_name !~ '^ledger_entry_[0-9]'",
            (),
            lambda name: name,
        ),
    )[0]
    assert len(tables) > 20
    reads = [
        Read(
            f"select coalesce(md5(string_agg(r::text, '|' order by r::text)), '') "
            f"from {table} r where branch_id = %s",
            (cast.branch,),
            lambda digest: digest,
        )
        for table in tables
    ]
    return {table: rows[0] for table, rows in zip(tables, look(cast.branch, *reads), strict=True)}


def says(answer: Answer, status: int, code: str) -> None:
    assert (answer.status, answer.code) == (status, code), answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.body["type"] == f"/problems/{code}"
    assert answer.body["status"] == status


Ask = Callable[[Play], tuple[Caller, str, object, dict[str, object]]]


def wrong_branch(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    other = branch_at_the_door()
    return play.lobby, other.branch("day/closing"), {}, {}


def a_devices_key_elsewhere(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    other = branch_at_the_door()
    body = {"service": str(other.cast.services["cash"])}
    return play.kiosk, other.branch("tickets"), body, {}


def a_closed_counter(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.ticket()
    return play.teller, play.doors.counter("1", "call-next"), {}, {"match": 0}


def a_paused_counter(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.ticket()
    play.seated(opened=False)
    return play.teller, play.doors.counter("1", "call-next"), {}, {"match": play.seat}


def somebody_elses_seat(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.ticket()
    play.seated()
    other = play.doors.staff("zhouzimo")
    return other, play.doors.counter("1", "call-next"), {}, {"match": play.seat}


def a_stale_screen(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.ticket()
    play.seated()
    return play.teller, play.doors.counter("1", "call-next"), {}, {"match": play.seat - 1}


def no_version_at_all(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.ticket()
    play.seated()
    return play.teller, play.doors.counter("1", "call-next"), {}, {}


def a_double_click(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.ticket()
    play.ticket()
    play.seated()
    path = play.doors.counter("1", "call-next")
    play.teller.done(path, match=play.seat)
    return play.teller, path, {}, {"match": play.seat}


def an_unknown_service(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    return play.kiosk, play.doors.branch("tickets"), {"service": str(uuid4())}, {}


def an_unknown_counter(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    return play.teller, f"/api/counters/{uuid4()}/take", {}, {}


def an_unknown_ticket(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    return play.teller, f"/api/tickets/{uuid4()}/park", {"reason": "rest"}, {}


def another_body_under_the_same_key(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    services = play.doors.cast.services
    play.kiosk.done(play.doors.branch("tickets"), {"service": str(services["cash"])}, key="k")
    other = {"service": str(services["noncash"])}
    return play.kiosk, play.doors.branch("tickets"), other, {"key": "k"}


def a_day_left_open(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.ticket()
    play.doors.later(days=1)
    return play.lobby, play.doors.branch("day/open"), {}, {}


def a_number_before_the_new_day(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.doors.later(days=1)
    body = {"service": str(play.doors.cast.services["cash"])}
    return play.kiosk, play.doors.branch("tickets"), body, {}


def a_second_seat(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.seated()
    return play.teller, play.doors.counter("2", "take"), {}, {}


def a_taken_seat(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    play.seated()
    return play.doors.staff("zhouzimo"), play.doors.counter("1", "take"), {}, {}


def passed_too_early(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    ticket = play.called()
    return play.teller, f"/api/tickets/{ticket['id']}/no-show", {}, {}


def served_already(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    return play.teller, f"/api/tickets/{play.served()['id']}/arrive", {}, {}


def rated_six(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    ticket = play.served()
    visitor = play.doors.visitor(ticket["phone_path"])
    return visitor, f"/api/tickets/{ticket['id']}/rating", {"score": 6}, {}


def no_slip_that_long(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    body = {"service": str(play.doors.cast.services["cash"]), "size": 10**6}
    return play.lobby, play.doors.branch("paper-blocks"), body, {}


def paper_out_of_order(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    body = {"service": str(play.doors.cast.services["cash"]), "size": 3}
    block = play.lobby.done(play.doors.branch("paper-blocks"), body)
    numbers = [{"number": block["numbers"][0]}, {"number": block["numbers"][2]}]
    entered = {"block": block["id"], "numbers": numbers}
    return play.lobby, play.doors.branch("paper-tickets"), entered, {}


def a_kiosks_emergency(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    body = {"service": str(play.doors.cast.services["cash"]), "emergency": True}
    return play.kiosk, play.doors.branch("tickets"), body, {}


def help_for_no_ticket(play: Play) -> tuple[Caller, str, object, dict[str, object]]:
    return play.kiosk, play.doors.branch("help"), {"ticket": str(uuid4())}, {}


BAD = [
    (wrong_branch, 403, "other_branch"),
    (a_devices_key_elsewhere, 403, "other_branch"),
    (a_closed_counter, 409, "counter_closed"),
    (a_paused_counter, 409, "counter_paused"),
    (somebody_elses_seat, 403, "not_your_seat"),
    (a_stale_screen, 412, "stale_screen"),
    (no_version_at_all, 412, "stale_screen"),
    (a_double_click, 412, "stale_screen"),
    (an_unknown_service, 404, "unknown_service"),
    (an_unknown_counter, 404, "unknown_counter"),
    (an_unknown_ticket, 404, "unknown_ticket"),
    (another_body_under_the_same_key, 409, "key_reused"),
    (a_day_left_open, 409, "day_left_open"),
    (a_number_before_the_new_day, 409, "day_not_begun"),
    (a_second_seat, 409, "already_seated"),
    (a_taken_seat, 409, "seat_taken"),
    (passed_too_early, 409, "too_early_to_pass"),
    (served_already, 409, "wrong_state"),
    (rated_six, 422, "outside_bounds"),
    (no_slip_that_long, 422, "outside_bounds"),
    (paper_out_of_order, 409, "paper_out_of_order"),
    (a_kiosks_emergency, 403, "no_right"),
    (help_for_no_ticket, 404, "unknown_ticket"),
]


@pytest.mark.parametrize(("do", "status", "code"), BAD, ids=[each[0].__name__ for each in BAD])
def test_it_is_refused_in_the_users_language_and_changes_nothing(
    do: Ask, status: int, code: str, stage: Doors
) -> None:
    caller, path, body, more = do(Play.on(stage))
    titles = []
    for language in LANGUAGES:
        with nothing_changes(stage.cast):
            caller.headers["Accept-Language"] = HEADERS[language]
            answer = caller.post(path, body, **more)  # type: ignore[arg-type]
        says(answer, status, code)
        assert answer.headers["Content-Language"] == language
        titles.append(answer.body["title"])
        assert "{" not in titles[-1]
        beginning = catalogue(language)[code].split("{")[0]
        assert titles[-1].startswith(beginning)
    assert len(set(titles)) == len(LANGUAGES)


def test_a_day_left_open_is_closed_by_hand_and_the_new_one_opens(stage: Doors) -> None:
    play = Play.on(stage)
    play.called()
    waiting = play.ticket()
    stage.later(days=1)
    opening = play.lobby.post(stage.branch("day/open"))
    assert opening.code == "day_left_open"
    yesterday = stage.cast.at.date().isoformat()
    assert opening.body["facts"]["date"][:8] == yesterday[:8]

    closed = play.lobby.done(stage.branch("day/close"))
    assert closed == {"state": "closed", "ended": 0, "unserved": 2}
    assert play.lobby.done(stage.branch("day/open")) == {"state": "open"}
    assert play.ticket()["number"] == "A001"
    gone = play.lobby.post(f"/api/tickets/{waiting['id']}/park", {"reason": "rest"})
    says(gone, 409, "wrong_state")


# ---------------------------------------------------------------- a clock that jumps back


def test_a_clock_that_jumps_back_an_hour_loses_nothing() -> None:
    """Numbers, calls and the ledger go on in order; no entry is earlier than the one before."""
    cast = founded()
    cast.open_day()
    cast.seat("chenyutong", "1")
    cast.later(hours=2)
    before = cast.ticket()
    cast.at -= timedelta(hours=1)
    after = cast.ticket()
    assert (before.number, after.number) == ("A001", "A002")
    assert after.issued_at >= before.issued_at
    counter = cast.counters["1"]
    for ticket in (before, after):
        called = call_next(
            actor=cast.staff("chenyutong"), branch_id=cast.branch, counter_id=counter, at=cast.at
        )
        assert called.called is not None
        assert called.called.id == ticket.id
    assert_in_order(cast)


def test_a_clock_that_jumps_back_into_yesterday_gives_no_numbers_of_yesterday() -> None:
    cast = founded()
    cast.open_day()
    cast.ticket()
    cast.at -= timedelta(hours=12)
    with nothing_changes(cast), pytest.raises(Refused) as refused:
        cast.ticket()
    assert refused.value.code == "day_not_begun"
    assert_in_order(cast)


def assert_in_order(cast: Cast) -> None:
    assert walk(cast.branch).first_broken is None
    sql = "select at, sequence from ledger_entry where branch_id = %s order by sequence"
    rows = look(cast.branch, Read(sql, (cast.branch,), lambda at, number: (at, number)))[0]
    assert [number for _, number in rows] == list(range(1, len(rows) + 1))
    assert [at for at, _ in rows] == sorted(at for at, _ in rows)


# ---------------------------------------------------------------- text that no table takes


@pytest.mark.parametrize("bad", ["\x00", "A\x00801", "\ud800", "x" * 10_000, "'; drop table x --"])
def test_odd_text_is_refused_wherever_text_is_taken(bad: str, stage: Doors) -> None:
    play = Play.on(stage)
    size = {"service": str(stage.cast.services["cash"]), "size": 3}
    block = play.lobby.done(stage.branch("paper-blocks"), size)
    odd = [
        (stage.branch("paper-tickets"), {"block": block["id"], "numbers": [{"number": bad}]}),
        (stage.branch("tickets"), {"service": bad}),
        (stage.branch("tickets"), {**_cash(stage), "language": bad}),
        (stage.branch("tickets"), {**_cash(stage), "channel": bad}),
        (stage.branch("tickets"), {**_cash(stage), "class": bad}),
        (stage.branch(f"services/{stage.cast.services['cash']}/stop"), {"notice": bad}),
        (f"/api/tickets/{play.ticket()['id']}/park", {"reason": bad}),
    ]
    for path, body in odd:
        with nothing_changes(stage.cast):
            answer = play.lobby.post(path, body)
        says(answer, 422, "bad_input")
    for login in ({"login": bad, "password": "x"}, {"login": "x", "password": bad}):
        answer = play.lobby.ask("POST", "/api/session", login)
        assert answer.code in ("bad_input", "sign_in_failed")


def _cash(doors: Doors) -> dict[str, object]:
    return {"service": str(doors.cast.services["cash"])}


WRONG_TYPES = [
    {"protected": "yes"},
    {"protected": 1},
    {"emergency": "false"},
    {"class": "VIP"},
    {"class": ["vip"]},
    {"need": "rich"},
    {"language": "de"},
    {"channel": "web"},
    {"service": 5},
    {"service": "A"},
    {"class_": "vip"},
]


@pytest.mark.parametrize("more", WRONG_TYPES, ids=json.dumps)
def test_a_value_of_another_type_is_not_guessed_at(more: dict[str, object], stage: Doors) -> None:
    kiosk = stage.device(Post.KIOSK)
    before = entries(stage.cast)
    answer = kiosk.post(stage.branch("tickets"), {**_cash(stage), **more})
    says(answer, 422, "bad_input")
    assert answer.body["where"] == next(iter(more))
    assert entries(stage.cast) == before


def test_a_number_too_long_to_read_is_refused(stage: Doors) -> None:
    play = Play.on(stage)
    service = stage.cast.services["cash"]
    raw = f'{{"service": "{service}", "size": {"9" * 6000}}}'.encode()
    answer = play.lobby.ask(
        "POST", stage.branch("paper-blocks"), raw=raw, **{"Idempotency-Key": "k"}
    )
    says(answer, 400, "malformed")
