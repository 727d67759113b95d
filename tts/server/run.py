"""Servers in one process: HTTP by uvicorn, and Wyoming beside it if it has a port."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

import uvicorn

from tts.server.api import create_app
from tts.server.settings import ServerSettings

GRACE_SECONDS = 10  # for what is being spoken when the process is told to stop


def serve(settings: ServerSettings, wyoming_port: int | None = None) -> None:
    """Answer until the process is interrupted; then finish what is being spoken.

    wyoming_port   TCP port of the Wyoming server; None for no such server
    """
    asyncio.run(_serve(settings, wyoming_port))


async def _serve(settings: ServerSettings, wyoming_port: int | None) -> None:
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    tasks = []
    if wyoming_port is not None:
        from tts.server import wyoming

        tasks.append(
            asyncio.create_task(wyoming.serve_wyoming(replace(settings, port=wyoming_port)))
        )
    try:
        await uvicorn.Server(config).serve()
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
