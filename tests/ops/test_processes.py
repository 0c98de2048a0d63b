"""What ends with whom."""

import os
import signal
import subprocess
import sys

CHILD = """
import os, sys
from tingtang.ops.processes import end_with_parent
parent = int(sys.argv[1])
print("watching", flush=True)
sys.stdin.read()  # until the test says so
end_with_parent(parent)
print("outlived", flush=True)
"""


def watching(parent: int) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stdout.readline() == "watching\n"
    return child


def test_whoever_lost_their_parent_before_they_watched_it_ends() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    orphan = watching(gone.pid)
    said, _ = orphan.communicate(timeout=20)
    assert (said, orphan.returncode) == ("", -signal.SIGKILL)


def test_whose_parent_lives_goes_on() -> None:
    child = watching(os.getpid())
    said, _ = child.communicate(timeout=20)
    assert (said, child.returncode) == ("outlived\n", 0)
