"""What the database's own catalogue must say: every row of a branch is closed to all others.

Asked of PostgreSQL itself, not of our models: whatever a migration made, by whichever way.
"""

from collections.abc import Iterator, Mapping

import psycopg

from tingtang.ops.house import Fault

APP = "tingtang_app"
#: A subselect, so that the scope is looked up once a statement and not once a row.
INSIDE = (
    "(branch_id = ( SELECT (NULLIF(current_setting('tingtang.branch'::text, true), "
    "''::text))::uuid AS \"nullif\"))"
)
#: Tables without a policy, each with its reason. One that ends in `_`: all that begin so.
BANK_WIDE: Mapping[str, str] = {
    "bank_institution": "the bank itself, read before a branch is known",
    "bank_region": "the bank's map of its branches, read before a branch is known",
    "bank_branch": "the directory of branches: names and addresses, read before a scope is known",
    "bank_policy_issued": "the bank's rules for all its branches: nothing of a branch or person",
    "bank_recognised": "whose number it is, known to all branches: blind index, class, home branch",
    "bank_sales_hold": "to whom no branch sells now: ids, a code and times",
    "bank_import": "which recognised numbers count, read by all branches: ids and numbers only",
    "ledger_head": "the relay follows all branches: ids, numbers and hashes only",
    "access_account": "read at sign-in, before a branch is known: ids only",
    "access_invitation": "read before anybody is signed in: hashes and ids only",
    "auth_": "sign-in (Django): logins, password hashes and posts of the whole bank",
    "account_": "sign-in (allauth): addresses for signing in",
    "mfa_": "sign-in (allauth): second factors",
    "socialaccount_": "sign-in (allauth): accounts at the bank's own identity provider",
    "axes_": "sign-in (axes): failed attempts, before anybody is known",
    "django_": "Django's own: sessions, migrations, content types",
    "procrastinate_": "jobs: names and ids of what is due in all branches",
}


def catalogue_faults(
    connection: psycopg.Connection, bank_wide: Mapping[str, str] = BANK_WIDE
) -> list[Fault]:
    """Everything in the catalogue that could let one branch see another's rows."""
    parts = (
        _unprotected(connection, bank_wide),
        _idle_exemptions(connection, bank_wide),
        _policies(connection, bank_wide),
        _indexes(connection, bank_wide),
        _links(connection, bank_wide),
        _partitions(connection),
        _views(connection),
        _functions(connection),
        _privileges(connection),
    )
    return sorted(fault for part in parts for fault in part)


def _is_exempt(table: str, bank_wide: Mapping[str, str]) -> bool:
    return any(table == name or (name[-1] == "_" and table.startswith(name)) for name in bank_wide)


# ---------------------------------------------------------------- tables and their policies

_TABLES = """
select c.relname::text, c.relrowsecurity, c.relforcerowsecurity, exists (
    select from pg_attribute a
    where a.attrelid = c.oid and a.attname = 'branch_id' and not a.attisdropped)
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f')
  and not c.relispartition
"""


def _unprotected(connection: psycopg.Connection, bank_wide: Mapping[str, str]) -> Iterator[Fault]:
    for table, enabled, forced, has_branch in connection.execute(_TABLES):
        if _is_exempt(table, bank_wide):
            continue
        if not has_branch:
            yield Fault(table, "has no branch_id and is not on the list of bank-wide tables")
        elif not enabled:
            yield Fault(table, "holds rows of branches without row security")
        elif not forced:
            yield Fault(table, "row security is not forced: its owner steps around it")


def _idle_exemptions(
    connection: psycopg.Connection, bank_wide: Mapping[str, str]
) -> Iterator[Fault]:
    tables = [str(row[0]) for row in connection.execute(_TABLES)]
    for name in bank_wide:
        if not any(_is_exempt(table, {name: ""}) for table in tables):
            yield Fault(name, "is on the list of bank-wide tables, but there is none")


_POLICIES = """
select c.relname::text, p.polname::text, p.polpermissive, p.polcmd::text,
    pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)
from pg_class c left join pg_policy p on p.polrelid = c.oid
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
"""


def _policies(connection: psycopg.Connection, bank_wide: Mapping[str, str]) -> Iterator[Fault]:
    """Exactly the branch in scope, for reading and for writing, on everything."""
    closed: dict[str, bool] = {}
    for table, name, permissive, command, using, check in connection.execute(_POLICIES):
        if _is_exempt(table, bank_wide):
            continue
        closed.setdefault(table, False)
        if name is None or not permissive:
            continue
        if {using, check} != {INSIDE}:
            yield Fault(f"{table}, policy {name}", f"admits other rows: {using}, {check}")
        closed[table] |= command == "*"
    for table, has_policy in closed.items():
        if not has_policy:
            yield Fault(table, "has no policy for the branch in scope")


