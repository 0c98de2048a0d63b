"""Processes and PostgreSQL are killed at random moments: what was acknowledged is there, once."""

from faults.playing import Play


def test_clients_of_the_database_killed(play: Play) -> None:
    came_to = play("processes_killed", 20)
    assert came_to["faults"] == []
    assert came_to["kills"] == 20
    assert (came_to["numbers"], came_to["calls"]) == (400, 400)


def test_postgresql_killed(breakable: Play) -> None:
    came_to = breakable("database_killed", 20)
    assert came_to["faults"] == []
    assert came_to["kills"] == 20
    assert (came_to["numbers"], came_to["calls"]) == (400, 400)


def test_the_checker_finds_acknowledged_writes_that_were_lost(breakable: Play) -> None:
    found = str(breakable("writes_lost")["faults"])
    assert "was acknowledged and is not there" in found
    assert "an answer was not kept" in found
    assert "the chain is broken" in found
