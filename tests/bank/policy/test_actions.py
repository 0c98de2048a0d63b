"""A table from draft to force: two people, tried on what was decided, and never by a job."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cast import PEOPLE, Cast, founded
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import DayMove
from tingtang.bank.policy import actions
from tingtang.bank.policy.actions import PolicyNow, Tried
from tingtang.bank.policy.queries import policies_read, rows_read
from tingtang.bank.policy.rules.dmn import write_dmn
from tingtang.bank.policy.rules.kinds import KINDS, STARTS
from tingtang.bank.policy.rules.life import PolicyState
from tingtang.bank.policy.rules.tables import Row
from tingtang.bank.policy.rules.wording import wording_problems
from tingtang.bank.staff.actions import NewStaff
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.visit.rules import CustomerClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk

ZHENG = NewStaff("zhengnan", "郑楠", Post.OPERATIONS_SUPERVISOR)
ROWS = STARTS["line"].rows
EMERGENCY, CARE, VIP, BOOKED, ORDINARY = ROWS


class Branch:
    """The cast with an operations supervisor, who edits; the branch head approves."""

    def __init__(self) -> None:
        self.cast: Cast = founded(people=(*PEOPLE, ZHENG))
        staff = self.cast.people["zhengnan"]
        scope = frozenset([self.cast.branch])
        self.editor = Actor("staff", staff, ZHENG.post, scope, subject=staff)
        self.approver = self.cast.staff("hanliqun")

    def edits(self, verb: Any, **arguments: object) -> Any:
        return self._does(self.editor, verb, arguments)

    def approves(self, verb: Any, **arguments: object) -> Any:
        return self._does(self.approver, verb, arguments)

    def _does(self, actor: Actor, verb: Any, arguments: dict[str, object]) -> Any:
        return verb(actor=actor, branch_id=self.cast.branch, at=self.cast.at, **arguments)

    def draft(self, *rows: Row) -> PolicyNow:
        drafted: PolicyNow = self.edits(actions.draft, table="line")
        return self.edit(drafted, rows) if rows else drafted

    def edit(self, policy: PolicyNow, rows: Sequence[Row]) -> PolicyNow:
        edited: PolicyNow = self.edits(actions.edit, policy_id=policy.id, rows=rows)
        return edited

    def submitted(self, *rows: Row) -> PolicyNow:
        policy = self.draft(*rows)
        self.edits(actions.try_on_past, policy_id=policy.id)
        waiting: PolicyNow = self.edits(actions.submit, policy_id=policy.id)
        return waiting

    def decisions(self) -> list[dict[str, Any]]:
        """What was decided, in order."""
        read = Read(
            "select body->'decision' from ledger_entry where branch_id = %s "
            "and body ? 'decision' order by sequence",
            (self.cast.branch,),
            lambda body: body,
        )
        return look(self.cast.branch, read)[0]

    def next_day(self) -> None:
        """The day is closed, and another has begun."""
        self.cast.do("hanliqun", close_current_day)
        self.cast.at += timedelta(days=3)  # the cast's day is a Friday
        self.cast.open_day()


@pytest.fixture
def branch() -> Branch:
    made = Branch()
    made.cast.open_day()
    return made


BOOKED_FIRST = (EMERGENCY, CARE, BOOKED, VIP, ORDINARY)


def test_a_number_is_given_with_the_row_that_decided_its_line(branch: Branch) -> None:
    branch.cast.ticket(customer_class=CustomerClass.VIP, booked=True)
    (decision,) = branch.decisions()
    assert decision == {
        "table": "line",
        "of": "bank",
        "version": 0,
        "row": 3,
        "inputs": {"emergency": "no", "protected": "unknown", "class": "vip", "booked": "yes"},
        "results": {"line": "vip"},
    }


def test_what_two_people_agree_on_comes_in_force_with_the_next_day(branch: Branch) -> None:
    waiting = branch.submitted(*BOOKED_FIRST)
    approved = branch.approves(actions.approve, policy_id=waiting.id, live_from=None)
    assert approved.state is PolicyState.APPROVED
    branch.cast.ticket(customer_class=CustomerClass.VIP, booked=True)
    branch.next_day()
    branch.cast.ticket(customer_class=CustomerClass.VIP, booked=True)
    today, tomorrow = branch.decisions()
    assert (today["version"], today["results"]) == (0, {"line": "vip"})
    assert (tomorrow["version"], tomorrow["row"]) == (1, 3)
    assert tomorrow["results"] == {"line": "booked"}
    assert walk(branch.cast.branch, []).first_broken is None


def test_the_new_line_is_where_the_customer_stands(branch: Branch) -> None:
    waiting = branch.submitted(EMERGENCY, CARE, replace(ORDINARY, results=("ordinary",)))
    branch.approves(actions.approve, policy_id=waiting.id, live_from=None)
    branch.next_day()
    first = branch.cast.ticket()
    branch.cast.ticket(customer_class=CustomerClass.VIP)
    branch.cast.seat("chenyutong", "1")
    call = branch.cast.do("chenyutong", call_next, counter_id=branch.cast.counters["1"])
    assert call.called.number == first.number  # the VIP has no line of their own any more


def test_rolled_back_it_is_as_before(branch: Branch) -> None:
    waiting = branch.submitted(*BOOKED_FIRST)
    branch.approves(actions.approve, policy_id=waiting.id, live_from=None)
    branch.next_day()
    branch.approves(actions.roll_back, policy_id=waiting.id)
    branch.next_day()
    branch.cast.ticket(customer_class=CustomerClass.VIP, booked=True)
    assert branch.decisions()[-1]["version"] == 0


def test_a_draft_begins_with_what_is_in_force(branch: Branch) -> None:
    waiting = branch.submitted(*BOOKED_FIRST)
    branch.approves(actions.approve, policy_id=waiting.id, live_from=None)
    drafted = branch.draft()
    assert drafted.number == 2
    ((rows,),) = look(branch.cast.branch, rows_read(branch.cast.branch, drafted.id))
    assert rows == BOOKED_FIRST


def test_one_draft_of_a_table_at_a_time(branch: Branch) -> None:
    branch.draft()
    with pytest.raises(Refused, match="draft_exists"):
        branch.draft()


def test_rows_with_faults_are_kept_but_not_submitted(branch: Branch) -> None:
    policy = branch.draft(EMERGENCY, CARE, VIP)
    assert policy.faults == 1  # nobody said what becomes of the others
    branch.edits(actions.try_on_past, policy_id=policy.id)
    with pytest.raises(Refused, match="policy_has_faults"):
        branch.edits(actions.submit, policy_id=policy.id)


def test_nobody_takes_the_law_out_of_a_table(branch: Branch) -> None:
    policy = branch.draft(EMERGENCY, VIP, BOOKED, ORDINARY)
    assert policy.faults
    with pytest.raises(Refused, match="policy_has_faults"):
        branch.edits(actions.try_on_past, policy_id=policy.id)


def test_an_edit_outdates_the_trial(branch: Branch) -> None:
    policy = branch.draft(*BOOKED_FIRST)
    with pytest.raises(Refused, match="policy_not_tried"):
        branch.edits(actions.submit, policy_id=policy.id)
    branch.edits(actions.try_on_past, policy_id=policy.id)
    branch.edit(policy, ROWS)
    with pytest.raises(Refused, match="policy_trial_outdated"):
        branch.edits(actions.submit, policy_id=policy.id)


def test_whoever_edited_does_not_approve(branch: Branch) -> None:
    policy = branch.draft(*BOOKED_FIRST)
    branch.approves(actions.edit, policy_id=policy.id, rows=BOOKED_FIRST)
    branch.edits(actions.try_on_past, policy_id=policy.id)
    branch.edits(actions.submit, policy_id=policy.id)
    with pytest.raises(Refused, match="approver_edited"):
        branch.approves(actions.approve, policy_id=policy.id, live_from=None)
    with pytest.raises(Refused, match="no_right"):
        branch.edits(actions.approve, policy_id=policy.id, live_from=None)


def test_it_is_returned_with_a_reason_and_comes_again(branch: Branch) -> None:
    waiting = branch.submitted(*BOOKED_FIRST)
    returned = branch.approves(actions.return_, policy_id=waiting.id, reason="effect_unclear")
    assert returned.state is PolicyState.RETURNED
    edited = branch.edit(returned, ROWS)
    assert edited.state is PolicyState.DRAFT


def test_a_draft_that_changes_nothing_is_not_submitted(branch: Branch) -> None:
    """Not even as a file of the rows in force, or with its cells typed otherwise."""
    policy = branch.draft()
    branch.edits(actions.try_on_past, policy_id=policy.id)
    with pytest.raises(Refused, match="policy_unedited"):
        branch.edits(actions.submit, policy_id=policy.id)
    typed = replace(VIP, cells=tuple(cell.replace('"', " ") for cell in VIP.cells))
    assert typed.cells != VIP.cells
    for rows in (ROWS, (EMERGENCY, CARE, typed, BOOKED, ORDINARY)):
        imported(branch, policy, write_dmn(KINDS["line"], 0, rows))
        branch.edits(actions.try_on_past, policy_id=policy.id)
        with pytest.raises(Refused, match="policy_unchanged"):
            branch.edits(actions.submit, policy_id=policy.id)


def test_words_alone_are_a_change(branch: Branch) -> None:
    said = replace(BOOKED, why={**BOOKED.why, "en": "You have an appointment, thank you."})
    assert branch.submitted(EMERGENCY, CARE, VIP, said, ORDINARY).state is PolicyState.WAITING


def test_what_another_version_will_replace_may_be_kept(branch: Branch) -> None:
    """The rows in force are a change where others are approved to follow them."""
    waiting = branch.submitted(*BOOKED_FIRST)
    branch.approves(actions.approve, policy_id=waiting.id, live_from=None)
    assert branch.submitted(*ROWS).state is PolicyState.WAITING


def test_what_was_returned_comes_again_only_as_something_else(branch: Branch) -> None:
    policy = branch.submitted(*BOOKED_FIRST)
    branch.approves(actions.return_, policy_id=policy.id, reason="effect_unclear")

    def tries_again() -> PolicyNow:
        branch.edits(actions.try_on_past, policy_id=policy.id)
        again: PolicyNow = branch.edits(actions.submit, policy_id=policy.id)
        return again

    with pytest.raises(Refused, match="policy_unrevised"):
        tries_again()
    assert branch.edit(policy, BOOKED_FIRST).state is PolicyState.RETURNED
    with pytest.raises(Refused, match="policy_unrevised"):
        tries_again()
    branch.edit(policy, (EMERGENCY, CARE, BOOKED, ORDINARY))
    assert tries_again().state is PolicyState.WAITING


def test_a_moment_that_no_calendar_holds_is_refused(branch: Branch) -> None:
    waiting = branch.submitted(*BOOKED_FIRST)
    last = datetime.max.replace(tzinfo=UTC)
    first = datetime.min.replace(tzinfo=UTC)
    for moment, code in ((last, "live_from_far"), (first, "live_from_past")):
        with pytest.raises(Refused, match=code):
            branch.approves(actions.approve, policy_id=waiting.id, live_from=moment)


def test_what_a_new_release_finds_faulty_is_not_approved(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waited while the software was renewed could not be read by any verb."""
    waiting = branch.submitted(*BOOKED_FIRST)
    kind = KINDS["line"]
    stricter = replace(kind, locked=(*kind.locked, replace(VIP, locked=True)))
    monkeypatch.setitem(STARTS, "line", replace(STARTS["line"], kind=stricter))
    monkeypatch.setitem(KINDS, "line", stricter)
    with pytest.raises(Refused, match="policy_has_faults"):
        branch.approves(actions.approve, policy_id=waiting.id, live_from=None)


