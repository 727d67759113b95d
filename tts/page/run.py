"""The server of the page, and the browser that is opened when it answers."""

from __future__ import annotations

import os
import sys
import threading
import time
import webbrowser
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from tts.errors import PlainSpeechError
from tts.page.voices import DEFAULT_VOICE, shared_voice
from tts.server.listening import address, bind

PAGE_GRACE_SECONDS = 5  # for what is being sent when the process is told to stop
ANSWER_SECONDS = 30.0


def serve_page(app: FastAPI, host: str, port: int, *, open_browser: bool = False) -> None:
    """Serve an application until it is interrupted.

    open_browser   show it in the browser when it answers
    """
    listener = bind(host, port)
    url = address(listener, host)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=PAGE_GRACE_SECONDS)
    server = uvicorn.Server(config)
    watcher = threading.Thread(target=announce, args=(server, url, open_browser), daemon=True)
    watcher.start()
    server.run(sockets=[listener])


def announce(server: uvicorn.Server, url: str, open_browser: bool) -> None:
    """Say where the page is as soon as it answers, and open it."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while not server.started:
        if time.monotonic() > deadline or server.should_exit:
            return
        time.sleep(0.05)
    sys.stderr.write(f"{url}  stop with Ctrl+C\n")
    if open_browser and has_display():
        webbrowser.open(url)
    warm_up()


def warm_up() -> None:
    """Load the default voice and let it speak once, so that the first visitor need not wait."""
    with suppress(PlainSpeechError):
        shared_voice(DEFAULT_VOICE).say("Hello.")


def has_display() -> bool:
    """Whether a browser with windows can be opened; one in the terminal would take it over."""
    if sys.platform.startswith("win") or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
