"""The branch's parameters at the door: who reads, who sets, between which bounds, from when."""

from typing import Any

import pytest

from api.asking import Answer, Caller, Doors, entries
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import reread_plan
from tingtang.bank.branch.rules import PARAMETERS
from tingtang.kernel.words import LANGUAGES, catalogue

BOUNDS = list(PARAMETERS.items())


@pytest.fixture
def head(stage: Doors) -> Caller:
    return stage.staff("hanliqun")


def read(stage: Doors, caller: Caller) -> Any:
    answer = caller.get(stage.branch("parameters"))
    assert answer.status == 200, answer.body
    return answer.body


def one(told: Any, name: str) -> Any:
    return next(each for each in told["parameters"] if each["name"] == name)


def setting(stage: Doors, caller: Caller, name: str, value: object, **more: Any) -> Answer:
    return caller.post(stage.branch(f"parameters/{name}"), {"value": value}, **more)


def test_every_parameter_is_told_with_its_bounds(stage: Doors, head: Caller) -> None:
    told = read(stage, head)
    assert [each["name"] for each in told["parameters"]] == [*PARAMETERS]
    for each in told["parameters"]:
        bounds = PARAMETERS[each["name"]]
        assert (each["default"], each["least"], each["most"]) == (
            bounds.default,
            bounds.least,
            bounds.most,
        )
        assert (each["unit"], each["group"]) == (bounds.unit.value, bounds.group.value)
        assert each["value"] == reread_plan(stage.cast.branch).parameters[each["name"]]
    assert told["version"] == reread_plan(stage.cast.branch).version


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_a_title_in_the_readers_language(stage: Doors, language: str) -> None:
    answer = stage.staff("hanliqun").get(
        stage.branch("parameters"), **{"Accept-Language": language}
    )
    titles = {each["name"]: each["title"] for each in answer.body["parameters"]}
    known = catalogue(language)  # type: ignore[arg-type]
    assert titles == {name: known[f"where.{name}"] for name in PARAMETERS}
    assert len({*titles.values()}) == len(titles), "two parameters of one name"


def test_what_is_set_applies_at_once_and_says_who_and_when(stage: Doors, head: Caller) -> None:
    before = read(stage, head)
    assert "set_at" not in one(before, "recall_gap_s")
    done = setting(stage, head, "recall_gap_s", 20, match=before["version"])
    assert done.status == 200, done.body
    after = read(stage, head)
    assert done.body == {"name": "recall_gap_s", "value": 20, "version": after["version"]}
    assert after["version"] > before["version"]
    now = one(after, "recall_gap_s")
    assert (now["value"], now["default"], now["set_by"]) == (20, 15, "韩立群")
    assert now["set_at"]
    assert reread_plan(stage.cast.branch).parameters["recall_gap_s"] == 20


@pytest.mark.parametrize(("name", "bounds"), BOUNDS, ids=[name for name, _ in BOUNDS])
def test_a_value_beyond_its_bounds_is_refused_naming_both(
    stage: Doors, name: str, bounds: Any
) -> None:
    head, before = stage.staff("hanliqun"), entries(stage.cast)
    for value in (bounds.least - 1, bounds.most + 1):
        refused = setting(stage, head, name, value)
        assert (refused.status, refused.code) == (422, "outside_bounds")
        assert refused.body["where"] == name
        assert refused.body["facts"] == {
            "value": value,
            "least": bounds.least,
            "most": bounds.most,
        }
        title = catalogue("en")[f"where.{name}"]
        assert refused.body["title"] == (
            f"“{title}” must be between {bounds.least} and {bounds.most}; it is {value}."
        )
    assert entries(stage.cast) == before
    for value in (bounds.least, bounds.most):
        assert setting(stage, head, name, value).status == 200


def test_the_sentence_is_in_the_users_language(stage: Doors, head: Caller) -> None:
    said = setting(stage, head, "recall_gap_s", 500, **{"Accept-Language": "zh-CN"})
    assert said.body["title"] == "“两次呼叫最短间隔”应在 5 到 120 之间，现在是 500。"