def test_a_draft_says_whose_version_it_began_with(branch: Branch) -> None:
    def begun() -> list[tuple[int, bool]]:
        read = Read(
            "select body->'of', body->'of_bank' from ledger_entry where branch_id = %s "
            "and kind = 'policy.drafted' order by sequence",
            (branch.cast.branch,),
            lambda number, bank: (number, bank),
        )
        return look(branch.cast.branch, read)[0]

    waiting = branch.submitted(*BOOKED_FIRST)
    branch.approves(actions.approve, policy_id=waiting.id, live_from=None)
    branch.draft()
    assert begun() == [(0, True), (1, False)]


def test_a_stale_screen_changes_nothing(branch: Branch) -> None:
    policy = branch.draft()
    branch.edit(policy, BOOKED_FIRST)
    with pytest.raises(Refused, match="stale_screen"):
        branch.edits(actions.edit, policy_id=policy.id, rows=ROWS, seen=policy.version)


def test_a_trial_counts_what_would_be_decided_otherwise(branch: Branch) -> None:
    for _ in range(3):
        branch.cast.ticket()
    branch.cast.ticket(customer_class=CustomerClass.VIP, booked=True)
    branch.cast.ticket(customer_class=CustomerClass.VIP, booked=True, protected=True)
    policy = branch.draft(*BOOKED_FIRST)
    tried: Tried = branch.edits(actions.try_on_past, policy_id=policy.id)
    trial = tried.trial
    assert (trial.decisions, trial.same, trial.otherwise, trial.unknown) == (5, 4, 1, 0)
    assert trial.by_class == {"vip": 1}
    assert trial.by_protection == {"unknown": 1}
    (listed,) = trial.listed
    assert (listed.before, listed.after) == ({"line": "vip"}, {"line": "booked"})
    assert (listed.row, listed.times) == (3, 1)


