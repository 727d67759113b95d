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

    The iterator is closed at the end, also when the consumer stops early or is cancelled; an item
    that is being computed at that moment is finished first.
    """
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, "items") as thread:
        try:
            while True:
                step = loop.run_in_executor(thread, next, items, END_OF_ITEMS)
                item: Any = await _finish(step)
                if item is END_OF_ITEMS:
                    return
                yield item
        finally:
            close = getattr(items, "close", None)
            if close is not None:
                close()


async def _finish(step: asyncio.Future[Any]) -> Any:
    """The result of a step that runs in a thread; a cancelled task waits for its step to end."""
    try:
        return await asyncio.shield(step)
    except asyncio.CancelledError:
        await asyncio.wait([step])
        raise
