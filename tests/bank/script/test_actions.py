"""A sentence from draft to the counter: two people, nothing that binds the bank, never by a job."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cast import PEOPLE, Cast, founded
from tingtang.access.actor import Actor, job
from tingtang.access.rights import RIGHTS, Post, Right
from tingtang.bank.policy import actions as policies
from tingtang.bank.policy.rules.kinds import STARTS as TABLES
from tingtang.bank.policy.rules.tables import read_table
from tingtang.bank.script import actions
from tingtang.bank.script.actions import ScriptNow
from tingtang.bank.script.queries import (
    digest_of,
    library,
    moments_of,
    scripts_read,
    suggest,
    suggested,
)
from tingtang.bank.script.rules.life import (
    MOVES,
    Origin,
    Script,
    ScriptMove,
    ScriptPhase,
    ScriptState,
    phase_of,
)
from tingtang.bank.script.rules.starts import STARTS
from tingtang.bank.staff.actions import NewStaff
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk

ZHENG = NewStaff("zhengnan", "郑楠", Post.OPERATIONS_SUPERVISOR)
YE = NewStaff("yeqing", "叶青", Post.CONSUMER_PROTECTION)
TEXTS = {
    "zh-Hans": "请您核对回单，没有问题再收好。",
    "zh-Hant": "請您核對回單，沒有問題再收好。",
    "en": "Please check the receipt before you put it away.",
}
LAST_DAY = date(2027, 12, 31)


class Branch:
    """The cast with an editor and somebody of consumer protection."""

    def __init__(self) -> None:
        self.cast: Cast = founded(people=(*PEOPLE, ZHENG, YE))
        self.editor = self._actor(ZHENG)
        self.approver = self._actor(YE)

    def _actor(self, person: NewStaff) -> Actor:
        staff = self.cast.people[person.login]
        return Actor("staff", staff, person.post, frozenset([self.cast.branch]), subject=staff)

    def does(self, actor: Actor, verb: Any, **arguments: object) -> ScriptNow:
        now: ScriptNow = verb(actor=actor, branch_id=self.cast.branch, at=self.cast.at, **arguments)
        return now

    def draft(
        self,
        texts: Mapping[str, str] = TEXTS,
        *,
        situation: str = "farewell",
        expires_on: date = LAST_DAY,
    ) -> ScriptNow:
        return self.does(
            self.editor,
            actions.draft_script,
            situation=situation,
            texts=texts,
            expires_on=expires_on,
        )

    def submitted(self, **more: Any) -> ScriptNow:
        written = self.draft(**more)
        return self.does(self.editor, actions.submit_script, script_id=written.id)

    def approved(self, **more: Any) -> ScriptNow:
        waiting = self.submitted(**more)
        return self.does(
            self.approver, actions.approve_script, script_id=waiting.id, live_from=None
        )

    def scripts(self) -> dict[Any, Script]:
        return {each.id: each for each in library(look(*self._reads())[0])}

    def _reads(self) -> tuple[Any, ...]:
        return self.cast.branch, scripts_read(self.cast.branch)

    def phase(self, script: ScriptNow) -> ScriptPhase:
        return phase_of(self.scripts()[script.id], self.cast.at, self.cast.at.date())

    def said(self, **asked: Any) -> list[str]:
        inputs = {
            "moment": "hand_back",
            "customer_class": "ordinary",
            "business": "fee",
            "protected": "no",
            "strength": 0,
        } | asked
        return suggest(self.cast.branch, self.cast.at, **inputs).said("zh-Hans")

    def bodies(self) -> list[dict[str, Any]]:
        read = Read(
            "select kind, body from ledger_entry where branch_id = %s and kind like 'script.%%' "
            "order by sequence",
            (self.cast.branch,),
            lambda kind, body: {"kind": kind, **body},
        )
        return look(self.cast.branch, read)[0]


@pytest.fixture
def branch() -> Branch:
    made = Branch()
    made.cast.open_day()
    return made


# ------------------------------------------------------------------------------ its life


def test_what_two_people_agree_on_may_be_said(branch: Branch) -> None:
    waiting = branch.submitted(situation="teller_hand_back")
    assert TEXTS["zh-Hans"] not in branch.said()
    branch.does(branch.approver, actions.approve_script, script_id=waiting.id, live_from=None)
    assert branch.said()[-1] == TEXTS["zh-Hans"]
    assert walk(branch.cast.branch, []).first_broken is None


def test_it_is_said_from_its_time_to_its_last_day_without_a_job(branch: Branch) -> None:
    tomorrow = branch.cast.at + timedelta(days=1)
    last = tomorrow.date() + timedelta(days=1)
    waiting = branch.submitted(situation="teller_hand_back", expires_on=last)
    branch.does(branch.approver, actions.approve_script, script_id=waiting.id, live_from=tomorrow)
    seen = []
    for _ in range(4):
        seen.append((branch.phase(waiting), TEXTS["zh-Hans"] in branch.said()))
        branch.cast.later(days=1)
    assert seen == [
        (ScriptPhase.SCHEDULED, False),
        (ScriptPhase.IN_USE, True),
        (ScriptPhase.IN_USE, True),
        (ScriptPhase.EXPIRED, False),
    ]


def test_withdrawn_it_is_said_no_more(branch: Branch) -> None:
    approved = branch.approved(situation="teller_hand_back")
    branch.does(branch.approver, actions.withdraw_script, script_id=approved.id)
    assert TEXTS["zh-Hans"] not in branch.said()
    assert branch.phase(approved) is ScriptPhase.WITHDRAWN


def test_one_that_a_bank_starts_with_can_be_withdrawn_here_and_stays_elsewhere(
    branch: Branch,
) -> None:
    started = next(each for each in STARTS.values() if each.situation == "teller_hand_back")
    assert started.texts["zh-Hans"] in branch.said()
    withdrawn = branch.does(branch.approver, actions.withdraw_script, script_id=started.id, seen=0)
    assert withdrawn.version > 0
    assert started.texts["zh-Hans"] not in branch.said()
    assert branch.phase(withdrawn) is ScriptPhase.WITHDRAWN
    assert len(branch.scripts()) == len(STARTS)
    assert started.texts["zh-Hans"] in Branch().said()
    with pytest.raises(Refused, match="script_cannot"):
        branch.does(branch.approver, actions.withdraw_script, script_id=started.id)


def test_a_draft_edited_by_the_approver_is_approved_by_somebody_else(branch: Branch) -> None:
    head = branch.cast.staff("hanliqun")
    written = branch.draft()
    branch.does(head, actions.edit_script, script_id=written.id, texts=TEXTS, expires_on=LAST_DAY)
    branch.does(branch.editor, actions.submit_script, script_id=written.id)
    with pytest.raises(Refused, match="approver_edited"):
        branch.does(head, actions.approve_script, script_id=written.id, live_from=None)
    branch.does(branch.approver, actions.approve_script, script_id=written.id, live_from=None)


def test_who_wrote_it_does_not_approve_it(branch: Branch) -> None:
    head = branch.cast.staff("hanliqun")
    written = branch.does(
        head, actions.draft_script, situation="fee", texts=TEXTS, expires_on=LAST_DAY
    )
    branch.does(head, actions.submit_script, script_id=written.id)
    with pytest.raises(Refused, match="approver_edited"):
        branch.does(head, actions.approve_script, script_id=written.id, live_from=None)


def test_returned_it_is_edited_before_it_waits_again(branch: Branch) -> None:
    waiting = branch.submitted()
    returned = branch.does(
        branch.approver, actions.return_script, script_id=waiting.id, reason="not_true"
    )
    assert branch.scripts()[waiting.id].reason == "not_true"
    with pytest.raises(Refused, match="script_cannot"):
        branch.does(branch.editor, actions.submit_script, script_id=waiting.id)
    branch.does(
        branch.editor,
        actions.edit_script,
        script_id=waiting.id,
        texts=TEXTS,
        expires_on=LAST_DAY,
        seen=returned.version,
    )
    assert branch.phase(waiting) is ScriptPhase.DRAFT


def test_a_screen_that_saw_other_words_approves_nothing(branch: Branch) -> None:
    waiting = branch.submitted()
    with pytest.raises(Refused, match="stale_screen"):
        branch.does(
            branch.approver,
            actions.approve_script,
            script_id=waiting.id,
            live_from=None,
            seen=waiting.version - 1,
        )


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        (actions.draft_script, {"situation": "fee", "texts": TEXTS, "expires_on": LAST_DAY}),
        (actions.edit_script, {"script_id": uuid4(), "texts": TEXTS, "expires_on": LAST_DAY}),
        (actions.submit_script, {"script_id": uuid4()}),
    ],
)
def test_only_editors_edit(branch: Branch, verb: Any, more: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="no_right"):
        branch.does(branch.approver, verb, **more)
    with pytest.raises(Refused, match="no_right"):
        branch.does(job("clock", branch.cast.branch), verb, **more)


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        (actions.approve_script, {"live_from": None}),
        (actions.return_script, {"reason": "other"}),
        (actions.withdraw_script, {}),
    ],
)
def test_only_approvers_approve(branch: Branch, verb: Any, more: dict[str, Any]) -> None:
    waiting = branch.submitted()
    with pytest.raises(Refused, match="no_right"):
        branch.does(branch.editor, verb, script_id=waiting.id, **more)


def test_the_table_of_rights_says_who() -> None:
    editors = {post for post, rights in RIGHTS.items() if Right.EDIT_SCRIPT in rights}
    approvers = {post for post, rights in RIGHTS.items() if Right.APPROVE_SCRIPT in rights}
    heads = {Post.BRANCH_HEAD, Post.DEPUTY_HEAD}
    assert editors == heads | {Post.OPERATIONS_SUPERVISOR, Post.CUSTOMER_SERVICE_MANAGER}
    assert approvers == heads | {Post.COMPLIANCE, Post.CONSUMER_PROTECTION}
    seers = {post for post, rights in RIGHTS.items() if Right.SEE_SCRIPTS in rights}
    assert editors | approvers <= seers
    assert not seers & {Post.VISITOR, Post.KIOSK, Post.WALL}


def test_nobody_knows_a_script_that_there_is_not(branch: Branch) -> None:
    with pytest.raises(Refused, match="unknown_script"):
        branch.does(branch.editor, actions.submit_script, script_id=uuid4())


# ------------------------------------------------------------------------------ what is refused


def _changed(language: str, said: str) -> dict[str, str]:
    return TEXTS | {language: said}


@pytest.mark.parametrize(
    ("texts", "code", "where"),
    [
        (_changed("zh-Hans", "这个保 本，您放心。"), "promises_principal", "texts.zh-Hans"),
        (_changed("zh-Hant", "保證收益。"), "promises_return", "texts.zh-Hant"),
        (_changed("en", "There is no risk."), "promises_no_risk", "texts.en"),
        (_changed("en", "Five times the savings interest."), "promises_multiple", "texts.en"),
        (_changed("zh-Hans", "年化 3.5%。"), "names_a_rate", "texts.zh-Hans"),
        (_changed("zh-Hans", "您取 5 万元。"), "names_an_amount", "texts.zh-Hans"),
        (_changed("zh-Hant", "貴賓您好。"), "class_word", "texts.zh-Hant"),
        (_changed("zh-Hans", "又是您。"), "forbidden_phrase", "texts.zh-Hans"),
        (_changed("zh-Hans", "请" * 61), "script_too_long", "texts.zh-Hans"),
        (_changed("en", " "), "bad_input", "texts.en"),
        (_changed("en", "Please\nwait."), "bad_input", "texts.en"),
        ({"zh-Hans": "请稍等。"}, "bad_input", "texts"),
        (TEXTS | {"fr": "Bonjour."}, "bad_input", "texts"),
    ],
)
def test_what_may_not_be_said_is_not_even_kept(
    branch: Branch, texts: dict[str, str], code: str, where: str
) -> None:
    with pytest.raises(Refused, match=code) as refused:
        branch.draft(texts)
    assert refused.value.where == where
    written = branch.draft()
    with pytest.raises(Refused, match=code):
        branch.does(
            branch.editor,
            actions.edit_script,
            script_id=written.id,
            texts=texts,
            expires_on=LAST_DAY,
        )
    assert branch.scripts()[written.id].texts == TEXTS
    assert len(branch.bodies()) == 1


def test_place_and_words_are_told(branch: Branch) -> None:
    with pytest.raises(Refused) as refused:
        branch.draft(_changed("zh-Hans", "您放心，宝·本。"))
    assert refused.value.facts == {"found": "宝·本", "place": 5}


def test_what_has_become_forbidden_is_not_approved(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of what may not be said grows with a release; a draft that waits is read again."""
    waiting = branch.submitted()

    def grown(_texts: object) -> None:
        raise Refused("forbidden_phrase", where="texts.en", found="x", place=1)

    monkeypatch.setattr(actions, "check_texts", grown)
    with pytest.raises(Refused, match="forbidden_phrase"):
        branch.does(branch.approver, actions.approve_script, script_id=waiting.id, live_from=None)


