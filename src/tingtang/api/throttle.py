"""Slowing down whoever guesses: a bucket for each address (or thing) and door, in this process's
memory.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

from django.http import HttpRequest

from tingtang.kernel.refused import Refused

_MOST = 10_000
_lock = threading.Lock()
_buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()


def throttle(request: HttpRequest, door: str, per_minute: int, *, of: str = "") -> None:
    """Refuse with `slow_down` an address that comes to this door more often than `per_minute`; or
    whoever comes about one thing (`of`), from wherever.
    """
    _take(_key(request, door, of), per_minute, 1)


@contextmanager
def throttle_misses(
    request: HttpRequest, door: str, per_minute: int, *, of: str = ""
) -> Iterator[None]:
    """The same for who is refused within more often than that: what is right is never counted, for
    all of a branch's customers may come from one address.
    """
    key = _key(request, door, of)
    _take(key, per_minute, 0)
    try:
        yield
    except Refused:
        _take(key, per_minute, 1)
        raise


def _key(request: HttpRequest, door: str, of: str) -> tuple[str, str]:
    return door, of or request.META.get("REMOTE_ADDR", "")


def _take(key: tuple[str, str], per_minute: int, much: int) -> None:
    now = time.monotonic()
    with _lock:
        level, last = _buckets.pop(key, (float(per_minute), now))
        level = min(per_minute, level + (now - last) * per_minute / 60)
        allowed = level >= 1
        _buckets[key] = (level - much if allowed else level, now)
        while len(_buckets) > _MOST:
            _buckets.popitem(last=False)
    if not allowed:
        raise Refused("slow_down", seconds=ceil((1 - level) * 60 / per_minute))
