"""Clients of the whole Python verb: processes that call the next customer as tellers do."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

    from world import BranchIds


def measure(
    branches: Sequence[BranchIds], clients: int, seconds: float
) -> tuple[float, float, float]:
    """Calls a second, the 99th percentile in milliseconds, and CPU seconds of the clients a
    call.
    """
    context = multiprocessing.get_context("spawn")
    gate, results = context.Barrier(clients + 1), context.Queue()
    environment = {
        k: v for k, v in os.environ.items() if k.startswith(("TINGTANG", "DATABASE", "DJANGO"))
    }
    processes = [
        context.Process(
            target=_client, args=(n, list(branches), seconds, gate, results, environment)
        )
        for n in range(clients)
    ]
    for process in processes:
        process.start()
    gate.wait(timeout=300)
    answers = [results.get(timeout=seconds + 120) for _ in processes]
    for process in processes:
        process.join(timeout=60)
    took = sorted(each for answer in answers for each in answer[0])
    calls = len(took)
    return calls / seconds, took[int(calls * 0.99)] * 1000, sum(a[1] for a in answers) / calls


def _client(
    number: int,
    branches: list[BranchIds],
    seconds: float,
    gate: Barrier,
    results: multiprocessing.Queue[tuple[list[float], float]],
    environment: dict[str, str],
) -> None:
    os.environ.update(environment)
    import django

    django.setup()
    from world import MORNING

    from tingtang.access.actor import Actor
    from tingtang.access.rights import Post
    from tingtang.bank.branch.queries import plan_of
    from tingtang.hall.ticket.actions.calling import call_next
    from tingtang.ledger.actor import Errand

    chance = random.Random(number)
    actors = [
        Actor(
            "staff", ids.tellers[number], Post.TELLER, frozenset([ids.branch]), ids.tellers[number]
        )
        for ids in branches
    ]
    for ids in branches:
        plan_of(ids.branch)

    def call(index: int) -> None:
        ids = branches[index]
        errand = Errand("POST /api/counters/call-next", uuid.uuid4().hex, b"\x00" * 32)
        call_next(
            actor=actors[index].on(errand),
            branch_id=ids.branch,
            counter_id=ids.counters[number],
            at=MORNING,
        )

    for index in range(len(branches)):  # plans, prepared statements
        call(index)
    gate.wait(timeout=300)
    took: list[float] = []
    cpu = time.process_time()
    end = time.perf_counter() + seconds
    while (begun := time.perf_counter()) < end:
        call(chance.randrange(len(branches)))
        took.append(time.perf_counter() - begun)
    results.put((took, time.process_time() - cpu))