@pytest.mark.parametrize("situation", ["none", "no_such", ""])
def test_a_script_is_for_a_situation_that_there_is(branch: Branch, situation: str) -> None:
    with pytest.raises(Refused, match="unknown_situation"):
        branch.draft(situation=situation)


def test_a_script_can_be_said_for_a_day_at_least(branch: Branch) -> None:
    with pytest.raises(Refused, match="expires_too_early"):
        branch.draft(expires_on=branch.cast.at.date() - timedelta(days=1))
    waiting = branch.submitted(expires_on=branch.cast.at.date())
    later = branch.cast.at + timedelta(days=2)
    with pytest.raises(Refused, match="expires_too_early"):
        branch.does(branch.approver, actions.approve_script, script_id=waiting.id, live_from=later)
    before = branch.cast.at - timedelta(hours=1)
    with pytest.raises(Refused, match="live_from_past"):
        branch.does(branch.approver, actions.approve_script, script_id=waiting.id, live_from=before)


def test_nobody_writes_what_a_bank_starts_with(branch: Branch) -> None:
    with pytest.raises(Refused, match="bad_input"):
        branch.does(
            branch.editor,
            actions.draft_script,
            situation="fee",
            texts=TEXTS,
            expires_on=LAST_DAY,
            source=Origin.START,
        )