def test_a_gap_decides_nothing_in_a_trial(branch: Branch) -> None:
    branch.cast.ticket()
    policy = branch.draft(EMERGENCY, CARE, VIP)
    tried: Tried = branch.edits(actions.try_on_past, policy_id=policy.id)
    (listed,) = tried.trial.listed
    assert (listed.after, listed.row) == ({}, None)


def test_scheduled_ahead_it_waits_for_its_day(branch: Branch) -> None:
    waiting = branch.submitted(*BOOKED_FIRST)
    plan = plan_of(branch.cast.branch)
    far = plan.begins(plan.day(branch.cast.at + timedelta(days=30)))
    branch.approves(actions.approve, policy_id=waiting.id, live_from=far)
    branch.next_day()
    branch.cast.ticket(customer_class=CustomerClass.VIP, booked=True)
    assert branch.decisions()[-1]["version"] == 0


def test_a_line_changes_with_no_day_that_has_begun(branch: Branch) -> None:
    waiting = branch.submitted(*BOOKED_FIRST)
    plan = plan_of(branch.cast.branch)
    begins = plan.begins(plan.day(branch.cast.at + timedelta(days=3)))
    noon = begins + timedelta(hours=9)
    with pytest.raises(Refused) as refused:
        branch.approves(actions.approve, policy_id=waiting.id, live_from=noon)
    assert refused.value.code == "live_from_within_day"
    branch.approves(actions.approve, policy_id=waiting.id, live_from=None)
    (row,) = look(branch.cast.branch, policies_read(branch.cast.branch, "line"))[0]
    assert row.live_from == begins  # Monday: the cast's day is a Friday


