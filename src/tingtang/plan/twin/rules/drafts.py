"""What may be tried on past days before it is approved or done. Pure."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from tingtang.bank.branch.queries import Plan
from tingtang.bank.branch.rules import Discipline
from tingtang.hall.ticket.rules import Order, Terms
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused
from tingtang.plan.twin.rules.fits import Spans
from tingtang.plan.twin.rules.happened import longest_day_min
from tingtang.plan.twin.rules.lines import Lines
from tingtang.plan.twin.rules.offers import Offers, as_kept, offers_of

MOST_SPANS: Final = 6  # of a counter: a day with more changes is no plan
_DAY_MIN: Final = 24 * 60


class Which(StrEnum):
    """What a trial changes."""

    ORDER = "order"  # how each line waits: a draft of that table
    LINE = "line"  # who stands in which line: a draft of that table
    DIVERT = "divert"  # who is offered machines, from how many waiting on: a draft of that table
    DISCIPLINE = "discipline"  # how the lines wait for each other
    OPENING = "opening"  # which counters call when


_SAYS: Final = {
    Which.ORDER: "policy",
    Which.LINE: "policy",
    Which.DIVERT: "policy",
    Which.DISCIPLINE: "discipline",
    Which.OPENING: "opening",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One of them. Of a draft of a table: which version, its rows' digest, and what they say (of
    each line, of each case, or of each service). `opening`: every counter that calls at all, by its
    number.
    """

    which: Which
    policy: UUID | None = None
    digest: str = ""
    terms: Mapping[LineClass, Terms] | None = None
    lines: Lines | None = None
    offers: Offers | None = None
    discipline: str = ""
    opening: Mapping[str, Spans] | None = None

    def json(self) -> dict[str, Any]:
        """As it is kept."""
        terms = {line.word: astuple(each) for line, each in (self.terms or {}).items()}
        said = {
            "which": self.which.value,
            "policy": str(self.policy) if self.policy else None,
            "digest": self.digest or None,
            "terms": terms or None,
            "lines": self.lines,
            "offers": None if self.offers is None else as_kept(self.offers),
            "discipline": self.discipline or None,
            "opening": self.opening or None,
        }
        return {name: each for name, each in said.items() if each is not None}

    @property
    def order(self) -> Order | None:
        """How the lines wait by it; None: as they do."""
        return None if self.terms is None else Order("draft", self.terms)


def draft_of(kept: Mapping[str, Any]) -> Draft:
    """The reverse of `Draft.json`."""
    said = kept.get("terms", {})
    terms = {line: Terms(*said[line.word]) for line in LineClass if line.word in said}
    return Draft(
        which=Which(kept["which"]),
        policy=UUID(kept["policy"]) if "policy" in kept else None,
        digest=kept.get("digest", ""),
        terms=terms or None,
        lines=kept.get("lines"),
        offers=offers_of(kept["offers"]) if "offers" in kept else None,
        discipline=kept.get("discipline", ""),
        opening=spans_of(kept["opening"]) if "opening" in kept else None,
    )


def spans_of(opening: Mapping[str, Any]) -> dict[str, Spans]:
    """As JSON holds it."""
    return {
        counter: tuple((begins, ends) for begins, ends in spans)
        for counter, spans in opening.items()
    }


def check_draft(plan: Plan, draft: Draft) -> None:
    """Refuse with `bad_input` what says nothing, or something else too; with `change_impossible`
    what is so already.
    """
    for name in sorted(draft.json().keys() - {"which", _SAYS[draft.which]}):
        raise Refused("bad_input", where=name)
    if _SAYS[draft.which] == "policy" and draft.policy is None:
        raise Refused("bad_input", where="policy")
    if draft.which is Which.DISCIPLINE:
        if draft.discipline not in frozenset(Discipline):
            raise Refused("bad_input", where="discipline")
        if draft.discipline == plan.discipline:
            raise Refused("change_impossible", where="discipline")
    if draft.which is Which.OPENING:
        _check_opening(plan, draft.opening or {})


def _check_opening(plan: Plan, opening: Mapping[str, Spans]) -> None:
    """Refuse with `unknown_counter`, or with `bad_input` spans that are empty, overlap, are not in
    order, lie outside a day or are too many; a plan by which nobody is there is none.
    """
    numbers = {each.number for each in plan.counters.values()}
    for counter, spans in opening.items():
        if counter not in numbers:
            raise Refused("unknown_counter", where="opening")
        edges = [minute for span in spans for minute in span]
        if (
            len(spans) > MOST_SPANS
            or any(begins >= ends for begins, ends in spans)
            or edges != sorted(edges)
            or any(not 0 <= minute <= _DAY_MIN for minute in edges)
        ):
            raise Refused("bad_input", where="opening")
    longest = longest_day_min(plan)
    if not any(begins < longest for spans in opening.values() for begins, _ in spans):
        raise Refused("bad_input", where="opening")
