"""For every verb one play in which it succeeds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from api.asking import Answer, Caller, Doors
from tingtang.access.rights import Post
from tingtang.bank.policy.rules.kinds import STARTS


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
        for each in after:
            answer = (head if each == "approve" else editor).done(f"{at}/{each}", {})
            seen = answer.get("policy", answer)["version"]
        by_head = move in ("return", "approve", "roll-back")
        return head if by_head else editor, f"{at}/{move}", body or {}, seen

    return play


def _draft(play: Play) -> Ask:
    editor = play.doors.staff("operations_supervisor")
    return editor, play.doors.branch("tables/line/draft"), {}, None


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


def _draft_script(play: Play) -> Ask:
    editor = play.doors.staff("operations_supervisor")
    return editor, play.doors.branch("scripts"), {"situation": "farewell", **SCRIPT}, None


_TRIED = ("try", "submit")
_ROWS = [
    {"cells": list(row.cells), "results": list(row.results), "why": dict(row.why)}
    | {"locked": row.locked}
    for row in STARTS["line"].rows
]

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
    "cards.card_read": _card_read,
    "parameters.set": _parameter,
    "policies.draft": _draft,
    "policies.edit": _policy("edit", {"rows": _ROWS}),
    "policies.try": _policy("try"),
    "policies.submit": _policy("submit", after=("try",)),
    "policies.take_back": _policy("take-back", after=_TRIED),
    "policies.return": _policy("return", {"reason": "not_now"}, after=_TRIED),
    "policies.approve": _policy("approve", after=_TRIED),
    "policies.roll_back": _policy("roll-back", after=(*_TRIED, "approve")),
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
    "tickets.mark": _ticket("mark", {"class": "vip", "need": "elder"}),
    "tickets.merge": _merge,
    "tickets.abandon": _ticket("abandon"),
    "tickets.ask_rating": _ticket("ask-rating", begin="called"),
    "tickets.rating": _rating,
}


def asked(ask: Ask, key: str, body: object = None) -> Answer:
    """Ask it, perhaps with another body."""
    caller, path, own, seen = ask
    return caller.post(path, own if body is None else body, key=key, match=seen)
