"""Snapshot plus patches is a fresh snapshot: after every verb, every view, from any earlier id."""

import json
from copy import deepcopy
from dataclasses import fields

import pytest

from live.driving import Drive
from live.following import asks, catch_up, entries_of, load, merged
from tingtang.hall.ticket.actions.day import close_day
from tingtang.ledger.events import KINDS
from tingtang.live import folds
from tingtang.live.floor import Floor
from tingtang.live.moment import Moment
from tingtang.live.projection import Projection
from tingtang.live.views import Ask, project
from tingtang.relation.guidance.rules import GuidanceMove

READ_ANEW = {kind for kind, fold in folds.FOLDS.items() if fold is folds.read_anew}


def as_sent(picture: object) -> str:
    return json.dumps(picture, sort_keys=True)


class Followed:
    """A branch followed by everybody, each checked against the tables after every verb."""

    def __init__(self, drive: Drive) -> None:
        self.drive = drive
        self.floor = load(drive.cast.branch, drive.cast.at)
        self.moment = Moment(self.floor, drive.cast.at)
        self.kept: dict[Ask, Projection] = {}
        self.pictures: dict[Ask, list[tuple[int, object]]] = {}
        self.reloads = 0

    def look(self) -> None:
        at = self.drive.cast.at
        shared, seen = may_be_shared(self.floor), self.floor.sequence
        self.floor, reloaded = catch_up(self.floor, at)
        if reloaded and not (shared or may_be_shared(self.floor)):
            self.reloads += not self.awaits_again(seen)
        tables = load(self.drive.cast.branch, at)
        same_floor(self.floor, tables, self.drive)
        self.moment, fresh = Moment(self.floor, at, self.moment), Moment(tables, at)
        for ask in asks(self.drive.cast, self.drive.tickets[-8:]):
            self._look(ask, fresh)

    def awaits_again(self, seen: int) -> bool:
        """Whether what had ended is awaited again: what it was stands in the tables alone."""
        entries = entries_of(self.drive.cast.branch, self.floor.date)
        again = {GuidanceMove.LEAD_AGAIN, GuidanceMove.PROMISE_AGAIN}
        return any(each.sequence > seen and each.body.get("move") in again for each in entries)

    def _look(self, ask: Ask, fresh: Moment) -> None:
        state, wanted = project(self.moment, ask), project(fresh, ask)
        if state is None or wanted is None:  # a phone's link has died with its day, in both
            assert (state, wanted) == (None, None), ask
            self.kept.pop(ask, None)
            self.pictures.pop(ask, None)
            return
        if ask not in self.kept:
            self.kept[ask] = Projection(state, self.floor.sequence, history_bytes=10_000_000)
            self.pictures[ask] = [(self.floor.sequence, deepcopy(state))]
            return
        sequence, picture = self.pictures[ask][-1]
        change = self.kept[ask].move(state, self.floor.sequence)
        if change is not None:
            picture = merged(picture, json.loads(change.patch))
            sequence = change.sequence
            self.pictures[ask].append((sequence, picture))
        assert picture == wanted, (ask, self.drive.done[-3:])
        # A screen tells 1 from true; Python does not.
        assert as_sent(picture) == as_sent(wanted), (ask, self.drive.done[-3:])

    def come_back(self) -> None:
        """Whoever comes back with any id ever sent gets what is missing, and nothing else."""
        for ask, pictures in self.pictures.items():
            for sequence, picture in pictures[::3]:
                missing = self.kept[ask].since(sequence)
                assert missing is not None
                for change in missing:
                    assert change.sequence >= sequence
                    picture = merged(picture, json.loads(change.patch))  # noqa: PLW2901
                assert picture == pictures[-1][1], (ask, sequence)


def may_be_shared(floor: Floor) -> bool:
    """Whether a refusal may hold for a second visit of the same customer: only the tables tell."""
    known = {visit.id for visit in floor.visits.values() if visit.linked}
    return len(known) > 1 and bool(known & set(floor.refusals.values()))


def same_floor(one: Floor, other: Floor, drive: Drive) -> None:
    """Field by field, so that a failure names the field."""
    for field in fields(Floor):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        assert mine == theirs, (field.name, drive.done[-3:])


def started(seed: int) -> Drive:
    drive = Drive(seed)
    drive.cast.open_day()
    for number, login in (("1", "chenyutong"), ("3", "linkexin"), ("8", "shenyiming")):
        drive.cast.seat(login, number)
    return drive


@pytest.mark.parametrize(
    ("seed", "at_once"), [(0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (5, 7), (6, 20)]
)
def test_every_view_follows_every_verb(seed: int, at_once: int) -> None:
    """Each verb alone, and as many at once as a slow follower would find."""
    drive = started(seed)
    followed = Followed(drive)
    for _ in range(120 // at_once + 20):
        for _ in range(drive.chance.randint(1, at_once)):
            drive.step()
        followed.look()
    followed.come_back()
    assert followed.reloads == 0
    close_day(
        actor=drive.manager,
        branch_id=drive.cast.branch,
        day=followed.floor.date,
        at=drive.cast.at,
    )
    followed.look()
    followed.come_back()


def test_every_kind_of_event_is_folded_read_anew_or_named_as_nothing() -> None:
    known = {*folds.FOLDS, *folds.NOTHING}
    ours = {kind for kind, event in KINDS.items() if event.__module__.startswith("tingtang.")}
    assert ours <= known


@pytest.mark.parametrize(
    "kind",
    [
        "ticket.recalled",
        "ticket.parked",
        "help.answered",
        "seat.held",
        "visit.marked",
        "guidance.moved",
        "diversion.answered",
        "referral.moved",
        "referral.spoken_yes",
    ],
)
def test_a_kind_that_the_fold_ignores_is_noticed(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(folds.FOLDS, kind, lambda _floor, _entry: None)
    drive = started(1)
    followed = Followed(drive)

    def go_on() -> None:
        for _ in range(2_000):
            drive.step()
            followed.look()

    with pytest.raises(AssertionError):
        go_on()


def test_the_drive_does_what_can_be_done() -> None:
    left = {kind for kind in folds.FOLDS if kind not in READ_ANEW}
    for seed in range(3, 30):  # ids order what is equal: a seed alone doesn't say what is done
        if not left:
            break
        drive = started(seed)
        for _ in range(800):
            drive.step()
        floor = load(drive.cast.branch, drive.cast.at)
        left -= {entry.kind for entry in entries_of(drive.cast.branch, floor.date)}
    assert not left