# ------------------------------------------------------------------------------ the ledger


def test_entries_hold_a_digest_and_never_the_words(branch: Branch) -> None:
    approved = branch.approved()
    branch.does(branch.approver, actions.withdraw_script, script_id=approved.id)
    bodies = branch.bodies()
    assert [each["kind"] for each in bodies] == [
        "script.drafted",
        "script.submitted",
        "script.approved",
        "script.withdrawn",
    ]
    assert {each.get("digest") for each in bodies[:3]} == {digest_of(TEXTS)}
    text = str(bodies)
    assert not any(word in text for word in (*TEXTS.values(), "回单", "receipt"))


def test_reading_records_nothing(branch: Branch) -> None:
    before = branch.bodies()
    branch.said()
    assert branch.bodies() == before


# ------------------------------------------------------------------------------ suggesting


def test_a_situation_is_answered_with_its_scripts_alone(branch: Branch) -> None:
    branch.approved(situation="fee")
    told = suggest(
        branch.cast.branch,
        branch.cast.at,
        moment="wait",
        customer_class="ordinary",
        business="fee",
        protected="no",
        strength=0,
    )
    assert told.situation == "fee"
    assert {each.situation for each in told.scripts} == {"fee"}
    assert told.said("en")[-1] == TEXTS["en"]
    assert told.decision.version == 0
    assert told.why["zh-Hans"]


