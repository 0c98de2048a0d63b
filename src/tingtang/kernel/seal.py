"""Keeping personal data closed: field encryption, and blind indexes to find by.

Identity and card numbers have little entropy (a plain hash of one can be enumerated in minutes),
so they are found only by a keyed index: HMAC-SHA-256 under a key that lives outside the database.
"""

import hashlib
import hmac
import os
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_KEY = "\x00key"  # no column is called so


def seal(key: bytes, row: UUID, text: str, field: str = "") -> bytes:
    """AES-256-GCM (NIST SP 800-38D) of `text`; row and field are bound in, so what is moved to
    another row or column won't open.
    """
    return _seal(key, row, text.encode(), field)


def unseal(key: bytes, row: UUID, sealed: bytes, field: str = "") -> str:
    """The inverse of `seal`; raises `cryptography.exceptions.InvalidTag` if anything was
    changed.
    """
    return _unseal(key, row, sealed, field).decode()


def wrap(key: bytes, row: UUID, secret: bytes) -> bytes:
    """A key of one row under the bank's: whoever destroys it destroys all that it sealed."""
    return _seal(key, row, secret, _KEY)


def unwrap(key: bytes, row: UUID, wrapped: bytes) -> bytes:
    """The inverse of `wrap`."""
    return _unseal(key, row, wrapped, _KEY)


def _seal(key: bytes, row: UUID, plain: bytes, field: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, row.bytes + field.encode())


def _unseal(key: bytes, row: UUID, sealed: bytes, field: str) -> bytes:
    bound = row.bytes + field.encode()
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)


def blind_index(key: bytes, kind: str, number: str) -> bytes:
    """What a number is found by: 32 bytes, different for each `kind` of number and each bank's
    key.
    """
    plain = "".join(number.split()).upper()
    return hmac.new(key, f"{kind}\x00{plain}".encode(), hashlib.sha256).digest()


def keyed_digest(key: bytes, *parts: str) -> bytes:
    """Whether these texts are what they were, for who holds the key: 32 bytes."""
    whole = b"".join(b"%d:%s" % (len(each), each) for each in (part.encode() for part in parts))
    return hmac.new(key, whole, hashlib.sha256).digest()
