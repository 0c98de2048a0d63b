"""For every verb one play in which it succeeds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from api.asking import Answer, Caller, Doors
from bank.customer.people import customer
from hall.known import bring
from plan.twin.taught import suggest, teach
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.bank.branch.rules import Discipline
from tingtang.bank.policy.rules.dmn import write_dmn
from tingtang.bank.policy.rules.kinds import STARTS
from tingtang.hall.booking.rules.cash import earliest_of
from tingtang.hall.booking.rules.slots import free_slots


@dataclass
class Play:
    """A branch with a kiosk, a teller at counter 1, and whoever else a verb wants."""

    doors: Doors
    kiosk: Caller
    teller: Caller
    seat: int = 0  # the version of the teller's seat
    staff: dict[str, Caller] = field(default_factory=dict)

    @classmethod
    def on(cls, doors: Doors) -> "Play":
        return cls(doors, doors.device(Post.KIOSK), doors.staff("chenyutong"))

    @property
    def lobby(self) -> Caller:
        if "lobby" not in self.staff:
            self.staff["lobby"] = self.doors.staff("suxiaowen")
        return self.staff["lobby"]

    def ticket(self, **more: object) -> Any:
        return self.doors.ticket(self.kiosk, **more)

    def seated(self, *, opened: bool = True) -> None:
        for verb in ("take", "open")[: 2 if opened else 1]:
            path = self.doors.counter("1", verb)
            self.seat = self.teller.done(path, match=self.seat)["version"]

    def called(self) -> Any:
        """A ticket that was called to the teller."""
        ticket = self.ticket()
        self.seated()
        answer = self.teller.done(self.doors.counter("1", "call-next"), match=self.seat)
        self.seat = answer["version"]
        assert answer["called"]["id"] == ticket["id"]
        return ticket | {"version": self.seat}

    def move(self, ticket: Any, verb: str, body: object = None, by: Caller | None = None) -> Any:
        """A ticket's verb, which must succeed; the ticket with its new version."""
        answer = (by or self.teller).done(f"/api/tickets/{ticket['id']}/{verb}", body)
        return ticket | answer

    def served(self) -> Any:
        return self.move(self.move(self.called(), "arrive"), "finish")


Ask = tuple[Caller, str, object, int | None]
"""Who asks, where, with which body, having seen which version."""


def _ticket(verb: str, body: object = None, *, begin: str = "ticket", by: str = "teller") -> Any:
    def play(play: Play) -> Ask:
        ticket = getattr(play, begin)()
        caller: Caller = getattr(play, by)
        return caller, f"/api/tickets/{ticket['id']}/{verb}", body or {}, ticket["version"]

    return play


def _to_service(verb: str) -> Callable[[Play], Ask]:
    def play(play: Play) -> Ask:
        body = {"service": str(play.doors.cast.services["noncash"])}
        return _ticket(verb, body)(play)  # type: ignore[no-any-return]

    return play


def _seat(verb: str, body: object = None, *, begin: str = "") -> Callable[[Play], Ask]:
    def play(play: Play) -> Ask:
        if begin:
            play.seated(opened=begin == "open")
        return play.teller, play.doors.counter("1", verb), body or {}, play.seat

    return play


def _branch(verb: str, body: object = None) -> Callable[[Play], Ask]:
    return lambda play: (play.lobby, play.doors.branch(verb), body or {}, None)


def _issue(play: Play) -> Ask:
    body = {"service": str(play.doors.cast.services["cash"])}
    return play.kiosk, play.doors.branch("tickets"), body, None


def _card_read(play: Play) -> Ask:
    body = {"kind": "card", "number": f"{uuid4().int % 10**16:016}"}  # a card of its own each time
    return play.kiosk, play.doors.branch("card-read"), body, None


def _day(play: Play) -> Ask:
    return play.lobby, play.doors.branch("day/last-numbers"), {}, None


