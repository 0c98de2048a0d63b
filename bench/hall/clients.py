"""Clients of the whole Python verb: tellers who call the next customer, in two processes with a
thread for each, as the web processes of `tingtang serve` have them.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
import uuid
from collections.abc import Sequence
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier
    from uuid import UUID

    from world import BranchIds

PROCESSES = 2


def measure(
    branches: Sequence[BranchIds], clients: int, seconds: float, *, finishes: bool = True
) -> tuple[float, float]:
    """Turns a second, and the 99th percentile in milliseconds.

    `finishes`: each is a press of the big button, which ends a service and calls the next;
    otherwise a call to a counter where nobody is, or the end of the service there, in turn.
    """
    context = multiprocessing.get_context("spawn")
    gate, results = context.Barrier(PROCESSES + 1), context.Queue()
    environment = {
        k: v for k, v in os.environ.items() if k.startswith(("TINGTANG", "DATABASE", "DJANGO"))
    }
    processes = [
        context.Process(
            target=_process,
            args=(
                range(n, clients, PROCESSES),
                list(branches),
                seconds,
                finishes,
                gate,
                results,
                environment,
            ),
        )
        for n in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    gate.wait(timeout=300)
    answers = [results.get(timeout=seconds + 120) for _ in processes]
    for process in processes:
        process.join(timeout=60)
    took = sorted(each for answer in answers for each in answer)
    return len(took) / seconds, took[int(len(took) * 0.99)] * 1000


def _process(
    numbers: range,
    branches: list[BranchIds],
    seconds: float,
    finishes: bool,
    gate: Barrier,
    results: multiprocessing.Queue[list[float]],
    environment: dict[str, str],
) -> None:
    os.environ.update(environment)
    import threading

    import django

    django.setup()
    ready, took = threading.Barrier(len(numbers) + 1), list[float]()
    tellers = [
        Thread(target=_teller, args=(n, branches, seconds, finishes, ready, took)) for n in numbers
    ]
    for teller in tellers:
        teller.start()
    ready.wait()  # all are warm
    gate.wait(timeout=300)
    ready.wait()
    for teller in tellers:
        teller.join()
    results.put(took)


def _teller(
    number: int,
    branches: list[BranchIds],
    seconds: float,
    finishes: bool,
    ready: Barrier,
    took: list[float],
) -> None:
    from world import MORNING

    from tingtang.access.actor import Actor
    from tingtang.access.rights import Post
    from tingtang.bank.branch.queries import plan_of
    from tingtang.hall.ticket.actions.calling import call_next
    from tingtang.hall.ticket.actions.serving import finish
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

    served: dict[int, UUID] = {}

    def act(index: int) -> None:
        ids = branches[index]
        actor = actors[index].on(Errand("POST /api/counters", uuid.uuid4().hex, b"\x00" * 32))
        ticket = served.pop(index, None)
        if ticket is not None:
            finish(actor=actor, branch_id=ids.branch, ticket_id=ticket, at=MORNING)
            return
        counter = ids.counters[number]
        call = call_next(actor=actor, branch_id=ids.branch, counter_id=counter, at=MORNING)
        if not finishes and call.called is not None:
            served[index] = call.called.id

    for index in range(len(branches)):  # plans, prepared statements
        act(index)
    ready.wait()
    ready.wait()
    end = time.perf_counter() + seconds
    while (begun := time.perf_counter()) < end:
        act(chance.randrange(len(branches)))
        took.append(time.perf_counter() - begun)
