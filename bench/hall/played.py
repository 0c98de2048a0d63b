"""The verb's own SQL as a pgbench script: the same statements in the same two trips, without
Python.

What the verb decides between its trips stands in the second one's subselects: so the script does a
little more in the database than the verb. The hashes, which Python reckons, have only their length.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
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
    branch, `:client_id` the counter, and settings hand them on to the later statements. `finishes`:
    the big button, which ends a service and calls; otherwise a call to a counter where nobody is.
    """
    from tingtang.hall.ticket.queries import lines, scenes

    branch = "current_setting('tingtang.branch')::uuid"
    counter = "current_setting('bench.counter')::uuid"
    service = "current_setting('bench.service')::uuid"
    _write_ids(world, branches)
    values = {
        "branch": branch,
        "counter": counter,
        "day": "date '2026-11-20'",
        "lines": "array[8, 9, 10, 11, 12]",
        "services": f"array[{service}]",
    }
    scene = _filled(scenes._SCENE, "branch day branch branch day branch counter", values)
    heads = _filled(
        lines._HEADS, "lines branch branch branch branch branch counter services", values
    )
    body = (
        "jsonb_build_object('why', 'earliest', 'ticket', chosen.id::text, 'counter', "
        "at_seat.counter_id::text, 'passed', jsonb_build_array(), 'discipline', 'priority', "
        "'order', 'bank 0')"
    )
    finish = FINISH.format(branch=branch, service=service) if finishes else ""
    entries = 2 if finishes else 1
    path = world.data / f"verb{entries}.sql"
    path.write_text(f"""
\\set b random(1, {len(branches)})
\\set k random(1, 2000000000)
\\startpipeline
begin;
select set_config('tingtang.branch', branch, true), set_config('bench.counter', counter, true),
  set_config('bench.service', service, true), pg_advisory_xact_lock(hashtextextended(branch, 0))
from bench_ids where b = :b and c = :client_id;
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


def _write_ids(world: World, branches: list[BranchIds]) -> None:
    """What the clients name, to be found by number: constants of all branches in the statements
    would cost more than the statements.
    """
    with psycopg.connect(world.cluster.dsn("migrator"), autocommit=True) as raw:
        raw.execute(
            "create table if not exists bench_ids (b int, c int, branch text, counter text, "
            "service text, primary key (b, c))"
        )
        raw.execute("truncate bench_ids")
        raw.cursor().executemany(
            "insert into bench_ids values (%s, %s, %s, %s, %s)",
            [
                (b, c, ids.branch.hex, counter.hex, ids.service.hex)
                for b, ids in enumerate(branches, start=1)
                for c, counter in enumerate(ids.counters)
            ],
        )
        raw.execute("grant select on bench_ids to tingtang_app")
        raw.execute("analyze bench_ids")


def _filled(sql: str, names: str, values: dict[str, str]) -> str:
    parts = sql.strip().split("%s")
    fillers = [values[name] for name in names.split()]
    return "".join(
        part + (fillers[index] if index < len(fillers) else "") for index, part in enumerate(parts)
    )