def test_who_took_each_step_last_is_kept_with_the_time(branch: Branch) -> None:
    waiting = branch.submitted(*BOOKED_FIRST)
    branch.cast.at += timedelta(minutes=9)
    branch.approves(actions.return_, policy_id=waiting.id, reason="not_now")
    (row,) = look(branch.cast.branch, policies_read(branch.cast.branch, "line"))[0]
    ours, theirs = branch.editor.subject, branch.approver.subject
    assert {row.edited.by, row.trial.by, row.submitted.by} == {ours}
    assert row.answered.by == theirs
    assert row.submitted.at is not None
    assert row.answered.at == row.submitted.at + timedelta(minutes=9)


def test_the_day_before_the_doors_open_counts(branch: Branch) -> None:
    """Approved in the evening, it is in force for the first number of the next day."""
    branch.cast.do("hanliqun", close_current_day)
    waiting = branch.submitted(*BOOKED_FIRST)
    branch.approves(actions.approve, policy_id=waiting.id, live_from=None)
    branch.cast.at += timedelta(days=3, hours=-1)
    branch.cast.do("suxiaowen", move_the_day, move=DayMove.PREPARE)
    branch.cast.ticket(customer_class=CustomerClass.VIP, booked=True)
    assert branch.decisions()[-1]["version"] == 1


