"""Identifiers made by the server: UUID version 7 (RFC 9562 §5.7), so that rows keep their order of
birth.
"""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A fresh UUID v7: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds << 80) | tail
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)
