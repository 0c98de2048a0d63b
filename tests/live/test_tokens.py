"""A token opens one view of one branch for five minutes, and nothing else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from tingtang.live.tokens import LASTS_S, Claims, check, mint
from tingtang.live.views import Ask

BRANCH, OTHER, COUNTER = UUID(int=10), UUID(int=11), UUID(int=12)
CLAIMS = Claims(BRANCH, "counter", "staff:1", counter=COUNTER)
NOW = 1_800_000_000.0


def test_a_fresh_token_opens_its_view_until_it_expires() -> None:
    token = mint(CLAIMS, NOW)
    checked = check(token, BRANCH, "counter", NOW + LASTS_S - 1)
    assert checked is not None
    assert checked.claims == CLAIMS
    assert checked.claims.ask == Ask("counter", COUNTER)
    assert checked.until == NOW + LASTS_S
    assert check(token, BRANCH, "counter", NOW + LASTS_S) is None


def test_another_branch_or_view_is_refused() -> None:
    token = mint(CLAIMS, NOW)
    assert check(token, OTHER, "counter", NOW) is None
    assert check(token, BRANCH, "lobby", NOW) is None
    assert check(mint(Claims(BRANCH, "vault", "staff:1"), NOW), BRANCH, "vault", NOW) is None


def test_a_changed_token_is_refused() -> None:
    body, signature = mint(CLAIMS, NOW).split(".")
    plain = urlsafe_b64decode(body + "=" * (-len(body) % 4))
    forged = urlsafe_b64encode(plain.replace(str(COUNTER).encode(), str(OTHER).encode())).rstrip(
        b"="
    )
    assert forged.decode() != body
    for token in (
        f"{forged.decode()}.{signature}",
        f"{body}.{signature[:-2]}AA",
        f"{body}.",
        body,
        "",
        ".",
        "päss.wörd",
    ):
        assert check(token, BRANCH, "counter", NOW) is None, token


def test_the_key_is_no_other_tokens_key() -> None:
    from django.conf import settings

    from tingtang.access import passes
    from tingtang.kernel.keys import bank_key

    other = passes.sign(
        bank_key(settings.DATA, "stream"),
        passes.Pass("staff", str(COUNTER), "teller", str(BRANCH), "", int(NOW) + 60),
    )
    assert check(other, BRANCH, "counter", NOW) is None
