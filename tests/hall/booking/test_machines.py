"""The two lives, driven at random beside the simplest model of each."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cast import Cast, founded
from hall.booking.acting import booked, go_to, index, reserved, slots, supervisor
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.booking.actions import cash as cash_verbs
from tingtang.hall.booking.actions import holds
from tingtang.hall.booking.actions.asking import Ask, ask_cash
from tingtang.hall.booking.actions.bookings import cancel, confirm
from tingtang.hall.booking.actions.meeting import Coming, check_in
from tingtang.hall.booking.queries.bookings import bookings_read
from tingtang.hall.booking.queries.cash import CashRow, cash_read
from tingtang.hall.booking.rules.bookings import phase_of
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read

ROOM, MINUTE = 2, timedelta(minutes=1)
which = st.integers(0, 99)
AT_EASE = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Told:
    """An appointment, as a clerk with a paper book would know it."""

    slot: datetime
    phone: str
    made: datetime
    said: str = "pending"  # booked, arrived, walk_in, cancelled

    def now(self, at: datetime) -> str:
        if self.said == "pending" and at >= self.made + 10 * MINUTE:
            return "expired"
        if self.said == "booked" and at > self.slot:
            return "late" if at <= self.slot + 10 * MINUTE else "no_show"
        return self.said

    def holds(self, at: datetime) -> bool:
        return self.now(at) in ("pending", "booked", "late", "no_show", "arrived")

    def is_open(self, at: datetime) -> bool:
        return self.now(at) in ("pending", "booked", "late")


class Appointments(RuleBasedStateMachine):
    """One morning's appointments, made and kept by a few phones."""

    @initialize()
    def found(self) -> None:
        self.cast: Cast = founded()
        self.cast.open_day()
        self.book: dict[UUID, Told] = {}

    def refused(self, why: set[str], what: Any) -> Any:
        """What it answers; None where the book forbids it, and it was refused for that."""
        if not why:
            return what()
        with pytest.raises(Refused) as refused:
            what()
        assert refused.value.code in why
        return None

    def pick(self, n: int) -> tuple[UUID, Told]:
        return [*self.book.items()][n % len(self.book)]

    @rule(n=st.integers(0, 2), phone=st.sampled_from("ABC"))
    def somebody_books(self, n: int, phone: str) -> None:
        at, slot = self.cast.at, slots(self.cast, 3)[n]
        why = set()
        if sum(each.is_open(at) and each.phone == phone for each in self.book.values()) >= 2:
            why.add("bookings_used_up")
        if sum(each.holds(at) and each.slot == slot for each in self.book.values()) >= ROOM:
            why.add("slot_full")
        made = self.refused(why, lambda: booked(self.cast, slot, phone))
        if made:
            self.book[made.id] = Told(slot, phone, at)

    @precondition(lambda self: self.book)
    @rule(n=which, wrong=st.integers(0, 5).map(lambda n: n == 5))
    def the_code_is_given(self, n: int, wrong: bool) -> None:
        booking, told = self.pick(n)
        why = {"wrong_code"} if wrong else set()
        if told.said != "pending":
            why.add("booking_cannot")
        elif told.now(self.cast.at) == "expired":
            why.add("booking_expired")
        code = index("another" if wrong else str(booking))
        act = self.cast.do
        if self.refused(why, lambda: act("suxiaowen", confirm, booking_id=booking, code=code)):
            told.said = "booked"

    @precondition(lambda self: self.book)
    @rule(n=which)
    def one_is_cancelled(self, n: int) -> None:
        booking, told = self.pick(n)
        why = set()
        if told.said not in ("pending", "booked"):
            why.add("booking_cannot")
        elif told.now(self.cast.at) == "expired":
            why.add("booking_expired")
        if self.refused(why, lambda: self.cast.do("suxiaowen", cancel, booking_id=booking)):
            told.said = "cancelled"

    @precondition(lambda self: self.book)
    @rule(n=which)
    def somebody_comes(self, n: int) -> None:
        booking, told = self.pick(n)
        at, why = self.cast.at, set()
        if at < told.slot - 15 * MINUTE:
            why.add("check_in_early")
        if told.said != "booked":
            why.add("booking_cannot")
        coming = Coming(booking_id=booking)
        met = self.refused(why, lambda: self.cast.do("suxiaowen", check_in, coming=coming))
        if met:
            in_time = at <= told.slot + 10 * MINUTE
            told.said = "arrived" if in_time else "walk_in"
            assert (met.called_from is not None) == (at < told.slot)

    @rule(minutes=st.sampled_from([1, 5, 9, 10, 11, 15, 30]))
    def time_passes(self, minutes: int) -> None:
        if len(slots(self.cast, 30)) > 20:
            go_to(self.cast, self.cast.at + minutes * MINUTE)

    @invariant()
    def the_tables_say_what_the_book_says(self) -> None:
        if not hasattr(self, "cast"):
            return
        plan, at = plan_of(self.cast.branch), self.cast.at
        day = plan.whole_day(plan.day(at))
        rows = look(self.cast.branch, bookings_read(self.cast.branch, *day))[0]
        assert {row.id: phase_of(row, plan.parameters, at).value for row in rows} == {
            booking: told.now(at) for booking, told in self.book.items() if told.said != "cancelled"
        }


Appointments.TestCase.settings = AT_EASE
test_appointments = Appointments.TestCase


