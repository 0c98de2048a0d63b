"""What the supervisor makes of silence and death, with a part that only pretends."""

from dataclasses import dataclass

import pytest

from tingtang.ops.errors import CannotRun
from tingtang.ops.supervisor import FIRST_ANSWER, SILENCE, Supervisor, Watch


@dataclass
class Pretended:
    """A part whose life the test decides."""

    name: str = "part"
    lives: bool = False
    speaks: bool = True
    fails_to_start: bool = False
    starts: int = 0

    def start(self) -> None:
        self.starts += 1
        if self.fails_to_start:
            raise CannotRun("no")
        self.lives = True

    def running(self) -> bool:
        return self.lives

    def answers(self) -> bool:
        return self.lives and self.speaks

    def ask_to_end(self) -> None: ...

    def end(self, patience: float) -> None:
        self.lives = False


@pytest.fixture
def part() -> Pretended:
    return Pretended()


@pytest.fixture
def watch(part: Pretended) -> Watch:
    watch = Watch(part)
    watch.tend(100.0)
    watch.answered_at = 100.0
    return watch


def test_the_dead_are_started_at_once(watch: Watch, part: Pretended) -> None:
    part.lives = False
    watch.tend(101.0)
    assert part.lives
    assert part.starts == 2


def test_the_silent_are_started_when_patience_ends(watch: Watch, part: Pretended) -> None:
    watch.tend(100.0 + SILENCE - 1)
    assert part.starts == 1
    watch.tend(100.0 + SILENCE + 1)
    assert part.starts == 2


def test_a_first_answer_may_take_longer(part: Pretended) -> None:
    watch = Watch(part)
    watch.tend(100.0)
    watch.tend(100.0 + FIRST_ANSWER - 1)
    assert part.starts == 1
    watch.tend(100.0 + FIRST_ANSWER + 1)
    assert part.starts == 2


def test_silence_is_excused_while_the_database_is_down(watch: Watch, part: Pretended) -> None:
    for second in range(0, 60, 5):
        watch.tend(100.0 + second, excused=True)
    watch.tend(156.0)
    assert part.starts == 1


def test_who_dies_before_an_answer_waits_longer_each_time(part: Pretended) -> None:
    watch = Watch(part)
    watch.tend(100.0)
    now, waits = 101.0, []
    for _ in range(7):
        part.lives = False
        died = now
        while not part.lives:
            watch.tend(now)
            now += 0.05
        waits.append(now - died)
    assert waits == sorted(waits)
    assert waits[0] < 0.1
    assert 9 < waits[-1] < 11


def test_who_was_well_is_started_at_once_however_often(watch: Watch, part: Pretended) -> None:
    for now in (101.0, 102.0, 103.0, 104.0):
        part.lives = False
        watch.tend(now)
        assert part.lives
        watch.answered_at = now


def test_who_cannot_start_is_tried_again(part: Pretended) -> None:
    watch = Watch(part)
    part.fails_to_start = True
    watch.tend(100.0)
    part.fails_to_start = False
    watch.tend(100.1)
    assert part.lives


def test_who_never_comes_up_is_named() -> None:
    supervisor = Supervisor(None)
    supervisor.add(Pretended(name="mute", speaks=False))
    try:
        with pytest.raises(CannotRun, match="mute"):
            supervisor.run_until_ready(timeout=0.3)
    finally:
        supervisor.end()
