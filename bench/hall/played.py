"""The verb's own SQL as a pgbench script: the same statements in the same two trips, without
Python.

What the verb decides between its trips stands in the second one's subselects: so the script does a
little more in the database than the verb. The hashes, which Python reckons, have only their length.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from world import BranchIds, World


FINISH = """, a as (
    update hall_ticket set state = 'done', started_at = now(), ended_at = now(), outcome = 'served',
        version = (select sequence + 1 from now_at)
    where branch_id = {branch} and id = (select ticket_id from at_seat) returning 1
), pace as (
    insert into hall_pace (branch_id, service_id, seconds, misses)
    values ({branch}, {service}, array[300], array[]::float8[])
    on conflict (branch_id, service_id) do update
    set seconds = (excluded.seconds || hall_pace.seconds)[1:30],
        misses = (excluded.misses || hall_pace.misses)[1:60]
)"""


def script(world: World, branches: list[BranchIds], *, finishes: bool) -> Path:
    """One script for all branches, so that each client plans each statement once: `:b` chooses the
    branch, `:client_id` the counter. `finishes`: the big button, which ends a service and calls;
    otherwise a call to a counter where nobody is.
    """
    from tingtang.hall.ticket.queries import lines, scenes

    branch = f"({_array(ids.branch for ids in branches)})[:b]"
    hexes = f"(array[{', '.join(repr(ids.branch.hex) for ids in branches)}])[:b]"
    service = f"({_array(ids.service for ids in branches)})[:b]"
    every = _array(counter for ids in branches for counter in ids.counters)
    counter = f"({every})[(:b - 1) * {len(branches[0].counters)} + :client_id + 1]"
    values = {
        "branch": branch,
        "counter": counter,
        "day": "date '2026-11-20'",
        "lines": "array[8, 9, 10, 11, 12]",
        "services": f"array[{service}]",
    }
    scene = _filled(scenes._SCENE, "branch day branch day branch counter", values)
    heads = _filled(
        lines._HEADS, "lines branch branch branch branch branch counter services", values
    )
    body = (
        "jsonb_build_object('why', 'earliest', 'ticket', chosen.id::text, 'counter', "
        "at_seat.counter_id::text, 'passed', jsonb_build_array(), 'discipline', 'priority')"
    )
    finish = FINISH.format(branch=branch, service=service) if finishes else ""
    entries = 2 if finishes else 1
    path = world.data / f"verb{entries}.sql"
    path.write_text(f"""
\\set b random(1, {len(branches)})
\\set k random(1, 2000000000)
\\startpipeline
begin;
select set_config('tingtang.branch', {hexes}, true),
  pg_advisory_xact_lock(hashtextextended({hexes}, 0));
select h.sequence, h.hash, h.at, h.plan, e.digest, e.answer from ledger_head h
left join ledger_errand e on e.branch_id = h.branch_id and e.request = sha256(int4send(:k))
where h.branch_id = {branch};
{scene};
{heads};
\\endpipeline
\\startpipeline
with chosen as materialized (
    select ticket_id as id, line, place from hall_waiting
    where branch_id = {branch} and line = 12 order by place limit 1
), now_at as materialized (
    select sequence, hash, at from ledger_head where branch_id = {branch}
), at_seat as materialized (
    select counter_id, ticket_id from hall_seat
    where branch_id = {branch} and counter_id = {counter}
){finish}, c as (
    update hall_ticket set state = 'called', counter_id = {counter}, called_at = now(),
        recalled_at = null, recalls = 0, served_by = {counter}, miss = null,
        version = (select sequence + {entries} from now_at)
    where branch_id = {branch} and id = (select id from chosen) returning 1
), gone as (
    delete from hall_waiting where branch_id = {branch}
        and (line, place, ticket_id) = (select line, place, id from chosen)
), s as (
    update hall_seat set ticket_id = (select id from chosen),
        version = (select sequence + {entries} from now_at)
    where branch_id = {branch} and counter_id = {counter} returning 1
), entry as (
    insert into ledger_entry (branch_id, business_date, sequence, at, kind, actor, body, hash)
    select {branch}, date '2026-11-20', sequence + n, at, 'ticket.called', 'staff/bench', {body},
        sha256(hash)
    from now_at, chosen, at_seat, generate_series(1, {entries}) n
), head as (
    update ledger_head set sequence = sequence + {entries}, hash = sha256(hash), at = at
    where branch_id = {branch} returning 1
), errand as (
    insert into ledger_errand (branch_id, request, digest, answer, real_at)
    values ({branch}, sha256(uuid_send(gen_random_uuid())), sha256('x'), repeat('x', 300), now())
)
select 1 / (select count(*) from c), 1 / (select count(*) from s), 1 / (select count(*) from head);
commit;
\\endpipeline
""")
    return path


def _array(ids: Iterable[UUID]) -> str:
    return "'{" + ",".join(map(str, ids)) + "}'::uuid[]"


def _filled(sql: str, names: str, values: dict[str, str]) -> str:
    parts = sql.strip().split("%s")
    fillers = [values[name] for name in names.split()]
    return "".join(
        part + (fillers[index] if index < len(fillers) else "") for index, part in enumerate(parts)
    )
