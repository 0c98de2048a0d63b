"""Slowing down whoever guesses: a bucket for each address (person, thing) and door.

Buckets are in this process's memory: with several web processes somebody may come that many times
as often, which is still no way to try out codes or numbers.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from math import ceil
from time import monotonic

from django.http import HttpRequest

from tingtang.access.actor import Actor
from tingtang.kernel.refused import Refused

_MOST = 10_000
_LOOK_UPS = 60  # misses a minute
_lock = threading.Lock()
_buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()


def throttle(request: HttpRequest, door: str, per_minute: int, *, of: str = "") -> None:
    """Refuse with `slow_down` an address that comes to this door more often than `per_minute`; or
    whoever comes about one thing (`of`), from wherever.
    """
    _take(_key(request, door, of), per_minute)


@contextmanager
def throttle_misses(
    request: HttpRequest, door: str, per_minute: int, *, of: str = ""
) -> Iterator[None]:
    """The same for who is refused within more often than that: what is right is never counted, for
    all of a branch's customers may come from one address. Whoever is signed in is counted by
    themselves (`of`), and asked for their right before.

    The token is taken before anything is told, and given back: guesses made at once are told no
    more than those made one by one.
    """
    key = _key(request, door, of)
    _take(key, per_minute)
    try:
        yield
    except Refused as refused:
        if refused.code == "slow_down":  # another bucket was empty: nothing was told
            _give_back(key, per_minute)
        raise
    except BaseException:
        _give_back(key, per_minute)
        raise
    _give_back(key, per_minute)


def look_up_misses(request: HttpRequest, actor: Actor) -> AbstractContextManager[None]:
    """Whoever tries out customers' numbers: one bucket a person, through whichever door they do."""
    return throttle_misses(request, "look-up", _LOOK_UPS, of=actor.mark)


def _key(request: HttpRequest, door: str, of: str) -> tuple[str, str]:
    return door, of or request.META.get("REMOTE_ADDR", "")


def _take(key: tuple[str, str], per_minute: int) -> None:
    now = monotonic()
    with _lock:
        level, last = _buckets.pop(key, (float(per_minute), now))
        level = min(per_minute, level + (now - last) * per_minute / 60)
        allowed = level >= 1
        _buckets[key] = (level - 1 if allowed else level, now)
        while len(_buckets) > _MOST:
            _buckets.popitem(last=False)
    if not allowed:
        raise Refused("slow_down", seconds=ceil((1 - level) * 60 / per_minute))


def _give_back(key: tuple[str, str], per_minute: int) -> None:
    with _lock:
        if key in _buckets:
            level, last = _buckets[key]
            _buckets[key] = (min(per_minute, level + 1), last)
