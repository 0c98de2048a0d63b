"""Who am I; signing in and out; one-time links."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Field, Path, Router, Schema

from tingtang.access.actions import accept_invitation, enrol_device
from tingtang.access.actor import Actor, job
from tingtang.access.queries import account_of, account_read, device_read
from tingtang.access.rights import RIGHTS, Right
from tingtang.api.door import answered
from tingtang.api.throttle import throttle
from tingtang.api.tickets import Nothing
from tingtang.api.who import DEVICE_COOKIE, guard, remember, who
from tingtang.bank.branch.queries import branch_by_code, now_in, plan_of
from tingtang.bank.staff.queries import staff_read
from tingtang.hall.counter.queries import seats_read
from tingtang.kernel.clock import real_now
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language, language_of
from tingtang.ledger.look import look

router = Router(tags=["people"])

_VIEWS = {
    Right.SEE_LOBBY: "lobby",
    Right.SEE_COUNTER: "counter",
    Right.SEE_DESK: "desk",
    Right.SEE_OFFICE: "office",
    Right.SEE_WALL: "wall",
    Right.SEE_KIOSK: "kiosk",
    Right.SEE_OWN_TICKET: "phone",
}
_DEVICE_YEARS = timedelta(days=5 * 365)
_HALF_S = 300  # to show the second factor
Text = Annotated[str, Field(max_length=150, pattern=r"^[^\x00]*$")]
Secret = Annotated[str, Field(max_length=512, pattern=r"^[^\x00]*$")]


# ---------------------------------------------------------------- who am I


@dataclass(frozen=True, slots=True)
class Home:
    """The branch that somebody belongs to; empty for nobody."""

    id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who the page is, what it may see and do, and the token that guards its posts."""

    kind: Literal["staff", "device", "visitor", "nobody"]
    language: Language
    csrf: str
    name: str = ""
    post: str = ""
    branch: Home = Home()
    staff: UUID | None = None
    counter: UUID | None = None
    device: UUID | None = None
    ticket: UUID | None = None
    views: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()


@router.get("/me", response=Me)
def me(request: HttpRequest) -> HttpResponse:
    """Who am I?"""
    language = language_of(request.headers.get("Accept-Language", ""))
    csrf = get_token(request)
    try:
        actor = who(request)
    except Refused:
        return answered(Me(kind="nobody", language=language, csrf=csrf))
    return answered(_known(actor, language, csrf))


def _known(actor: Actor, language: Language, csrf: str) -> Me:
    rights = RIGHTS[actor.post]
    name, counter = _name_and_counter(actor)
    return Me(
        kind=actor.kind if actor.kind != "job" else "nobody",
        language=language,
        csrf=csrf,
        name=name,
        post=actor.post.value,
        branch=Home(actor.home, plan_of(actor.home).name[language]),
        staff=actor.subject if actor.kind == "staff" else None,
        counter=counter,
        device=UUID(str(actor.id)) if actor.kind == "device" else None,
        ticket=actor.subject if actor.kind == "visitor" else None,
        views=tuple(view for right, view in _VIEWS.items() if right in rights),
        rights=tuple(sorted(right.value for right in rights)),
    )


def _name_and_counter(actor: Actor) -> tuple[str, UUID | None]:
    home = actor.home
    if actor.kind == "device":
        devices = look(home, device_read(home, UUID(str(actor.id))))[0]
        return devices[0].name if devices else "", None
    if actor.kind != "staff":
        return "", None
    people, seats = look(home, staff_read(home, UUID(str(actor.id))), seats_read(home))
    own = [seat.counter_id for seat in seats if seat.staff_id == actor.subject]
    return people[0].name if people else "", own[0] if own else None


# ---------------------------------------------------------------- signing in


class SignIn(Schema, extra="forbid"):
    """A login and its password."""

    login: Text
    password: Secret


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What somebody signed in as."""

    post: str


@router.post("/session", response=SignedIn)
def sign_in(request: HttpRequest, body: SignIn) -> HttpResponse:
    """Sign in; whoever has a second factor is asked for it next."""
    guard(request)
    throttle(request, "sign_in", 10)
    user = authenticate(request, username=body.login, password=body.password)
    if getattr(request, "axes_locked_out", False):
        raise Refused("slow_down")
    if user is None:
        raise Refused("sign_in_failed")
    if _totp(user) is not None:
        request.session.flush()
        request.session.set_expiry(_HALF_S)
        request.session["half_signed_in"] = user.pk
        raise Refused("second_factor")
    return _begin(request, user)


class SecondFactor(Schema, extra="forbid"):
    """A one-time code."""

    code: Text


@router.post("/session/second-factor", response=SignedIn)
def second_factor(request: HttpRequest, body: SecondFactor) -> HttpResponse:
    """The one-time code of somebody who has shown the password; wrong ones count as wrong
    passwords.
    """
    guard(request)
    throttle(request, "second_factor", 10)
    user_id = request.session.get("half_signed_in")
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if user is None:
        raise Refused("sign_in_failed")
    credentials = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        raise Refused("slow_down")
    held = _totp(user)
    if held is None or not held.validate_code(body.code):
        user_login_failed.send(__name__, request=request, credentials=credentials)
        raise Refused("sign_in_failed")
    return _begin(request, user)


def _totp(user: AbstractBaseUser) -> TOTP | None:
    held = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    return TOTP(held) if held else None


def _begin(request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
    account = account_of(user.pk)
    if account is None:
        raise Refused("sign_in_failed")
    branch_id, staff_id = account.branch_id, account.staff_id
    accounts, people = look(branch_id, account_read(user.pk), staff_read(branch_id, staff_id))
    if not accounts or not people:
        raise Refused("sign_in_failed")
    remember(request, accounts[0])
    user_logged_in.send(__name__, request=request, user=user)
    return answered(SignedIn(people[0].post))


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Nobody is signed in any more."""


@router.delete("/session", response=SignedOut)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    guard(request)
    request.session.flush()
    return answered(SignedOut())


# ---------------------------------------------------------------- one-time links


class Password(Schema, extra="forbid"):
    """The password that somebody chose."""

    password: Secret


@dataclass(frozen=True, slots=True)
class Accepted:
    """Who may sign in now."""

    login: str


@router.post("/invites/{token}", response=Accepted)
def accept(request: HttpRequest, token: Path[Text], body: Password) -> HttpResponse:
    """Choose a password with a one-time link."""
    guard(request)
    throttle(request, "invite", 10)
    return answered(
        Accepted(accept_invitation(token=token, password=body.password, now=real_now()))
    )


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The device's screen and its key, which is shown this once."""

    screen: str
    key: str


@router.post("/enrolments/{code}", response=Enrolled)
def enrol(request: HttpRequest, code: Path[Text], body: Nothing) -> HttpResponse:
    """Exchange a one-time code (`BRANCH.DEVICE.CODE`) for the device's key, kept as a cookie."""
    guard(request)
    throttle(request, "enrol", 10)
    try:
        place, device, secret = code.split(".", 2)
        device_id = UUID(device)
    except ValueError:
        raise Refused("link_dead") from None
    branch_id = branch_by_code(place)
    at = now_in(branch_id)
    key = enrol_device(
        actor=job("enrolment", branch_id),
        branch_id=branch_id,
        device_id=device_id,
        code=secret,
        at=at,
        day=plan_of(branch_id).day(at),
        now=real_now(),
    )
    post = look(branch_id, device_read(branch_id, device_id))[0][0].post
    whole = device_key(branch_id, device_id, key)
    response = answered(Enrolled(f"/{post}/", whole))
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
