"""A card reader that isn't there: it posts to the running server as an adapter does."""

import random
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import httpx

from tingtang.access.actions import enrol_device, offer_device
from tingtang.access.rights import Post
from tingtang.api.people import device_key
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.hall.visit.rules import CardKind
from tingtang.kernel.clock import real_now
from tingtang.ops.errors import BadInput, CannotRun
from tingtang.ops.operating import address, branch_named, operator

NAME = "reader-simulator"


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was read, and the server's answer; `made_up` only where the number was."""

    kind: CardKind
    visit: str
    made_up: str = ""


def simulate(
    branch: str | None, *, kind: CardKind, number: str | None, ticket: UUID | None, key: str | None
) -> Simulated:
    """Have a card read: a given number or one that nobody bears."""
    plan = plan_of(branch_named(branch))
    if key is None and not plan.demonstration:
        raise BadInput(
            "a real branch's reader shows its own key (tingtang device enrol NAME --post "
            "card_reader); without one only a demonstration is simulated",
            where="--key",
        )
    made_up = "" if number else made_up_number(kind)
    body = {"kind": kind.value, "number": number or made_up}
    if ticket is not None:
        body["ticket"] = str(ticket)
    answer = _post(plan, key or _enrolled(plan), body)
    return Simulated(kind, answer["visit"], made_up)


def _enrolled(plan: Plan) -> str:
    """The key of the simulator's own device in a demonstration; the one before dies."""
    actor, at, now = operator(plan.branch_id), plan.clock.now(), real_now()
    place: dict[str, Any] = {"branch_id": plan.branch_id, "at": at, "day": plan.day(at), "now": now}
    offered = offer_device(actor=actor, name=NAME, post=Post.CARD_READER, **place)
    secret = enrol_device(actor=actor, device_id=offered.id, code=offered.code, **place)
    return device_key(plan.branch_id, offered.id, secret)


def _post(plan: Plan, key: str, body: dict[str, str]) -> dict[str, str]:
    url = f"{address()}/api/branches/{plan.branch_id}/card-read"
    headers = {"Authorization": f"Device {key}", "Idempotency-Key": str(uuid4())}
    try:
        answer = httpx.post(url, json=body, headers=headers, timeout=10, trust_env=False)
    except httpx.HTTPError as error:
        raise CannotRun(f"{address()} does not answer; start it: tingtang serve") from error
    if answer.status_code == HTTPStatus.OK:
        found: dict[str, str] = answer.json()
        return found
    problem = answer.json()
    raise BadInput(problem["title"], where=problem.get("where", ""), code=problem["code"])


def made_up_number(kind: CardKind) -> str:
    """A number in the right form that no bank and no office gave out."""
    digits = "".join(random.choices("0123456789", k=9))  # noqa: S311  # hides nothing
    if kind is CardKind.ID:
        body = f"999999{1900 + int(digits[:2])}0101{digits[2:5]}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
        return body + "10X98765432"[total % 11]
    body = f"999999{digits}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return body + str(-sum(each // 10 + each % 10 for each in doubled) % 10)
