"""The gate of the house is shut: whatever is planted against its rules fails the check."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import tingtang
from tingtang.ops.checks import PACKAGE, WORDS
from tingtang.ops.house.catalogue import BANK_WIDE, catalogue_faults
from tingtang.ops.house.wording import wording_faults
from tingtang.ops.house.writing import EXCEPTIONS, writing_faults

ROOT = Path(tingtang.__file__).parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source, to plant in."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, folder / "src" / "tingtang")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


class TestImports:
    """Import contracts, on a copy of the source."""

    @staticmethod
    def lint(copy: Path) -> subprocess.CompletedProcess[str]:
        code = (
            f"import sys; sys.path.insert(0, {str(copy / 'src')!r}); "
            "from importlinter.cli import lint_imports_command; lint_imports_command()"
        )
        command = [sys.executable, "-c", code, "--no-cache", "--config", "pyproject.toml"]
        return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)

    def test_the_source_as_it_is_passes(self, copy: Path) -> None:
        done = self.lint(copy)
        assert done.returncode == 0, done.stdout

    @pytest.mark.parametrize(
        ("importer", "imported"),
        [
            ("kernel.clock", "hall.ticket.rules"),
            ("ledger.chain", "access.actor"),
            ("bank.branch.rules", "hall.counter.rules"),
            ("hall.visit.rules.states", "hall.ticket.rules"),
            ("hall.ticket.rules.lines", "hall.ticket.models"),
            ("engines.line", "kernel.clock"),
        ],
    )
    def test_an_upward_import_fails(self, copy: Path, importer: str, imported: str) -> None:
        path = copy / "src" / "tingtang" / f"{importer.replace('.', '/')}.py"
        honest = path.read_text("utf-8")
        try:
            path.write_text(f"import tingtang.{imported}\n{honest}", "utf-8")
            done = self.lint(copy)
        finally:
            path.write_text(honest, "utf-8")
        assert done.returncode == 1
        assert f"tingtang.{importer} -> tingtang.{imported} (l.1)" in done.stdout

    def test_a_module_that_nobody_declared_fails(self, copy: Path) -> None:
        stray = copy / "src" / "tingtang" / "hall" / "ticket" / "helpers.py"
        try:
            stray.write_text("")
            done = self.lint(copy)
        finally:
            stray.unlink()
        assert done.returncode == 1
        assert "helpers" in done.stdout


class TestWriting:
    """Only actions write."""

    def test_the_source_as_it_is_passes(self) -> None:
        assert writing_faults(PACKAGE) == []

    @pytest.mark.parametrize(
        "line",
        [
            "from tingtang.ledger.turn import turn",
            "from tingtang.ledger.turn import Read, Turn",
            "from tingtang.ledger import turn as t",
            "from tingtang.ledger.actions import aside",
            "def f(row): row.save()",
            "def f(row): row.save(force_insert=True)",
            "def f(M): M.objects.create(a=1)",
            "def f(M): M.objects.bulk_create([M()])",
            "def f(M): M.objects.get_or_create(a=1)",
            "def f(M): M.objects.filter(a=1).update(b=2)",
            "def f(rows): rows.update(b=2)",
            "def f(rows): rows.delete()",
            "async def f(row): await row.asave()",
            "SQL = 'insert into hall_ticket values (1)'",
            "SQL = 'Update hall_ticket\\n  SET state = 1'",
            "SQL = 'with gone as (delete from hall_ticket returning 1) select 1'",
            "def f(table): return f'delete from {table}'",
            "def f(table): return f'update {table} set a = 1'",
            "SQL = 'truncate hall_ticket'",
        ],
    )
    @pytest.mark.parametrize("module", ["hall/ticket/queries.py", "live/x.py", "api/y.py"])
    def test_a_write_outside_actions_fails(self, tmp_path: Path, module: str, line: str) -> None:
        self.plant(tmp_path, module, line)
        faults = writing_faults(tmp_path, {})
        assert [fault.where for fault in faults] == [f"{module}:1"]

    @pytest.mark.parametrize(
        "line",
        [
            "from tingtang.ledger.turn import Read",
            '"""An update of a row; delete from memory what you insert into it."""',
            "def f(row): return {}.update(row)",
            "def f(book, path): book.save(path)",
            "SQL = 'select updated, deleted from hall_ticket'",
        ],
    )
    def test_what_writes_nothing_passes(self, tmp_path: Path, line: str) -> None:
        self.plant(tmp_path, "hall/ticket/queries.py", line)
        assert writing_faults(tmp_path, {}) == []

    @pytest.mark.parametrize("module", ["hall/x/actions.py", "hall/x/actions/y.py"])
    def test_actions_may(self, tmp_path: Path, module: str) -> None:
        self.plant(tmp_path, module, "from tingtang.ledger.turn import turn")
        assert writing_faults(tmp_path, {}) == []

    def test_an_exception_must_be_needed(self, tmp_path: Path) -> None:
        self.plant(tmp_path, "ledger/turn.py", "")
        assert [fault.where for fault in writing_faults(tmp_path)] == [*EXCEPTIONS]

    @staticmethod
    def plant(root: Path, module: str, line: str) -> None:
        path = root / module
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line + "\n", "utf-8")


class TestWording:
    """Every refusal has a sentence in all three languages."""

    @pytest.fixture
    def words(self, tmp_path: Path) -> Path:
        """Three catalogues that fit the source below."""
        folder = tmp_path / "words"
        folder.mkdir()
        for language in ("zh-Hans", "zh-Hant", "en"):
            self.write(folder, language, '{"late": "{minutes} min", "state.open": "open"}')
        return folder

    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        folder = tmp_path / "source"
        folder.mkdir()
        self.add(folder, 'raise Refused("late", minutes=3, state="open")')
        return folder

    @staticmethod
    def write(folder: Path, language: str, text: str) -> None:
        (folder / f"{language}.json").write_text(text, "utf-8")

    @staticmethod
    def add(folder: Path, line: str) -> None:
        with (folder / "rules.py").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    @staticmethod
    def said(source: Path, words: Path) -> str:
        return "\n".join(map(str, wording_faults(source, words, {})))

    def test_the_source_as_it_is_passes(self) -> None:
        assert wording_faults(PACKAGE, WORDS) == []

    def test_what_fits_passes(self, source: Path, words: Path) -> None:
        assert self.said(source, words) == ""

    def test_a_missing_translation_fails(self, source: Path, words: Path) -> None:
        self.write(words, "zh-Hant", '{"state.open": "open"}')
        assert self.said(source, words) == "zh-Hant.json: has no sentence for late"

    def test_other_placeholders_fail(self, source: Path, words: Path) -> None:
        self.write(words, "en", '{"late": "{hours} h", "state.open": "open"}')
        assert "late has other placeholders" in self.said(source, words)

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ('raise Refused("unheard")', "rules.py:2: no catalogue has a sentence for unheard"),
            ('turn.one(read, "unknown")', "rules.py:2: no catalogue has a sentence for unknown"),
            ('raise Refused("late")', "rules.py:2: late is refused without minutes"),
            ("raise Refused(code)", "rules.py:2: refuses with a code not written out"),
            (
                'raise Refused("late", minutes=1, where="opening_h")',
                "rules.py:2: no catalogue has a word for the place opening_h",
            ),
            (
                'raise Refused("late", minutes=1, state="odd")',
                "zh-Hans.json: state.odd has no word",
            ),
        ],
    )
    def test_a_refusal_without_words_fails(
        self, source: Path, words: Path, line: str, says: str
    ) -> None:
        self.add(source, line)
        assert self.said(source, words) == says

    def test_a_sentence_that_nobody_says_fails(self, source: Path, words: Path) -> None:
        for language in ("zh-Hans", "zh-Hant", "en"):
            text = '{"late": "{minutes}", "old": "x", "state.open": "o", "state.gone": "g"}'
            self.write(words, language, text)
        assert self.said(source, words) == (
            "zh-Hans.json: old is never refused with\nzh-Hans.json: state.gone is no state or move"
        )


TABLE = "create table planted (branch_id uuid not null, id uuid, primary key (branch_id, id));"
CLOSED = """
alter table planted enable row level security;
alter table planted force row level security;
create policy branch on planted
    using (branch_id = (select nullif(current_setting('tingtang.branch', true), '')::uuid))
    with check (branch_id = (select nullif(current_setting('tingtang.branch', true), '')::uuid));
