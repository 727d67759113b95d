"""Servers in one process: HTTP by uvicorn, and Wyoming beside it if it has a port."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from dataclasses import replace

import uvicorn
from fastapi import FastAPI

from tts.page.locate import load_page
from tts.server.api import create_app
from tts.server.listening import bind
from tts.server.settings import ServerSettings

GRACE_SECONDS = 10  # for what is being spoken when the process is told to stop


def serve_forever(
    settings: ServerSettings, wyoming_port: int | None = None, with_page: bool = False
) -> None:
    """Answer until the process is interrupted; then finish what is being spoken.

    wyoming_port   TCP port of the Wyoming server; None for no such server
    with_page      whether the page of `plainspeech page` stands at / (extra demo)

    PortInUseError if another program listens there.
    """
    listener = bind(settings.host, settings.port)
    app = create_app(settings)
    if with_page:
        app = load_page()["mount"](app)
    asyncio.run(_serve(app, listener, settings, wyoming_port))


async def _serve(
    app: FastAPI, listener: socket.socket, settings: ServerSettings, wyoming_port: int | None
) -> None:
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=GRACE_SECONDS)
    tasks = []
    if wyoming_port is not None:
        from tts.server import wyoming

        tasks.append(
            asyncio.create_task(wyoming.serve_wyoming(replace(settings, port=wyoming_port)))
        )
    try:
        await uvicorn.Server(config).serve(sockets=[listener])
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
