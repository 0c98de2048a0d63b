"""Whatever is done to a branch's ledger shows, and the first broken entry is named."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from cast import MORNING, Cast, founded
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.ledger.anchors import anchor_all, anchors_of
from tingtang.ledger.chain import entry_hash, first_hash
from tingtang.ledger.events import canonical
from tingtang.ledger.verify import Broken, Walk, walk

# The second way: what an auditor can run in psql, without a line of ours.
SECOND_WAY = """
with linked as (
    select sequence, hash,
        lag(hash, 1, sha256(convert_to('tingtang.chain/1 ' || branch_id, 'UTF8')))
            over (order by sequence) as previous,
        jsonb_build_array(
            1, branch_id, business_date - date '2000-01-01', sequence,
            (extract(epoch from at) * 1000000)::bigint, kind, actor, body
        )::text as content
    from ledger_entry where branch_id = %s
)
select sequence from linked
where hash <> sha256(previous || convert_to(content, 'UTF8')) order by sequence
"""


@pytest.fixture
def branch() -> Cast:
    """A branch whose morning has left some twenty entries."""
    cast = founded()
    cast.open_day()
    cast.seat("chenyutong", "1")
    for _ in range(4):
        cast.ticket()
        cast.later(minutes=1)
        call_next(
            actor=cast.staff("chenyutong"),
            branch_id=cast.branch,
            counter_id=cast.counters["1"],
            at=cast.at,
        )
    return cast


Tamper = Callable[[psycopg.Connection, UUID], object]


def sql(statement: str) -> Tamper:
    """Tampering in one statement, which names the branch as often as it likes."""

    def tamper(migrator: psycopg.Connection, branch_id: UUID) -> None:
        done = migrator.execute(statement.encode(), {"branch": branch_id})
        assert done.rowcount > 0

    return tamper


def one_entry(what: str, sequence: int = 10) -> Tamper:
    return sql(
        f"update ledger_entry set {what} where branch_id = %(branch)s and sequence = {sequence}"
    )


def swapped(migrator: psycopg.Connection, branch_id: UUID) -> None:
    for old, new in ((10, -10), (11, 10), (-10, 11)):
        one_entry(f"sequence = {new}", old)(migrator, branch_id)


def put_in(migrator: psycopg.Connection, branch_id: UUID) -> None:
    for old in range(last(migrator, branch_id), 10, -1):
        one_entry(f"sequence = {old + 1}", old)(migrator, branch_id)
    copy_of_ten("business_date, 11")(migrator, branch_id)


def copy_of_ten(day_and_sequence: str) -> Tamper:
    columns = "at, kind, actor, body, hash"
    return sql(
        f"insert into ledger_entry (branch_id, business_date, sequence, {columns}) "
        f"select branch_id, {day_and_sequence}, {columns} from ledger_entry "
        "where branch_id = %(branch)s and sequence = 10"
    )


def last(migrator: psycopg.Connection, branch_id: UUID) -> int:
    row = migrator.execute(
        "select max(sequence) from ledger_entry where branch_id = %s", [branch_id]
    ).fetchone()
    assert row
    return int(row[0])


class TestWhole:
    def test_an_honest_chain_is_whole(self, branch: Cast, migrator: psycopg.Connection) -> None:
        count = last(migrator, branch.branch)
        assert count > 15
        assert walk(branch.branch) == Walk(branch.branch, count, None, 0)

    def test_a_second_way_agrees(self, branch: Cast, migrator: psycopg.Connection) -> None:
        assert migrator.execute(SECOND_WAY, [branch.branch]).fetchall() == []
        one_entry("actor = 'staff:somebody'")(migrator, branch.branch)
        assert migrator.execute(SECOND_WAY, [branch.branch]).fetchall() == [(10,)]

    def test_numbers_have_no_gaps(self, branch: Cast, migrator: psycopg.Connection) -> None:
        found = migrator.execute(
            "select sequence from ledger_entry where branch_id = %s order by 1", [branch.branch]
        )
        assert [row[0] for row in found] == [*range(1, last(migrator, branch.branch) + 1)]

    def test_a_branch_without_entries_is_whole(self) -> None:
        from cast import words
        from tingtang.bank.branch.actions import found_branch, found_institution

        institution = found_institution(name=words("空"), hotline="", demonstration=False)
        new = found_branch(
            institution_id=institution,
            code=str(institution),
            name=words("空"),
            kind="office",
            hours={},
            corporate_hours={},
            at=MORNING,
        )
        assert walk(new) == Walk(new, 0, None, 0)


class TestTampering:
    """Each as somebody could who may write the database, past the application."""

    @pytest.mark.parametrize(
        ("tamper", "sequence", "reason"),
        [
            pytest.param(one_entry('body = body || \'{"label": "A999"}\''), 10, "changed"),
            pytest.param(one_entry("body = body || '{\"label\": 1.5}'"), 10, "changed"),
            pytest.param(one_entry("kind = 'ticket.ended'"), 10, "changed"),
            pytest.param(one_entry("actor = 'staff:somebody'"), 10, "changed"),
            pytest.param(one_entry("at = at + interval '1 microsecond'"), 10, "changed"),
            pytest.param(one_entry("business_date = business_date + 1"), 10, "changed"),
            pytest.param(one_entry("hash = sha256('')"), 10, "changed"),
            pytest.param(
                sql("delete from ledger_entry where branch_id = %(branch)s and sequence = 10"),
                10,
                "missing",
            ),
            pytest.param(
                sql("delete from ledger_entry where branch_id = %(branch)s and sequence <= 10"),
                1,
                "missing",
            ),
            pytest.param(swapped, 10, "changed"),
            pytest.param(put_in, 11, "changed"),
            pytest.param(copy_of_ten("business_date + 1, 10"), 10, "changed"),
            pytest.param(copy_of_ten("business_date, 0"), 0, "changed"),
            pytest.param(
                sql("delete from ledger_entry where branch_id = %(branch)s and sequence > 10"),
                11,
                "missing",
            ),
            pytest.param(
                sql("update ledger_head set hash = sha256('') where branch_id = %(branch)s"),
                None,
                "not_the_head",
            ),
            pytest.param(
                sql("delete from ledger_head where branch_id = %(branch)s"), None, "not_the_head"
            ),
        ],
    )
    def test_is_found_and_named(
        self,
        branch: Cast,
        migrator: psycopg.Connection,
        tamper: Tamper,
        sequence: int | None,
        reason: str,
    ) -> None:
        behind = last(migrator, branch.branch) + 1
        tamper(migrator, branch.branch)
        found = walk(branch.branch)
        named = behind if sequence is None else sequence
        assert found.first_broken == Broken(branch.branch, named, reason)
        assert found.entries < behind

    def test_of_one_branch_leaves_the_others_whole(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        other = founded()
        one_entry("kind = 'x'")(migrator, branch.branch)
        assert walk(other.branch).first_broken is None

    def test_a_time_before_the_one_before_is_found(
        self, branch: Cast, migrator: psycopg.Connection
    ) -> None:
        one_entry("at = at - interval '1 day'")(migrator, branch.branch)
        rewrite(migrator, branch.branch)
        found = walk(branch.branch)
        assert found.first_broken == Broken(branch.branch, 10, "earlier_than_before")


def rewrite(migrator: psycopg.Connection, branch_id: UUID) -> None:
    """Hash the whole chain anew, head included: consistent in itself, and a lie."""
    rows = migrator.execute(
        "select business_date, sequence, at, kind, actor, body from ledger_entry "
        "where branch_id = %s order by sequence",
        [branch_id],
    ).fetchall()
    digest = first_hash(branch_id)
    for day, sequence, at, kind, actor, body in rows:
        digest = entry_hash(digest, branch_id, day, sequence, at, kind, actor, canonical(body))
        migrator.execute(
            "update ledger_entry set hash = %s where branch_id = %s and sequence = %s",
            [digest, branch_id, sequence],
        )
    migrator.execute(
        "update ledger_head set hash = %s, sequence = %s where branch_id = %s",
        [digest, len(rows), branch_id],
    )


class TestAnchors:
    """What the chain alone can't show."""

    def anchored(self, branch: Cast, folder: Path) -> Walk:
        return walk(branch.branch, anchors_of(folder, branch.branch))

    def test_a_head_is_signed_when_it_has_moved(self, branch: Cast, tmp_path: Path) -> None:
        anchor_all(tmp_path)
        assert anchor_all(tmp_path) == 0
        branch.ticket()
        assert anchor_all(tmp_path) == 1
        first, second = anchors_of(tmp_path, branch.branch)
        assert first.signed
        assert second.signed
        assert second.sequence == first.sequence + 1
        assert self.anchored(branch, tmp_path).anchors_checked == 2

    def test_a_cut_tail_is_found(
        self, branch: Cast, migrator: psycopg.Connection, tmp_path: Path
    ) -> None:
        anchor_all(tmp_path)
        migrator.execute(
            "delete from ledger_entry where branch_id = %s and sequence > 10", [branch.branch]
        )
        rewrite(migrator, branch.branch)
        assert walk(branch.branch).first_broken is None
        cut = self.anchored(branch, tmp_path)
        assert cut.first_broken == Broken(branch.branch, 11, "missing")

    def test_a_chain_written_anew_is_found(
        self, branch: Cast, migrator: psycopg.Connection, tmp_path: Path
    ) -> None:
        anchor_all(tmp_path)
        anchored = last(migrator, branch.branch)
        one_entry("actor = 'staff:somebody'")(migrator, branch.branch)
        rewrite(migrator, branch.branch)
        assert walk(branch.branch).first_broken is None
        anew = self.anchored(branch, tmp_path)
        assert anew.first_broken == Broken(branch.branch, anchored, "not_as_anchored")

    def test_anchored_anew_the_old_anchor_still_tells(
        self, branch: Cast, migrator: psycopg.Connection, tmp_path: Path
    ) -> None:
        anchor_all(tmp_path)
        one_entry("actor = 'staff:somebody'")(migrator, branch.branch)
        rewrite(migrator, branch.branch)
        assert anchor_all(tmp_path) == 1
        assert self.anchored(branch, tmp_path).first_broken is not None

    def test_an_anchor_that_another_key_signed_counts_for_nothing(
        self, branch: Cast, migrator: psycopg.Connection, tmp_path: Path
    ) -> None:
        for folder in ("ours", "theirs"):
            anchor_all(tmp_path / folder)
        name = f"anchors/{branch.branch}.jsonl"
        (tmp_path / "ours" / name).write_text((tmp_path / "theirs" / name).read_text())
        head = last(migrator, branch.branch)
        found = self.anchored(branch, tmp_path / "ours")
        assert found.first_broken == Broken(branch.branch, head, "not_as_anchored")

    def test_an_anchor_of_another_branch_counts_for_nothing(
        self, branch: Cast, tmp_path: Path
    ) -> None:
        other = founded()
        anchor_all(tmp_path)
        folder = tmp_path / "anchors"
        moved = (folder / f"{other.branch}.jsonl").read_text()
        (folder / f"{branch.branch}.jsonl").write_text(moved)
        assert self.anchored(branch, tmp_path).first_broken is not None

    def test_a_line_torn_by_a_power_cut_is_passed_over(self, branch: Cast, tmp_path: Path) -> None:
        anchor_all(tmp_path)
        path = tmp_path / "anchors" / f"{branch.branch}.jsonl"
        path.write_text(path.read_text() + '{"branch": "0', "utf-8")
        branch.ticket()
        anchor_all(tmp_path)
        found = self.anchored(branch, tmp_path)
        assert (found.first_broken, found.anchors_checked) == (None, 2)

    def test_the_key_is_for_its_owner_alone(self, branch: Cast, tmp_path: Path) -> None:
        anchor_all(tmp_path)
        assert (tmp_path / "keys" / "anchors").stat().st_mode & 0o077 == 0
        public = bytes.fromhex((tmp_path / "anchors" / "public.key").read_text())
        assert len(public) == 32
        assert public != (tmp_path / "keys" / "anchors").read_bytes()


