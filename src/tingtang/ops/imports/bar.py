"""How far long work has come: a bar on a terminal, nothing elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_WIDE = 30


@contextmanager
def bar(stream: TextIO) -> Iterator[Callable[[int, int], None]]:
    """What to tell (done, of); the bar is gone when the work is over."""
    drawn = False

    def progress(done: int, of: int) -> None:
        nonlocal drawn
        if stream.isatty():
            drawn = True
            full = _WIDE * done // of
            marks = "█" * full + "░" * (_WIDE - full)
            stream.write(f"\r{marks} {100 * done // of:3} %  {done:,}/{of:,}")
            stream.flush()

    try:
        yield progress
    finally:
        if drawn:
            stream.write("\r\x1b[K")
            stream.flush()
