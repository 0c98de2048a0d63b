"""Whoever runs commands on this machine: who that is, for which branch, and where it is served."""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import branch_codes
from tingtang.ops.errors import BadInput
from tingtang.ops.processes import command_line
from tingtang.ops.serving import read, server_of


def operator(branch_id: UUID) -> Actor:
    """A command on the branch's own machine acts as its administrator."""
    return Actor("job", "command", Post.ADMINISTRATOR, frozenset([branch_id]))


def branch_named(code: str | None) -> UUID:
    """The branch with this code or id; without one the only branch there is."""
    known = branch_codes()
    if not known:
        raise BadInput("no branch yet; found one first: tingtang import branch FILE.json")
    if code is None and len(known) == 1:
        return next(iter(known.values()))
    found = {**known, **{str(each): each for each in known.values()}}.get(code or "")
    if found is None:
        says = f"there is no branch {code}" if code else "say which branch"
        raise BadInput(f"{says}; one of {_some(list(known))}", where="--branch")
    return found


def _some(codes: list[str], most: int = 8) -> str:
    return ", ".join(codes[:most]) + (", …" if len(codes) > most else "")


def address() -> str:
    """Where people and devices reach this installation, as far as the machine knows.

    TINGTANG_ADDRESS says it where a proxy stands before the server; otherwise the server that runs
    on the data folder tells its host and port by its own command line.
    """
    named = os.environ.get("TINGTANG_ADDRESS")
    if named:
        return named.rstrip("/")
    host, port = _served(settings.DATA) or (settings.HOST, settings.PORT)
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{'localhost' if host in ('0.0.0.0', '127.0.0.1') else host}:{port}"


def _served(data: Path) -> tuple[str, int] | None:
    server = server_of(data)
    words = [word for word in command_line(server) if word] if server else []
    for name in ("serve", "up"):
        if name in words:
            options = read(name, _without_data(words[words.index(name) + 1 :]))
            return options.host, options.port
    return None


def _without_data(words: list[str]) -> list[str]:
    """`--data DIR` belongs to every command: `read` does not know it."""
    rest = [word for word in words if not word.startswith("--data=")]
    if "--data" in rest:
        place = rest.index("--data")
        del rest[place : place + 2]
    return rest