"""


class TestCatalogue:
    """The database's own catalogue; every plant is rolled back."""

    @pytest.fixture
    def owner(self, migrator: psycopg.Connection) -> Iterator[psycopg.Connection]:
        with migrator.transaction(force_rollback=True):
            migrator.execute("set local role tingtang_owner")
            yield migrator

    @staticmethod
    def said(owner: psycopg.Connection) -> list[str]:
        return [str(fault) for fault in catalogue_faults(owner)]

    def test_the_schema_as_it_is_passes(self, owner: psycopg.Connection) -> None:
        assert self.said(owner) == []

    def test_every_exemption_has_a_reason(self) -> None:
        assert all(len(reason) > 10 for reason in BANK_WIDE.values())

    def test_a_closed_table_passes(self, owner: psycopg.Connection) -> None:
        owner.execute((TABLE + CLOSED).encode())
        assert self.said(owner) == []

    @pytest.mark.parametrize(
        ("plant", "says"),
        [
            pytest.param(TABLE, "planted: holds rows of branches without row security", id="none"),
            pytest.param(
                TABLE + CLOSED + "alter table planted no force row level security;",
                "planted: row security is not forced: its owner steps around it",
                id="not forced",
            ),
            pytest.param(
                TABLE + CLOSED + "drop policy branch on planted;",
                "planted: has no policy for the branch in scope",
                id="no policy",
            ),
            pytest.param(
                TABLE + CLOSED + "create policy wide on planted for select using (true);",
                "planted, policy wide: admits other rows: true, None",
                id="a second, wide policy",
            ),
            pytest.param(
                TABLE + CLOSED + "alter policy branch on planted with check (true);",
                "planted, policy branch: admits other rows: "
                "(branch_id = ( SELECT (NULLIF(current_setting('tingtang.branch'::text, true), "
                "''::text))::uuid AS \"nullif\")), true",
                id="writes anywhere",
            ),
            pytest.param(
                "create table planted (id uuid);",
                "planted: has no branch_id and is not on the list of bank-wide tables",
                id="no branch",
            ),
            pytest.param(
                TABLE + CLOSED + "create unique index secret on planted (id);",
                "planted, index secret: is not led by branch_id",
                id="index",
            ),
            pytest.param(
                TABLE + CLOSED + "create index secret on planted (lower(id::text), branch_id);",
                "planted, index secret: is not led by branch_id",
                id="index over an expression",
            ),
            pytest.param(
                TABLE
                + CLOSED
                + "alter table planted add visit uuid, add other uuid, add constraint l "
                "foreign key (visit, other) references hall_visit (branch_id, id);",
                "planted, foreign key l: points at hall_visit of any branch",
                id="link",
            ),
            pytest.param(
                "create table ledger_entry_planted partition of ledger_entry "
                "for values from ('1901-01-01') to ('1901-02-01');",
                "ledger_entry_planted: is a partition that the application may use past its "
                "parent's policy",
                id="partition",
            ),
            pytest.param(
                "create view planted as select * from hall_ticket;",
                "planted: is a view that reads as its owner; make it security_invoker",
                id="view",
            ),
            pytest.param(
                "create materialized view planted as select 1 as one;",
                "planted: is a materialized view: row security can't reach its rows",
                id="materialized view",
            ),
            pytest.param(
                "create function planted() returns int language sql security definer "
                "as 'select 1';",
                "planted(): runs as its owner without a search_path of its own",
                id="function without a path",
            ),
            pytest.param(
                "grant update (body) on ledger_entry to tingtang_app;",
                "ledger_entry: the application may update it",
                id="a ledger that can be changed",
            ),
            pytest.param(
                "grant truncate on hall_ticket to tingtang_app;",
                "hall_ticket: the application may truncate it",
                id="truncate",
            ),
        ],
    )
    def test_a_plant_fails(self, owner: psycopg.Connection, plant: str, says: str) -> None:
        owner.execute(plant.encode())
        assert self.said(owner) == [says]

    def test_a_view_with_the_readers_own_rights_passes(self, owner: psycopg.Connection) -> None:
        owner.execute(
            "create view planted with (security_invoker=true) as select * from hall_ticket"
        )
        assert self.said(owner) == []

    def test_a_function_of_one_who_sees_everything_fails(
        self, migrator: psycopg.Connection
    ) -> None:
        """The migrator steps around row security, as a superuser does; only it could plant this."""
        with migrator.transaction(force_rollback=True):
            migrator.execute("grant create on schema public to tingtang_migrator")
            migrator.execute(
                "create function planted() returns bigint language sql security definer "
                "set search_path = public as 'select count(*) from hall_ticket'"
            )
            assert self.said(migrator) == [
                "planted(): runs as tingtang_migrator, whom row security does not bind"
            ]

    def test_an_idle_exemption_fails(self, owner: psycopg.Connection) -> None:
        faults = catalogue_faults(owner, {**BANK_WIDE, "nosuch_": "a reason long enough"})
        assert [fault.where for fault in faults] == ["nosuch_"]
