"""Visits driven at random against a simple model: door, signals, the staff's word, links, joins.

After every step the tables must say what the model says: class, what it rests on, signals, line.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cast import founded
from hall.known import bring
from hall.test_identity import by_hand
from tingtang.bank.customer.rules import LookReason
from tingtang.hall.ticket.actions.identifying import note_signal, override_class, undo_signal
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.actions.marking import Care, Mark, mark, mark_visit, merge
from tingtang.hall.visit.actions import greet
from tingtang.hall.visit.rules import (
    SIGNALS,
    CardKind,
    ClassReason,
    CustomerClass,
    Need,
    Source,
    either,
)
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.relation.referral.actions.linking import link_customer, note_card, unlink_customer

LOBBY = sorted(code for code, each in SIGNALS.items() if Source.LOBBY in each.sources)
BEST_KNOWN_FIRST = ["vip", "potential", "ordinary"]
which = st.integers(0, 99)

VISITS = """
select v.id, v.customer_class, v.class_by, v.greeted_at is not null, v.customer_id, v.protected,
    array(select s.code from hall_signal s where s.branch_id = v.branch_id
        and s.visit_id = v.id and s.undone_at is null order by s.code),
    t.line_class, t.state, w.line is not null,
    (select count(*) from hall_waiting x where x.branch_id = v.branch_id and x.ticket_id = t.id)
from hall_visit v
left join hall_ticket t on t.branch_id = v.branch_id and t.visit_id = v.id
left join hall_waiting w on w.branch_id = v.branch_id and w.ticket_id = t.id
    and w.line = t.line and w.place = t.place
