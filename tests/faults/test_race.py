"""Thirty-two tellers and eight kiosks against one branch: every number once, every ticket once."""

import re

from faults.playing import Play


def test_every_number_is_given_once_and_every_ticket_called_once(play: Play) -> None:
    came_to = play("race", 32, 8, 2000)
    assert came_to["faults"] == []
    assert (came_to["numbers"], came_to["calls"]) == (2000, 2000)


def test_the_checker_finds_a_verb_that_reads_before_it_locks(play: Play) -> None:
    found = str(play("broken_verb", 8, 2, 200)["faults"])
    assert re.search(r"ticket \S+ was called \d+ times", found)
    assert re.search(r"the call of \S+ was told to \d+ requests", found)