#: What may happen to cash, from where to where; lifting goes back.
MOVES = {
    "confirm": {"requested": "confirmed"},
    "prepare": {"confirmed": "cash_prepared"},
    "pay": dict.fromkeys(("requested", "confirmed", "cash_prepared", "partly_paid"), "paid"),
    "part": dict.fromkeys(
        ("requested", "confirmed", "cash_prepared", "partly_paid"), "partly_paid"
    ),
    "convert": dict.fromkeys(
        ("requested", "confirmed", "cash_prepared", "partly_paid"), "converted_to_transfer"
    ),
    "cancel": dict.fromkeys(("requested", "confirmed", "cash_prepared"), "cancelled"),
    "hold": dict.fromkeys(
        ("requested", "confirmed", "cash_prepared", "partly_paid"), "held_for_fraud_check"
    ),
    "refer": {"held_for_fraud_check": "police_referred"},
    "ask": {each: each for each in ("requested", "confirmed", "cash_prepared", "partly_paid")},
}
HELD = ("held_for_fraud_check", "police_referred")
#: What none of a phone number's reservations does while one of them is held.
PAYS = ("pay", "part", "convert", "ask")


@dataclass
class Money:
    """A reservation, as a clerk would know it."""

    left: int
    phone: str
    state: str = "requested"
    before: str = "requested"
    confirmed_by: str = ""
    asked: bool = False  # today, what follows
    events: list[str] = field(default_factory=list)


class CashLife(RuleBasedStateMachine):
    """Reservations of cash through everybody's hands."""

    @initialize()
    def found(self) -> None:
        self.cast: Cast = founded()
        self.cast.open_day()
        self.known: dict[UUID, Money] = {}
        self.versions: dict[UUID, int] = {}

    @rule(yuan=st.integers(1, 99_999), phone=st.sampled_from("ABC"))
    def somebody_reserves(self, yuan: int, phone: str) -> None:
        notes = [0, 0, 0, 0, 0, yuan]
        made = reserved(self.cast, amount_fen=yuan * 100, notes=notes, phone=phone)
        self.known[made.id] = Money(yuan * 100, phone)
        self.versions[made.id] = made.version

    @precondition(lambda self: self.known)
    @rule(
        n=which,
        what=st.sampled_from([*sorted(MOVES), "lift", "pay", "confirm", "ask"]),
        second=st.booleans(),
        stale=st.integers(0, 9).map(lambda n: n == 9),
        share=st.floats(0.01, 0.99),
    )
    def something_happens(self, n: int, what: str, second: bool, stale: bool, share: float) -> None:
        cash_id, money = [*self.known.items()][n % len(self.known)]
        who, verb, more = self._verb(what, second)
        why, to = set(), MOVES.get(what, {}).get(money.state)
        if what == "lift":
            to = money.before if money.state in HELD else None
        if to is None:
            why.add("cash_cannot")
        of_one = [each for each in self.known.values() if each.phone == money.phone]
        if what in PAYS and any(each.state in HELD for each in of_one):
            why.add("payment_held")
        if what in ("pay", "part") and not money.asked:
            why.add("cash_not_asked")
        if what == "part":
            more["amount_fen"] = part = int(money.left * share)
            if not 0 < part < money.left:
                why.add("no_part")
        if what == "prepare" and money.confirmed_by == ("second" if second else "first"):
            why.add("same_person")
        arguments = {"actor": who, "branch_id": self.cast.branch, "at": self.cast.at, **more}
        if what == "ask":
            arguments["ask"] = Ask("enough", reservation=cash_id)
        else:
            arguments |= {"cash_id": cash_id, "seen": self.versions[cash_id] - stale}
            if stale:
                why.add("stale_screen")
        if why:
            with pytest.raises(Refused) as refused:
                verb(**arguments)
            assert refused.value.code in why
            return
        done = verb(**arguments)
        money.asked |= what == "ask"
        self.versions[cash_id] = done.version
        assert done.state.value == to
        money.before = money.state if what == "hold" else money.before
        money.state = str(to)
        money.left -= {"pay": money.left, "part": more.get("amount_fen", 0)}.get(what, 0)
        if what == "confirm":
            money.confirmed_by = "second" if second else "first"

    def _verb(self, what: str, second: bool) -> tuple[Any, Any, dict[str, Any]]:
        over = supervisor(self.cast, 2 if second else 1)
        teller, lobby = self.cast.staff("chenyutong"), self.cast.staff("suxiaowen")
        verbs: dict[str, tuple[Any, Any, dict[str, Any]]] = {
            "confirm": (over, cash_verbs.confirm_cash, {}),
            "prepare": (over, cash_verbs.prepare_cash, {}),
            "ask": (teller, ask_cash, {}),
            "pay": (teller, cash_verbs.pay_cash, {}),
            "part": (teller, cash_verbs.pay_part, {}),
            "convert": (lobby, cash_verbs.convert_cash, {}),
            "cancel": (lobby, cash_verbs.cancel_cash, {"reason": "customer"}),
            "hold": (teller, holds.hold_cash, {"reason": "evasive"}),
            "lift": (over, holds.review_hold, {}),
            "refer": (over, holds.review_hold, {"reference": "J-2026-1"}),
        }
        return verbs[what]

    @invariant()
    def the_table_says_what_the_clerk_knows(self) -> None:
        for cash_id, money in getattr(self, "known", {}).items():
            row: CashRow = look(self.cast.branch, cash_read(self.cast.branch, cash_id))[0][0]
            assert (row.state.value, row.left_fen) == (money.state, money.left)

    def teardown(self) -> None:
        """No sum ever stood in the ledger."""
        if not hasattr(self, "cast"):
            return
        sql = "select body::text from ledger_entry where branch_id = %s and kind like 'cash.%%'"
        texts = look(self.cast.branch, Read(sql, (self.cast.branch,), lambda text: text))[0]
        assert not any("_fen" in text or "amount" in text for text in texts)


CashLife.TestCase.settings = AT_EASE
test_cash = CashLife.TestCase
