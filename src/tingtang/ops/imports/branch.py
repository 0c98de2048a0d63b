"""Founding a real bank's branch from its file."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tingtang.api.demonstration import is_demonstration
from tingtang.bank.branch.actions import Layout, found_branch, found_institution, lay_out
from tingtang.bank.branch.queries import (
    CounterPlan,
    MachinePlan,
    ServicePlan,
    ZonePlan,
    branch_codes,
    institution_named,
    plan_of,
)
from tingtang.bank.branch.rules import DISCIPLINES, Discipline
from tingtang.kernel.clock import real_now
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language
from tingtang.ledger.actions import ensure_partitions
from tingtang.ops.errors import BadInput
from tingtang.ops.imports.branch_file import Bank, Branch, File, Service, read_file
from tingtang.ops.imports.outcome import Outcome, Wanted
from tingtang.ops.imports.tables import read_bytes
from tingtang.ops.operating import operator


def import_branch(path: Path, wanted: Wanted, _language: Language) -> Outcome:
    """Found the branch with its floor, and its bank where it is the first one."""
    if is_demonstration(settings.DATA):
        raise Refused("demonstration_folder")
    content = read_bytes(path)
    file = read_file(path, content)
    layout = layout_of(file.branch)
    known = branch_codes().get(file.branch.code)
    if known is not None and plan_of(known).services:
        raise Refused("already_laid_out", where=file.branch.code)
    institution = _known_bank(path, file.bank)
    if not wanted.dry_run:
        ensure_partitions(real_now().date())
        branch_id = known or _found(file, institution)
        lay_out(actor=operator(branch_id), branch_id=branch_id, layout=layout, at=real_now())
    return Outcome("branch", str(path), 1, 1, 0, wanted.dry_run, sha256(content).hexdigest())


def _known_bank(path: Path, bank: Bank) -> UUID | None:
    known = institution_named(bank.name["zh-Hans"])
    if known is None:
        return None
    institution, hotline = known
    if hotline != bank.hotline:
        where = f"{path}: bank.hotline"
        raise BadInput(f"the bank of this name has {hotline}; use that one", where=where)
    return institution


def _found(file: File, institution: UUID | None) -> UUID:
    """The bank and its branch, still without a floor; a second run goes on from here."""
    branch, at = file.branch, real_now()
    with transaction.atomic():
        return found_branch(
            institution_id=institution
            or found_institution(
                name=file.bank.name, hotline=file.bank.hotline, demonstration=False
            ),
            code=branch.code,
            name=branch.name,
            kind=branch.kind.value,
            hours=branch.hours,
            corporate_hours=branch.corporate_hours,
            at=at,
            public_address=(branch.public_address or "").rstrip("/"),
            zone=branch.time_zone,
        )


def layout_of(branch: Branch) -> Layout:
    """The floor with ids of its own."""
    services = {
        service.code: _service(ordinal, service)
        for ordinal, service in enumerate(branch.services, start=1)
    }
    zones = {
        zone.kind: ZonePlan(new_id(), zone.kind, zone.name, *zone.place) for zone in branch.zones
    }

    def ids(codes: Iterable[str]) -> tuple[UUID, ...]:
        return tuple(services[code].id for code in dict.fromkeys(codes))

    return Layout(
        services=tuple(services.values()),
        zones=tuple(zones.values()),
        counters=tuple(
            CounterPlan(
                new_id(), each.number, each.kind.value, zones[each.zone].id, ids(each.services)
            )
            for each in branch.counters
        ),
        machines=tuple(
            MachinePlan(new_id(), each.name, each.kind, zones[each.zone].id, ids(each.services))
            for each in branch.machines
        ),
        parameters={name: _parameter(name, value) for name, value in branch.parameters.items()},
    )


def _parameter(name: str, value: int | str) -> int:
    return DISCIPLINES.index(Discipline(str(value))) if name == "discipline" else int(value)


def _service(ordinal: int, service: Service) -> ServicePlan:
    hint = service.hint or service.name
    plain_name = service.plain_name or service.name
    return ServicePlan(
        id=new_id(),
        code=service.code,
        ordinal=ordinal,
        prefix=service.prefix,
        first=service.first,
        last=service.last,
        name=service.name,
        hint=hint,
        plain_name=plain_name,
        plain_hint=service.plain_hint or hint,
        icon=service.icon,
        large_print=service.large_print,
        opens=service.opens or "",
        typical_s=service.typical_min * 60,
    )
