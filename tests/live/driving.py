"""A branch at work: real verbs, drawn at random from a seed, on a cast branch."""

from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from cast import Cast, founded_with_desks
from hall.booking.acting import SUM_FEN, supervisor
from hall.known import bring
from tingtang.access.actor import Actor
from tingtang.bank.branch.actions import move_the_day, resume_service, stop_service
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import DayMove
from tingtang.bank.customer.rules import LookReason
from tingtang.hall.booking.actions.asking import Ask as AskCash
from tingtang.hall.booking.actions.asking import ask_cash
from tingtang.hall.booking.actions.bookings import Draft, NewBooking, book, cancel, confirm
from tingtang.hall.booking.actions.holds import hold_cash, review_hold
from tingtang.hall.booking.actions.meeting import Coming, check_in
from tingtang.hall.booking.queries.cash import waiting_holds_read
from tingtang.hall.booking.rules.slots import free_slots
from tingtang.hall.counter.actions import decline_summons, move_a_seat, say_until, summon_to_seat
from tingtang.hall.counter.queries import seats_read
from tingtang.hall.counter.rules import Pause, SeatMove, SeatState
from tingtang.hall.diversion.actions.answering import (
    OUTCOMES,
    answer_offer,
    close_offer,
    return_from_diversion,
    withdraw_offer,
)
from tingtang.hall.diversion.actions.offering import offer
from tingtang.hall.diversion.rules import Decline
from tingtang.hall.ticket.actions.calling import CHOSEN_REASONS, call_chosen, call_next
from tingtang.hall.ticket.actions.greeting import undo_greeting
from tingtang.hall.ticket.actions.identifying import note_signal, override_class, undo_signal
from tingtang.hall.ticket.actions.issuing import Wish, begin_service, issue
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.actions.marking import (
    Care,
    Mark,
    ask_rating,
    mark,
    mark_visit,
    merge,
)
from tingtang.hall.ticket.actions.moving import (
    LATE_MINUTES,
    PARK_REASONS,
    add_service,
    be_late,
    change_service,
    park,
    rejoin,
    resume,
    transfer,
)
from tingtang.hall.ticket.actions.paper import OnPaper, enter_paper, note_print, open_paper_block
from tingtang.hall.ticket.actions.serving import arrive, finish, pass_by, recall, reopen
from tingtang.hall.ticket.queries import ended_tickets_read, ticket_read
from tingtang.hall.visit.actions import answer_help, ask_help, close_help, escalate_help, greet
from tingtang.hall.visit.queries import visit_read, visits_read
from tingtang.hall.visit.rules import SIGNALS, CardKind, ClassReason, CustomerClass, Need, Source
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.relation.guidance.actions.guiding import Ask
from tingtang.relation.guidance.actions.keeping import keep_waiting, not_come
from tingtang.relation.referral.actions.leading import (
    arrived,
    guide,
    lead,
    take_back_leading,
    undo,
)
from tingtang.relation.referral.actions.leaving import abandon, let_go
from tingtang.relation.referral.actions.linking import (
    link_customer,
    link_own,
    note_card,
    unlink_customer,
)
from tingtang.relation.referral.actions.receiving import (
    accept_referral,
    begin_talk,
    conclude,
    customer_left,
    give_card,
    introduce,
    return_referral,
)
from tingtang.relation.referral.actions.refusing import refuse, take_back_refusal
from tingtang.relation.referral.actions.returning import return_number
from tingtang.relation.referral.actions.submitting import (
    Slip,
    say_yes,
    submit_referral,
    take_back_yes,
    undo_referral,
)
from tingtang.relation.referral.queries import day_referrals_read, left_aside_read
from tingtang.relation.referral.rules import (
    ENDINGS,
    OPEN,
    RETURN_REASONS,
    ReferralMove,
    ReferralState,
    Target,
)
from tingtang.voice.feedback.actions import WORDS, rate

