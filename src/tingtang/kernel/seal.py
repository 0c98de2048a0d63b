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


def seal(key: bytes, row: UUID, text: str) -> bytes:
    """AES-256-GCM (NIST SP 800-38D) of `text`; `row` is bound in, so a cell moved elsewhere won't
    open.
    """
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), row.bytes)


def unseal(key: bytes, row: UUID, sealed: bytes) -> str:
    """The inverse of `seal`; raises `cryptography.exceptions.InvalidTag` if anything was
    changed.
    """
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], row.bytes).decode()


def blind_index(key: bytes, kind: str, number: str) -> bytes:
    """What a number is found by: 32 bytes, different for each `kind` of number and each bank's
    key.
    """
    plain = "".join(number.split()).upper()
    return hmac.new(key, f"{kind}\x00{plain}".encode(), hashlib.sha256).digest()