def test_an_unknown_parameter_is_refused(stage: Doors, head: Caller) -> None:
    refused = setting(stage, head, "speed", 5)
    assert (refused.status, refused.code, refused.body["where"]) == (
        404,
        "unknown_parameter",
        "speed",
    )


def test_what_a_table_says_since_is_no_parameter(stage: Doors, head: Caller) -> None:
    refused = setting(stage, head, "ordinary_overtakes", 5)
    assert (refused.status, refused.code) == (404, "parameter_in_table")
    assert "table of order" in refused.body["title"]


@pytest.mark.parametrize("value", ["20", 20.5, True, None, 20.0, [20]])
def test_a_value_that_is_no_whole_number_is_refused(
    stage: Doors, head: Caller, value: object
) -> None:
    refused = setting(stage, head, "recall_gap_s", value)
    assert (refused.status, refused.code, refused.body["where"]) == (422, "bad_input", "value")


def test_two_heads_who_saw_the_same_screen_dont_overwrite_each_other(
    stage: Doors, head: Caller
) -> None:
    version = read(stage, head)["version"]
    other = stage.staff(Post.OPERATIONS_SUPERVISOR.value)
    assert setting(stage, head, "recalls", 2, match=version).status == 200
    before = entries(stage.cast)
    stale = setting(stage, other, "recalls", 5, match=version)
    assert (stale.status, stale.code) == (412, "stale_screen")
    assert entries(stage.cast) == before
    seen = read(stage, other)
    assert one(seen, "recalls")["value"] == 2
    assert setting(stage, other, "recalls", 5, match=seen["version"]).status == 200


def test_a_retry_is_answered_alike_though_its_version_is_old_by_then(
    stage: Doors, head: Caller
) -> None:
    version = read(stage, head)["version"]
    first = setting(stage, head, "recalls", 2, match=version, key="k")
    setting(stage, head, "recalls", 4)
    again = setting(stage, head, "recalls", 2, match=version, key="k")
    assert (again.status, again.raw) == (200, first.raw)
    assert one(read(stage, head), "recalls")["value"] == 4


def test_the_value_that_it_has_already_changes_nothing(stage: Doors, head: Caller) -> None:
    version, before = read(stage, head)["version"], entries(stage.cast)
    same = setting(stage, head, "recalls", 3, match=version)
    assert same.body == {"name": "recalls", "value": 3, "version": version}
    assert entries(stage.cast) == before


READERS = {
    Post.BRANCH_HEAD,
    Post.DEPUTY_HEAD,
    Post.LOBBY_MANAGER,
    Post.OPERATIONS_SUPERVISOR,
    Post.CONSUMER_PROTECTION,
    Post.COMPLIANCE,
    Post.AUDITOR,
    Post.ADMINISTRATOR,
}
SETTERS = {
    Post.BRANCH_HEAD,
    Post.DEPUTY_HEAD,
    Post.OPERATIONS_SUPERVISOR,
    Post.ADMINISTRATOR,
}


@pytest.mark.parametrize("post", [Post.TELLER, Post.LOBBY_ASSISTANT, *sorted(READERS)])
def test_who_reads_and_who_sets(stage: Doors, post: Post) -> None:
    caller = stage.staff(post.value)
    seen = caller.get(stage.branch("parameters"))
    assert (seen.status == 200) is (post in READERS), seen.body
    done = setting(stage, caller, "recalls", 2)
    assert (done.status, done.code) == ((200, "") if post in SETTERS else (403, "no_right"))


def test_the_gap_between_calls_is_as_it_was_set(stage: Doors, head: Caller) -> None:
    """The verb of another process's request goes by it, too."""
    from api.plays import Play

    play = Play.on(stage)
    ticket = play.called()
    assert setting(stage, head, "recall_gap_s", 20).status == 200
    path = f"/api/tickets/{ticket['id']}/recall"
    stage.later(seconds=17)
    assert play.teller.post(path).code == "recall_too_soon"
    stage.later(seconds=4)
    assert play.teller.post(path).status == 200