# ---------------------------------------------------------------- indexes and links

_INDEXES = """
select t.relname::text, i.relname::text, a.attname::text
from pg_index x
join pg_class i on i.oid = x.indexrelid
join pg_class t on t.oid = x.indrelid
left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
where t.relnamespace = 'public'::regnamespace and not t.relispartition
"""
_LINKS = """
select t.relname::text, c.conname::text, f.relname::text, exists (
    select from unnest(c.conkey, c.confkey) as pair(own, other)
    join pg_attribute a on a.attrelid = t.oid and a.attnum = pair.own
    join pg_attribute b on b.attrelid = f.oid and b.attnum = pair.other
    where a.attname = 'branch_id' and b.attname = 'branch_id')
from pg_constraint c
join pg_class t on t.oid = c.conrelid
join pg_class f on f.oid = c.confrelid
where c.contype = 'f' and t.relnamespace = 'public'::regnamespace and not t.relispartition
"""


def _indexes(connection: psycopg.Connection, bank_wide: Mapping[str, str]) -> Iterator[Fault]:
    """A unique key that does not begin with the branch tells one branch what another holds."""
    for table, index, first in connection.execute(_INDEXES):
        if first != "branch_id" and not _is_exempt(table, bank_wide):
            yield Fault(f"{table}, index {index}", "is not led by branch_id")


def _links(connection: psycopg.Connection, bank_wide: Mapping[str, str]) -> Iterator[Fault]:
    """A foreign key is checked past row security, so it must hold both ends to one branch."""
    for table, link, to, within in connection.execute(_LINKS):
        if not (within or _is_exempt(table, bank_wide) or _is_exempt(to, bank_wide)):
            yield Fault(f"{table}, foreign key {link}", f"points at {to} of any branch")


# ---------------------------------------------------------------- ways around

_PARTITIONS = """
select relname::text from pg_class
where relispartition and relkind in ('r', 'p', 'f') and (
    has_table_privilege(
        %(app)s, oid, 'select, insert, update, delete, truncate, references, trigger')
    or has_any_column_privilege(%(app)s, oid, 'select, insert, update'))
"""
_VIEWS = """
select relname::text, relkind::text from pg_class
where relnamespace = 'public'::regnamespace and (relkind = 'm' or relkind = 'v' and not
    coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])
"""
_FUNCTIONS = """
select p.oid::regprocedure::text, r.rolname::text, r.rolsuper or r.rolbypassrls,
    exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%')
from pg_proc p join pg_roles r on r.oid = p.proowner
where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace)
"""
_PRIVILEGES = """
select relname::text, privilege from pg_class,
    unnest(case when relname = 'ledger_entry' then array['update', 'delete', 'truncate']
           else array['truncate', 'references', 'trigger'] end) as privilege
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
  and (has_table_privilege(%(app)s, oid, privilege) or relname = 'ledger_entry'
       and privilege = 'update' and has_any_column_privilege(%(app)s, oid, 'update'))
"""
_ROLE = """
select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or exists (
    select from pg_auth_members m where m.member = r.oid) or exists (
    select from pg_class c where c.relowner = r.oid)
from pg_roles r where rolname = %(app)s
"""


def _partitions(connection: psycopg.Connection) -> Iterator[Fault]:
    for (part,) in connection.execute(_PARTITIONS, {"app": APP}):
        yield Fault(part, "is a partition that the application may use past its parent's policy")


def _views(connection: psycopg.Connection) -> Iterator[Fault]:
    for view, kind in connection.execute(_VIEWS):
        if kind == "m":
            yield Fault(view, "is a materialized view: row security can't reach its rows")
        else:
            yield Fault(view, "is a view that reads as its owner; make it security_invoker")


def _functions(connection: psycopg.Connection) -> Iterator[Fault]:
    for function, owner, may_all, has_path in connection.execute(_FUNCTIONS):
        if may_all:
            yield Fault(function, f"runs as {owner}, whom row security does not bind")
        elif not has_path:
            yield Fault(function, "runs as its owner without a search_path of its own")


def _privileges(connection: psycopg.Connection) -> Iterator[Fault]:
    for table, privilege in connection.execute(_PRIVILEGES, {"app": APP}):
        yield Fault(table, f"the application may {privilege} it")
    if connection.execute(_ROLE, {"app": APP}).fetchone() != (False,):
        yield Fault(APP, "has special rights, belongs to another role or owns something")
