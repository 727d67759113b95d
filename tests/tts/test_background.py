"""Generators whose items are computed in a thread."""

import asyncio
import threading

import pytest

from tts.background import in_background


def counted(closed, count=3):
    """Numbers with the thread that computes each; notes when it is closed."""
    try:
        for number in range(count):
            yield number, threading.current_thread()
    finally:
        closed.append(True)


async def consume(items):
    """Take all items."""
    async for _ in in_background(items):
        pass


def test_items_are_computed_in_another_thread():
    closed = []

    async def main():
        return [item async for item in in_background(counted(closed))]

    items = asyncio.run(main())
    assert [number for number, _ in items] == [0, 1, 2]
    assert threading.main_thread() not in {thread for _, thread in items}
    assert closed == [True]


def test_an_early_end_closes_the_generator():
    closed = []

    async def main():
        items = in_background(counted(closed))
        await anext(items)
        await items.aclose()

    asyncio.run(main())
    assert closed == [True]


def test_a_cancelled_task_ends_after_the_item_that_is_computed():
    computing, go_on, closed = threading.Event(), threading.Event(), []

    def items():
        try:
            computing.set()
            go_on.wait(10)
            yield 1
            yield 2
        finally:
            closed.append(True)

    async def main():
        task = asyncio.create_task(consume(items()))
        while not computing.is_set():
            await asyncio.sleep(0.001)
        task.cancel()
        await asyncio.sleep(0.001)
        assert not closed
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert closed == [True]


def test_an_error_comes_to_the_consumer():
    def failing():
        yield 1
        raise ZeroDivisionError

    async def main():
        async for _ in in_background(failing()):
            pass

    with pytest.raises(ZeroDivisionError):
        asyncio.run(main())


def test_plain_iterators_need_no_end():
    async def main():
        return [item async for item in in_background(iter([1, 2]))]

    assert asyncio.run(main()) == [1, 2]


def test_a_consumer_that_is_cancelled_again_and_again_does_not_wait():
    computing, go_on, closed = threading.Event(), threading.Event(), threading.Event()

    def items():
        try:
            computing.set()
            go_on.wait(10)
            yield 1
        finally:
            closed.set()

    async def main():
        task = asyncio.create_task(consume(items()))
        while not computing.is_set():
            await asyncio.sleep(0.001)
        while not task.done():  # as the cancel scopes of anyio do
            task.cancel()
            await asyncio.sleep(0)
        assert task.cancelled()
        assert not closed.is_set()
        go_on.set()
        assert await asyncio.to_thread(closed.wait, 10)

    asyncio.run(main())