class TestCommand:
    @staticmethod
    def verify(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tingtang.ops.main", "ledger", "verify", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_whole(self, branch: Cast, migrator: psycopg.Connection, data: Path) -> None:
        anchor_all(data)
        done = self.verify("--branch", str(branch.branch), "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {
            "entries": last(migrator, branch.branch),
            "first_broken": None,
            "anchors_checked": 1,
            "branches": 1,
        }

    def test_broken(self, branch: Cast, migrator: psycopg.Connection) -> None:
        one_entry("kind = 'x'")(migrator, branch.branch)
        done = self.verify("--branch", str(branch.branch), "--json")
        assert done.returncode == 1
        assert json.loads(done.stdout)["first_broken"] == {
            "branch": str(branch.branch),
            "sequence": 10,
            "reason": "changed",
        }
        assert json.loads(done.stderr)["code"] == "ledger_broken"
        told = self.verify("--branch", str(branch.branch))
        assert "entry 10 was changed" in told.stderr

    def test_a_range_of_days(self, branch: Cast, migrator: psycopg.Connection) -> None:
        """Two entries of another day before; the range begins behind what was broken there."""
        day = MORNING.date()
        earlier = (day - timedelta(days=1)).isoformat()
        migrator.execute(
            "update ledger_entry set business_date = %s where branch_id = %s and sequence <= 2",
            [earlier, branch.branch],
        )
        words = ("--branch", str(branch.branch), "--json")
        assert self.verify(*words).returncode == 1
        later = self.verify(*words, "--from", day.isoformat(), "--to", day.isoformat())
        assert later.returncode == 0, later.stderr
        assert json.loads(later.stdout)["entries"] == last(migrator, branch.branch) - 2

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["--branch", "nosuch"], "there is no branch nosuch"),
            (["--from", "yesterday"], "--from"),
            (["--from", "2026-11-02", "--to", "2026-11-01"], "--to"),
        ],
    )
    def test_bad_input_is_two_and_one_line(self, words: list[str], says: str) -> None:
        done = self.verify(*words)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert says in done.stderr
