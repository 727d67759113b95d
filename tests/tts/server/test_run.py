"""The command `serve`: both servers in one process that stops when it is told to."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("wyoming")
from wyoming.client import AsyncTcpClient
from wyoming.info import Describe

ROOT = Path(__file__).parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def health(port: int) -> dict[str, object] | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return json.load(answer)
    except OSError:
        return None


async def describe(port: int) -> str:
    async with AsyncTcpClient("127.0.0.1", port) as client:
        await client.write_event(Describe().event())
        return (await client.read_event()).type


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_both_servers_answer_and_stop(tiny_heart, number):
    http, wyoming = free_port(), free_port()
    ports = ["--port", str(http), "--wyoming", str(wyoming)]
    command = [sys.executable, "-m", "tts", "serve", "--no-page", *ports]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 120
        while (found := health(http)) is None and time.monotonic() < until:
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.2)
        assert found["status"] == "ok"
        assert asyncio.run(describe(wyoming)) == "info"
        process.send_signal(number)
        assert process.wait(30) in (0, 128 + number, -number)
    finally:
        process.kill()
    assert "Traceback" not in process.stderr.read()


def test_a_voice_that_is_not_there_is_told_before_it_serves(tiny_heart):
    command = [sys.executable, "-m", "tts", "serve", "-v", "nobody"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "nobody" in done.stderr
    assert done.stderr.count("\n") == 1
