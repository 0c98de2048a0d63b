"""Signed anchors of the chains' heads, kept outside the database: one file a branch, one line each.

Whoever can write the database can cut the tail of a chain, or write all of it anew with hashes that
fit. They can't take back a head that was signed before (Ed25519, RFC 8032). Copies of the files and
of `anchors/public.key` belong where this machine's keepers can't reach: head office, a day's print.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from tingtang.kernel.clock import microseconds, real_now
from tingtang.kernel.keys import bank_key
from tingtang.kernel.refused import Refused
from tingtang.ledger.events import Plain, canonical
from tingtang.ledger.models import Head

FORMAT = "tingtang.anchor/1"
_HASH = 32
_FINGERPRINT = 16  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of a branch's chain at one moment; `signed` if the signature is this bank's."""

    branch: UUID
    sequence: int
    hash: bytes
    signed: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """An anchor as it stands on paper: a fingerprint for the signature, which is too long."""

    branch: UUID
    sequence: int
    hash: bytes
    taken_at: int  # microseconds since 1970, the machine's time
    fingerprint: str


def anchor_all(folder: Path | None = None) -> int:
    """Sign the head of every branch that has moved since its last anchor; how many were signed."""
    folder = folder or settings.DATA
    key = _key(folder)
    moved = [head for head in Head.objects.filter(sequence__gt=0) if _has_moved(folder, head)]
    for head in moved:
        _append(_file(folder, head.branch_id), _line(key, head))
    return len(moved)


def anchor_now(branch_id: UUID, folder: Path | None = None) -> Slip:
    """The branch's head as it is now, signed unless it was, to be printed."""
    folder = folder or settings.DATA
    head = Head.objects.filter(branch_id=branch_id, sequence__gt=0).first()
    if head is None:
        raise Refused("nothing_recorded")
    if _has_moved(folder, head) or not anchors_of(folder, branch_id)[-1].signed:
        _append(_file(folder, branch_id), _line(_key(folder), head))
    taken_at = _lines(_file(folder, branch_id))[-1]["taken_at"]
    return slip(
        folder, branch_id, sequence=head.sequence, digest=bytes(head.hash), taken_at=taken_at
    )


def slip(folder: Path, branch_id: UUID, *, sequence: int, digest: bytes, taken_at: int) -> Slip:
    """What this bank's key makes of such a head: Ed25519 signs the same content always alike, so a
    fingerprint that was typed in can be compared.
    """
    fields = _fields(branch_id, sequence, digest, taken_at)
    signature = _key(folder).sign(canonical(fields).encode())
    fingerprint = hashlib.sha256(signature).hexdigest()[:_FINGERPRINT]
    return Slip(branch_id, sequence, digest, taken_at, fingerprint)


def anchors_of(folder: Path, branch_id: UUID) -> list[Anchor]:
    """The branch's anchors, oldest first; a line torn by a power cut is none."""
    public = _key(folder).public_key()
    return [
        Anchor(
            branch_id,
            fields["sequence"],
            bytes.fromhex(fields["hash"]),
            signed=fields["branch"] == str(branch_id) and _is_signed(public, fields),
        )
        for fields in _lines(_file(folder, branch_id))
    ]


def anchored_branches(folder: Path) -> set[UUID]:
    """The branches that were ever anchored: those that the database should know."""
    return {UUID(path.stem) for path in (folder / "anchors").glob("*.jsonl")}


def _has_moved(folder: Path, head: Head) -> bool:
    lines = _lines(_file(folder, head.branch_id))
    last = (lines[-1]["sequence"], lines[-1]["hash"]) if lines else None
    return last != (head.sequence, bytes(head.hash).hex())


def _is_signed(public: Ed25519PublicKey, fields: dict[str, Any]) -> bool:
    signed = {name: value for name, value in fields.items() if name != "signature"}
    try:
        public.verify(bytes.fromhex(fields["signature"]), canonical(signed).encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _fields(branch_id: UUID, sequence: int, digest: bytes, taken_at: int) -> dict[str, Plain]:
    return {
        "format": FORMAT,
        "branch": str(branch_id),
        "sequence": sequence,
        "hash": digest.hex(),
        "taken_at": taken_at,
    }


def _line(key: Ed25519PrivateKey, head: Head) -> str:
    now = microseconds(real_now())
    fields = _fields(head.branch_id, head.sequence, bytes(head.hash), now)
    return canonical({**fields, "signature": key.sign(canonical(fields).encode()).hex()})


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    found = []
    for line in path.read_text("utf-8", "replace").splitlines():
        try:
            fields = json.loads(line)
            if fields["format"] == FORMAT and len(bytes.fromhex(fields["hash"])) == _HASH:
                found.append({**fields, "sequence": int(fields["sequence"])})
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _append(path: Path, line: str) -> None:
    """Add a line and wait until the disk has it; a torn line before it stays a line of its own."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            torn = file.read(1) != b"\n"
            line = f"\n{line}" if torn else line
        file.write(f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def _file(folder: Path, branch_id: UUID) -> Path:
    return folder / "anchors" / f"{branch_id}.jsonl"


def _key(folder: Path) -> Ed25519PrivateKey:
    """The bank's anchor key, whose public half lies beside the anchors for others to copy."""
    key = Ed25519PrivateKey.from_private_bytes(bank_key(folder, "anchors"))
    public = folder / "anchors" / "public.key"
    if not public.exists():
        public.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        public.write_text(key.public_key().public_bytes_raw().hex() + "\n")
    return key