# ------------------------------------------------------------------------------ as DMN


def imported(branch: Branch, policy: PolicyNow, text: str) -> PolicyNow:
    now: PolicyNow = branch.edits(actions.import_dmn, policy_id=policy.id, text=text)
    return now


def rows_of(branch: Branch, policy: PolicyNow) -> tuple[Row, ...]:
    ((rows,),) = look(branch.cast.branch, rows_read(branch.cast.branch, policy.id))
    stored: tuple[Row, ...] = rows
    return stored


@pytest.mark.parametrize("name", KINDS)
def test_a_draft_of_any_table_has_no_faults_before_and_after_a_file(
    name: str, branch: Branch
) -> None:
    policy: PolicyNow = branch.edits(actions.draft, table=name)
    assert policy.faults == 0
    now = imported(branch, policy, write_dmn(KINDS[name], 0, STARTS[name].rows))
    assert (now.faults, now.state) == (0, PolicyState.DRAFT)
    assert rows_of(branch, policy) == STARTS[name].rows


def test_a_file_is_an_edit(branch: Branch) -> None:
    """It outdates the trial, who brought it may not approve it, and it may be returned to again."""
    policy = branch.draft()
    branch.edits(actions.try_on_past, policy_id=policy.id)
    at = {"policy_id": policy.id, "text": write_dmn(KINDS["line"], 1, BOOKED_FIRST)}
    branch.approves(actions.import_dmn, **at)
    with pytest.raises(Refused, match="policy_trial_outdated"):
        branch.edits(actions.submit, policy_id=policy.id)
    branch.edits(actions.try_on_past, policy_id=policy.id)
    branch.edits(actions.submit, policy_id=policy.id)
    with pytest.raises(Refused, match="approver_edited"):
        branch.approves(actions.approve, policy_id=policy.id, live_from=None)
    with pytest.raises(Refused, match="policy_cannot"):
        branch.edits(actions.import_dmn, **at)


def test_words_that_a_tool_dropped_are_those_of_the_draft_or_of_what_is_in_force(
    branch: Branch,
) -> None:
    said = replace(BOOKED, why=dict.fromkeys(BOOKED.why, "约好了"))
    waiting = branch.submitted(EMERGENCY, CARE, said, VIP, ORDINARY)
    branch.approves(actions.approve, policy_id=waiting.id, live_from=None)
    branch.next_day()
    policy = branch.draft()
    meanwhile = replace(VIP, why=dict.fromkeys(VIP.why, "另一队"))
    branch.edit(policy, [EMERGENCY, CARE, meanwhile, ORDINARY])
    bare = [replace(row, why={}) for row in (EMERGENCY, CARE, BOOKED, VIP, ORDINARY)]
    now = imported(branch, policy, write_dmn(KINDS["line"], 1, bare))
    assert now.faults == 0
    assert rows_of(branch, policy) == (EMERGENCY, CARE, said, meanwhile, ORDINARY)


def test_a_bad_cell_of_a_file_is_kept_and_told_like_a_typed_one(branch: Branch) -> None:
    policy = branch.draft()
    text = write_dmn(KINDS["line"], 1, [EMERGENCY, CARE, VIP, BOOKED, ORDINARY])
    now = imported(branch, policy, text.replace('<text>"vip"</text>', '<text>"gold"</text>', 1))
    assert now.faults == 1
    assert rows_of(branch, policy)[2].cells[2] == '"gold"'