def _service(verb: str) -> Callable[[Play], Ask]:
    def play(play: Play) -> Ask:
        at = play.doors.branch(f"services/{play.doors.cast.services['cash']}")
        if verb == "resume":
            play.lobby.done(f"{at}/stop", {"notice": "cash_out"})
        return play.lobby, f"{at}/{verb}", {"notice": "cash_out"} if verb == "stop" else {}, None

    return play


def _paper_block(play: Play) -> Ask:
    body = {"service": str(play.doors.cast.services["cash"]), "size": 3}
    return play.lobby, play.doors.branch("paper-blocks"), body, None


def _paper_tickets(play: Play) -> Ask:
    block = play.lobby.done(*_paper_block(play)[1:3])
    numbers = [{"number": number} for number in block["numbers"][:2]]
    return (
        play.lobby,
        play.doors.branch("paper-tickets"),
        {"block": block["id"], "numbers": numbers},
        None,
    )


def _help(verb: str) -> Callable[[Play], Ask]:
    def play(play: Play) -> Ask:
        call = play.kiosk.done(play.doors.branch("help"))
        return play.lobby, f"/api/help/{call['id']}/{verb}", {}, None

    return play


def _call_next(play: Play) -> Ask:
    play.ticket()
    return _seat("call-next", begin="open")(play)


def _call(play: Play) -> Ask:
    play.ticket()
    chosen = play.ticket()
    return _seat("call", {"ticket": chosen["id"], "reason": "need"}, begin="open")(play)


def _serve(play: Play) -> Ask:
    body = {"service": str(play.doors.cast.services["cash"])}
    return _seat("serve", body, begin="open")(play)


def _hand_over(play: Play) -> Ask:
    body = {"staff": str(play.doors.cast.people["zhouzimo"])}
    return _seat("hand-over", body, begin="open")(play)


def _recall(play: Play) -> Ask:
    ask: Ask = _ticket("recall", begin="called")(play)
    play.doors.later(seconds=16)
    return ask


def _no_show(play: Play) -> Ask:
    ask: Ask = _ticket("no-show", begin="called")(play)
    play.doors.later(seconds=91)
    return ask


def _rejoin(play: Play) -> Ask:
    caller, path, body, seen = _no_show(play)
    missed = caller.done(path, body, match=seen)
    return play.lobby, f"/api/tickets/{missed['id']}/rejoin", {}, missed["version"]


def _resume(play: Play) -> Ask:
    parked = play.move(play.ticket(), "park", {"reason": "rest"})
    return play.lobby, f"/api/tickets/{parked['id']}/resume", {}, parked["version"]


def _merge(play: Play) -> Ask:
    return _ticket("merge", {"into": play.ticket()["id"]})(play)  # type: ignore[no-any-return]


def _reopen(play: Play) -> Ask:
    ticket = play.served()
    return play.teller, f"/api/tickets/{ticket['id']}/reopen", {}, None


def _rating(play: Play) -> Ask:
    ticket = play.served()
    visitor = play.doors.visitor(ticket["phone_path"])
    body = {"score": 5, "words": ["kind", "quick"]}
    return visitor, f"/api/tickets/{ticket['id']}/rating", body, None


def _transfer(play: Play) -> Ask:
    body = {"counter": str(play.doors.cast.counters["3"])}
    return _ticket("transfer", body)(play)  # type: ignore[no-any-return]


def _offered(play: Play) -> Any:
    """Another place, which the customer asked for at the kiosk."""
    ticket = play.ticket()
    return play.kiosk.done(f"/api/tickets/{ticket['id']}/offer", {"asked": True})


def _offer(verb: str, body: object = None, *, accepted: bool = False) -> Callable[[Play], Ask]:
    def play(play: Play) -> Ask:
        offer = _offered(play)
        if accepted:
            path = f"/api/offers/{offer['id']}/answer"
            offer |= play.kiosk.done(path, {"answer": "accept"})
        return play.lobby, f"/api/offers/{offer['id']}/{verb}", body or {}, offer["version"]

    return play


def _parameter(play: Play) -> Ask:
    head = play.doors.staff("hanliqun")
    version = head.get(play.doors.branch("parameters")).body["version"]
    return head, play.doors.branch("parameters/recall_gap_s"), {"value": 20}, version


