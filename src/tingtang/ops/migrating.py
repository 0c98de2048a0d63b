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


def migrate(migrator_url: str, *words: str, quiet: bool = True) -> None:
    """Bring the schema up to date; raises CannotRun with the reason."""
    env = {
        **os.environ,
        "DATABASE_URL": migrator_url,
        "TINGTANG_ASSUME_ROLE": "tingtang_owner",
        "TINGTANG_POOL": "0",
    }
    command = [sys.executable, "-m", "tingtang.ops.migrating", *words]
    done = subprocess.run(command, env=env, capture_output=quiet, text=True, check=False)
    if done.returncode:
        lines = (done.stderr or "").strip().splitlines() or ["see above"]
        raise CannotRun(f"the schema could not be changed: {lines[-1]}")


def main(words: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tingtang.ops.settings")
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", *words, interactive=False, skip_checks=True)
    with connection.cursor() as cursor:
        cursor.execute(TAKE_BACK_PARTITIONS)


if __name__ == "__main__":
    main(sys.argv[1:])