TELLERS = {
    "1": "chenyutong",
    "2": "zhouzimo",
    "3": "linkexin",
    "8": "shenyiming",
    "9": "xujianing",
}
DESKS = ("8", "9")
_KEEPING = (keep_waiting, keep_waiting, let_go, lead, take_back_leading, not_come, undo)
LOBBY = {Source.LOBBY}
OFTEN, SOMETIMES, RARELY = 9, 4, 1


class Drive:
    """One branch, driven. `verbs` names what was done last, for a failing test to show."""

    def __init__(self, seed: int, cast: Cast | None = None) -> None:
        self.cast = cast or founded_with_desks()
        self.chance = Random(seed)
        self.tickets: list[UUID] = []
        self.known = bring(self.cast, "vip", "ordinary", "vip", "ordinary", rm="linkexin")
        self.visits: list[UUID] = []  # begun at the door or by a card
        self.signals: list[UUID] = []
        self.help: list[UUID] = []
        self.offers: list[UUID] = []
        self.blocks: list[tuple[UUID, list[str]]] = []
        self.bookings: list[tuple[UUID, bytes]] = []
        self.guidances: list[UUID] = []
        self.done: list[str] = []
        self._verbs: list[tuple[Callable[[], object], int]] = [
            (self.issue, 2 * OFTEN),
            (self.call, 2 * OFTEN),
            (self.arrive, SOMETIMES),
            (self.finish, SOMETIMES),
            (self.recall, SOMETIMES),
            (self.pass_by, SOMETIMES),
            (self.rejoin, SOMETIMES),
            (self.reopen, OFTEN),
            (self.park, RARELY),
            (self.resume, SOMETIMES),
            (self.late, RARELY),
            (self.transfer, SOMETIMES),
            (self.change_service, SOMETIMES),
            (self.add_service, SOMETIMES),
            (self.mark, SOMETIMES),
            (self.merge, RARELY),
            (self.abandon, RARELY),
            (self.offer, SOMETIMES),
            (self.answer, OFTEN),
            (self.end_offer, SOMETIMES),
            (self.choose, SOMETIMES),
            (self.begin, RARELY),
            (self.seat, OFTEN),
            (self.hand_over, RARELY),
            (self.guide, OFTEN),
            (self.keep, OFTEN),
            (self.arrived, OFTEN),
            (self.say_until, SOMETIMES),
            (self.summon, SOMETIMES),
            (self.decline, SOMETIMES),
            (self.refer, OFTEN),
            (self.receive, 2 * OFTEN),
            (self.ask_help, RARELY),
            (self.answer_help, SOMETIMES),
            (self.close_help, SOMETIMES),
            (self.escalate, RARELY),
            (self.ask_rating, RARELY),
            (self.rate, OFTEN),
            (self.stop, RARELY),
            (self.go_on, SOMETIMES),
            (self.day, RARELY),
            (self.print, RARELY),
            (self.block, RARELY),
            (self.paper, RARELY),
            (self.book, SOMETIMES),
            (self.confirm, SOMETIMES),
            (self.cancel, RARELY),
            (self.check_in, SOMETIMES),
            (self.greet, RARELY),
            (self.card, RARELY),
            (self.note, OFTEN),
            (self.take_back, RARELY),
            (self.overrule, RARELY),
            (self.mark_visit, SOMETIMES),
            (self.link, SOMETIMES),
            (self.unlink, RARELY),
            (self.join, RARELY),
            (self.hold_cash, RARELY),
            (self.review_cash, SOMETIMES),
            (self.back_from_advisers, OFTEN),
        ]

    def step(self) -> None:
        """One verb that wasn't refused, some time after the last."""
        verbs, weights = zip(*self._verbs, strict=True)
        self.cast.later(seconds=self.chance.choice((0, 1, 5, 15, 60, 100, 250)))
        while True:
            self.cast.later(seconds=1)
            verb = self.chance.choices(verbs, weights)[0]
            try:
                if verb() is not False:
                    self.done.append(f"{verb.__name__} at {self.cast.at:%H:%M:%S}")
                    return
            except Refused:
                continue

    # ------------------------------------------------------------------ who and what

    @property
    def manager(self) -> Actor:
        return self.cast.staff("suxiaowen")

    def any_counter(self) -> tuple[Actor, UUID]:
        number = self.chance.choice(list(TELLERS))
        return self.cast.staff(TELLERS[number]), self.cast.counters[number]

    def open_counter(self) -> tuple[Actor, UUID]:
        """A counter that calls, with whoever sits there."""
        seats = look(self.cast.branch, seats_read(self.cast.branch))[0]
        logins = {staff: login for login, staff in self.cast.people.items()}
        taken = [(logins[s.staff_id], s.counter_id) for s in seats if s.state is SeatState.OPEN]
        if not taken:
            return self.any_counter()
        login, counter = self.chance.choice(sorted(taken))
        return self.cast.staff(login), counter

    def any_ticket(self) -> UUID:
        if not self.tickets:
            raise Refused("unknown_ticket")
        return self.chance.choice(self.tickets[-12:])

    def any_service(self) -> UUID:
        return self.cast.services[self.chance.choice(("cash", "cash", "cash", "noncash", "wealth"))]

    def _floor(self, verb: Callable[..., object], **more: object) -> object:
        """A verb of the lobby, or of the customer's phone, on a ticket."""
        ticket = self.any_ticket()
        return verb(
            actor=self.manager,
            branch_id=self.cast.branch,
            ticket_id=ticket,
            at=self.cast.at,
            **more,
        )

    def _teller(self, verb: Callable[..., object]) -> object:
        """A verb of whoever has a customer, on that customer."""
        seats = look(self.cast.branch, seats_read(self.cast.branch))[0]
        taken = [seat for seat in seats if seat.ticket_id]
        if not taken:
            raise Refused("not_at_a_counter")
        seat = self.chance.choice(sorted(taken, key=lambda each: str(each.counter_id)))
        logins = {staff: login for login, staff in self.cast.people.items()}
        return verb(
            actor=self.cast.staff(logins[seat.staff_id]),
            branch_id=self.cast.branch,
            ticket_id=seat.ticket_id,
            at=self.cast.at,
        )

    # ------------------------------------------------------------------ numbers

    def issue(self) -> object:
        pick = self.chance.random
        wish = Wish(
            self.any_service(),
            customer_class=self.chance.choice(list(CustomerClass)),
            reason=ClassReason.KNOWN_CUSTOMER,
            need=self.chance.choice(list(Need)) if pick() < 0.2 else None,
            booked=pick() < 0.1,
            emergency=pick() < 0.03,
            visit_id=self.visits.pop() if self.visits and pick() < 0.3 else None,
        )
        issued = issue(actor=self.manager, branch_id=self.cast.branch, wish=wish, at=self.cast.at)
        self.tickets.append(issued.id)
        return issued

    def begin(self) -> object:
        teller, counter = self.open_counter()
        begun = begin_service(
            actor=teller,
            branch_id=self.cast.branch,
            counter_id=counter,
            service_id=self.any_service(),
            at=self.cast.at,
        )
        self.tickets.append(begun.id)
        return begun

    def print(self) -> object:
        return self._floor(note_print, ok=True)

    def block(self) -> object:
        block = open_paper_block(
            actor=self.manager,
            branch_id=self.cast.branch,
            service_id=self.any_service(),
            size=5,
            at=self.cast.at,
        )
        self.blocks.append((block.id, list(block.numbers)))
        return block

    def paper(self) -> object:
        left = [each for each in self.blocks if each[1]]
        if not left:
            return False
        block, numbers = self.chance.choice(left)
        some = numbers[: self.chance.randint(1, 3)]
        entered = enter_paper(
            actor=self.manager,
            branch_id=self.cast.branch,
            block_id=block,
            handed=[OnPaper(each, protected=self.chance.random() < 0.3) for each in some],
            at=self.cast.at,
        )
        del numbers[: len(some)]
        self.tickets += entered.tickets
        return entered

    # ------------------------------------------------------------------ appointments

    def book(self) -> object:
        """One of the next slots, now and then tomorrow's or later."""
        plan = plan_of(self.cast.branch)
        service = plan.service(self.any_service())
        slots = [*islice(free_slots(plan, service, {}, self.cast.at, self.cast.at), 80)]
        near = slots[:3] if self.chance.random() < 0.8 else slots
        index = self.chance.randbytes(32)
        wish = NewBooking(
            service.id,
            self.chance.choice(near),
            self.chance.choice(("telephone", "staff")),
            self.chance.randbytes(32),
            [Draft(new_id(), index, b"sealed")],
        )
        made = book(actor=self.manager, branch_id=self.cast.branch, booking=wish, at=self.cast.at)
        self.bookings.append((made.id, index))
        return made

    def _of_bookings(self, verb: Callable[[UUID, bytes], object]) -> object:
        """A verb of one of the last appointments, the first that it may be done to."""
        for booking, code in self.chance.sample(self.bookings[-12:], len(self.bookings[-12:])):
            with suppress(Refused):
                return verb(booking, code)
        return False

    def _booking(self, verb: Callable[..., object], booking: UUID, **more: object) -> object:
        return verb(
            actor=self.manager,
            branch_id=self.cast.branch,
            booking_id=booking,
            at=self.cast.at,
            **more,
        )

    def confirm(self) -> object:
        return self._of_bookings(lambda each, code: self._booking(confirm, each, code=code))

    def cancel(self) -> object:
        return self._of_bookings(lambda each, _: self._booking(cancel, each))

    def check_in(self) -> object:
        return self._of_bookings(lambda _, code: self._comes(code))

    def _comes(self, code: bytes) -> object:
        met = check_in(
            actor=self.cast.kiosk,
            branch_id=self.cast.branch,
            coming=Coming(code=code),
            at=self.cast.at,
        )
        self.tickets.append(met.issued.id)
        return met

    # ------------------------------------------------------------------ at a counter

    def call(self) -> object:
        teller, counter = self.open_counter()
        called = call_next(
            actor=teller, branch_id=self.cast.branch, counter_id=counter, at=self.cast.at
        )
        return called if called.called or called.finished else False

    def choose(self) -> object:
        teller, counter = self.open_counter()
        return call_chosen(
            actor=teller,
            branch_id=self.cast.branch,
            counter_id=counter,
            ticket_id=self.any_ticket(),
            reason=self.chance.choice(sorted(CHOSEN_REASONS)),
            at=self.cast.at,
        )

    def recall(self) -> object:
        return self._teller(recall)

    def arrive(self) -> object:
        return self._teller(arrive)

    def pass_by(self) -> object:
        return self._teller(pass_by)

    def finish(self) -> object:
        return self._teller(finish)

    def reopen(self) -> object:
        """The teller takes the last finish back, as a mistake shows at once."""
        teller, counter = self.any_counter()
        done = ended_tickets_read(self.cast.branch, self.cast.at.date())
        rows = [row for row in look(self.cast.branch, done)[0] if row.counter_id == counter]
        last = max(rows, key=lambda row: row.ended_at or row.issued_at, default=None)
        if last is None:
            return False
        return reopen(actor=teller, branch_id=self.cast.branch, ticket_id=last.id, at=self.cast.at)

    def seat(self) -> object:
        teller, counter = self.any_counter()
        moves = (SeatMove.TAKE, *[SeatMove.OPEN] * 8, SeatMove.PAUSE, SeatMove.CLOSE)
        return move_a_seat(
            actor=teller,
            branch_id=self.cast.branch,
            counter_id=counter,
            move=self.chance.choice((*moves, SeatMove.LEAVE)),
            pause=self.chance.choice(list(Pause)),
            at=self.cast.at,
        )

    def hand_over(self) -> object:
        teller, counter = self.any_counter()
        return move_a_seat(
            actor=teller,
            branch_id=self.cast.branch,
            counter_id=counter,
            move=SeatMove.HAND_OVER,
            to_staff=self.cast.people[self.chance.choice(("chenyutong", "zhouzimo", "linkexin"))],
            at=self.cast.at,
        )

    # ------------------------------------------------------------------ to a desk

    def guide(self) -> object:
        found = look(self.cast.branch, ticket_read(self.cast.branch, self.any_ticket()))[0]
        pick = self.chance.choice
        ask = Ask(
            business=pick([None, "wealth", "wealth", "small_cash"]),
            reply=pick(("unasked", "willing", "willing", "no_time", "refuses")),
            asked=self.chance.random() < 0.3,
            rm_id=pick([None, self.cast.people["xujianing"]]),
            desk_id=self.cast.counters[pick(DESKS)] if self.chance.random() < 0.2 else None,
        )
        guided = guide(
            actor=self.manager,
            branch_id=self.cast.branch,
            visit_id=found[0].visit_id,
            ask=ask,
            at=self.cast.at,
        )
        self.guidances.append(guided.id)
        return guided

    def any_guidance(self) -> UUID:
        if not self.guidances:
            raise Refused("unknown_guidance")
        return self.chance.choice(self.guidances[-3:])

    def keep(self) -> object:
        verb = self.chance.choice(_KEEPING)
        more = {"desk_id": self.cast.counters[self.chance.choice(DESKS)]} if verb is lead else {}
        return verb(
            actor=self.manager,
            branch_id=self.cast.branch,
            guidance_id=self.any_guidance(),
            at=self.cast.at,
            **more,
        )

    def arrived(self) -> object:
        met = arrived(
            actor=self.cast.staff(TELLERS[self.chance.choice(DESKS)]),
            branch_id=self.cast.branch,
            guidance_id=self.any_guidance(),
            at=self.cast.at,
        )
        self.tickets.append(met.ticket)
        return met

    def say_until(self) -> object:
        number = self.chance.choice(DESKS)
        return say_until(
            actor=self.cast.staff(TELLERS[number]),
            branch_id=self.cast.branch,
            counter_id=self.cast.counters[number],
            minutes=self.chance.choice((1, 8, 20)),
            at=self.cast.at,
        )

    def summon(self) -> object:
        login = self.chance.choice((*TELLERS.values(), None))
        return self.cast.do(
            "suxiaowen",
            summon_to_seat,
            counter_id=self.chance.choice([*self.cast.counters.values()]),
            staff_id=self.cast.staff(login).subject if login else None,
        )

    def decline(self) -> object:
        return self.cast.do(
            self.chance.choice([*TELLERS.values()]),
            decline_summons,
            counter_id=self.chance.choice([*self.cast.counters.values()]),
        )

    # ------------------------------------------------------------------ referred

    def refer(self) -> object:
        slip = Slip(Target.RM, "wealth", spoken_yes=self.chance.random() < 0.5)
        who = self.chance.choice(("suxiaowen", "suxiaowen", "chenyutong", "shenyiming"))
        return self.cast.do(who, submit_referral, visit_id=self.any_visit(), slip=slip)

    def receive(self) -> object:
        """What may come next of an open referral, by somebody who may do it."""
        day = plan_of(self.cast.branch).day(self.cast.at)
        rows = look(self.cast.branch, day_referrals_read(self.cast.branch, day))[0]
        rows = [row for row in rows if row.state in OPEN]
        if not rows:
            return False
        row, pick = self.chance.choice(rows[-4:]), self.chance.choice
        logins = {staff: login for login, staff in self.cast.people.items()}
        more: dict[str, object] = {"referral_id": row.id}
        source = logins[row.source_id]
        verb: Any
        if row.state is ReferralState.SUBMITTED:
            says = take_back_yes if row.spoken_yes else say_yes
            verb = pick((accept_referral, accept_referral, return_referral, says, undo_referral))
            who = pick(("shenyiming", "xujianing", "hanliqun"))
            who = {says: "suxiaowen", undo_referral: source}.get(verb, who)
        else:
            who = logins[row.receiver_id] if row.receiver_id else source
            verb = {
                ReferralState.ACCEPTED: pick((introduce, introduce, say_yes, return_referral)),
                ReferralState.INTRODUCED: pick((begin_talk, begin_talk, return_referral)),
                ReferralState.IN_TALK: conclude,
            }[row.state]
        if self.chance.random() < 0.1:
            verb, who = pick((give_card, refuse, customer_left)), "suxiaowen"
        if verb is return_referral:
            more["reason"] = pick(sorted(RETURN_REASONS))
        if verb is conclude:
            outcome = pick((ReferralMove.CONVERT, *sorted(ENDINGS)))
            lost = outcome is ReferralMove.NOT_INTERESTED
            more |= {"outcome": outcome, "reason": "no_need" if lost else ""}
        done = self.cast.do(who, verb, **more)
        if verb is refuse and self.chance.random() < 0.5:  # a slip of the hand
            return self.cast.do(who, take_back_refusal, referral_id=row.id)
        return done

    # ------------------------------------------------------------------ in the lines

    def rejoin(self) -> object:
        return self._floor(rejoin)

    def park(self) -> object:
        return self._floor(park, reason=self.chance.choice(sorted(PARK_REASONS)))

    def resume(self) -> object:
        return self._floor(resume)

    def late(self) -> object:
        return self._floor(be_late, minutes=self.chance.choice(sorted(LATE_MINUTES)))

    def transfer(self) -> object:
        counter = self.chance.choice([None, *self.cast.counters.values()])
        service = self.any_service() if counter is None or self.chance.random() < 0.5 else None
        return self._floor(transfer, service_id=service, counter_id=counter)

    def change_service(self) -> object:
        return self._floor(change_service, service_id=self.any_service())

    def add_service(self) -> object:
        return self._floor(add_service, service_id=self.any_service())

    def mark(self) -> object:
        pick = self.chance.choice
        return self._floor(
            mark,
            mark=Mark(
                customer_class=pick([None, *CustomerClass]),
                reason=ClassReason.KNOWN_CUSTOMER,
                need=pick([None, None, *Need]),
                protected=pick([None, False, True]),
                emergency=pick([None, None, None, False, True]),
            ),
        )

    def merge(self) -> object:
        return self._floor(merge, into_id=self.any_ticket())

    def abandon(self) -> object:
        return self._floor(abandon)

    # ------------------------------------------------------------------ whose visit it is

    def any_visit(self) -> UUID:
        """One without a number, or a ticket's."""
        if self.visits and self.chance.random() < 0.4:
            return self.chance.choice(self.visits[-6:])
        found = look(self.cast.branch, ticket_read(self.cast.branch, self.any_ticket()))[0]
        visit: UUID = found[0].visit_id
        return visit

    def _visit(self, verb: Callable[..., object], **more: object) -> object:
        return verb(actor=self.manager, branch_id=self.cast.branch, at=self.cast.at, **more)

    def greet(self) -> object:
        visit = None if self.chance.random() < 0.6 else self.any_visit()
        age = self.chance.choice((0, 0, 40, 1800))
        before = look(self.cast.branch, visits_read(self.cast.branch, self.cast.at.date()))[0]
        greeted = greet(
            actor=self.manager,
            branch_id=self.cast.branch,
            visit_id=visit,
            age_s=age,
            at=self.cast.at,
        )
        if self.chance.random() < 0.2 and (visit is None or not age):  # a slip of the hand
            self._visit(undo_greeting, visit_id=greeted.visit)
        elif visit is None:
            self.visits.append(greeted.visit)
        return visit is None or any(e.id == visit and not e.greeted_at for e in before)

    def card(self) -> object:
        visit = None if self.chance.random() < 0.5 else self.any_visit()
        strangers = [self.chance.randbytes(32) for _ in self.known]
        index = self.chance.choice([*strangers, *(each.index for each in self.known)])
        at = self.cast.at
        noted = note_card(
            actor=self.cast.kiosk,
            branch_id=self.cast.branch,
            kind=CardKind.CARD,
            index=index,
            visit_id=visit,
            at=at,
        )
        if visit is None:
            self.visits.append(noted.visit)
        return noted

    def note(self) -> object:
        code = self.chance.choice([each for each in SIGNALS.values() if LOBBY & each.sources]).code
        visit = self.any_visit()
        signal = self._visit(note_signal, visit_id=visit, code=code)
        known = signal.id in self.signals  # type: ignore[attr-defined]
        self.signals.append(signal.id)  # type: ignore[attr-defined]
        return not known

    def take_back(self) -> object:
        if not self.signals:
            return False
        signal = self.signals.pop(self.chance.randrange(len(self.signals)))
        return self._visit(undo_signal, signal_id=signal)

    def overrule(self) -> object:
        said = self.chance.choice([*CustomerClass, None])
        visit = self.any_visit()
        before = self.version_of(visit)
        reason = self.chance.choice((ClassReason.KNOWN_CUSTOMER, ClassReason.MISTAKEN))
        self._visit(override_class, visit_id=visit, customer_class=said, reason=reason)
        return self.version_of(visit) != before

    def mark_visit(self) -> object:
        pick, visit = self.chance.choice, self.any_visit()
        before = self.version_of(visit)
        care = Care(need=pick([None, None, *Need]), protected=pick([None, False, True]))
        unsaid = Care(unsaid=True)
        self._visit(mark_visit, visit_id=visit, care=pick([care, care, unsaid]))
        return self.version_of(visit) != before

    def link(self) -> object:
        whom = self.chance.choice(self.known)
        at_branch = {"branch_id": self.cast.branch, "at": self.cast.at}
        visit = self.any_visit()
        before = self.version_of(visit)
        if self.chance.random() < 0.5:
            rm = self.cast.staff("linkexin")
            link_own(actor=rm, visit_id=visit, customer_id=whom.id, **at_branch)  # type: ignore[arg-type]
        else:
            serving = LookReason.SERVING
            card = CardKind.CARD
            more = {"kind": card, "index": whom.index, "reason": serving}
            self._visit(link_customer, visit_id=visit, **more)
        return self.version_of(visit) != before

    def unlink(self) -> object:
        visit = self.any_visit()
        before = self.version_of(visit)
        self._visit(unlink_customer, visit_id=visit, reason=ClassReason.WRONG_PERSON)
        return self.version_of(visit) != before

    def version_of(self, visit: UUID) -> int | None:
        day = plan_of(self.cast.branch).day(self.cast.at)
        found = look(self.cast.branch, visit_read(self.cast.branch, visit, day))[0]
        return found[0].version if found else None

    def join(self) -> object:
        if not self.visits:
            return False
        visit = self.chance.choice(self.visits[-6:])
        return self._visit(join, visit_id=visit, ticket_id=self.any_ticket())

    # ------------------------------------------------------------------ cash, and the clock

    def hold_cash(self) -> object:
        wish = AskCash(cash="enough", amount_fen=SUM_FEN, place="1")
        asked = self.cast.do("chenyutong", ask_cash, ask=wish)
        return self.cast.do("chenyutong", hold_cash, cash_id=asked.id, reason="coached")

    def review_cash(self) -> object:
        held = look(self.cast.branch, waiting_holds_read(self.cast.branch))[0]
        if not held:
            return False
        return review_hold(
            actor=supervisor(self.cast),
            branch_id=self.cast.branch,
            cash_id=self.chance.choice(sorted(held)),
            reference=self.chance.choice([None, "A4403-2026-0001"]),
            at=self.cast.at,
        )

    def back_from_advisers(self) -> object:
        branch, at = self.cast.branch, self.cast.at
        left = look(branch, left_aside_read(branch, at))[0]
        for ticket in left:
            return_number(actor=self.cast.clock, branch_id=branch, ticket_id=ticket, at=at)
        return bool(left)

    # ------------------------------------------------------------------ another place

    def offer(self) -> object:
        pick = self.chance
        made = offer(
            actor=pick.choice([self.manager, self.cast.kiosk, self.cast.staff("chenyutong")]),
            branch_id=self.cast.branch,
            ticket_id=self.any_ticket(),
            asked=pick.random() < 0.6,
            amount_yuan=pick.choice([None, 500, 30_000]),
            at=self.cast.at,
        )
        self.offers.append(made.id)
        return made

    def _offer(self, verb: Callable[..., object], **more: object) -> object:
        if not self.offers:
            return False
        return verb(
            actor=self.manager,
            branch_id=self.cast.branch,
            offer_id=self.chance.choice(self.offers[-5:]),
            at=self.cast.at,
            **more,
        )

    def answer(self) -> object:
        accepted = self.chance.random() < 0.7
        reason = None if accepted else self.chance.choice([None, *Decline])
        return self._offer(answer_offer, accepted=accepted, reason=reason)

    def end_offer(self) -> object:
        if self.chance.random() < 0.3:
            return self._offer(self.chance.choice([withdraw_offer, return_from_diversion]))
        return self._offer(close_offer, outcome=self.chance.choice([*OUTCOMES]))

    # ------------------------------------------------------------------ help, ratings, the day

    def ask_help(self) -> object:
        ticket = self.any_ticket() if self.tickets and self.chance.random() < 0.7 else None
        who = self.cast.kiosk if ticket is None else self.cast.visitor(ticket)
        asked = ask_help(
            actor=who, branch_id=self.cast.branch, at=self.cast.at, ticket_id=ticket, place="门口"
        )
        self.help.append(asked.id)
        return asked

    def _help(self, verb: Callable[..., object]) -> object:
        if not self.help:
            return False
        return verb(
            actor=self.manager,
            branch_id=self.cast.branch,
            help_id=self.chance.choice(self.help),
            at=self.cast.at,
        )

    def answer_help(self) -> object:
        return self._help(answer_help)

    def close_help(self) -> object:
        return self._help(close_help)

    def escalate(self) -> object:
        late = escalate_help(actor=self.cast.clock, branch_id=self.cast.branch, at=self.cast.at)
        return late or False

    def ask_rating(self) -> object:
        return self._floor(ask_rating)

    def rate(self) -> object:
        ticket = self.any_ticket()
        return rate(
            actor=self.cast.visitor(ticket),
            branch_id=self.cast.branch,
            ticket_id=ticket,
            score=self.chance.randint(1, 5),
            words=self.chance.sample(sorted(WORDS), 2),
            at=self.cast.at,
        )

    def stop(self) -> object:
        return stop_service(
            actor=self.manager,
            branch_id=self.cast.branch,
            service_id=self.any_service(),
            notice=self.chance.choice(("cash_out", "sold_out", "system_down")),
            at=self.cast.at,
        )

    def go_on(self) -> object:
        return resume_service(
            actor=self.manager,
            branch_id=self.cast.branch,
            service_id=self.any_service(),
            at=self.cast.at,
        )

    def day(self) -> object:
        if self.chance.random() < 0.8:
            move = self.chance.choice((*[DayMove.OPEN] * 6, DayMove.LAST_NUMBERS))
            return move_the_day(
                actor=self.manager, branch_id=self.cast.branch, move=move, at=self.cast.at
            )
        return False