def _policy(move: str, body: object = None, *, after: tuple[str, ...] = ()) -> Any:
    """A verb with a draft of the table of lines, for which the moves of `after` were made."""

    def play(play: Play) -> Ask:
        editor, head = play.doors.staff("operations_supervisor"), play.doors.staff("hanliqun")
        drafted = editor.done(play.doors.branch("tables/line/draft"))
        at = play.doors.branch(f"policies/{drafted['id']}")
        seen = drafted["version"]
        if after:
            rows = editor.get(play.doors.branch(f"tables/line/{drafted['number']}")).body["rows"]
            rows[-1]["why"]["en"] += " Thank you."
            seen = editor.done(f"{at}/edit", {"rows": rows}, match=seen)["version"]
        for each in after:
            by = head if each == "approve" else editor
            answer = by.done(f"{at}/{each}", {}, match=seen)
            seen = answer.get("policy", answer)["version"]
        by_head = move in ("return", "approve", "roll-back")
        return head if by_head else editor, f"{at}/{move}", body or {}, seen

    return play


def _draft(play: Play) -> Ask:
    editor = play.doors.staff("operations_supervisor")
    return editor, play.doors.branch("tables/line/draft"), {}, None


_AGREED = {
    "purpose": "need_keep",
    "notice": "2026-1",
    "evidence": "counter_pad",
    "reference": "QZ-2026-0001",
}


def _customer(verb: str, body: object = None, *, after: tuple[str, ...] = (), by: str = "") -> Any:
    """A verb with a customer of the branch, for whom the verbs of `after` were done."""

    def play(play: Play) -> Ask:
        cast, editor = play.doors.cast, play.doors.staff("operations_supervisor")
        at = f"/api/customers/{customer(cast)}"
        if after:
            agreed = editor.done(f"{at}/consents", _AGREED)
            if verb == "withdraw":
                return play.teller, f"/api/consents/{agreed['id']}/withdraw", {}, None
            for each in after[1:]:
                editor.done(f"{at}/{each}", {"need": "elder"})
        said = body(cast) if callable(body) else body
        return play.doors.staff(by) if by else editor, f"{at}/{verb}", said or {}, None

    return play


def _lift_hold(play: Play) -> Ask:
    head, path, body, _ = _customer("hold-sales", {"reason": "complaint"}, by="hanliqun")(play)
    head.done(path, body)
    return head, path.replace("hold-sales", "lift-hold"), {}, None


SCRIPT = {
    "texts": {
        "zh-Hans": "谢谢您耐心等候。",
        "zh-Hant": "謝謝您耐心等候。",
        "en": "Thank you for your patience.",
    },
    "expires_on": "2027-12-31",
}


def _script(move: str, body: object = None, *, submitted: bool = False) -> Any:
    """A verb with a script of the branch's own, perhaps one that waits for approval."""

    def play(play: Play) -> Ask:
        editor, head = play.doors.staff("operations_supervisor"), play.doors.staff("hanliqun")
        written = editor.done(play.doors.branch("scripts"), {"situation": "farewell", **SCRIPT})
        at = play.doors.branch(f"scripts/{written['id']}")
        if submitted:
            written = editor.done(f"{at}/submit")
        by_head = move in ("return", "approve", "withdraw")
        return head if by_head else editor, f"{at}/{move}", body or {}, written["version"]

    return play


def _say_script(play: Play) -> Ask:
    visit = play.lobby.done(play.doors.branch("greetings"))["visit"]
    script = play.lobby.get(play.doors.branch("scripts")).body["scripts"][0]
    at = play.doors.branch(f"scripts/{script['id']}/said")
    return play.lobby, at, {"visit": visit, "moment": "wait", "version": 0}, None


def _adviser(play: Play, *, talks: bool = False) -> Caller:
    """The relationship manager at desk 8, perhaps with somebody there."""
    adviser = play.staff["adviser"] = play.doors.staff("wealth_rm")
    for verb in ("take", "open"):
        play.seat = adviser.done(play.doors.counter("8", verb))["version"]
    if talks:
        body = {"service": str(play.doors.cast.services["wealth"])}
        play.seat = adviser.done(play.doors.counter("8", "serve"), body)["version"]
    return adviser


