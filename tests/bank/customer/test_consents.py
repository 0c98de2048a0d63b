"""What consents allow, and until when; given with evidence, withdrawn with a word."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank.customer.people import consents_of, customer, file_of, grant, manager
from cast import Cast, founded
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.customer.actions.consents import give_consent
from tingtang.bank.customer.actions.files import (
    assign_rm,
    forget_need,
    keep_need,
    set_address_form,
)
from tingtang.bank.customer.queries import own_customers_read
from tingtang.bank.customer.queries.sealed import bank_keys, opened
from tingtang.bank.customer.rules import KeptNeed
from tingtang.bank.customer.rules.consents import (
    CONTACT,
    Consent,
    ConsentEvidence,
    ConsentPurpose,
    ConsentScope,
    Grant,
    check_grant,
    consented,
    may_contact,
)
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.relation.referral.actions.ending import erase_customer, withdraw_consent

PHONE, ADVICE = ConsentPurpose.CONTACT_PHONE, ConsentPurpose.WEALTH_ADVICE
START = datetime(2026, 11, 20, tzinfo=UTC)
instants = st.integers(0, 20).map(lambda minutes: START + timedelta(minutes=minutes))


@st.composite
def any_consent(draw: st.DrawFn) -> Consent:
    agreed = grant(
        draw(st.sampled_from([PHONE, ADVICE])),
        draw(st.sampled_from([ConsentScope.ALL, ConsentScope.FUND, ConsentScope.LOAN])),
    )
    given_at = draw(instants)
    withdrawn_at = draw(st.none() | st.integers(0, 20).map(lambda n: given_at + n * MINUTE))
    return Consent(uuid4(), agreed, given_at, withdrawn_at)


MINUTE = timedelta(minutes=1)
many = st.lists(any_consent(), max_size=5)
scopes = st.sampled_from([ConsentScope.ALL, ConsentScope.FUND, ConsentScope.LOAN])


def consent(
    given_at: int,
    withdrawn_at: int | None = None,
    purpose: ConsentPurpose = PHONE,
    scope: ConsentScope = ConsentScope.ALL,
) -> Consent:
    until = None if withdrawn_at is None else START + withdrawn_at * MINUTE
    return Consent(uuid4(), grant(purpose, scope), START + given_at * MINUTE, until)


def at(minutes: float) -> datetime:
    return START + minutes * MINUTE


class TestRule:
    def test_between_giving_and_withdrawing_and_never_outside(self) -> None:
        agreed = [consent(5, 10)]
        told = {n: may_contact(agreed, PHONE, at(n)) for n in (4, 5, 9.99, 10, 11)}
        assert told == {4: False, 5: True, 9.99: True, 10: False, 11: False}

    def test_whoever_withdraws_takes_back_every_earlier_paper(self) -> None:
        agreed = [consent(1), consent(2, 6), consent(3)]
        assert may_contact(agreed, PHONE, at(5))
        assert not may_contact(agreed, PHONE, at(6))
        assert may_contact([*agreed, consent(7)], PHONE, at(7))

    def test_the_latest_withdrawal_counts(self) -> None:
        agreed = [consent(0, 2), consent(3), consent(1, 5)]
        assert may_contact(agreed, PHONE, at(4))
        assert not may_contact(agreed, PHONE, at(5))

    def test_a_kind_of_business_is_not_all_and_all_is_each(self) -> None:
        funds = [consent(1, scope=ConsentScope.FUND)]
        assert may_contact(funds, PHONE, at(2), ConsentScope.FUND)
        assert not may_contact(funds, PHONE, at(2), ConsentScope.LOAN)
        assert not may_contact(funds, PHONE, at(2))
        assert may_contact([consent(1)], PHONE, at(2), ConsentScope.LOAN)

    def test_no_to_one_kind_leaves_the_others(self) -> None:
        agreed = [consent(1), consent(2, 3, scope=ConsentScope.FUND)]
        assert not may_contact(agreed, PHONE, at(4), ConsentScope.FUND)
        assert may_contact(agreed, PHONE, at(4), ConsentScope.LOAN)

    def test_what_is_no_contact_allows_none(self) -> None:
        for purpose in set(ConsentPurpose) - CONTACT:
            assert consented([consent(1, purpose=purpose)], purpose, at(2))
            assert not may_contact([consent(1, purpose=purpose)], purpose, at(2))

    @given(many, instants, scopes)
    def test_nothing_is_allowed_that_nobody_gave(
        self, agreed: list[Consent], now: datetime, about: ConsentScope
    ) -> None:
        if consented(agreed, PHONE, now, about):
            assert any(
                each.grant.purpose is PHONE
                and each.grant.scope in (about, ConsentScope.ALL)
                and each.given_at <= now
                and (each.withdrawn_at is None or each.withdrawn_at > now)
                for each in agreed
            )

    @given(many, instants, scopes)
    def test_after_a_withdrawal_nothing_older_counts(
        self, agreed: list[Consent], now: datetime, about: ConsentScope
    ) -> None:
        ended = [
            each.withdrawn_at
            for each in agreed
            if each.grant.purpose is PHONE and each.withdrawn_at and each.withdrawn_at <= now
            if each.grant.scope in (about, ConsentScope.ALL)
        ]
        if ended:
            since = [each for each in agreed if each.given_at > max(ended)]
            assert consented(agreed, PHONE, now, about) == consented(since, PHONE, now, about)

    @given(many, many, instants, scopes)
    def test_another_purpose_never_matters(
        self, agreed: list[Consent], others: list[Consent], now: datetime, about: ConsentScope
    ) -> None:
        mixed = agreed + [each for each in others if each.grant.purpose is not PHONE]
        assert consented(mixed, PHONE, now, about) == consented(agreed, PHONE, now, about)

    @given(many, instants, scopes)
    def test_the_order_of_papers_never_matters(
        self, agreed: list[Consent], now: datetime, about: ConsentScope
    ) -> None:
        assert consented(agreed[::-1], PHONE, now, about) == consented(agreed, PHONE, now, about)


def shown(reference: str = "QY-001", notice: str = "2026-1") -> Grant:
    return Grant(PHONE, ConsentScope.ALL, notice, ConsentEvidence.SIGNED_FORM, reference)


class TestEvidence:
    def test_a_documents_number_is_one(self) -> None:
        for reference in ("QY-001", "LY/2026/0012", "1234567", "20261120000017"):
            check_grant(shown(reference))

    def test_none_is_none(self) -> None:
        with pytest.raises(Refused) as refused:
            check_grant(shown(""))
        assert refused.value.code == "consent_without_evidence"

    @pytest.mark.parametrize(
        "reference",
        [
            *("王建国签字", "see file", "x" * 41),
            *("19912345678", "99900119800101123X", "9999990000000000006"),
        ],
    )
    def test_words_and_peoples_numbers_are_none(self, reference: str) -> None:
        with pytest.raises(Refused) as refused:
            check_grant(shown(reference))
        assert (refused.value.code, refused.value.where) == ("bad_input", "reference")
        assert reference not in str(refused.value.facts)

    @pytest.mark.parametrize(
        "notice", ["", "告知书", "x" * 21, "13812345678", "110105198001020118"]
    )
    def test_a_notice_has_a_version(self, notice: str) -> None:
        with pytest.raises(Refused) as refused:
            check_grant(shown(notice=notice))
        assert refused.value.where == "notice"


# ---------------------------------------------------------------- verbs


@pytest.fixture
def branch() -> Cast:
    return founded()


def give(branch: Cast, customer_id: UUID, **what: ConsentPurpose) -> UUID:
    agreed = grant(**what)
    return branch.do("chenyutong", give_consent, customer_id=customer_id, grant=agreed).id


def allowed(branch: Cast, customer_id: UUID, purpose: ConsentPurpose = PHONE) -> bool:
    return consented(consents_of(branch, customer_id), purpose, branch.at)


class TestVerbs:
    def test_given_and_withdrawn_each_at_once(self, branch: Cast) -> None:
        customer_id = customer(branch)
        consent_id = give(branch, customer_id)
        assert allowed(branch, customer_id)
        branch.later(minutes=1)
        branch.do("suxiaowen", withdraw_consent, consent_id=consent_id)
        assert not allowed(branch, customer_id)
        branch.later(minutes=1)
        give(branch, customer_id)
        assert allowed(branch, customer_id)

    def test_the_same_paper_again_is_the_same_consent(self, branch: Cast) -> None:
        customer_id = customer(branch)
        assert give(branch, customer_id) == give(branch, customer_id)
        assert len(consents_of(branch, customer_id)) == 1

    def test_withdrawn_twice_is_told(self, branch: Cast) -> None:
        consent_id = give(branch, customer(branch))
        branch.do("chenyutong", withdraw_consent, consent_id=consent_id)
        with pytest.raises(Refused, match="already_withdrawn"):
            branch.do("chenyutong", withdraw_consent, consent_id=consent_id)

    def test_an_unknown_one_is_told(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="unknown_consent"):
            branch.do("chenyutong", withdraw_consent, consent_id=uuid4())
        with pytest.raises(Refused, match="unknown_customer"):
            give(branch, uuid4())

    def test_a_need_is_kept_by_consent_alone_and_forgotten_with_it(self, branch: Cast) -> None:
        customer_id = customer(branch)
        elder = {"customer_id": customer_id, "need": KeptNeed.ELDER}
        with pytest.raises(Refused, match="need_without_consent"):
            branch.do("hanliqun", keep_need, **elder)
        consent_id = give(branch, customer_id, purpose=ConsentPurpose.NEED_KEEP)
        branch.do("hanliqun", keep_need, **elder)
        branch.do("hanliqun", keep_need, customer_id=customer_id, need=KeptNeed.DISABLED)
        assert needs(branch, customer_id) == {KeptNeed.ELDER, KeptNeed.DISABLED}
        branch.do("hanliqun", forget_need, **elder)
        assert needs(branch, customer_id) == {KeptNeed.DISABLED}
        with pytest.raises(Refused, match="unknown_need"):
            branch.do("hanliqun", forget_need, **elder)
        branch.do("chenyutong", withdraw_consent, consent_id=consent_id)
        assert needs(branch, customer_id) == set()

    def test_another_consent_withdrawn_forgets_no_need(self, branch: Cast) -> None:
        customer_id = customer(branch)
        give(branch, customer_id, purpose=ConsentPurpose.NEED_KEEP)
        other = give(branch, customer_id)
        branch.do("hanliqun", keep_need, customer_id=customer_id, need=KeptNeed.ELDER)
        branch.do("chenyutong", withdraw_consent, consent_id=other)
        assert needs(branch, customer_id) == {KeptNeed.ELDER}

    def test_nothing_is_allowed_of_who_was_erased(self, branch: Cast) -> None:
        customer_id = customer(branch)
        consent_id = give(branch, customer_id)
        branch.do("hanliqun", erase_customer, customer_id=customer_id)
        assert not allowed(branch, customer_id)
        with pytest.raises(Refused, match="unknown_consent"):
            branch.do("chenyutong", withdraw_consent, consent_id=consent_id)


def needs(branch: Cast, customer_id: UUID) -> frozenset[KeptNeed]:
    found = file_of(branch, customer_id)
    assert found
    return opened(found, bank_keys()).needs


class TestFile:
    def test_what_they_asked_here_counts_before_the_file(self, branch: Cast) -> None:
        customer_id = customer(branch)
        branch.do("hanliqun", set_address_form, customer_id=customer_id, form=" 王老师 ")
        found = file_of(branch, customer_id)
        assert found
        assert opened(found, bank_keys()).address_form == "王老师"

    @pytest.mark.parametrize("form", ["", "  ", "王\n老师", "长" * 41])
    def test_a_form_of_address_is_short_and_printable(self, branch: Cast, form: str) -> None:
        with pytest.raises(Refused, match="bad_input"):
            branch.do("hanliqun", set_address_form, customer_id=uuid4(), form=form)

    def test_a_relationship_manager_changes_their_own_customers_only(self, branch: Cast) -> None:
        customer_id = customer(branch)
        guqing = manager(branch)
        with pytest.raises(Refused, match="not_your_customer"):
            named(branch, guqing, customer_id)
        branch.do("hanliqun", assign_rm, customer_id=customer_id, rm_id=guqing.subject)
        named(branch, guqing, customer_id)
        assert guqing.subject
        own = look(branch.branch, own_customers_read(branch.branch, guqing.subject))[0]
        assert [each.id for each in own] == [customer_id]

    def test_only_a_relationship_manager_becomes_one(self, branch: Cast) -> None:
        customer_id = customer(branch)
        for staff_id in (branch.people["chenyutong"], uuid4()):
            with pytest.raises(Refused, match="unknown_staff"):
                branch.do("hanliqun", assign_rm, customer_id=customer_id, rm_id=staff_id)

    def test_a_stale_screen_changes_nothing(self, branch: Cast) -> None:
        customer_id = customer(branch)
        found = file_of(branch, customer_id)
        assert found
        change = {"customer_id": customer_id, "seen": found.version}
        branch.do("hanliqun", set_address_form, form="王老师", **change)
        with pytest.raises(Refused, match="stale_screen"):
            branch.do("hanliqun", set_address_form, form="老王", **change)
        with pytest.raises(Refused, match="stale_screen"):
            branch.do("hanliqun", erase_customer, **change)

    def test_a_teller_changes_no_file(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="no_right"):
            branch.do("chenyutong", set_address_form, customer_id=customer(branch), form="x")

    def test_a_manager_erases_nobody(self, branch: Cast) -> None:
        guqing = manager(branch)
        with pytest.raises(Refused, match="no_right"):
            erase_customer(actor=guqing, branch_id=branch.branch, customer_id=uuid4(), at=branch.at)
        assert guqing.post is Post.WEALTH_RM


def named(branch: Cast, actor: Actor, customer_id: UUID) -> None:
    set_address_form(
        actor=actor, branch_id=branch.branch, customer_id=customer_id, form="王姐", at=branch.at
    )
