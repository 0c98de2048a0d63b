"""What a draft would decide otherwise: every past decision is counted once."""

from collections.abc import Sequence
from random import Random

from tingtang.bank.policy.queries import Past
from tingtang.bank.policy.rules.clauses import KNOWN, Clause, Grid, Result
from tingtang.bank.policy.rules.tables import Hit, Kind, Row, Table, read_table
from tingtang.bank.policy.rules.trying import MOST_LISTED, tried

CLASSES = ("vip", "potential", "ordinary")
BY_CLASS = Kind(
    "small",
    Hit.FIRST,
    (Clause("class", CLASSES), Clause("protected", KNOWN), Clause("waiting", grid=Grid.PEOPLE)),
    (Result("to", ("a", "b")),),
)
BY_WAITING = Kind("smaller", Hit.FIRST, BY_CLASS.clauses[2:], BY_CLASS.results)
_WORDS = {"zh-Hans": "因为", "zh-Hant": "因為", "en": "because"}


def table(kind: Kind, *rows: tuple[tuple[str, ...], str]) -> Table:
    read, problems = read_table(kind, [Row(cells, (to,), _WORDS) for cells, to in rows])
    assert read is not None, problems
    return read


def past() -> Sequence[Past]:
    """Decisions of all kinds, some of which were kept before it was asked who waits."""
    chance, found = Random("past"), []
    for place in range(400):
        inputs = {
            "class": chance.choice(CLASSES),
            "protected": chance.choice(KNOWN),
            "waiting": chance.choice(Grid.PEOPLE.value),
        }
        if place % 9 == 0:
            del inputs["waiting"]
        found.append(Past(inputs, {"to": chance.choice("ab")}, chance.randrange(1, 5)))
    return found


def test_every_past_decision_is_the_same_or_otherwise_or_can_not_be_told() -> None:
    trial = tried(table(BY_CLASS, (("-", "-", "< 20"), "a")), past())  # the others are a gap
    assert trial.decisions == sum(each.times for each in past())
    assert trial.same + trial.otherwise + trial.unknown == trial.decisions
    assert min(trial.same, trial.otherwise, trial.unknown) > 0


def test_classes_and_care_each_add_up_to_what_differs() -> None:
    trial = tried(table(BY_CLASS, (("-", "-", "-"), "a")), past())
    assert sum(trial.by_class.values()) == trial.otherwise
    assert sum(trial.by_protection.values()) == trial.otherwise
    assert set(trial.by_class) == set(CLASSES)


def test_a_table_that_asks_nobodys_class_divides_nothing_by_it() -> None:
    """Though some past decisions tell it, the others would be missing."""
    older = [*past(), Past({"waiting": 3}, {"to": "b"}, 2)]
    trial = tried(table(BY_WAITING, (("-",), "a")), older)
    assert (trial.by_class, trial.by_protection) == ({}, {})


def test_the_most_frequent_are_listed_of_so_many() -> None:
    trial = tried(table(BY_CLASS, (("-", "-", "-"), "a")), past())
    assert len(trial.listed) == MOST_LISTED < trial.cases
    times = [each.times for each in trial.listed]
    assert times == sorted(times, reverse=True)