def _summon(play: Play) -> Ask:
    play.seated(opened=False)
    return play.lobby, play.doors.counter("1", "summon"), {}, play.seat


def _decline_summons(play: Play) -> Ask:
    play.seated(opened=False)
    seat = play.lobby.done(play.doors.counter("1", "summon"))["version"]
    return play.teller, play.doors.counter("1", "decline-summons"), {}, seat


def _until(play: Play) -> Ask:
    adviser = _adviser(play, talks=True)
    return adviser, play.doors.counter("8", "until"), {"minutes": 8}, play.seat


def _potential(play: Play) -> str:
    """The visit of a potential VIP."""
    body = {"kind": "card", "number": f"{uuid4().int % 10**16:016}"}
    visit: str = play.kiosk.done(play.doors.branch("card-read"), body)["visit"]
    more = {"service": str(play.doors.cast.services["wealth"]), "class": "vip"}
    more |= {"reason": "known_customer", "visit": visit}
    play.lobby.done(play.doors.branch("tickets"), more)
    return visit


def _guide(play: Play) -> Ask:
    return play.lobby, f"/api/visits/{_potential(play)}/guide", {"reply": "willing"}, None


def _guidance(verb: str, *, promised: bool = False) -> Callable[[Play], Ask]:
    """A verb with somebody who is led to desk 8, or was promised that its adviser comes."""

    def play(play: Play) -> Ask:
        adviser = _adviser(play, talks=promised)
        caller, path, body, _ = _guide(play)
        guided = caller.done(path, body)
        assert guided["state"] == ("promised" if promised else "led")
        by = adviser if verb == "arrived" else play.lobby
        return by, f"/api/guidances/{guided['id']}/{verb}", {}, guided["version"]

    return play


def _take_back_leading(play: Play) -> Ask:
    """Somebody was promised the adviser of desk 8, who is free by now, and is led there."""
    adviser = _adviser(play)
    body = {"service": str(play.doors.cast.services["wealth"])}
    talk = adviser.done(play.doors.counter("8", "serve"), body)
    caller, path, body, _ = _guide(play)
    promised = caller.done(path, body)
    adviser.done(f"/api/tickets/{talk['id']}/finish")
    at = f"/api/guidances/{promised['id']}"
    led = play.lobby.done(f"{at}/led")
    return play.lobby, f"{at}/take-back-leading", {}, led["version"]


def _greeting(play: Play) -> Ask:
    return play.lobby, play.doors.branch("greetings"), {}, None


def _visit(verb: str, body: object) -> Callable[[Play], Ask]:
    """A verb with somebody who was greeted at the door."""

    def play(play: Play) -> Ask:
        visit = play.lobby.done(play.doors.branch("greetings"))["visit"]
        return play.lobby, f"/api/visits/{visit}/{verb}", body, None

    return play


def _to_manager(cast: Any) -> object:
    return {"rm": str(cast.people["wealth_rm"])}


def _join(play: Play) -> Ask:
    body = {"ticket": play.ticket()["id"]}
    return _visit("join", body)(play)


def _link(play: Play) -> Ask:
    (vip,) = bring(play.doors.cast, "vip")
    body = {"kind": "card", "number": vip.card, "reason": "serving"}
    return _visit("customer", body)(play)


def _link_own(play: Play) -> Ask:
    (own,) = bring(play.doors.cast, "vip", rm="wealth_rm")
    _, path, body, seen = _visit("own-customer", {"customer": str(own.id)})(play)
    return play.doors.staff("wealth_rm"), path, body, seen


def _unlink(play: Play) -> Ask:
    caller, path, body, _ = _link(play)
    seen = caller.done(path, body)["version"]
    return caller, path.replace("customer", "unlink"), {"reason": "wrong_person"}, seen


_SIGNAL = {"code": "asks_wealth_product"}


