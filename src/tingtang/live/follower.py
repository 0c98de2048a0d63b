"""One open stream: what is still to be sent to it, in order."""

import asyncio

MOST_BYTES = 1024 * 1024
"""A client this far behind is dropped; it comes back and says what it has."""


class Follower:
    """What is put in is taken out joined. Put and take belong to one event loop."""

    __slots__ = ("_bytes", "_ended", "_messages", "_taker")

    def __init__(self) -> None:
        self._messages: list[bytes] = []
        self._bytes = 0
        self._ended = False
        self._taker: asyncio.Future[None] | None = None

    def put(self, message: bytes) -> None:
        """Send this next; whoever has too much unsent is ended instead."""
        if self._ended:
            return
        self._messages.append(message)
        self._bytes += len(message)
        if self._bytes > MOST_BYTES:
            self._messages.clear()
            self._ended = True
        self._wake()

    def end(self) -> None:
        """Send what was put in, then nothing more."""
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        if self._taker is not None and not self._taker.done():
            self._taker.set_result(None)

    async def take(self) -> bytes:
        """All that is to be sent, when there is anything; empty: the end."""
        while not self._messages and not self._ended:
            self._taker = asyncio.get_running_loop().create_future()
            await self._taker
        self._taker = None
        message, self._bytes = b"".join(self._messages), 0
        self._messages.clear()
        return message
