"""A recorded day as a plan: its file read, its customers, its servers' presence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tingtang.ops.demo.day import SeatPlan, Spell
from tingtang.ops.demo.recorded import (
    COLUMNS,
    RecordedTicket,
    TicketsFileError,
    days_of,
    read_tickets,
)
from tingtang.ops.demo.rehearsal import rehearse
from tingtang.ops.demo.replay import plan_replay, presence, recorded_mean_wait_s

DAY = date(1999, 2, 8)
HEADER = ",".join(COLUMNS)
SERVED = (
    "1,priority,PS,1999-02-08T09:00:00,1999-02-08T09:00:05,1999-02-08T09:01:00,served,"
    "1999-02-08T09:01:00,1999-02-08T09:04:00,ANAT"
)
LEFT = "2,ordinary,NW,1999-02-08T09:00:10,,,abandoned,,,NO_SERVER"
MIDNIGHT = "3,ordinary,PS,1999-02-08T23:59:00,,,served,1999-02-08T23:59:10,1999-02-08T00:01:00,TOVA"


def _file(folder: Path, *rows: str) -> Path:
    path = folder / "tickets.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


# ------------------------------------------------------------------------------- the file


def test_rows_become_tickets_in_seconds_of_their_day(tmp_path: Path) -> None:
    served, left = read_tickets(_file(tmp_path, SERVED, LEFT))
    assert (served.arrived_s, served.waited_s, served.service_s) == (9 * 3600, 55, 180)
    assert served.server == "ANAT"
    assert (left.outcome, left.waited_s, left.service_s, left.server) == (
        "abandoned",
        0,
        None,
        None,
    )
    assert days_of((served, left)) == (DAY,)


def test_what_ends_after_midnight_belongs_to_the_day_before(tmp_path: Path) -> None:
    [late] = read_tickets(_file(tmp_path, MIDNIGHT))
    assert late.service_s == 110


def test_one_day_is_picked_out(tmp_path: Path) -> None:
    path = _file(tmp_path, SERVED, SERVED.replace("02-08", "02-09"))
    assert [one.day for one in read_tickets(path, date(1999, 2, 9))] == [date(1999, 2, 9)]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (SERVED.replace("09:00:00", "9 o'clock"), "row 3: arrived_at is"),
        (LEFT.replace("abandoned", "lost"), "row 3: outcome is 'lost'; use served or abandoned"),
        (LEFT.replace("1999-02-08T09:00:10", ""), "row 3: arrived_at is empty"),
        ("4,ordinary,PS", "row 3: "),
    ],
)
def test_a_bad_row_is_named_with_its_mend(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(TicketsFileError, match=says):
        read_tickets(_file(tmp_path, SERVED, row))


def test_a_missing_column_and_a_missing_file_are_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("ticket,segment\n", encoding="utf-8")
    with pytest.raises(TicketsFileError, match="no column service"):
        read_tickets(path)
    with pytest.raises(TicketsFileError, match="name a readable file"):
        read_tickets(tmp_path / "absent.csv")


# ------------------------------------------------------------------------------- presence


def _call(server: str, started_s: int, ended_s: int, queued_s: int | None = None) -> RecordedTicket:
    joined = queued_s if queued_s is not None else started_s
    return RecordedTicket(
        ticket=f"{server} {started_s}",
        segment="ordinary",
        service="PS",
        day=DAY,
        arrived_s=joined,
        queued_s=queued_s,
        left_queue_s=started_s if queued_s is not None else None,
        outcome="served",
        started_s=started_s,
        ended_s=ended_s,
        server=server,
    )


def test_a_server_who_lets_somebody_queue_was_away() -> None:
    day = [
        _call("ANAT", 1000, 1100),
        _call("TOVA", 1900, 2000, queued_s=1500),  # queued while ANAT took nobody
        _call("ANAT", 2000, 2100),
    ]
    assert presence("ANAT", ["PS"], day) == (
        Spell(1000, 1100),
        Spell(1100, 2000, "break"),
        Spell(2000, 2100),
    )


def test_a_server_without_anybody_to_serve_was_there() -> None:
    day = [_call("ANAT", 1000, 1100), _call("ANAT", 2000, 2100)]
    assert presence("ANAT", ["PS"], day) == (Spell(1000, 2100),)


def test_somebody_queueing_for_another_service_does_not_count() -> None:
    other = _call("TOVA", 1900, 2000, queued_s=1500)
    day = [_call("ANAT", 1000, 1100), _call("ANAT", 2000, 2100), other]
    assert presence("ANAT", ["NE"], day) == (Spell(1000, 2100),)


# ------------------------------------------------------------------------------- the plan


def test_outcomes_are_kept_whatever_the_hall_does() -> None:
    day = [_call("ANAT", 1000, 1100), _call("ANAT", 1200, 1300)]
    left = RecordedTicket(
        "left", "ordinary", "PS", DAY, 1010, 1010, 1040, "abandoned", None, None, None
    )
    replay = plan_replay([*day, left])
    by_ticket = {
        ticket.ticket: plan for ticket, plan in zip(replay.tickets, replay.customers, strict=True)
    }
    assert by_ticket["left"].never_served
    assert by_ticket["left"].patience_s == 30
    assert not by_ticket["ANAT 1000"].never_served
    assert by_ticket["ANAT 1000"].patience_s > 1e8
    assert by_ticket["ANAT 1000"].service_s == 100


def test_a_day_that_runs_into_the_night_is_played_earlier() -> None:
    """So that everybody is served before the business date ends; nobody comes before it begins."""
    replay = plan_replay([_call("ANAT", 60, 120), _call("ANAT", 86_300, 86_500)])
    assert replay.shift_s == 700
    assert [one.arrives_s for one in replay.customers] == [30, 85_600]
    assert replay.seats[0].spells[-1].to_s == 85_800


def test_a_day_that_ends_in_the_evening_is_played_as_it_was() -> None:
    assert plan_replay([_call("ANAT", 40_000, 40_100)]).shift_s == 0


def test_servers_do_what_the_day_holds_even_if_they_can_do_more() -> None:
    """What a server does on other days counts only where somebody asks for it today."""
    other_day = [replace(_call("ANAT", n * 200, n * 200 + 100), service="IN") for n in range(5)]
    today = [_call("ANAT", n * 200, n * 200 + 100) for n in range(5)]
    assert plan_replay(today, [*other_day, *today]).seats[0].services == ("PS",)


def test_a_service_that_was_not_recorded_takes_the_usual_time() -> None:
    unknown = RecordedTicket(
        "no end", "ordinary", "PS", DAY, 1500, None, None, "served", None, None, None
    )
    replay = plan_replay([_call("ANAT", 1000, 1100), _call("ANAT", 1200, 1340), unknown])
    assert replay.customers[-1].service_s == 120


def test_a_server_works_no_longer_than_recorded() -> None:
    """A long service that runs into a break is paid back after it."""
    spells = (Spell(0, 100), Spell(100, 200, "break"), Spell(200, 400))
    seat = SeatPlan("1", ("PS",), 0, spells, drains=True, pays_back=True)
    assert seat.ready_s(50, 90) == 90  # no break touched
    assert seat.ready_s(50, 160) == 260  # took 60 of the break
    assert seat.ready_s(50, 250) == 350  # took all of it, and 50 of what follows
    assert seat.ready_s(50, 390) == 390  # nothing follows in which to pay it back


def test_a_rehearsed_day_comes_near_the_recorded_waits() -> None:
    """Two servers, a busy hour: everybody is served, and waits are of the recorded size."""
    day = []
    free = {"ANAT": 0, "TOVA": 0}
    for number in range(40):
        joined = 1000 + 70 * number
        server = min(free, key=lambda one: free[one])
        started = max(joined, free[server])
        free[server] = started + 60 + (number * 37) % 150
        queued = joined if started > joined else None
        day.append(_call(server, started, free[server], queued_s=queued))
    replay = plan_replay(day)
    lived = rehearse(replay.customers, replay.seats)
    waits = [one.waited_s for one in lived if one.waited_s is not None]
    assert len(waits) == len(day)
    assert sum(waits) / len(waits) == pytest.approx(recorded_mean_wait_s(day), abs=30)
