"""The branch's parameters: what its hall goes by."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import StrictInt

from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.door import answered, carry_out, seen, verb
from tingtang.api.who import who
from tingtang.bank.branch.actions import ParameterNow, set_parameter
from tingtang.bank.branch.queries import OwnParameter, own_parameters_read, plan_version_read
from tingtang.bank.branch.rules import PARAMETERS, Bounds, Group, Unit
from tingtang.bank.staff.queries import people_read
from tingtang.kernel.words import Language, catalogue, language_of
from tingtang.ledger.look import look

router = Router(tags=["parameters"])


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `title` is in the reader's language; `value`, `default` and both bounds count
    in `unit`.

    `set_at` and `set_by` tell since when the value applies and who set it, where the branch did;
    without `set_by` it was a command.
    """

    name: str
    title: str
    group: Group
    unit: Unit
    value: int
    default: int
    least: int
    most: int
    set_at: datetime | None
    set_by: str | None


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters of a branch, and the version of the plan that has them."""

    version: int
    parameters: tuple[Parameter, ...]


@router.get("/branches/{uuid:branch}/parameters", response=Parameters)
def list_(request: HttpRequest, branch: UUID) -> HttpResponse:
    """What the hall goes by, and between which bounds it may be set."""
    demand(who(request), Right.SEE_RULES, branch)
    return answered(parameters_of(branch, language_of(request.headers.get("Accept-Language", ""))))


class Value(Schema, extra="forbid"):
    """The new value, in the parameter's unit."""

    value: StrictInt


@verb(router, "/branches/{uuid:branch}/parameters/{name}", ParameterNow, sees="plan")
def set_(request: HttpRequest, branch: UUID, name: str, body: Value) -> HttpResponse:
    """Set one parameter within its bounds; it applies at once."""
    return carry_out(
        request,
        set_parameter,
        branch_id=branch,
        name=name,
        value=body.value,
        seen=seen(request),
    )


def parameters_of(branch_id: UUID, language: Language) -> Parameters:
    """Every parameter of the branch, in the order of the rules."""
    versions, own, people = look(
        branch_id,
        plan_version_read(branch_id),
        own_parameters_read(branch_id),
        people_read(branch_id),
    )
    by_name = {each.name: each for each in own}
    names = {f"staff:{person.id}": person.name for person in people}
    return Parameters(
        versions[0] if versions else 0,
        tuple(
            _told(name, bounds, by_name.get(name), names, language)
            for name, bounds in PARAMETERS.items()
        ),
    )


def _told(
    name: str,
    bounds: Bounds,
    own: OwnParameter | None,
    names: dict[str, str],
    language: Language,
) -> Parameter:
    return Parameter(
        name=name,
        title=catalogue(language)[f"where.{name}"],
        group=bounds.group,
        unit=bounds.unit,
        value=own.value if own else bounds.default,
        default=bounds.default,
        least=bounds.least,
        most=bounds.most,
        set_at=own.set_at if own else None,
        set_by=names.get(own.set_by) if own else None,
    )
