"""Keys that live outside the database and outside its backups: files of mode 0600 in the data
folder.
"""

import os
import secrets
from functools import cache
from pathlib import Path


@cache
def bank_key(folder: Path, name: str) -> bytes:
    """The 32-byte key `name`, made on first use; a file that others may read is refused."""
    path = folder / "keys" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, secrets.token_bytes(32))
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path}: other users may read this key; run: chmod 600 {path}")
    return path.read_bytes()


def _write_once(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # another process may have been first: its key stands
    except FileExistsError:
        pass
    finally:
        draft.unlink()
