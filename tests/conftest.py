"""One real PostgreSQL for all tests, which run as the application role over real commits.

Only set-up may use the `migrator` fixture. Tests of `engines` and `kernel` get no database.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from served import Served

PURE = ("engines", "kernel")
_here = Path(__file__).parent
_data = pytest.StashKey[Path]()


settings.register_profile("house", deadline=None)  # how fast is measured in bench/ alone
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Name the database before Django reads its settings, which collecting tests already needs."""
    # Short, because a socket's path is; enterable, because PostgreSQL does not run as root.
    data = config.stash[_data] = Path(tempfile.mkdtemp(prefix="tt-"))
    data.chmod(0o711)
    os.environ["TINGTANG_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tingtang.ops.settings"
    # A browser's driver keeps an event loop in this thread, which Django would refuse to work in.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django

    from tingtang.ops.postgres import Cluster

    os.environ["DATABASE_URL"] = Cluster(data).dsn("app")
    django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_data], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test has the database, but those of pure rooms, which must do without."""
    for item in items:
        room = item.path.relative_to(_here).parts[0]
        if room not in PURE and isinstance(item, pytest.Function):
            item.fixturenames.insert(0, "database")


@pytest.fixture(scope="session")
def data(request: pytest.FixtureRequest) -> Path:
    """The data folder of this session."""
    return request.config.stash[_data]


@pytest.fixture(scope="session")
def database(data: Path) -> Iterator[object]:
    """The running cluster, migrated."""
    from tingtang.ops.migrating import migrate
    from tingtang.ops.postgres import Cluster

    cluster = Cluster(data, end_with_parent=True)
    cluster.start()
    try:
        migrate(cluster.dsn("migrator"))
        yield cluster
    finally:
        from django.db import connections

        connections.close_all()
        cluster.stop(even_if_used=True)


@pytest.fixture(scope="module")
def server(data: Path, database: object) -> Iterator[Served]:
    """The real processes of a branch on free ports, over the same database as the tests.

    They end with the module: their jobs would close the days of other tests' branches.
    """
    served = Served(data)
    try:
        served.await_ready()
        yield served
    finally:
        served.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The system's Chromium; as root it has no sandbox of its own."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    without_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": next(filter(None, found), None),
        "args": without_sandbox,
    }


@pytest.fixture
def migrator(data: Path, database: object) -> Iterator[psycopg.Connection]:
    """A raw connection that sees every row and may change the schema: for set-up only."""
    from tingtang.ops.postgres import Cluster

    with psycopg.connect(Cluster(data).dsn("migrator"), autocommit=True) as connection:
        yield connection
