"""The scenes of a planned day: the same for the same seed, each kind in its number."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tingtang.ops.demo.content import BRANCHES
from tingtang.ops.demo.day import PlannedCustomer, plan_day
from tingtang.ops.demo.dealing import (
    BOOKINGS,
    CALLERS,
    CARED_FOR,
    CASH_ENDS,
    FATES,
    KIOSK_OFFERS,
    KNOWN_FATES,
    LAST_FATES,
    PASSERS,
    ROUNDS,
    SLOT_S,
    TOLD,
    plan_scenes,
)
from tingtang.ops.demo.portfolio import VIPS, clients_of
from tingtang.ops.demo.profiles import PROFILES, Profile
from tingtang.ops.demo.scenes import Scenes

FRIDAY = date(2026, 11, 20)
GRACE_S = 600.0
CODES = {content.kind: content.code for content in BRANCHES}
PORTFOLIOS = {
    kind: [clients_of(code), *(clients_of(other) for other in CODES.values() if other != code)]
    for kind, code in CODES.items()
}
profiles = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
seeds = pytest.mark.parametrize("seed", range(1, 6))


def _planned(profile: Profile, seed: int) -> tuple[tuple[PlannedCustomer, ...], Scenes]:
    customers = plan_day(profile, seed, FRIDAY)
    return customers, plan_scenes(profile, seed, FRIDAY, customers, PORTFOLIOS[profile.code])


@profiles
def test_the_same_seed_has_the_same_scenes(profile: Profile) -> None:
    assert _planned(profile, 1) == _planned(profile, 1)
    assert _planned(profile, 1)[1] != _planned(profile, 2)[1]


@profiles
@seeds
def test_every_kind_comes_in_its_number(profile: Profile, seed: int) -> None:
    _, scenes = _planned(profile, seed)
    each = scenes.of.values()
    fates = Counter(one.fate for one in each if one.fate)
    assert fates == Counter([*(fate for fate, _ in FATES), *LAST_FATES])
    assert Counter(one.cash for one in each if one.cash) == Counter(CASH_ENDS)
    assert sum(one.slot_s is not None for one in each) == BOOKINGS
    offers = [one.offer for one in each if one.offer is not None and one.need is None]
    assert len(offers) == KIOSK_OFFERS
    assert len(scenes.callers) == CALLERS
    assert sum(one.refuses for one in scenes.callers) == 1
    assert Counter(one for one in each if one in TOLD) == Counter(TOLD)
    assert all(one in each for one in CARED_FOR)
    assert sum(one.mistaken_for is not None for one in each) == 2
    assert len(scenes.passers_s) == PASSERS
    assert len(scenes.rounds) == ROUNDS
    assert any(one.door for one in each)
    assert any(one.greeted for one in each)
    assert any(one.asks_machine for one in each)
    assert any(one.to_vip_counter for one in each)


@profiles
@seeds
def test_nobody_comes_twice_and_a_vip_is_known(profile: Profile, seed: int) -> None:
    customers, scenes = _planned(profile, seed)
    whose = [one.client for one in scenes.of.values() if one.client]
    whose += [one.mistaken_for for one in scenes.of.values() if one.mistaken_for]
    whose += [one.client for one in scenes.callers]
    assert len({one.card for one in whose}) == len(whose)
    for one in customers:
        scene = scenes.of.get(one.key)
        if one.customer_class == "vip" and scene is not None and scene.client is not None:
            assert scene.client.vip
        if one.customer_class == "potential" and one.key in scenes.of:
            assert scene is not None
            usual = one.shows_up and one.parks_s is None and one.second_service is None
            if usual and one.late_min is None and one.need is None:
                assert scene.signals or scene.slot_s or scene.cash or scene.offer


@profiles
@seeds
def test_some_are_of_another_branch(profile: Profile, seed: int) -> None:
    _, scenes = _planned(profile, seed)
    homes = {one.client.branch for one in scenes.of.values() if one.client}
    assert CODES[profile.code] in homes
    assert len(homes) > 1


@profiles
@seeds
def test_appointments_are_kept_in_time_but_for_two(profile: Profile, seed: int) -> None:
    customers, scenes = _planned(profile, seed)
    late = []
    for one in customers:
        slot_s = scenes.of[one.key].slot_s if one.key in scenes.of else None
        if slot_s is not None:
            assert (slot_s - profile.opens_min * 60) % SLOT_S == 0
            assert slot_s - one.arrives_s <= 600
            late += [one.arrives_s - slot_s] if one.arrives_s > slot_s else []
    assert sorted(each > GRACE_S for each in late) == [False, True]


@profiles
@seeds
def test_who_is_followed_up_has_agreed_to_it(profile: Profile, seed: int) -> None:
    _, scenes = _planned(profile, seed)
    for one in scenes.of.values():
        if one.fate in KNOWN_FATES:
            assert one.client is not None
            agrees_at_the_desk = one.fate == "follow_up"
            assert one.client.may_be_called is not agrees_at_the_desk
        elif one.fate == "lost":
            assert one.client is None


def test_a_branch_has_enough_customers_of_its_own() -> None:
    for content in BRANCHES:
        clients = clients_of(content.code)
        assert len(clients) >= 60
        assert sum(one.vip for one in clients) == VIPS
