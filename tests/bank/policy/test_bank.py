"""What head office decides for all branches, and what it leaves to them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cast import PEOPLE, Cast, founded
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.api.tables import VersionOf, table_of
from tingtang.bank.branch.queries import plan_of, scope
from tingtang.bank.branch.rules import BranchType
from tingtang.bank.policy import actions
from tingtang.bank.policy.actions import PolicyNow
from tingtang.bank.policy.queries import past_decisions, rows_read
from tingtang.bank.policy.rules.bounds import beyond
from tingtang.bank.policy.rules.clauses import KNOWN, Clause, Grid, Result
from tingtang.bank.policy.rules.deciding import compiled
from tingtang.bank.policy.rules.dmn import write_dmn
from tingtang.bank.policy.rules.kinds import KINDS, STARTS
from tingtang.bank.policy.rules.life import Phase
from tingtang.bank.policy.rules.tables import Hit, Kind, Row, Table, read_table
from tingtang.bank.staff.actions import NewStaff
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.visit.rules import CustomerClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read

ZHENG = NewStaff("zhengnan", "郑楠", Post.OPERATIONS_SUPERVISOR)
EMERGENCY, CARE, VIP, BOOKED, ORDINARY = STARTS["line"].rows
NO_VIP = (EMERGENCY, CARE, BOOKED, ORDINARY)


class Office:
    """One branch of the bank, or head office: Zheng edits, Han approves."""

    def __init__(self, bank: "Office | None" = None, kind: BranchType = BranchType.COMMUNITY):
        self.cast: Cast = founded(
            people=(*PEOPLE, ZHENG), bank=bank.cast.institution if bank else None, kind=kind
        )
        staff = self.cast.people["zhengnan"]
        self.editor = Actor(
            "staff", staff, ZHENG.post, frozenset([self.cast.branch]), subject=staff
        )

    def edits(self, verb: Any, **arguments: object) -> Any:
        return verb(actor=self.editor, branch_id=self.cast.branch, at=self.cast.at, **arguments)

    def submits(self, rows: Sequence[Row]) -> PolicyNow:
        policy: PolicyNow = self.edits(actions.draft, table="line")
        self.edits(actions.edit, policy_id=policy.id, rows=rows)
        self.edits(actions.try_on_past, policy_id=policy.id)
        waiting: PolicyNow = self.edits(actions.submit, policy_id=policy.id)
        return waiting

    def puts_in_force(self, rows: Sequence[Row]) -> PolicyNow:
        waiting = self.submits(rows)
        approved: PolicyNow = self.cast.do(
            "hanliqun", actions.approve, policy_id=waiting.id, live_from=None
        )
        return approved

    def told(self) -> VersionOf:
        """The newest version of the lines' table, as a screen is told of it."""
        kind = KINDS["line"]
        return table_of(self.cast.branch, kind, self.editor, self.cast.at).versions[0]

    def decision(self) -> dict[str, Any]:
        """By which version the next VIP's number gets its line, and which."""
        self.cast.ticket(customer_class=CustomerClass.VIP)
        read = Read(
            "select body->'decision' from ledger_entry where branch_id = %s "
            "and body ? 'decision' order by sequence desc limit 1",
            (self.cast.branch,),
            lambda body: body,
        )
        ((found,),) = look(self.cast.branch, read)
        return dict(found)

    def decides(self) -> tuple[str, int, str]:
        told = self.decision()
        return told["of"], told["version"], told["results"]["line"]


@pytest.fixture
def bank() -> Office:
    return Office(kind=BranchType.HEAD_OFFICE)


def branch_of(bank: Office) -> Office:
    branch = Office(bank)
    branch.cast.at = bank.cast.later(days=3)  # after what came in force with a day's beginning
    branch.cast.open_day()
    return branch