def _undo_signal(play: Play) -> Ask:
    signal = play.lobby.done(*_visit("signals", _SIGNAL)(play)[1:3])
    return play.lobby, f"/api/signals/{signal['id']}/undo", {}, None


def _draft_script(play: Play) -> Ask:
    editor = play.doors.staff("operations_supervisor")
    return editor, play.doors.branch("scripts"), {"situation": "farewell", **SCRIPT}, None


_SLIP = {"target": "rm", "business": "wealth", "spoken_yes": True}
_BEFORE = {
    "take-back-refusal": ("refuse",),
    "hand-on": ("accept",),
    "introduce": ("accept",),
    "talk": ("accept", "introduce"),
    "conclude": ("accept", "introduce", "talk"),
}


def _refer(play: Play) -> Ask:
    return _visit("refer", _SLIP)(play)


def _referral(verb: str, body: object = None) -> Callable[[Play], Ask]:
    """A verb with somebody who was referred to a relationship manager."""

    def play(play: Play) -> Ask:
        rm = play.doors.staff("wealth_rm")
        caller, path, slip, _ = _refer(play)
        made = caller.done(path, slip)
        at, seen = f"/api/referrals/{made['id']}", made["version"]
        if verb not in ("undo", "yes", "take-back-yes"):
            play.doors.later(seconds=7)  # the receiver has heard of it
        for each in _BEFORE.get(verb, ()):
            lobby = each in ("introduce", "refuse")
            seen = (play.lobby if lobby else rm).done(f"{at}/{each}")["version"]
        by = rm if verb in ("accept", "hand-on", "talk", "conclude") else play.lobby
        return by, f"{at}/{verb}", body or {}, seen

    return play


def _agree(play: Play) -> Ask:
    """A relationship manager in a talk with somebody whom the branch knows."""
    rm, path, _, seen = _referral("conclude")(play)
    referral = path.removesuffix("/conclude")
    (known,) = bring(play.doors.cast, "ordinary")
    visit = rm.get(play.doors.branch("referrals")).body["referrals"][-1]["visit"]
    number = {"kind": "card", "number": known.card, "reason": "referral"}
    play.lobby.done(f"/api/visits/{visit}/customer", number)
    return rm, f"{referral}/consents", {**_AGREED, "purpose": "contact_phone"}, seen


def _redeem(play: Play) -> Ask:
    caller, path, body, _ = _referral("card")(play)
    serial = caller.done(path, body)["serial"]
    return _visit("redeem", {"serial": serial})(play)


# ---------------------------------------------------------------- appointments, cash


def first_slot(play: Play) -> str:
    """The first slot of cash that can be booked."""
    cast, branch = play.doors.cast, play.doors.cast.branch
    plan, at = plan_of(branch), now_in(branch)
    service = plan.service(cast.services["cash"])
    return next(free_slots(plan, service, {}, at, at)).isoformat()


def _new_booking(play: Play, **more: object) -> dict[str, object]:
    service, phone = str(play.doors.cast.services["cash"]), f"13{uuid4().int % 10**9:09}"
    return {"service": service, "slot_at": first_slot(play), "phone": phone, **more}


def drafted(play: Play) -> Any:
    """An appointment whose code is still to be given; a demonstration shows it."""
    return play.lobby.done(play.doors.branch("bookings"), _new_booking(play))


def confirmed(play: Play) -> Any:
    """An appointment."""
    made = drafted(play)
    done = play.lobby.done(f"/api/bookings/{made['id']}/confirm", {"code": made["code"]})
    return made | done


def due(play: Play) -> Any:
    """An appointment, five minutes before its slot, on a day that is open."""
    made = confirmed(play)
    until_slot(play, made["slot_at"], before_s=300)
    return made


def until_slot(play: Play, slot_at: str, *, before_s: float) -> None:
    """Let time pass until shortly before a slot, unless it is so soon already; if that is another
    day, today is closed first.
    """
    slot, now = datetime.fromisoformat(slot_at), now_in(play.doors.cast.branch)
    plan = plan_of(play.doors.cast.branch)
    another_day = plan.day(slot) != plan.day(now)
    if another_day:
        play.lobby.done(play.doors.branch("day/close"))
    play.doors.later(seconds=max(0.0, (slot - now).total_seconds() - before_s))
    if another_day:
        play.lobby.done(play.doors.branch("day/open"))