where v.branch_id = %s and v.joined_id is null
"""
LINES = ["emergency", "care", "vip", "booked", "ordinary"]


@dataclass
class Person:
    """Somebody in the hall, as one would tell a colleague."""

    id: UUID
    came: datetime
    at_door: bool = False
    greeted: bool = False
    ticket: UUID | None = None
    waits: bool = False
    noted: dict[str, UUID] = field(default_factory=dict)
    noted_at: dict[UUID, datetime] = field(default_factory=dict)
    said: str | None = None
    filed: str | None = None
    customer: UUID | None = None
    believed: str = "signals"
    protected: bool | None = None

    @property
    def known_as(self) -> str:
        if self.believed == "staff" and self.said:
            return self.said
        return "vip" if self.believed == "file" else by_hand([*self.noted])

    @property
    def line(self) -> str:
        if self.protected:
            return "care"
        return "vip" if self.known_as == "vip" else "ordinary"

    def unfile(self) -> None:
        if self.believed == "file":
            self.believed = "staff" if self.said else "signals"
        self.filed = self.customer = None

    def file(self, customer: UUID, filed: str) -> None:
        if self.customer != customer:
            self.unfile()
            self.customer, self.filed = customer, filed
            self.believed = "file" if filed == "vip" else self.believed


class VisitMachine(RuleBasedStateMachine):
    """One branch on one morning."""

    @initialize()
    def found(self) -> None:
        self.cast = founded()
        self.cast.open_day()
        self.known = bring(self.cast, "vip", "ordinary", "vip")
        self.people: list[Person] = []
        self.gone: list[Person] = []

    def attempt(self, forbidden: str | None, verb: Callable[..., Any], **more: Any) -> Any:
        if forbidden is None:
            return self.cast.do("suxiaowen", verb, **more)
        with pytest.raises(Refused) as refused:
            self.cast.do("suxiaowen", verb, **more)
        assert refused.value.code == forbidden
        return None

    def pick(self, n: int) -> Person:
        everybody = [*self.people, *self.gone]
        return everybody[n % len(everybody)]

    def over(self, person: Person) -> str | None:
        if person in self.gone:
            return "visit_joined"
        late = self.cast.at - person.came >= timedelta(minutes=15)
        return "visit_over" if person.at_door and not person.ticket and late else None

    def anybody(self) -> bool:
        return bool(self.people)

    # ------------------------------------------------------------------ coming

    @rule(minutes=st.sampled_from([1, 4, 9, 16]))
    def time_passes(self, minutes: int) -> None:
        self.cast.later(minutes=minutes)

    @rule(age=st.sampled_from([0, 0, 90, 1000]))
    def somebody_comes_in(self, age: int) -> None:
        greeted = self.attempt(None, greet, age_s=age)
        came = self.cast.at - timedelta(seconds=age)
        self.people.append(Person(greeted.visit, came, at_door=True, greeted=True))

    @rule(known=st.sampled_from([None, "potential", "vip"]), protected=st.none() | st.booleans())
    def somebody_takes_a_number(self, known: str | None, protected: bool | None) -> None:
        more: dict[str, Any] = {"customer_class": CustomerClass(known)} if known else {}
        issued = self.cast.ticket(protected=protected, **more)
        person = Person(self.visit_of(issued.id), self.cast.at, ticket=issued.id, waits=True)
        person.protected = protected
        if known:
            person.said, person.believed = known, "staff"
        self.people.append(person)

    def visit_of(self, ticket: UUID) -> UUID:
        values = (self.cast.branch, ticket)
        sql = "select visit_id from hall_ticket where branch_id = %s and id = %s"
        found: list[UUID] = look(self.cast.branch, Read(sql, values, lambda visit: visit))[0]
        return found[0]

    @precondition(anybody)
    @rule(n=which)
    def a_person_takes_a_number(self, n: int) -> None:
        person = self.pick(n)
        if person.ticket or person in self.gone:
            with pytest.raises(Refused, match="unknown_visit"):
                self.cast.ticket(visit_id=person.id)
        elif self.over(person):
            with pytest.raises(Refused, match="visit_over"):
                self.cast.ticket(visit_id=person.id)
        else:
            person.ticket, person.waits = self.cast.ticket(visit_id=person.id).id, True

    @precondition(anybody)
    @rule(n=which)
    def greeted_again(self, n: int) -> None:
        person = self.pick(n)
        joined = "visit_joined" if person in self.gone else None
        if self.attempt(joined, greet, visit_id=person.id):
            person.greeted = True

    # ------------------------------------------------------------------ what is noted and said

    @precondition(anybody)
    @rule(n=which, code=st.sampled_from(LOBBY))
    def a_signal_is_noted(self, n: int, code: str) -> None:
        person = self.pick(n)
        signal = self.attempt(self.over(person), note_signal, visit_id=person.id, code=code)
        if signal:
            assert person.noted.get(code, signal.id) == signal.id
            person.noted_at.setdefault(signal.id, self.cast.at)
            person.noted[code] = signal.id

    @precondition(lambda self: any(each.noted for each in self.people))
    @rule(n=which, m=which)
    def a_signal_is_taken_back(self, n: int, m: int) -> None:
        noted = [each for each in self.people if each.noted]
        person = noted[n % len(noted)]
        code = sorted(person.noted)[m % len(person.noted)]
        signal = person.noted[code]
        late = self.cast.at - person.noted_at[signal] > timedelta(minutes=10)
        why = "signal_too_old" if late else self.over(person)
        if self.attempt(why, undo_signal, signal_id=signal):
            del person.noted[code]

    @precondition(anybody)
    @rule(
        n=which,
        said=st.sampled_from(["vip", "potential", "ordinary", None]),
        reason=st.sampled_from(ClassReason),
    )
    def the_staff_says_the_class(self, n: int, said: str | None, reason: ClassReason) -> None:
        person = self.pick(n)
        fits = said != "vip" or reason is ClassReason.KNOWN_CUSTOMER
        answer = self.attempt(
            self.over(person) if fits else "reason_does_not_fit",
            override_class,
            visit_id=person.id,
            customer_class=CustomerClass(said) if said else None,
            reason=reason,
        )
        if answer:
            if said:
                person.believed = "staff"
            elif person.said:
                person.believed = "file" if person.filed == "vip" else "signals"
            person.said = said
            assert answer.customer_class == person.known_as

    @precondition(lambda self: any(each.ticket for each in self.people))
    @rule(n=which, said=st.sampled_from(["vip", "ordinary", None]), protected=st.booleans())
    def a_number_is_marked(self, n: int, said: str | None, protected: bool) -> None:
        numbered = [each for each in self.people if each.ticket]
        person = numbered[n % len(numbered)]
        known = ClassReason.KNOWN_CUSTOMER
        marked = Mark(
            customer_class=CustomerClass(said) if said else None, reason=known, protected=protected
        )
        self.attempt(None, mark, ticket_id=person.ticket, mark=marked)
        if said and said != person.known_as:
            person.said, person.believed = said, "staff"
        person.protected = protected

    @precondition(anybody)
    @rule(n=which, protected=st.none() | st.booleans(), need=st.none() | st.sampled_from(Need))
    def care_is_said(self, n: int, protected: bool | None, need: Need | None) -> None:
        """At the door, or of whoever has a number already; None takes back what was said."""
        person = self.pick(n)
        if need:
            protected = True  # a need of who is said to have none is refused: `test_care`
        care = Care(need=need, protected=protected, unsaid=protected is None)
        said = self.attempt(self.over(person), mark_visit, visit_id=person.id, care=care)
        if said:
            person.protected = True if need else protected
            assert said.protected == person.protected
            again = self.attempt(None, mark_visit, visit_id=person.id, care=care, seen=said.version)
            assert again == said

    # ------------------------------------------------------------------ who it is

    @precondition(anybody)
    @rule(n=which, m=st.integers(0, 2), reader=st.booleans())
    def somebody_is_recognised(self, n: int, m: int, reader: bool) -> None:
        person, known = self.pick(n), self.known[m]
        card: dict[str, Any] = {"visit_id": person.id, "kind": CardKind.CARD, "index": known.index}
        over = self.over(person)
        if not reader:
            self.attempt(over, link_customer, reason=LookReason.SERVING, **card)
        elif over:
            with pytest.raises(Refused, match=over):
                self.read(**card)
        else:
            self.read(**card)
        if over is None:
            person.file(known.id, known.customer_class)

    def read(self, **card: Any) -> None:
        at = self.cast.at
        note_card(actor=self.cast.kiosk, branch_id=self.cast.branch, at=at, **card)

    @precondition(anybody)
    @rule(n=which)
    def it_was_somebody_else(self, n: int) -> None:
        person = self.pick(n)
        reason = ClassReason.WRONG_PERSON
        if self.attempt(self.over(person), unlink_customer, visit_id=person.id, reason=reason):
            person.unfile()

    @precondition(lambda self: any(each.ticket for each in self.people))
    @rule(n=which, m=which)
    def they_are_one(self, n: int, m: int) -> None:
        """Joined where the first has no number, merged where it has."""
        numbered = [each for each in self.people if each.ticket]
        person, into = self.pick(n), numbered[m % len(numbered)]
        if person is into:
            return
        if person.ticket and person not in self.gone:
            self.attempt(None, merge, ticket_id=person.ticket, into_id=into.ticket)
        else:
            why = self.over(person)
            self.attempt(why, join, visit_id=person.id, ticket_id=into.ticket)
            if why:
                return
        self.become_one(person, into)

    def become_one(self, person: Person, into: Person) -> None:
        def known(each: Person) -> tuple[bool, int]:
            return each.believed == "signals", BEST_KNOWN_FIRST.index(each.known_as)

        first, second = (person, into) if known(person) < known(into) else (into, person)
        believed, said = first.believed, first.said or second.said
        linked = into
        if into.filed != "vip" and (person.filed == "vip" or into.filed is None):
            linked = person
        filed, customer = linked.filed, linked.customer
        into.noted = {**person.noted, **into.noted}
        into.noted_at |= person.noted_at
        into.believed, into.said, into.filed, into.customer = believed, said, filed, customer
        into.protected = either(into.protected, person.protected)
        into.greeted |= person.greeted
        self.people.remove(person)
        self.gone.append(person)

    # ------------------------------------------------------------------ what must hold

    @invariant()
    def the_tables_say_so(self) -> None:
        if not hasattr(self, "people"):
            return
        rows = Read(VISITS, (self.cast.branch,), lambda *row: row)
        found = {row[0]: row for row in look(self.cast.branch, rows)[0]}
        assert set(found) == {each.id for each in self.people}
        for person in self.people:
            row = found[person.id]
            assert row[1:5] == (
                person.known_as,
                person.believed,
                person.greeted,
                person.customer,
            ), person
            assert row[5] == person.protected
            assert row[6] == sorted(person.noted)
            if person.ticket:
                assert LINES[row[7]] == person.line, person
                assert (row[8], row[9], row[10]) == ("waiting", True, 1)


def test_visits_follow_the_model() -> None:
    run_state_machine_as_test(
        VisitMachine,
        settings=settings(
            max_examples=25,
            stateful_step_count=35,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
