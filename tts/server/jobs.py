"""Syntheses of a server: how many run, how many wait, and how one ends early.

A synthesis is a plain generator that computes only while it is asked for its next chunk. Each
`next` runs in a thread, so that the event loop stays free; nothing runs ahead. A client that goes
away cancels the task that sends its response; the generator is then closed between two chunks.
"""

from __future__ import annotations

import asyncio
import queue
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import TypeVar

from tts.background import in_background
from tts.server.errors import ApiError

Item = TypeVar("Item")
NO_MORE_TEXT = None
Pieces = queue.Queue[str | None]


class JobQueue:
    """A limit on syntheses that run and that wait.

    max_jobs      run at the same time
    max_waiting   may wait; ApiError 429 with Retry-After for any more
    """

    def __init__(self, max_jobs: int, max_waiting: int) -> None:
        self.max_jobs = max_jobs
        self.max_waiting = max_waiting
        self.running = 0
        self.waiting = 0
        self._free = asyncio.Semaphore(max_jobs)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place among those that run, held while the context lasts."""
        if self._free.locked() and self.waiting >= self.max_waiting:
            raise ApiError(
                429,
                f"{self.running} syntheses are running and {self.waiting} wait. Try again soon.",
                "rate_limit_exceeded",
                headers={"Retry-After": "1"},
            )
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        self.running += 1
        try:
            yield
        finally:
            self.running -= 1
            self._free.release()


async def in_thread(items: Iterator[Item], seconds: float) -> AsyncIterator[Item]:
    """The same items, each computed in a thread.

    seconds  until ApiError 408 ends the iteration

    The iterator is closed at the end, also when the consumer stops early or is cancelled; a chunk
    that is being computed at that moment is finished first.
    """
    deadline = time.monotonic() + seconds
    computed = in_background(items)
    try:
        async for item in computed:
            yield item
            if time.monotonic() > deadline:
                raise ApiError(408, f"the synthesis took over {seconds:g} seconds.", "timeout")
    finally:
        await computed.aclose()


def pieces_of_text(pieces: Pieces, seconds: float) -> Iterator[str]:
    """Pieces of text as they come, until `NO_MORE_TEXT`. It waits in the thread that computes.

    seconds  to wait for the next piece; ApiError 408 after that
    """
    while True:
        try:
            piece = pieces.get(timeout=seconds)
        except queue.Empty:
            message = f"no text came for {seconds:g} seconds."
            raise ApiError(408, message, "timeout") from None
        if piece is NO_MORE_TEXT:
            return
        yield piece
