"""Offers alone tell how often they are taken."""

import numpy as np
import pytest

from engines.fitting.ledger import MONDAY
from tingtang.engines.fitting.acceptance import acceptances
from tingtang.engines.fitting.rows import Outcome, Row


def offers(line: str, to: str | None, n: int, taken: int) -> list[Row]:
    return [
        Row(f"{line}{to}{i}", MONDAY, "a", line, 1.0, 60.0, Outcome.SERVED, 60.0, "W1",
            offered=to, accepted=i < taken)
        for i in range(n)
    ]  # fmt: skip


def test_the_planted_share_comes_back_of_offers_alone() -> None:
    rng = np.random.default_rng(1)
    rows = offers("cash", None, 5000, 0)
    planted = {"cash": 0.35, "cards": 0.6, "loans": 0.45, "funds": 0.5}
    for line, share in planted.items():
        rows += offers(line, "atm", 4000, int(rng.binomial(4000, share)))
    found = acceptances(rows)
    for line, share in planted.items():
        one = found.by[f"a/{line}", "atm"]
        assert one.offers == 4000
        assert one.share.value == pytest.approx(share, rel=0.05)
        assert one.share.low < share < one.share.high


def test_a_new_offer_is_drawn_to_the_others() -> None:
    rows = [row for line in "bcdefg" for row in offers(line, "atm", 200, 80)]
    found = acceptances(rows + offers("new", "atm", 2, 2))
    new = found.by["a/new", "atm"].share
    assert 0.4 <= new.value < 0.6
    assert new.low < 0.4 < new.high


def test_a_single_kind_of_offer_has_a_flat_prior() -> None:
    found = acceptances(offers("cash", "atm", 8, 2))
    assert found.prior == (1.0, 1.0)
    assert found.by["a/cash", "atm"].share.value == pytest.approx(0.3)
    # The beta's own ends for a = 3, b = 7.
    assert found.by["a/cash", "atm"].share.low == pytest.approx(0.0749, abs=1e-3)
    assert found.by["a/cash", "atm"].share.high == pytest.approx(0.6001, abs=1e-3)
