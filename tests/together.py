"""Several at once, each on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from tingtang.kernel.refused import Refused

Does = Callable[[], Any]


def apart(does: Does) -> Any:
    """On a connection of this thread's own; what it refused with, where it did."""
    try:
        return does()
    except Refused as refused:
        return refused.code
    finally:
        connections.close_all()


def at_once(*calls: Does) -> list[Any]:
    """All in the same moment; answers, or codes of refusals."""
    barrier = Barrier(len(calls))

    def run(call: Does) -> Any:
        barrier.wait()
        return apart(call)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
