"""Changing the schema: signed in as the migrator, acting as the owner.

In a process of its own, so that the migrator's sign-in never stands in a process that serves.
"""

import os
import subprocess
import sys

from tingtang.ops.errors import CannotRun

# Only the parent of a partitioned table carries the policy that counts, so the server reads no
# partition directly. Default privileges give new tables away: this takes partitions back.
TAKE_BACK_PARTITIONS = """
DO $$
DECLARE part regclass;
BEGIN
    FOR part IN SELECT oid FROM pg_class WHERE relispartition AND relkind IN ('r', 'p') LOOP
        EXECUTE format('REVOKE ALL ON %s FROM tingtang_app', part);
    END LOOP;
END $$
"""


def migrate(migrator_url: str) -> None:
    """Bring the schema up to date quietly; raises CannotRun with the reason."""
    done = _process(migrator_url, quiet=True)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no reason was given"]
        raise CannotRun(f"the schema could not be changed: {lines[-1]}")


def run(migrator_url: str, *words: str) -> int:
    """The same in full view, with Django's own options; gives back the exit code."""
    return _process(migrator_url, *words, quiet=False).returncode


def _process(migrator_url: str, *words: str, quiet: bool) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "DATABASE_URL": migrator_url,
        "DJANGO_SETTINGS_MODULE": "tingtang.ops.settings",
        "TINGTANG_ASSUME_ROLE": "tingtang_owner",
    }
    command = [sys.executable, "-m", "tingtang.ops.migrating", *words]
    return subprocess.run(command, env=env, capture_output=quiet, text=True, check=False)


def main(words: list[str]) -> int:
    import django
    from django.core.management import CommandError, call_command
    from django.db import connection

    django.setup()
    try:
        call_command("migrate", *words, interactive=False, skip_checks=True)
    except CommandError as error:
        print(f"tingtang: migrate: {str(error).removeprefix('Error: ')}", file=sys.stderr)
        return 2
    with connection.cursor() as cursor:
        cursor.execute(TAKE_BACK_PARTITIONS)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
