"""What a change saves counts all waiting, wherever it is."""

from dataclasses import replace

import pytest

from cast import founded
from plan.twin.taught import FIT, teach
from tingtang.bank.branch.queries import reread_plan
from tingtang.engines.simulate.running import Wish
from tingtang.ops import foreseeing
from tingtang.plan.twin.rules.changes import Change, What, changed
from tingtang.plan.twin.rules.gains import minutes_saved
from tingtang.plan.twin.rules.scenarios import Known


@pytest.fixture(scope="module")
def known(database: object) -> Known:
    """A branch at ten with one counter open, where many take to the machine."""
    cast = founded()
    cast.open_day()
    cast.later(hours=1)
    teach(cast.branch, cast.at)
    cast.seat("chenyutong", "1")
    found, why = foreseeing.known_at(reread_plan(cast.branch), cast.at)
    assert found is not None, why
    fit = replace(FIT, accepts={"ordinary/cash": {"smart": 0.95}}, patience={})
    return replace(found, fit=fit, offers={})  # as if offered however few wait


def saved(known: Known, size: int) -> float:
    plan = known.plan
    smart = next(each for each in plan.machines.values() if each.kind == "smart")
    cash = next(each.id for each in plan.services.values() if each.code == "cash")
    machines = {n: replace(smart, services=(cash,)) for n in range(size)}
    some = replace(known, plan=replace(plan, machines=machines))
    after = changed(some, Change(What.DIVERT, service="cash", machine="smart"))
    wish = Wish(replications=100, seed=3, threads=1)
    return float(minutes_saved(some, after, wish, {}).mean())


def test_waiting_for_the_only_machine_is_no_saving(known: Known) -> None:
    """With machines enough nobody waits there; with one the same customers do."""
    one, many = saved(known, 1), saved(known, 40)
    assert one < many - 30
