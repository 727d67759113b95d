"""Generators that compute, used from an event loop that has to stay free."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
END_OF_ITEMS = object()


async def in_background(items: Iterator[Item]) -> AsyncGenerator[Item, None]:
    """The same items, each computed in a thread of their own when it is asked for.

    The iterator is closed at the end, in its thread, also when the consumer stops early or is
    cancelled; an item that is being computed at that moment is finished first. A consumer that is
    cancelled again and again, as by anyio, does not wait for that.
    """
    loop = asyncio.get_running_loop()
    thread = ThreadPoolExecutor(1, "items")
    try:
        while True:
            step = loop.run_in_executor(thread, next, items, END_OF_ITEMS)
            step.add_done_callback(_retrieve)
            item: Any = await asyncio.shield(step)
            if item is END_OF_ITEMS:
                return
            yield item
    finally:
        closing = loop.run_in_executor(thread, _close, items)
        thread.shutdown(wait=False)
        await asyncio.shield(closing)


def _close(items: Iterator[Any]) -> None:
    """Close an iterator that can be closed."""
    close = getattr(items, "close", None)
    if close is not None:
        close()


def _retrieve(step: asyncio.Future[Any]) -> None:
    """Look at the error of a step that nobody waits for any more."""
    if not step.cancelled():
        step.exception()
