"""Every route of the one door, as its own document tells: a new one can't be forgotten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from tingtang.access.rights import Right
from tingtang.api.routes import api

Node = dict[str, Any]


@dataclass(frozen=True)
class Route:
    """One operation of the document."""

    name: str  # tickets.recall
    method: str
    path: str  # /api/tickets/{ticket}/recall
    operation: Any

    def at(self, places: Mapping[str, object]) -> str:
        """Its address, with what the caller puts in place of each name."""
        example = {
            "move": "open",
            "token": "x" * 32,
            "code": "x",
            "name": "recall_gap_s",
            "table": "line",
            "number": 0,
            "question": UUID(int=0),
            "trial": UUID(int=0),
            "suggestion": UUID(int=0),
            "branch_code": "x",
        } | dict(places)
        path = self.path.format_map({name: str(value) for name, value in example.items()})
        asked = [each for each in self.operation["parameters"] if each["in"] == "query"]
        query = "&".join(f"{e['name']}={least(e['schema'])}" for e in asked if e["required"])
        return f"{path}?{query}" if query else path

    def body(self) -> Any:
        """The least that its schema takes; None where it takes no body."""
        content = self.operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return None if schema is None else least(schema)

    def header(self, name: str) -> Node | None:
        """A header that it knows."""
        return next((each for each in self.operation["parameters"] if each["name"] == name), None)

    @property
    def unsafe(self) -> bool:
        return self.method not in ("GET", "HEAD", "OPTIONS")

    @property
    def keyed(self) -> bool:
        """Whether it is a verb with an idempotency key."""
        return self.header("Idempotency-Key") is not None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@cache
def document() -> Node:
    """The document, as anybody gets it."""
    return dict(api.get_openapi_schema())


def routes() -> list[Route]:
    """Every operation."""
    return [*_routes()]


def _routes() -> Iterator[Route]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield Route(operation["operationId"], method.upper(), path, operation)


def least(schema: Node) -> Any:
    """The smallest value that a schema takes."""
    if "$ref" in schema:
        return least(document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    if "anyOf" in schema:
        return least(schema["anyOf"][0])
    match schema.get("type"):
        case "object":
            wanted = schema.get("required", [])
            return {name: least(schema["properties"][name]) for name in wanted}
        case "array":
            return [least(schema["items"])] * schema.get("minItems", 0)
        case "integer":
            return 1
        case "boolean":
            return True
        case "string" if schema.get("format") == "uuid":
            return str(UUID(int=9))
        case "string" if schema.get("format") == "password":
            return "0" * 12  # a card's number
        case "string" if schema.get("format") == "date-time":
            return "2026-11-20T01:00:00Z"
        case "string" if schema.get("format") == "date":
            return "2026-11-20"
        case "string" if schema.get("format") == "date":
            return "2027-12-31"
        case "string" if "[A-Z][0-9]" in schema.get("pattern", ""):
            return "A801"
        case "string":
            return "x"
    raise AssertionError(f"no least value of {schema}")


#: The right that each route asks for; None: nobody needs one. Own: what suffices for one's own.
NEEDS: dict[str, Right | None] = {
    "people.me": None,
    "people.sign_in": None,
    "people.sign_out": None,
    "people.second_factor": None,
    "people.accept": None,
    "people.enrol": None,
    "entrance.entrance": None,
    "streams.token": Right.SEE_WALL,  # of the view asked for: the least body asks for the wall
    "branches.close_day": Right.RUN_DAY,
    "branches.day": Right.RUN_DAY,
    "branches.stop": Right.STOP_SERVICE,
    "branches.resume": Right.STOP_SERVICE,
    "branches.paper_block": Right.PAPER_NUMBERS,
    "branches.paper_tickets": Right.PAPER_NUMBERS,
    "branches.ask_help": Right.ASK_HELP,
    "branches.answer_help": Right.ANSWER_HELP,
    "branches.close_help": Right.ANSWER_HELP,
    "parameters.list": Right.SEE_RULES,
    "parameters.set": Right.SET_PARAMETER,
    "referrals.refer": Right.REFER,
    "referrals.undo": Right.REFER,
    "referrals.yes": Right.REFER,
    "referrals.take_back_refusal": Right.REFER,
    "referrals.take_back_yes": Right.REFER,
    "referrals.accept": Right.RECEIVE_REFERRAL,
    "referrals.hand_on": Right.RECEIVE_REFERRAL,
    "referrals.introduce": Right.REFER,
    "referrals.talk": Right.RECEIVE_REFERRAL,
    "referrals.conclude": Right.RECEIVE_REFERRAL,
    "referrals.refuse": Right.REFER,
    "referrals.left": Right.REFER,
    "referrals.card": Right.REFER,
    "referrals.redeem": Right.REFER,
    "referrals.sheet": Right.SEE_REFERRALS,
    "referrals.funnel": Right.SEE_REFERRALS,
    "diversion.figures": Right.SEE_REFERRALS,
    "policies.list": Right.SEE_RULES,
    "policies.past": Right.SEE_RULES,
    "policies.version": Right.SEE_RULES,
    "policies.bank": Right.SEE_RULES,
    "policies.draft": Right.EDIT_POLICY,
    "policies.dmn": Right.SEE_RULES,
    "policies.import": Right.EDIT_POLICY,
    "policies.edit": Right.EDIT_POLICY,
    "policies.try": Right.EDIT_POLICY,
    "policies.submit": Right.EDIT_POLICY,
    "policies.take_back": Right.EDIT_POLICY,
    "policies.return": Right.APPROVE_POLICY,
    "policies.approve": Right.APPROVE_POLICY,
    "policies.roll_back": Right.APPROVE_POLICY,
    "booking_page.page": None,
    "booking_page.slots": None,
    "booking_page.book": None,
    "booking_page.send_again": None,
    "booking_page.confirm": None,
    "booking_page.cancel": None,
    "booking_page.check_in": None,
    "bookings.slots": Right.BOOK,
    "bookings.list": Right.BOOK,
    "bookings.phone": Right.BOOK,
    "bookings.book": Right.BOOK,
    "bookings.confirm": Right.BOOK_OWN,
    "bookings.cancel": Right.BOOK,
    "bookings.check_in": Right.BOOK,
    "bookings.check_in_by_code": Right.BOOK_OWN,
    "cash_lists.day": Right.BOOK,
    "cash_lists.preparation": Right.PREPARE_CASH,
    "cash_lists.holds": Right.REVIEW_HOLD,
    "cash.reserve": Right.BOOK,
    "cash.ask": Right.SERVE_TICKET,
    "cash.confirm": Right.CONFIRM_CASH,
    "cash.prepare": Right.PREPARE_CASH,
    "cash.pay": Right.SERVE_TICKET,
    "cash.part": Right.SERVE_TICKET,
    "cash.rebook": Right.BOOK,
    "cash.convert": Right.BOOK,
    "cash.cancel": Right.BOOK,
    "cash.hold": Right.SERVE_TICKET,
    "cash.review": Right.REVIEW_HOLD,
    "scripts.list": Right.SEE_SCRIPTS,
    "scripts.suggestion": Right.SEE_SCRIPTS,
    "scripts.said": Right.SAY_SCRIPT,
    "scripts.draft": Right.EDIT_SCRIPT,
    "scripts.edit": Right.EDIT_SCRIPT,
    "scripts.submit": Right.EDIT_SCRIPT,
    "scripts.return": Right.APPROVE_SCRIPT,
    "scripts.approve": Right.APPROVE_SCRIPT,
    "scripts.withdraw": Right.APPROVE_SCRIPT,
    "cards.card_read": Right.READ_CARD,
    "visits.greeting": Right.GREET,
    "visits.undo_greeting": Right.GREET,
    "visits.signals": Right.NOTE_SIGNAL,
    "visits.note_signal": Right.NOTE_SIGNAL,
    "visits.undo_signal": Right.NOTE_SIGNAL,
    "visits.overrule": Right.MARK_TICKET,
    "visits.mark": Right.MARK_CARE,
    "visits.join": Right.MARK_TICKET,
    "visits.link": Right.MARK_TICKET,
    "visits.link_own": Right.MARK_TICKET,
    "visits.unlink": Right.MARK_TICKET,
    "visits.address": Right.SEE_CUSTOMER,
    "diversion.offer": Right.OFFER_DIVERSION,
    "diversion.answer": Right.OFFER_DIVERSION,
    "diversion.withdraw": Right.OFFER_DIVERSION,
    "diversion.return": Right.OFFER_DIVERSION,
    "diversion.close": Right.OFFER_DIVERSION,
    "diversion.candidates": Right.SEE_LOBBY,
    "customers.look_up": Right.SEE_CUSTOMER,
    "customers.file": Right.EDIT_CUSTOMER,
    "customers.consent": Right.TAKE_CONSENT,
    "customers.withdraw": Right.TAKE_CONSENT,
    "customers.address_form": Right.EDIT_CUSTOMER,
    "customers.rm": Right.EDIT_CUSTOMER,
    "customers.keep_need": Right.EDIT_CUSTOMER,
    "customers.forget_need": Right.EDIT_CUSTOMER,
    "customers.erase": Right.ERASE_CUSTOMER,
    "customers.file_of_visit": Right.EDIT_CUSTOMER,
    "customers.file_of_referral": Right.EDIT_CUSTOMER,
    "customers.agree_to_contact": Right.TAKE_CONSENT,
    "holds.sales_holds": Right.HOLD_SALES,
    "holds.hold_sales": Right.HOLD_SALES,
    "holds.lift_hold": Right.HOLD_SALES,
    "counters.seats": Right.SEE_COUNTER,
    "counters.staff": Right.SEE_COUNTER,
    "counters.call_next": Right.CALL_TICKET,
    "counters.call": Right.CALL_TICKET,
    "counters.serve": Right.SERVE_TICKET,
    "counters.take": Right.TAKE_SEAT,
    "counters.open": Right.TAKE_SEAT,
    "counters.pause": Right.TAKE_SEAT,
    "counters.close": Right.TAKE_SEAT,
    "counters.leave": Right.TAKE_SEAT,
    "counters.hand_over": Right.TAKE_SEAT,
    "counters.summon": Right.RUN_DAY,
    "counters.decline": Right.TAKE_SEAT,
    "counters.until": Right.SERVE_TICKET,
    "guidances.guide": Right.GUIDE,
    "guidances.undo": Right.GUIDE,
    "guidances.keep_waiting": Right.KEEP_PROMISE,
    "guidances.let_go": Right.KEEP_PROMISE,
    "guidances.led": Right.KEEP_PROMISE,
    "guidances.take_back_leading": Right.KEEP_PROMISE,
    "guidances.not_come": Right.KEEP_PROMISE,
    "guidances.arrived": Right.SERVE_TICKET,
    "tickets.issue": Right.ISSUE_TICKET,
    "tickets.issued": Right.PRINT_TICKET,
    "tickets.printed": Right.PRINT_TICKET,
    "tickets.recall": Right.CALL_TICKET,
    "tickets.arrive": Right.SERVE_TICKET,
    "tickets.no_show": Right.CALL_TICKET,
    "tickets.finish": Right.SERVE_TICKET,
    "tickets.reopen": Right.SERVE_TICKET,
    "tickets.rejoin": Right.MOVE_TICKET,
    "tickets.park": Right.MOVE_TICKET,
    "tickets.resume": Right.MOVE_TICKET,
    "tickets.late": Right.MOVE_TICKET,
    "tickets.transfer": Right.MOVE_TICKET,
    "tickets.change_service": Right.MOVE_TICKET,
    "tickets.add_service": Right.MOVE_TICKET,
    "tickets.mark": Right.MARK_CARE,
    "tickets.merge": Right.MOVE_TICKET,
    "tickets.abandon": Right.MOVE_TICKET,
    "tickets.ask_rating": Right.ASK_RATING,
    "tickets.rating": Right.RATE,
    "twin.forecast": Right.SEE_TWIN,
    "twin.what_if": Right.SEE_TWIN,
    "twin.askable": Right.ASK_TWIN,
    "twin.ask": Right.ASK_TWIN,
    "twin.suggestions": Right.SEE_TWIN,
    "trials.trials": Right.SEE_TWIN,
    "trials.trial": Right.SEE_TWIN,
    "trials.try": Right.ASK_TWIN,
    "twin.take": Right.ASK_TWIN,
    "twin.dismiss": Right.ASK_TWIN,
}
#: Another right that suffices: for somebody else's seat, or for who is at one's own counter.
ALSO: dict[str, Right] = {
    "counters.close": Right.RUN_DAY,
    "counters.leave": Right.RUN_DAY,
    "guidances.let_go": Right.END_OWN_PROMISE,
    "guidances.not_come": Right.END_OWN_PROMISE,
}
OWN: dict[str, Right] = {
    "tickets.issued": Right.SEE_OWN_TICKET,
    "tickets.rating": Right.RATE,
    "diversion.answer": Right.MOVE_OWN_TICKET,
    "diversion.return": Right.MOVE_OWN_TICKET,
    "diversion.close": Right.MOVE_OWN_TICKET,
    **{
        f"tickets.{name}": Right.MOVE_OWN_TICKET
        for name in ("rejoin", "resume", "late", "change_service", "add_service", "abandon")
    },
}
