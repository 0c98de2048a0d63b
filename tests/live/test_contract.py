"""The states are exactly those of `web/shared/views.ts`, down to every field and word."""

import pytest

from live.driving import Drive
from live.following import asks, load, names_of_views
from live.test_fold import started
from live.typescript import Types, views
from tingtang.live.moment import Moment
from tingtang.live.views import VIEWS, project


@pytest.fixture(scope="module")
def contract() -> Types:
    return views()


def test_the_reader_notices_what_is_wrong() -> None:
    types = Types(
        'export type Words = Record<"a" | "b", string>;'
        "export interface Thing { id: string; n?: number; k: 'x' | \"y\"; more: Words[]; }".replace(
            "'x'", '"x"'
        )
    )
    good = {"id": "1", "k": "y", "more": [{"a": "!"}]}
    assert types.wrong("Thing", good) == []
    for bad in (
        {**good, "id": 1},
        {**good, "n": None},
        {**good, "n": True},
        {**good, "k": "z"},
        {**good, "more": [{"c": "!"}]},
        {**good, "extra": 1},
        {"id": "1", "more": []},
    ):
        assert types.wrong("Thing", bad), bad


@pytest.mark.parametrize("seed", [11, 12])
def test_states_are_as_the_contract_says(seed: int, contract: Types) -> None:
    drive: Drive = started(seed)
    for step in range(160):
        drive.step()
        if step % 8:
            continue
        moment = Moment(load(drive.cast.branch, drive.cast.at), drive.cast.at)
        for ask in asks(drive.cast, drive.tickets):
            state = project(moment, ask)
            assert state is not None
            assert contract.wrong(names_of_views[ask.view], state) == []


def test_every_view_of_the_contract_is_made(contract: Types) -> None:
    assert set(names_of_views) == set(VIEWS)
    assert {name for name in contract.named if name.endswith("State")} - {
        "DayState",
        "ServiceState",
        "SeatState",
    } == set(names_of_views.values())