def test_what_head_office_approves_every_branch_decides_by(bank: Office) -> None:
    bank.puts_in_force(NO_VIP)
    assert branch_of(bank).decides() == ("bank", 1, "ordinary")
    assert branch_of(bank).decides() == ("bank", 1, "ordinary")


def test_another_bank_knows_nothing_of_it(bank: Office) -> None:
    bank.puts_in_force(NO_VIP)
    assert branch_of(Office(kind=BranchType.HEAD_OFFICE)).decides() == ("bank", 0, "vip")


def test_until_a_day_begins_the_earlier_version_holds(bank: Office) -> None:
    branch = Office(bank)
    branch.cast.open_day()
    bank.puts_in_force(NO_VIP)
    assert branch.decides() == ("bank", 0, "vip")


def test_rolled_back_it_is_over_everywhere(bank: Office) -> None:
    issued = bank.puts_in_force(NO_VIP)
    bank.cast.later(days=1)
    bank.cast.do("hanliqun", actions.roll_back, policy_id=issued.id)
    assert branch_of(bank).decides() == ("bank", 0, "vip")


def test_a_branch_overrides_only_what_is_open(bank: Office) -> None:
    opened = replace(ORDINARY, may=(("booked",),))
    bank.puts_in_force((EMERGENCY, CARE, VIP, BOOKED, opened))
    branch = branch_of(bank)
    potential = replace(ORDINARY, cells=("-", "-", '"potential"', "-"), results=("booked",))
    branch.submits((EMERGENCY, CARE, VIP, BOOKED, potential, ORDINARY))
    other = branch_of(bank)
    with pytest.raises(Refused) as refused:
        other.submits((EMERGENCY, CARE, BOOKED, VIP, ORDINARY))
    assert refused.value.code == "beyond_the_bank"
    assert refused.value.facts == {"row": 3, "bank_row": 3}


def test_what_goes_beyond_the_bank_is_counted_as_a_fault(bank: Office) -> None:
    """In every answer and in the list, as long as head office doesn't open it."""
    bank.puts_in_force((EMERGENCY, CARE, VIP, BOOKED, ORDINARY))
    branch = branch_of(bank)
    policy: PolicyNow = branch.edits(actions.draft, table="line")
    beyond_it = (EMERGENCY, CARE, VIP, replace(BOOKED, results=("ordinary",)), ORDINARY)
    edited = branch.edits(actions.edit, policy_id=policy.id, rows=beyond_it)
    tried = branch.edits(actions.try_on_past, policy_id=policy.id)
    assert (policy.faults, edited.faults, tried.policy.faults) == (0, 1, 1)
    told = branch.told()
    assert (told.faults, told.state) == (1, Phase.CHECKING)
    bank.cast.at = branch.cast.at
    opened = replace(BOOKED, may=(("ordinary",),))
    bank.puts_in_force((EMERGENCY, CARE, VIP, opened, ORDINARY))
    branch.cast.later(days=1)
    told = branch.told()
    assert (told.faults, told.state) == (0, Phase.TRIED)


def test_what_head_office_narrows_before_it_would_apply_is_not_approved(bank: Office) -> None:
    opened = replace(ORDINARY, may=(("booked",),))
    bank.puts_in_force((EMERGENCY, CARE, VIP, BOOKED, opened))
    branch = branch_of(bank)
    booked = replace(ORDINARY, results=("booked",))
    waiting = branch.submits((EMERGENCY, CARE, VIP, BOOKED, booked))
    bank.cast.at = branch.cast.at
    bank.puts_in_force((EMERGENCY, CARE, VIP, BOOKED, ORDINARY))
    with pytest.raises(Refused, match="beyond_the_bank"):
        branch.cast.do("hanliqun", actions.approve, policy_id=waiting.id, live_from=None)


def test_the_banks_version_again_changes_nothing(bank: Office) -> None:
    opened = replace(ORDINARY, may=(("booked",),))
    bank.puts_in_force((EMERGENCY, CARE, VIP, BOOKED, opened))
    branch = branch_of(bank)
    with pytest.raises(Refused, match="policy_unchanged"):
        branch.submits((EMERGENCY, CARE, VIP, BOOKED, ORDINARY))