@pytest.mark.parametrize("customer_class", ["vip", "potential", "ordinary"])
@pytest.mark.parametrize("strength", [0, 2, 4])
def test_nothing_is_recommended_to_the_protected(
    branch: Branch, customer_class: str, strength: int
) -> None:
    said = branch.said(
        moment="recommend", protected="yes", customer_class=customer_class, strength=strength
    )
    assert said == []


def test_each_result_of_the_table_has_something_to_say(branch: Branch) -> None:
    by_situation = {each.situation for each in branch.scripts().values()}
    results = {row.results[0] for row in TABLES["sentence"].rows}
    assert results - {"none"} <= by_situation


def test_suggesting_needs_no_database() -> None:
    from tingtang.bank.policy.queries import start_of
    from tingtang.bank.policy.rules.kinds.sentence import SENTENCE

    values = {"moment": "greet", "class": "ordinary", "business": "other", "protected": "yes"}
    told = suggested(start_of(SENTENCE), STARTS.values(), values | {"strength": 0})
    assert told.situation == "care"
    assert len(told.scripts) == 2


def test_which_moments_a_situation_belongs_to_follows_from_the_table() -> None:
    from tingtang.bank.policy.queries import start_of
    from tingtang.bank.policy.rules.kinds.sentence import SENTENCE

    told = moments_of(start_of(SENTENCE))
    assert told["care"] == ("greet", "divert", "line")
    assert told["teller_hand_back"] == ("hand_back",)
    assert told["none"] == ("recommend", "divert")
    assert told["sold_out"] == ("sold_out",)
    rows = [
        replace(each, cells=('"wait","greet"', *each.cells[1:]))
        if each.results == ("fee",)
        else each
        for each in TABLES["sentence"].rows
    ]
    table, problems = read_table(SENTENCE, rows)
    assert table, problems
    assert moments_of(replace(start_of(SENTENCE), table=table))["fee"] == ("greet", "wait")