def _book(play: Play) -> Ask:
    return play.lobby, play.doors.branch("bookings"), _new_booking(play), None


def _booking(verb: str, *, begin: Callable[[Play], Any]) -> Callable[[Play], Ask]:
    def play(play: Play) -> Ask:
        made = begin(play)
        body = {"code": made["code"]} if verb == "confirm" else {}
        return play.lobby, f"/api/bookings/{made['id']}/{verb}", body, made["version"]

    return play


def page_of(play: Play) -> tuple[Caller, str]:
    """The booking page, open in somebody's browser, and its address."""
    caller = Caller()
    caller.meet()
    return caller, f"/api/book/{plan_of(play.doors.cast.branch).code}"


def _own_book(play: Play) -> Ask:
    caller, page = page_of(play)
    return caller, f"{page}/bookings", _new_booking(play), None


def _own(verb: str) -> Callable[[Play], Ask]:
    def play(play: Play) -> Ask:
        caller, path, body, _ = _own_book(play)
        made = caller.done(path, body)
        return caller, f"{path}/{made['id']}/{verb}", {"code": made["code"]}, None

    return play


def _check_in(*, own: bool) -> Callable[[Play], Ask]:
    def play(play: Play) -> Ask:
        code = {"code": due(play)["code"]}
        if own:
            caller, page = page_of(play)
            return caller, f"{page}/check-in", code, None
        return play.kiosk, play.doors.branch("check-in"), code, None

    return play


NOTES = [700, 0, 0, 0, 0, 0]


def new_cash(play: Play, **more: object) -> dict[str, object]:
    """70,000 yuan for the first day that can be had."""
    branch = play.doors.cast.branch
    day = earliest_of(plan_of(branch), now_in(branch)).isoformat()
    return {"day": day, "amount_fen": 7_000_000, "notes": NOTES, "phone": "13800138000", **more}


def _cash(verb: str, body: object = None, *, after: tuple[str, ...] = (), by: str = "lobby") -> Any:
    """A verb with a reservation that the lobby manager made, after others' verbs."""

    def play(play: Play) -> Ask:
        made = play.lobby.done(play.doors.branch("cash"), new_cash(play))
        caller = play.lobby if by == "lobby" else play.doors.staff(by)
        for each in after:
            if each == "ask":
                wish = {"cash": "enough", "reservation": made["id"]}
                made = caller.done(play.doors.branch("cash/ask"), wish)
                continue
            reason = {"reason": "coached"} if each == "hold" else {}
            by_whom = play.teller if each == "hold" else play.lobby
            made = by_whom.done(f"/api/cash/{made['id']}/{each}", reason, match=made["version"])
        return caller, f"/api/cash/{made['id']}/{verb}", body or {}, made["version"]

    return play


def _reserve(play: Play) -> Ask:
    return play.lobby, play.doors.branch("cash"), new_cash(play), None


def _rebook(play: Play) -> Ask:
    caller, path, _, seen = _cash("rebook")(play)
    wanted = new_cash(play)
    return caller, path, {name: wanted[name] for name in ("day", "notes", "phone")}, seen


def _ask(play: Play) -> Ask:
    body = {"cash": "part", "amount_fen": 6_000_000}
    return play.teller, play.doors.branch("cash/ask"), body, None


def _suggestion(move: str) -> Callable[[Play], Ask]:
    def ask(play: Play) -> Ask:
        branch = play.doors.cast.branch
        return play.lobby, f"/api/suggestions/{suggest(branch, now_in(branch))}/{move}", {}, None

    return ask


def _what_if(play: Play) -> Ask:
    branch = play.doors.cast.branch
    teach(branch, now_in(branch))
    play.seated()
    return play.lobby, play.doors.branch("what-ifs"), {"what": "close", "counter": "1"}, None