def test_the_bank_tries_its_draft_on_the_decisions_of_all_its_branches(bank: Office) -> None:
    """One draft hits every branch: so each branch's past counts, alike ones together."""
    for each in (first := branch_of(bank), branch_of(bank)):
        each.decides()
    stranger = branch_of(Office(kind=BranchType.HEAD_OFFICE))
    stranger.decides()
    bank.cast.at = first.cast.at
    policy: PolicyNow = bank.edits(actions.draft, table="line")
    bank.edits(actions.edit, policy_id=policy.id, rows=NO_VIP)
    trial = bank.edits(actions.try_on_past, policy_id=policy.id).trial
    assert (trial.decisions, trial.otherwise, trial.cases) == (2, 2, 1)
    assert past_decisions(plan_of(bank.cast.branch), "line", bank.cast.at).branches == 2
    own = past_decisions(plan_of(first.cast.branch), "line", bank.cast.at)
    assert (own.branches, [each.times for each in own.alike]) == (1, [1])


def test_to_open_a_row_is_a_change(bank: Office) -> None:
    bank.puts_in_force(NO_VIP)
    bank.cast.later(days=3)
    opened = replace(ORDINARY, may=(("booked",),))
    assert bank.submits((EMERGENCY, CARE, BOOKED, opened)).faults == 0


def test_a_branchs_version_that_the_bank_closed_meanwhile_yields(bank: Office) -> None:
    branch = branch_of(bank)
    branch.puts_in_force((EMERGENCY, CARE, BOOKED, replace(VIP, results=("ordinary",)), ORDINARY))
    bank.cast.at = branch.cast.at
    bank.puts_in_force((EMERGENCY, CARE, VIP, BOOKED, ORDINARY))
    branch.cast.do("hanliqun", close_current_day)
    branch.cast.later(days=1)
    branch.cast.open_day()
    assert branch.decides() == ("bank", 1, "vip")
    assert branch.told().state is Phase.YIELDING


def test_a_branch_opens_nothing(bank: Office) -> None:
    branch = branch_of(bank)
    policy = branch.edits(actions.draft, table="line")
    rows = (EMERGENCY, CARE, VIP, BOOKED, replace(ORDINARY, may=(("vip",),)))
    with pytest.raises(Refused) as refused:
        branch.edits(actions.edit, policy_id=policy.id, rows=rows)
    assert refused.value.code == "only_head_office_opens"


def test_who_opens_rows_is_told(bank: Office) -> None:
    def opens(office: Office) -> bool:
        return table_of(office.cast.branch, KINDS["line"], office.editor, office.cast.at).opens

    assert opens(bank)
    assert not opens(branch_of(bank))


def test_no_branch_writes_what_head_office_issues(bank: Office) -> None:
    issued = bank.puts_in_force(NO_VIP)
    branch = branch_of(bank)
    with transaction.atomic(), connection.cursor() as cursor:
        scope(branch.cast.branch)
        with pytest.raises(ProgrammingError, match="row-level security"):
            cursor.execute(FORGED, [issued.id])
        transaction.set_rollback(True)


FORGED = (
    'insert into bank_policy_issued (branch_id, id, institution_id, "table", number, '
    "rows, digest, live_from) select branch_id, gen_random_uuid(), institution_id, "
    '"table", 9, rows, digest, live_from from bank_policy_issued where id = %s'
)


# ------------------------------------------------------------------------ the oracle

SMALL = Kind(
    "small",
    Hit.FIRST,
    (Clause("known", KNOWN), Clause("strength", grid=Grid.STRENGTH)),
    (Result("to", ("a", "b", "c")),),
)
_WORDS = {"zh-Hans": "因为", "zh-Hant": "因為", "en": "because"}
_RESULTS = st.sampled_from(["a", "b", "c"])


