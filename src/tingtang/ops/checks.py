"""The house checks of `./tt check`: who writes, what is said, what the database's catalogue says.

They need no running branch: the catalogue is that of a new database, made for the purpose.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

import tingtang
from tingtang.ops.house import Fault
from tingtang.ops.house.catalogue import catalogue_faults
from tingtang.ops.house.wording import wording_faults
from tingtang.ops.house.writing import writing_faults
from tingtang.ops.migrating import migrate
from tingtang.ops.postgres import Cluster

PACKAGE = Path(tingtang.__file__).parent
WORDS = PACKAGE / "kernel" / "words"


@contextmanager
def new_database() -> Iterator[Cluster]:
    """A cluster of its own with the schema as the migrations make it, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tt-"))
    folder.chmod(0o711)
    os.environ["TINGTANG_DATA"] = str(folder)
    cluster = Cluster(folder, end_with_parent=True)
    try:
        cluster.start()
        migrate(cluster.dsn("migrator"))
        yield cluster
    finally:
        cluster.stop(even_if_used=True)
        shutil.rmtree(folder, ignore_errors=True)


def faults() -> Iterator[Fault]:
    """Everything that breaks a rule of the house."""
    yield from writing_faults(PACKAGE)
    yield from wording_faults(PACKAGE, WORDS)
    with new_database() as cluster, psycopg.connect(cluster.dsn("migrator")) as connection:
        yield from catalogue_faults(connection)


def main() -> int:
    """Tell every fault in a line of its own; 1 if there is any."""
    found = [*faults()]
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
