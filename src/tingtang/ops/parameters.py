"""A branch's parameters at the terminal: told as a table, set by name."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import groupby

from tingtang.api.parameters import Parameter, Parameters
from tingtang.bank.branch.actions import ParameterNow, set_parameter
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import DISCIPLINES, IN_TABLE_OF_ORDER, PARAMETERS, Bounds, Unit
from tingtang.kernel.words import Language, catalogue
from tingtang.ops.errors import BadInput
from tingtang.ops.imports.branch_file import IN_TABLE
from tingtang.ops.operating import branch_named, operator


def change_parameter(name: str, value: str, *, branch: str | None) -> tuple[str, ParameterNow]:
    """Set a parameter of the branch to `value`, in the parameter's unit; the branch's code and what
    it is now.

    Raises BadInput where there is no such parameter, or the value is none that it may have.
    """
    bounds = PARAMETERS.get(name)
    if name in IN_TABLE_OF_ORDER:
        raise BadInput(f"{name} {IN_TABLE}", where="NAME")
    if bounds is None:
        near = get_close_matches(name, PARAMETERS, n=1)
        mend = f"did you mean {near[0]}?" if near else "see: tingtang branch parameters"
        raise BadInput(f"there is no parameter {name}; {mend}", where="NAME")
    plan = plan_of(branch_named(branch))
    now = set_parameter(
        actor=operator(plan.branch_id),
        branch_id=plan.branch_id,
        name=name,
        value=_number(bounds, value),
        at=plan.clock.now(),
    )
    return plan.code, now


def _number(bounds: Bounds, text: str) -> int:
    """The value as a number; the words of `discipline` are known, too."""
    words = [each.value for each in DISCIPLINES] if bounds.unit is Unit.DISCIPLINE else []
    if text in words:
        return words.index(text)
    try:
        return int(text)
    except ValueError:
        says = f"a whole number from {bounds.least} to {bounds.most} ({bounds.unit})"
        or_words = f", or one of {', '.join(words)}" if words else ""
        raise BadInput(f"{text} is not {says}{or_words}", where="VALUE") from None


_COLUMNS = "{name:<24}{value:>8}{default:>9}{least:>8}{most:>8}  {unit:<12} {title}"
_HEAD = {name: name for name in ("name", "value", "default", "least", "most", "unit")}


def table(told: Parameters, language: Language) -> Iterator[str]:
    """Lines for people: a head, then each group under its name."""
    words = catalogue(language)
    yield _COLUMNS.format(**_HEAD, title="").rstrip()
    for group, members in groupby(told.parameters, key=lambda each: each.group):
        yield f"\n{words[f'group.{group}']}"
        yield from map(_line, members)


def _line(each: Parameter) -> str:
    return _COLUMNS.format(
        name=each.name,
        value=each.value,
        default=each.default,
        least=each.least,
        most=each.most,
        unit=each.unit.value,
        title=each.title,
    )