@st.composite
def tables(draw: st.DrawFn, *, opened: bool) -> Table:
    rows = [
        Row(
            (
                draw(st.sampled_from(["-", '"yes"', '"no"', 'not("no")'])),
                draw(st.sampled_from(["-", "< 2", ">= 3", "2"])),
            ),
            (draw(_RESULTS),),
            _WORDS,
            may=tuple((each,) for each in draw(st.sets(_RESULTS))) if opened else (),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    last = Row(("-", "-"), (draw(_RESULTS),), _WORDS)
    table, problems = read_table(SMALL, [*rows, last])
    assert table is not None, problems
    return table


@settings(max_examples=300, deadline=None)
@given(tables(opened=True), tables(opened=False))
def test_beyond_is_what_every_case_tried_singly_finds(bank: Table, branch: Table) -> None:
    theirs, ours = compiled(bank), compiled(branch)
    wanted = set()
    for case in product(*(range(clause.atoms) for clause in SMALL.clauses)):
        row, bank_row = ours(case), theirs(case)
        allowed = {bank.rows[bank_row].results, *bank.rows[bank_row].may}
        if branch.rows[row].results not in allowed:
            wanted.add((row + 1, bank_row + 1))
    found = list(beyond(bank, branch))
    assert {(each.row, each.bank_row) for each in found} == wanted
    for each in found:
        assert (ours(each.case) + 1, theirs(each.case) + 1) == (each.row, each.bank_row)
        bank_row = bank.rows[each.bank_row - 1]
        assert each.allowed == (bank_row.results, *bank_row.may)
    for number in {each.row for each in found}:
        (mend,) = {each.mend for each in found if each.row == number}
        results = [mend] if mend else [(code,) for code in ("a", "b", "c")]
        for result in results:  # mended, nothing of the row is beyond; unless nothing mends it
            rows = [*branch.rows]
            rows[number - 1] = replace(rows[number - 1], results=result)
            table, _ = read_table(SMALL, rows)
            assert table is not None
            assert any(each.row == number for each in beyond(bank, table)) is (mend is None)


# ------------------------------------------------------------------------------ as DMN


def imported(office: Office, rows: Sequence[Row]) -> tuple[Row, ...]:
    """What a draft of the table of lines has become by a file of these rows."""
    policy: PolicyNow = office.edits(actions.draft, table="line")
    text = write_dmn(KINDS["line"], 1, rows)
    office.edits(actions.import_dmn, policy_id=policy.id, text=text)
    ((stored,),) = look(office.cast.branch, rows_read(office.cast.branch, policy.id))
    found: tuple[Row, ...] = stored
    return found


def test_head_offices_file_opens_at_head_office_and_nothing_at_a_branch(bank: Office) -> None:
    opened = (EMERGENCY, CARE, replace(VIP, may=(("ordinary",),)), BOOKED, ORDINARY)
    assert imported(bank, opened) == opened
    assert imported(Office(bank), opened) == (EMERGENCY, CARE, VIP, BOOKED, ORDINARY)


def test_a_branchs_file_without_words_has_those_that_its_bank_put_in_force(bank: Office) -> None:
    said = replace(BOOKED, why=dict.fromkeys(BOOKED.why, "总行说"))
    bank.puts_in_force((EMERGENCY, CARE, said, VIP, ORDINARY))
    branch = branch_of(bank)
    policy: PolicyNow = branch.edits(actions.draft, table="line")
    branch.edits(actions.edit, policy_id=policy.id, rows=[EMERGENCY, CARE, ORDINARY])
    text = write_dmn(KINDS["line"], 1, [replace(row, why={}) for row in (EMERGENCY, CARE, BOOKED)])
    branch.edits(actions.import_dmn, policy_id=policy.id, text=text)
    ((rows,),) = look(branch.cast.branch, rows_read(branch.cast.branch, policy.id))
    assert rows == (EMERGENCY, CARE, said)