def test_a_file_that_is_none_changes_nothing(branch: Branch) -> None:
    policy = branch.draft(*BOOKED_FIRST)
    other = write_dmn(KINDS["cash"], 0, STARTS["cash"].rows)
    with pytest.raises(Refused) as refused:
        imported(branch, policy, other)
    assert (refused.value.code, refused.value.where) == ("dmn_other_table", "text")
    unnamed = other.replace('"cash"', '"x"')
    with pytest.raises(Refused) as refused:
        imported(branch, policy, unnamed.replace('hitPolicy="UNIQUE"', ""))
    assert refused.value.where == "fraud_signs"
    assert refused.value.facts["problems"] == 10
    assert rows_of(branch, policy) == BOOKED_FIRST


def test_why_a_row_decides_promises_nothing(branch: Branch) -> None:
    """It is told to customers: faulty words are kept and told, and wait for their mending."""
    said = {**ORDINARY.why, "zh-Hant": "貴賓先辦，保 本。"}
    drafted = branch.draft(EMERGENCY, CARE, VIP, BOOKED, replace(ORDINARY, why=said))
    assert drafted.faults == 2
    branch.edits(actions.try_on_past, policy_id=drafted.id)
    with pytest.raises(Refused, match="policy_has_faults"):
        branch.edits(actions.submit, policy_id=drafted.id)
    rows = (EMERGENCY, CARE, VIP, BOOKED, replace(ORDINARY, why=said))
    told = wording_problems(KINDS["line"], rows)
    assert [(each.row, each.column, each.refused.code) for each in told] == [
        (5, "why", "class_word"),
        (5, "why", "promises_principal"),
    ]
    assert branch.edit(drafted, ROWS).faults == 0


@pytest.mark.parametrize(
    ("place", "language", "said", "found"),
    [
        ("atm", "zh-Hans", "这笔业务智能柜台就能办。", (5, "智能柜台")),
        ("smart", "zh-Hant", "請到自助機辦理。", (3, "自助機")),
        ("counter", "en", "Please use one of the smart counters.", (23, "smart counters")),
        ("open_counter", "zh-Hans", "请到窗口办理。", (3, "窗口")),
        ("rm_desk", "en", "The open counter can do this.", (5, "open counter")),
        ("smart", "zh-Hans", "智能柜台就能办，不必等窗口。", None),
        ("atm", "en", "This can be done without waiting.", None),
    ],
)
def test_a_row_sends_nobody_elsewhere_than_it_leads(
    place: str, language: str, said: str, found: tuple[int, str] | None
) -> None:
    offered = STARTS["divert"].rows[4]
    why = {language: said}
    told = wording_problems(KINDS["divert"], [replace(offered, results=("offer", place), why=why)])
    assert [each.refused.code for each in told] == ["names_another_place"] * (found is not None)
    assert [(e.refused.facts["place"], e.refused.facts["found"]) for e in told] == [found] * len(
        told
    )
    assert not wording_problems(KINDS["line"], [replace(ORDINARY, why=why)])


def test_what_a_bank_starts_with_leads_where_it_says() -> None:
    assert not [
        each for start in STARTS.values() for each in wording_problems(start.kind, start.rows)
    ]


def test_a_sentence_that_leads_elsewhere_waits_for_its_mending() -> None:
    branch = Branch()
    rows = list(STARTS["divert"].rows)
    rows[4] = replace(rows[4], results=("offer", "atm"))
    drafted: PolicyNow = branch.edits(actions.draft, table="divert")
    edited = branch.edit(drafted, rows)
    assert edited.faults == 3  # the old sentence, in three languages
    branch.edits(actions.try_on_past, policy_id=drafted.id)
    with pytest.raises(Refused, match="policy_has_faults"):
        branch.edits(actions.submit, policy_id=drafted.id)
