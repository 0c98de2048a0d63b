"""Targets as people write them, and when they are missed."""

import numpy as np
import pytest

from tingtang.engines.simulate.staffing import BadTarget, target

CLASSES = ("vip", "ordinary", "对公:大额")


@pytest.mark.parametrize(
    ("text", "class_id", "figure", "minutes"),
    [
        ("ordinary:p90<=15", "ordinary", "pooled_p90_min", 15.0),
        ("vip:p50<=2.5", "vip", "pooled_p50_min", 2.5),
        ("对公:大额:p95 <= 30", "对公:大额", "pooled_p95_min", 30.0),
        ("vip:mean<=5", "vip", "wait_mean_min", None),
        ("vip:abandoned<=0.05", "vip", "abandoned_share", None),
        ("ordinary:within(10)>=0.8", "ordinary", "within_10_min_share", 10.0),
    ],
)
def test_a_target(text: str, class_id: str, figure: str, minutes: float | None) -> None:
    found = target(text, CLASSES)
    assert (found.class_id, found.figure, found.minutes) == (class_id, figure, minutes)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("", "must be one of CLASS:p50"),
        ("p90<=15", "must be one of CLASS:p50"),
        ("gold:p90<=15", 'there is no class "gold"; there are vip, ordinary'),
        ("vip:p99<=15", "must be one of"),
        ("vip:p90<15", "must be one of"),
        ("vip:p90<=-1", "must be one of"),
        ("vip:p90<=nan", "must be one of"),
        ("vip:within(10)<=0.8", "must be one of"),
        ("vip:within(10)>=80", "0.8 for 80 %"),
        ("vip:abandoned<=5", "0.05 for 5 %"),
    ],
)
def test_a_wrong_target_names_itself_and_the_mend(text: str, mend: str) -> None:
    with pytest.raises(BadTarget) as raised:
        target(text, CLASSES)
    assert raised.value.where == text
    assert mend in raised.value.mend


# served, waited, abandoned, unserved, left over, diverted, within
@pytest.mark.parametrize(
    ("text", "counts", "missed"),
    [
        ("vip:p90<=5", [10, 0, 0, 0, 0, 0, 9], False),
        ("vip:p90<=5", [10, 0, 0, 0, 0, 0, 8], True),
        ("vip:p90<=5", [9, 0, 0, 1, 8, 0, 9], False),
        ("vip:p90<=5", [8, 0, 0, 2, 8, 0, 8], True),
        ("vip:p90<=5", [0, 0, 0, 0, 0, 0, 0], False),
        ("vip:p90<=5", [0, 0, 3, 0, 0, 0, 0], True),
        ("vip:mean<=5", [2, 10, 0, 0, 0, 0, 0], False),
        ("vip:mean<=5", [2, 10.1, 0, 0, 0, 0, 0], True),
        ("vip:mean<=5", [2, 2, 0, 1, 14, 0, 0], True),
        ("vip:abandoned<=0.1", [9, 0, 1, 0, 0, 0, 0], False),
        ("vip:abandoned<=0.1", [8, 0, 1, 0, 0, 1, 0], False),
        ("vip:abandoned<=0.1", [8, 0, 1, 1, 0, 0, 0], True),
        ("vip:within(5)>=0.8", [9, 0, 1, 0, 0, 7, 8], False),
        ("vip:within(5)>=0.8", [8, 0, 3, 0, 0, 0, 8], True),
        ("vip:within(5)>=0.8", [0, 0, 0, 0, 0, 5, 0], False),
    ],
)
def test_when_it_is_missed(text: str, counts: list[float], missed: bool) -> None:
    assert target(text, CLASSES).missed(np.array([counts], float), 0).tolist() == [missed]
