"""The partitioned ledger, row security on every table of branch data, and what the server may do."""

from django.db import migrations

BRANCH_TABLES = (
    "ledger_entry",
    "ledger_errand",
    "access_device",
    "bank_clock",
    "bank_service",
    "bank_zone",
    "bank_counter",
    "bank_machine",
    "bank_channel",
    "bank_parameter",
    "bank_day",
    "bank_stoppage",
    "bank_staff",
    "bank_qualification",
    "bank_shift",
    "hall_visit",
    "hall_help",
    "hall_seat",
    "hall_ticket",
    "hall_line",
    "hall_waiting",
    "hall_link",
    "hall_pace",
    "hall_number",
    "hall_paper_block",
    "voice_rating",
)

LEDGER = """
create table ledger_entry (
    branch_id uuid not null,
    business_date date not null,
    sequence bigint not null,
    at timestamptz not null,
    kind text not null,
    actor text not null,
    body jsonb not null,
    hash bytea not null,
    primary key (branch_id, business_date, sequence)
) partition by range (business_date);

-- Partitions are the owner's to make: the server may ask for one, and never reads one directly.
create function ledger_partition(wanted date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    first date := date_trunc('month', wanted)::date;
    part text := format('ledger_entry_%s', to_char(first, 'YYYYMM'));
begin
    if to_regclass(part) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended(part, 1));
    if to_regclass(part) is not null then
        return;
    end if;
    execute format(
        'create table %I partition of ledger_entry for values from (%L) to (%L)',
        part, first, (first + interval '1 month')::date);
    execute format('revoke all on %I from tingtang_app', part);
end $$;

revoke all on function ledger_partition(date) from public;
grant execute on function ledger_partition(date) to tingtang_app;

select ledger_partition((date_trunc('month', now()) + make_interval(months => ahead))::date)
from generate_series(-1, 3) as ahead;
"""

GRANTS = """
revoke update, delete, truncate on ledger_entry from tingtang_app;
grant select, insert on ledger_entry to tingtang_app;
revoke update, truncate on ledger_errand from tingtang_app;
revoke delete, truncate on ledger_head from tingtang_app;
"""

LINKS = (
    ("bank_counter", "zone_id", "bank_zone"),
    ("bank_machine", "zone_id", "bank_zone"),
    ("bank_channel", "service_id", "bank_service"),
    ("bank_channel", "counter_id", "bank_counter"),
    ("bank_channel", "machine_id", "bank_machine"),
    ("bank_qualification", "staff_id", "bank_staff"),
    ("bank_shift", "staff_id", "bank_staff"),
    ("hall_seat", "counter_id", "bank_counter"),
    ("hall_ticket", "visit_id", "hall_visit"),
)


def policy(table: str) -> str:
    """Rows of the branch in scope only, for the owner too; without a scope nothing is visible."""
    # A subselect is evaluated once a statement, a bare call once a row.
    inside = "branch_id = (select nullif(current_setting('tingtang.branch', true), '')::uuid)"
    return f"""
    alter table {table} enable row level security;
    alter table {table} force row level security;
    create policy branch on {table} using ({inside}) with check ({inside});
    """


def link(table: str, column: str, to: str) -> str:
    """A foreign key within one branch."""
    return f"""
    alter table {table} add constraint {table}_{column}_link
        foreign key (branch_id, {column}) references {to} (branch_id, id);
    """


ROOM = """
alter table ledger_head set (fillfactor = 50);
alter table hall_seat set (fillfactor = 50);
alter table hall_line set (fillfactor = 50);
alter table hall_pace set (fillfactor = 50);
alter table hall_number set (fillfactor = 50);
alter table hall_ticket set (fillfactor = 70);
"""


class Migration(migrations.Migration):
    dependencies = (("tingtang", "0001_first_tables"),)
    operations = (
        migrations.RunSQL(LEDGER),
        *(migrations.RunSQL(policy(table)) for table in BRANCH_TABLES),
        *(migrations.RunSQL(link(*each)) for each in LINKS),
        migrations.RunSQL(GRANTS),
        migrations.RunSQL(ROOM),  # for updates that stay on their page
    )
