"""Drafts run on past days, over HTTP."""

from api.asking import Doors
from plan.twin.taught import teach
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.ops.trials import run_trials

PLAN = {"which": "opening", "opening": {"1": [[0, 240]]}}


def test_a_trial_is_begun_listed_and_answered(doors: Doors) -> None:
    branch, manager = doors.cast.branch, doors.staff("suxiaowen")
    path = doors.branch("trials")
    assert manager.get(path).body == {"trials": [], "usual": {}}
    teach(branch, now_in(branch))
    begun = manager.done(path, PLAN)["id"]
    (listed,) = manager.get(path).body["trials"]
    assert (listed["id"], listed["draft"], "answer" in listed) == (begun, PLAN, False)
    for _ in run_trials(plan_of(branch), now_in(branch)):
        pass
    assert manager.get(f"{path}/{begun}").body["answer"] == {"refused": "too_few_days"}


def test_what_is_no_plan_names_the_place(doors: Doors) -> None:
    manager, path = doors.staff("suxiaowen"), doors.branch("trials")
    for opening, where in (
        ({"1": [[0, 1441]]}, "opening.1.0.1"),
        ({"1": [[0, 30]] * 7}, "opening.1"),
        ({"1": [[60, 30]]}, "opening"),
    ):
        refused = manager.post(path, {"which": "opening", "opening": opening})
        assert (refused.status, refused.code, refused.body["where"]) == (422, "bad_input", where)


def test_nobody_asks_the_twin_without_end(doors: Doors) -> None:
    teach(doors.cast.branch, now_in(doors.cast.branch))
    manager, head = doors.staff("suxiaowen"), doors.staff("hanliqun")
    path = doors.branch("trials")
    found = [manager.post(path, PLAN).status for _ in range(7)]
    assert found == [200] * 6 + [429]
    assert head.post(path, PLAN).status == 200
    change = {"what": "open", "counter": "1"}
    asked = [manager.post(doors.branch("what-ifs"), change).status for _ in range(31)]
    assert asked == [200] * 30 + [429]


def test_a_change_says_nothing_that_its_kind_does_not_need(doors: Doors) -> None:
    teach(doors.cast.branch, now_in(doors.cast.branch))
    said = {"what": "open", "counter": "1", "discipline": "strict"}
    refused = doors.staff("suxiaowen").post(doors.branch("what-ifs"), said)
    assert (refused.code, refused.body["where"]) == ("bad_input", "discipline")