def test_the_branchs_own_table_decides_once_it_is_approved(branch: Branch) -> None:
    head = branch.cast.staff("hanliqun")
    rows = list(TABLES["sentence"].rows)
    last = [each.cells[0] for each in rows].index('"hand_back"')
    rows[last] = replace(rows[last], results=("farewell",))

    def do(actor: Actor, verb: Any, **more: object) -> Any:
        return verb(actor=actor, branch_id=branch.cast.branch, at=branch.cast.at, **more)

    drafted = do(branch.editor, policies.draft, table="sentence")
    do(branch.editor, policies.edit, policy_id=drafted.id, rows=rows)
    do(branch.editor, policies.try_on_past, policy_id=drafted.id)
    do(branch.editor, policies.submit, policy_id=drafted.id)
    do(head, policies.approve, policy_id=drafted.id, live_from=None)
    farewells = [each for each in STARTS.values() if each.situation == "farewell"]
    assert branch.said() == [each.texts["zh-Hans"] for each in farewells]


# ------------------------------------------------------------------------------ races


def test_two_drafts_at_once_get_two_numbers(branch: Branch) -> None:
    def draft(_: int) -> int:
        try:
            return branch.draft().number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        numbers = sorted(threads.map(draft, range(8)))
    assert numbers == [*range(101, 109)]


def test_approved_and_withdrawn_at_once_it_ends_withdrawn_or_never_approved(
    branch: Branch,
) -> None:
    waiting = branch.submitted()

    def do(verb: Any) -> str:
        more = {"live_from": None} if verb is actions.approve_script else {}
        try:
            return branch.does(branch.approver, verb, script_id=waiting.id, **more).state.value
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(do, (actions.approve_script, actions.withdraw_script)))
    assert told in (["approved", "withdrawn"], ["script_cannot", "withdrawn"])
    assert branch.scripts()[waiting.id].state is ScriptState.WITHDRAWN


# ------------------------------------------------------------------------------ a machine

_VERBS = {
    ScriptMove.EDIT: actions.edit_script,
    ScriptMove.SUBMIT: actions.submit_script,
    ScriptMove.RETURN: actions.return_script,
    ScriptMove.APPROVE: actions.approve_script,
    ScriptMove.WITHDRAW: actions.withdraw_script,
}
_MORE: dict[ScriptMove, dict[str, object]] = {
    ScriptMove.EDIT: {"texts": TEXTS, "expires_on": LAST_DAY},
    ScriptMove.RETURN: {"reason": "other"},
    ScriptMove.APPROVE: {"live_from": None},
}


class Life(RuleBasedStateMachine):
    """Any step at any time: the table of moves decides, and what is in use was approved."""

    @initialize()
    def begin(self) -> None:
        self.branch = Branch()
        self.script = self.branch.draft()
        self.state = ScriptState.DRAFT

    @rule(step=st.sampled_from([*ScriptMove]))
    def take(self, step: ScriptMove) -> None:
        by_editor = step in (ScriptMove.EDIT, ScriptMove.SUBMIT)
        actor = self.branch.editor if by_editor else self.branch.approver
        wanted = MOVES.get((self.state, step))
        assert self._told(actor, step) == (wanted.value if wanted else "script_cannot")
        self.state = wanted or self.state

    def _told(self, actor: Actor, step: ScriptMove) -> str:
        more = _MORE.get(step, {})
        try:
            done = self.branch.does(actor, _VERBS[step], script_id=self.script.id, **more)
        except Refused as refused:
            return refused.code
        return done.state.value

    @precondition(lambda self: hasattr(self, "branch"))
    @invariant()
    def what_is_in_use_was_approved_by_another(self) -> None:
        script = self.branch.scripts()[self.script.id]
        phase = self.branch.phase(self.script)
        assert (phase is ScriptPhase.IN_USE) is (self.state is ScriptState.APPROVED)
        assert script.approved_by not in script.editors


def test_any_steps_in_any_order() -> None:
    from hypothesis import settings

    run_state_machine_as_test(
        Life, settings=settings(max_examples=8, stateful_step_count=10, deadline=None)
    )
