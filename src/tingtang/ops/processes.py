"""Small truths about processes: which are alive, whose they are, what ends with whom."""

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def end_with_parent(parent: int, number: int = signal.SIGKILL) -> None:
    """Have the kernel send this process a signal when `parent` dies, and at once if it is dead by
    now (Linux; elsewhere nothing).

    The kernel means the parent's thread, so a child must be started from a thread that stays.
    """
    if not hasattr(_libc, "prctl"):
        return
    _libc.prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:  # it died before it was watched
        os.kill(os.getpid(), number)


def ending_with_parent(number: int = signal.SIGKILL) -> Callable[[], None]:
    """The same for a child of this process, as a function for Popen's `preexec_fn`."""
    parent = os.getpid()
    return lambda: end_with_parent(parent, number)


def end_with_server() -> None:
    """A web server's worker must not outlive the server, however that ended."""
    server = multiprocessing.parent_process()
    if server is not None and server.pid is not None:
        end_with_parent(server.pid)


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended but was not collected yet does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, IndexError):
        return not Path("/proc/self").exists()
    return state not in {"Z", "X"}


def command_line(pid: int) -> list[str]:
    """The words a process was started with; empty when it is gone or unknown."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return []


def user_of(pid: int) -> int | None:
    """The number of the user whom the process runs as; None when it is gone or unknown."""
    try:
        return Path(f"/proc/{pid}").stat().st_uid
    except OSError:
        return None


def working_in(folder: Path) -> Iterator[int]:
    """The processes whose working directory is this folder."""
    for entry in Path("/proc").iterdir() if Path("/proc").exists() else ():
        if entry.name.isdigit():
            try:
                if (entry / "cwd").readlink() == folder:
                    yield int(entry.name)
            except OSError:
                continue