def _trial(play: Play) -> Ask:
    branch = play.doors.cast.branch
    teach(branch, now_in(branch))
    other = next(each for each in Discipline if each is not plan_of(branch).discipline)
    wanted = {"which": "discipline", "discipline": other.value}
    return play.lobby, play.doors.branch("trials"), wanted, None


_TRIED = ("try", "submit")
_ROWS = [
    {"cells": list(row.cells), "results": list(row.results), "why": dict(row.why)}
    | {"locked": row.locked}
    for row in STARTS["line"].rows
]
_DMN = write_dmn(STARTS["line"].kind, 0, STARTS["line"].rows)

PLAYS: dict[str, Callable[[Play], Ask]] = {
    "branches.close_day": _branch("day/close"),
    "branches.day": _day,
    "branches.stop": _service("stop"),
    "branches.resume": _service("resume"),
    "branches.paper_block": _paper_block,
    "branches.paper_tickets": _paper_tickets,
    "branches.ask_help": _branch("help"),
    "branches.answer_help": _help("answer"),
    "branches.close_help": _help("close"),
    "booking_page.book": _own_book,
    "booking_page.confirm": _own("confirm"),
    "booking_page.cancel": _own("cancel"),
    "booking_page.check_in": _check_in(own=True),
    "bookings.book": _book,
    "bookings.confirm": _booking("confirm", begin=drafted),
    "bookings.cancel": _booking("cancel", begin=confirmed),
    "bookings.check_in": _booking("check-in", begin=due),
    "bookings.check_in_by_code": _check_in(own=False),
    "cash.reserve": _reserve,
    "cash.ask": _ask,
    "cash.confirm": _cash("confirm"),
    "cash.prepare": _cash("prepare", after=("confirm",), by="in_process_supervisor"),
    "cash.pay": _cash("pay", after=("ask",), by="chenyutong"),
    "cash.part": _cash("part", {"amount_fen": 100_000}, after=("ask",), by="chenyutong"),
    "cash.rebook": _rebook,
    "cash.convert": _cash("convert"),
    "cash.cancel": _cash("cancel", {"reason": "customer"}),
    "cash.hold": _cash("hold", {"reason": "evasive"}, by="chenyutong"),
    "cash.review": _cash("review", after=("hold",), by="in_process_supervisor"),
    "cards.card_read": _card_read,
    "customers.agree_to_contact": _agree,
    "customers.consent": _customer("consents", _AGREED),
    "customers.withdraw": _customer("withdraw", after=("consents",)),
    "customers.address_form": _customer("address-form", {"form": "王老师"}),
    "customers.rm": _customer("rm", _to_manager),
    "customers.keep_need": _customer("needs/keep", {"need": "elder"}, after=("consents",)),
    "customers.forget_need": _customer(
        "needs/forget", {"need": "elder"}, after=("consents", "needs/keep")
    ),
    "customers.erase": _customer("erase", by="hanliqun"),
    "holds.hold_sales": _customer("hold-sales", {"reason": "complaint"}, by="hanliqun"),
    "holds.lift_hold": _lift_hold,
    "diversion.offer": _ticket("offer", {"amount_yuan": 500}),
    "diversion.answer": _offer("answer", {"answer": "decline", "reason": "not_used_to"}),
    "diversion.withdraw": _offer("withdraw"),
    "diversion.return": _offer("return", accepted=True),
    "diversion.close": _offer("close", {"outcome": "done"}, accepted=True),
    "parameters.set": _parameter,
    "policies.draft": _draft,
    "policies.edit": _policy("edit", {"rows": _ROWS}),
    "policies.import": _policy("import", {"text": _DMN}),
    "policies.try": _policy("try"),
    "policies.submit": _policy("submit", after=("try",)),
    "policies.take_back": _policy("take-back", after=_TRIED),
    "policies.return": _policy("return", {"reason": "not_now"}, after=_TRIED),
    "policies.approve": _policy("approve", after=_TRIED),
    "policies.roll_back": _policy("roll-back", after=(*_TRIED, "approve")),
    "visits.greeting": _greeting,
    "visits.undo_greeting": _visit("undo-greeting", {}),
    "visits.note_signal": _visit("signals", _SIGNAL),
    "visits.undo_signal": _undo_signal,
    "visits.overrule": _visit("class", {"class": "vip", "reason": "known_customer"}),
    "visits.mark": _visit("mark", {"need": "elder"}),
    "visits.join": _join,
    "visits.link": _link,
    "visits.link_own": _link_own,
    "visits.unlink": _unlink,
    "referrals.refer": _refer,
    "referrals.undo": _referral("undo"),
    "referrals.yes": _referral("yes"),
    "referrals.take_back_refusal": _referral("take-back-refusal"),
    "referrals.take_back_yes": _referral("take-back-yes"),
    "referrals.accept": _referral("accept"),
    "referrals.hand_on": _referral("hand-on", {"reason": "no_time"}),
    "referrals.introduce": _referral("introduce"),
    "referrals.talk": _referral("talk"),
    "referrals.conclude": _referral("conclude", {"outcome": "convert"}),
    "referrals.refuse": _referral("refuse"),
    "referrals.left": _referral("left"),
    "referrals.card": _referral("card"),
    "referrals.redeem": _redeem,
    "scripts.said": _say_script,
    "scripts.draft": _draft_script,
    "scripts.edit": _script("edit", SCRIPT),
    "scripts.submit": _script("submit"),
    "scripts.return": _script("return", {"reason": "words_unclear"}, submitted=True),
    "scripts.approve": _script("approve", submitted=True),
    "scripts.withdraw": _script("withdraw", submitted=True),
    "counters.call_next": _call_next,
    "counters.call": _call,
    "counters.serve": _serve,
    "counters.take": _seat("take"),
    "counters.open": _seat("open", begin="taken"),
    "counters.pause": _seat("pause", {"reason": "lunch"}, begin="open"),
    "counters.close": _seat("close", begin="open"),
    "counters.leave": _seat("leave", begin="open"),
    "counters.hand_over": _hand_over,
    "counters.summon": _summon,
    "counters.decline": _decline_summons,
    "counters.until": _until,
    "guidances.guide": _guide,
    "guidances.undo": _guidance("undo"),
    "guidances.keep_waiting": _guidance("keep-waiting", promised=True),
    "guidances.let_go": _guidance("let-go", promised=True),
    "guidances.led": _guidance("led"),
    "guidances.take_back_leading": _take_back_leading,
    "guidances.not_come": _guidance("not-come"),
    "guidances.arrived": _guidance("arrived"),
    "tickets.issue": _issue,
    "tickets.printed": _ticket("printed", {"ok": True}, by="kiosk"),
    "tickets.recall": _recall,
    "tickets.arrive": _ticket("arrive", begin="called"),
    "tickets.no_show": _no_show,
    "tickets.finish": _ticket("finish", begin="called"),
    "tickets.reopen": _reopen,
    "tickets.rejoin": _rejoin,
    "tickets.park": _ticket("park", {"reason": "forms"}),
    "tickets.resume": _resume,
    "tickets.late": _ticket("late", {"minutes": 10}),
    "tickets.transfer": _transfer,
    "tickets.change_service": _to_service("change-service"),
    "tickets.add_service": _to_service("add-service"),
    "tickets.mark": _ticket("mark", {"class": "vip", "reason": "known_customer", "need": "elder"}),
    "tickets.merge": _merge,
    "tickets.abandon": _ticket("abandon"),
    "tickets.ask_rating": _ticket("ask-rating", begin="called"),
    "tickets.rating": _rating,
    "trials.try": _trial,
    "twin.ask": _what_if,
    "twin.take": _suggestion("take"),
    "twin.dismiss": _suggestion("dismiss"),
}


def asked(ask: Ask, key: str, body: object = None) -> Answer:
    """Ask it, perhaps with another body."""
    caller, path, own, seen = ask
    return caller.post(path, own if body is None else body, key=key, match=seen)
