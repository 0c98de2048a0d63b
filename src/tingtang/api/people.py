"""Who am I; signing in and out; one-time links."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from ninja import Router, Schema

from tingtang.access.actions import accept_invitation, enrol_device
from tingtang.access.actor import Actor, job
from tingtang.access.queries import account_of, device_read
from tingtang.access.rights import RIGHTS, Right
from tingtang.api.throttle import throttle
from tingtang.api.who import DEVICE_COOKIE, guard, who
from tingtang.bank.branch.queries import branch_by_code, plan_of
from tingtang.bank.staff.queries import staff_read
from tingtang.hall.counter.queries import seats_read
from tingtang.kernel.clock import real_now
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import language_of
from tingtang.ledger.look import look

router = Router(tags=["people"])

_VIEWS = {
    Right.SEE_LOBBY: "lobby",
    Right.SEE_COUNTER: "counter",
    Right.SEE_OFFICE: "office",
    Right.SEE_WALL: "wall",
    Right.SEE_KIOSK: "kiosk",
    Right.SEE_OWN_TICKET: "phone",
}
_DEVICE_YEARS = timedelta(days=5 * 365)


class Me(Schema):
    """Who the page is."""

    kind: Literal["staff", "device", "visitor", "nobody"]
    name: str = ""
    post: str = ""
    language: str
    branch: dict[str, str] = {}
    staff: str | None = None
    counter: str | None = None
    device: str | None = None
    ticket: str | None = None
    views: list[str] = []
    rights: list[str] = []
    csrf: str


@router.get("/me", response=Me, exclude_none=True)
def me(request: HttpRequest) -> dict[str, Any]:
    """Who am I, what may I see and do, and the token that guards my posts."""
    language = language_of(request.headers.get("Accept-Language", ""))
    answer: dict[str, Any] = {"kind": "nobody", "language": language, "csrf": get_token(request)}
    try:
        actor = who(request)
    except Refused:
        return answer
    plan = plan_of(actor.home)
    rights = RIGHTS[actor.post]
    answer |= {
        "kind": actor.kind,
        "post": actor.post.value,
        "branch": {"id": str(actor.home), "name": plan.name[language]},
        "views": [view for right, view in _VIEWS.items() if right in rights],
        "rights": sorted(right.value for right in rights),
    }
    return answer | _particulars(actor)


def _particulars(actor: Actor) -> dict[str, str]:
    if actor.kind == "visitor":
        return {"ticket": str(actor.subject)}
    if actor.kind == "device":
        device = look(actor.home, device_read(actor.home, UUID(str(actor.id))))[0]
        return {"device": str(actor.id), "name": device[0].name if device else ""}
    staff_id = UUID(str(actor.id))
    people, seats = look(actor.home, staff_read(actor.home, staff_id), seats_read(actor.home))
    own = [seat for seat in seats if seat.staff_id == actor.subject]
    found = {"name": people[0].name if people else "", "staff": str(actor.subject)}
    return found | ({"counter": str(own[0].counter_id)} if own else {})


class SignIn(Schema, extra="forbid"):
    """A login and its password."""

    login: str
    password: str


@router.post("/session")
def sign_in(request: HttpRequest, body: SignIn) -> HttpResponse:
    """Sign in; whoever has a second factor is asked for it next."""
    guard(request)
    throttle(request, "sign_in", 10)
    user = authenticate(request, username=body.login, password=body.password)
    if user is None:
        raise Refused("sign_in_failed")
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        request.session.flush()
        request.session["half_signed_in"] = user.pk
        raise Refused("second_factor")
    return _signed_in(request, user.pk)


class SecondFactor(Schema, extra="forbid"):
    """A one-time code."""

    code: str


@router.post("/session/second-factor")
def second_factor(request: HttpRequest, body: SecondFactor) -> HttpResponse:
    """The one-time code of somebody who has shown the password."""
    guard(request)
    throttle(request, "second_factor", 10)
    user_id = request.session.get("half_signed_in")
    held = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
    if held is None or not TOTP(held).validate_code(body.code):
        raise Refused("sign_in_failed")
    return _signed_in(request, held.user_id)


def _signed_in(request: HttpRequest, user_id: int) -> HttpResponse:
    account = account_of(user_id)
    if account is None:
        raise Refused("sign_in_failed")
    people = look(account.branch_id, staff_read(account.branch_id, account.staff_id))[0]
    if not people:
        raise Refused("sign_in_failed")
    request.session.flush()  # a session that somebody planted before is worth nothing
    request.session["actor"] = {
        "staff": str(account.staff_id),
        "branch": str(account.branch_id),
        "post": people[0].post,
    }
    return JsonResponse({"post": people[0].post})


@router.delete("/session")
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    guard(request)
    request.session.flush()
    return JsonResponse({})


class Password(Schema, extra="forbid"):
    """The password that somebody chose."""

    password: str


@router.post("/invites/{token}")
def accept(request: HttpRequest, token: str, body: Password) -> HttpResponse:
    """Choose a password with a one-time link."""
    guard(request)
    throttle(request, "invite", 10)
    return JsonResponse(
        {"login": accept_invitation(token=token, password=body.password, now=real_now())}
    )


class Nothing(Schema, extra="forbid"):
    """No particulars."""


@router.post("/enrolments/{code}")
def enrol(request: HttpRequest, code: str, body: Nothing) -> HttpResponse:
    """Exchange a one-time code (`BRANCH.DEVICE.CODE`) for the device's key, kept as a cookie."""
    guard(request)
    throttle(request, "enrol", 10)
    try:
        place, device, secret = code.split(".", 2)
        device_id = UUID(device)
    except ValueError:
        raise Refused("link_dead") from None
    branch_id = branch_by_code(place)
    plan = plan_of(branch_id)
    at = plan.clock.now()
    key = enrol_device(
        actor=job("enrolment", branch_id),
        branch_id=branch_id,
        device_id=device_id,
        code=secret,
        at=at,
        day=plan.day(at),
        now=real_now(),
    )
    post = look(branch_id, device_read(branch_id, device_id))[0][0].post
    whole = device_key(branch_id, device_id, key)
    response = JsonResponse({"screen": f"/{post}/", "key": whole})
    response.set_cookie(
        DEVICE_COOKIE,
        whole,
        max_age=_DEVICE_YEARS,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return response


def device_key(branch_id: UUID, device_id: UUID, key: str) -> str:
    """The key as a device shows it: where it belongs, and its secret."""
    place = urlsafe_b64encode(branch_id.bytes + device_id.bytes).rstrip(b"=").decode()
    return f"{place}.{key}"
