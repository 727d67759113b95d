"""Syntheses that run and wait: limits, time, and an early end."""

import asyncio
import queue

import pytest

pytest.importorskip("starlette")

from tts.server.errors import ApiError
from tts.server.jobs import NO_MORE_TEXT, JobQueue, in_thread, pieces_of_text


def test_one_more_than_may_run_waits_for_its_turn():
    async def main():
        jobs = JobQueue(max_jobs=1, max_waiting=1)
        order = []

        async def second():
            async with jobs.place():
                order.append("second")

        async with jobs.place():
            waiting = asyncio.create_task(second())
            await asyncio.sleep(0)
            assert (jobs.running, jobs.waiting) == (1, 1)
            order.append("first")
        await waiting
        assert (jobs.running, jobs.waiting) == (0, 0)
        return order

    assert asyncio.run(main()) == ["first", "second"]


def test_one_more_than_may_wait_is_refused_and_holds_no_place():
    async def main():
        jobs = JobQueue(max_jobs=1, max_waiting=0)
        async with jobs.place():
            with pytest.raises(ApiError, match="1 syntheses are running") as refused:
                async with jobs.place():
                    pass
            assert refused.value.status == 429
            assert refused.value.headers == {"Retry-After": "1"}
        async with jobs.place():
            return jobs.running

    assert asyncio.run(main()) == 1


def test_a_cancelled_wait_leaves_the_queue():
    async def main():
        jobs = JobQueue(max_jobs=1, max_waiting=1)

        async def wait():
            async with jobs.place():
                pass

        async with jobs.place():
            waiting = asyncio.create_task(wait())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            return jobs.waiting

    assert asyncio.run(main()) == 0


def numbers(closed):
    """Three numbers; notes when it is closed."""
    try:
        yield from range(3)
    finally:
        closed.append(True)


def test_an_early_end_closes_the_generator():
    closed = []

    async def main():
        items = in_thread(numbers(closed), 10)
        await anext(items)
        await items.aclose()

    asyncio.run(main())
    assert closed == [True]


def test_what_takes_too_long_ends():
    closed = []

    async def main():
        return [item async for item in in_thread(numbers(closed), -1)]

    with pytest.raises(ApiError, match="took over -1 seconds") as refused:
        asyncio.run(main())
    assert refused.value.status == 408
    assert closed == [True]


def test_text_comes_in_pieces_until_its_end():
    pieces = queue.Queue()
    for piece in ("Hello ", "there.", NO_MORE_TEXT, "not read"):
        pieces.put(piece)
    assert list(pieces_of_text(pieces, 5)) == ["Hello ", "there."]


def test_text_that_does_not_come_ends_the_wait():
    with pytest.raises(ApiError, match=r"no text came for 0\.01 seconds") as refused:
        next(pieces_of_text(queue.Queue(), 0.01))
    assert refused.value.status == 408
