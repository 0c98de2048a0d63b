"""The verb's own SQL as a pgbench script: the same statements in the same two trips, without Python.

What the verb decides between its trips stands in the second one's subselects, and the hash, which
Python reckons, is reckoned by PostgreSQL: so the script does more in the database than the verb.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from world import BranchIds, World

TABLE = """
drop table if exists bench_seat;
create table bench_seat (b int, c int, branch uuid, counter uuid, service uuid, primary key (b, c));
grant select on bench_seat to tingtang_app;
"""


def prepare(world: World, branches: list[BranchIds]) -> None:
    """A table that turns pgbench's random numbers into our ids; reading it is charged to the script."""
    import psycopg

    with psycopg.connect(world.cluster.dsn("superuser"), autocommit=True) as raw:
        raw.execute(TABLE)
        rows = [
            (b, c, ids.branch, counter, ids.service)
            for b, ids in enumerate(branches)
            for c, counter in enumerate(ids.counters)
        ]
        with raw.cursor() as cursor:
            cursor.executemany("insert into bench_seat values (%s, %s, %s, %s, %s)", rows)
        raw.execute("analyze bench_seat")


def script(world: World, branches: int) -> Path:
    """The script; `:client_id` is the counter."""
    from tingtang.hall.ticket import queries

    seat = "select {} from bench_seat where b = :b and c = :client_id"
    text = f"""
\\set b random(0, {branches - 1})
\\set k random(1, 2000000000)
{seat.format("branch, counter, service")} \\gset
\\startpipeline
begin;
select set_config('tingtang.branch', :branch::text, true),
  pg_advisory_xact_lock(hashtextextended(:branch::text, 0));
select h.sequence, h.hash, h.at, h.plan, e.digest, e.answer from ledger_head h
left join ledger_errand e
  on e.branch_id = h.branch_id and e.actor = 'staff-bench' and e.route = 'call' and e.key = :k::text
where h.branch_id = :branch::uuid;
{_filled(queries._SCENE, ["uuid", "day", "uuid", "day", "uuid", "counter"])};
{_filled(queries._HEADS, ["lines", "uuid", "uuid", "uuid", "counter", "services"])};
\\endpipeline
\\startpipeline
with chosen as materialized (
    select id, place from hall_ticket
    where branch_id = :branch::uuid and state = 'waiting' and line = 12 order by place limit 1
), now_at as materialized (
    select sequence, hash, at from ledger_head where branch_id = :branch::uuid
), at_seat as materialized (
    select ticket_id from hall_seat
    where branch_id = :branch::uuid and counter_id = :counter::uuid
), a as (
    update hall_ticket set state = 'done', started_at = now(), ended_at = now(), outcome = 'served',
        version = (select sequence + 1 from now_at)
    where branch_id = :branch::uuid and id = (select ticket_id from at_seat) returning 1
), c as (
    update hall_ticket set state = 'called', counter_id = :counter::uuid, called_at = now(),
        recalled_at = null, recalls = 0, served_by = :counter::uuid, miss = null,
        version = (select sequence + 2 from now_at)
    where branch_id = :branch::uuid and id = (select id from chosen) returning 1
), s as (
    update hall_seat set ticket_id = (select id from chosen), version = (select sequence + 2 from now_at)
    where branch_id = :branch::uuid and counter_id = :counter::uuid returning 1
), entry as (
    insert into ledger_entry (branch_id, business_date, sequence, at, kind, actor, body, hash)
    select :branch::uuid, date '2026-11-20', sequence + n, at, 'ticket.called', 'staff-bench',
        jsonb_build_object('why', 'earliest', 'ticket', chosen.id::text, 'counter', :counter::text,
            'passed', jsonb_build_array(), 'discipline', 'priority'),
        sha256(hash || convert_to(jsonb_build_array(1, :branch::text, 9820, sequence + n,
            (extract(epoch from at) * 1000000)::bigint, 'ticket.called', 'staff-bench',
            jsonb_build_object('why', 'earliest', 'ticket', chosen.id::text, 'counter', :counter::text,
            'passed', jsonb_build_array(), 'discipline', 'priority'))::text, 'UTF8'))
    from now_at, chosen, generate_series(1, 2) n
), head as (
    update ledger_head set sequence = sequence + 2, hash = sha256(hash), at = at
    where branch_id = :branch::uuid returning 1
), errand as (
    insert into ledger_errand (branch_id, actor, route, key, digest, answer, real_at)
    values (:branch::uuid, 'staff-bench', 'call', :k::text || gen_random_uuid()::text,
        sha256('x'), repeat('x', 300), now())
)
select (select count(*) from a), (select count(*) from c), (select count(*) from s),
    (select count(*) from head);
commit;
\\endpipeline
"""
    path = world.data / "verb.sql"
    path.write_text(text)
    return path


_VALUES = {
    "uuid": ":branch::uuid",
    "counter": ":counter::uuid",
    "day": "date '2026-11-20'",
    "lines": "array[8, 9, 10, 11, 12]",
    "services": "array[:service::uuid]",
}


def _filled(sql: str, names: list[str]) -> str:
    parts = sql.strip().split("%s")
    return "".join(
        part + (_VALUES[names[index]] if index < len(names) else "")
        for index, part in enumerate(parts)
    )
