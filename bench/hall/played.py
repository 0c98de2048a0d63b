"""The verb's own SQL as a pgbench script: the same statements in the same two trips, without
Python.

What the verb decides between its trips stands in the second one's subselects, and the hash, which
Python reckons, is reckoned by PostgreSQL: so the script does more in the database than the verb.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from world import BranchIds, World


def scripts(world: World, branches: list[BranchIds]) -> list[Path]:
    """A script for each branch, whose ids stand in it; `:client_id` chooses the counter."""
    return [_script(world, index, ids) for index, ids in enumerate(branches)]


def _script(world: World, index: int, ids: BranchIds) -> Path:
    from tingtang.hall.ticket.queries import lines, scenes

    branch, service = f"'{ids.branch}'::uuid", f"'{ids.service}'::uuid"
    array = ", ".join(f"'{each}'" for each in ids.counters)
    counter = f"(array[{array}]::uuid[])[:client_id + 1]"
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
    path = world.data / f"verb{index}.sql"
    path.write_text(f"""
\\set k random(1, 2000000000)
\\startpipeline
begin;
select set_config('tingtang.branch', '{ids.branch.hex}', true),
  pg_advisory_xact_lock(hashtextextended('{ids.branch.hex}', 0));
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
), a as (
    update hall_ticket set state = 'done', started_at = now(), ended_at = now(), outcome = 'served',
        version = (select sequence + 1 from now_at)
    where branch_id = {branch} and id = (select ticket_id from at_seat) returning 1
), c as (
    update hall_ticket set state = 'called', counter_id = {counter}, called_at = now(),
        recalled_at = null, recalls = 0, served_by = {counter}, miss = null,
        version = (select sequence + 2 from now_at)
    where branch_id = {branch} and id = (select id from chosen) returning 1
), gone as (
    delete from hall_waiting where branch_id = {branch}
        and (line, place, ticket_id) = (select line, place, id from chosen)
), pace as (
    insert into hall_pace (branch_id, service_id, seconds, misses)
    values ({branch}, {service}, array[300], array[]::float8[])
    on conflict (branch_id, service_id) do update
    set seconds = (excluded.seconds || hall_pace.seconds)[1:30],
        misses = (excluded.misses || hall_pace.misses)[1:60]
), s as (
    update hall_seat set ticket_id = (select id from chosen),
        version = (select sequence + 2 from now_at)
    where branch_id = {branch} and counter_id = {counter} returning 1
), entry as (
    insert into ledger_entry (branch_id, business_date, sequence, at, kind, actor, body, hash)
    select {branch}, date '2026-11-20', sequence + n, at, 'ticket.called', 'staff/bench', {body},
        sha256(hash || convert_to(jsonb_build_array(1, '{ids.branch}', 9820, sequence + n,
            (extract(epoch from at) * 1000000)::bigint, 'ticket.called', 'staff/bench',
            {body})::text, 'UTF8'))
    from now_at, chosen, at_seat, generate_series(1, 2) n
), head as (
    update ledger_head set sequence = sequence + 2, hash = sha256(hash), at = at
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


def _filled(sql: str, names: str, values: dict[str, str]) -> str:
    parts = sql.strip().split("%s")
    fillers = [values[name] for name in names.split()]
    return "".join(
        part + (fillers[index] if index < len(fillers) else "") for index, part in enumerate(parts)
    )
