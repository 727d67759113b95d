"""Delays of the server as its clients see them: first sound, and the end of a request's computing.

    python benchmarks/server_delays.py --rounds 20

The server runs as its own process with HTTP and Wyoming. First sound: milliseconds from the
request, on a new connection, to the first byte of sound of a paragraph of 60 words. Cancel: a
client that hears a long text goes away at a random moment; milliseconds until the server computes
no more, that is until its processor time nearly stands still for QUIET_S. The last column is the
processor time that the server took meanwhile (Linux alone tells both).
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

from screen_reader import PARAGRAPH, row
from wyoming.client import AsyncTcpClient
from wyoming.tts import Synthesize

HOST, HTTP_PORT, WYOMING_PORT = "127.0.0.1", 8766, 10299
QUIET_S = 0.2  # several times what the longest chunk takes
HOUSEKEEPING_MS = 0.6  # processor time between two looks that is no computing of speech
POLL_S = 0.001
LONG = " ".join([PARAGRAPH] * 50)
HEARD = 50_000  # bytes: about a second
Delay = tuple[float, float]  # milliseconds of the clock, of the processor


def processor_ms(process: int) -> float:
    """Milliseconds of processor time that a process took so far (clock_getcpuclockid)."""
    return time.clock_gettime_ns(~process << 3 | 2) / 1e6


def ask(text: str) -> http.client.HTTPResponse:
    """The answer to a request for speech over HTTP, its body not yet read."""
    connection = http.client.HTTPConnection(HOST, HTTP_PORT, timeout=60)
    body = json.dumps({"input": text, "response_format": "pcm"})
    connection.request("POST", "/v1/audio/speech", body, {"Content-Type": "application/json"})
    return connection.getresponse()


async def first_wyoming_sound() -> None:
    """Ask over Wyoming, and wait for the first sound."""
    async with AsyncTcpClient(HOST, WYOMING_PORT) as client:
        await client.write_event(Synthesize(PARAGRAPH).event())
        while (event := await client.read_event()) is not None and not event.payload:
            pass


def timed(process: int, action: Callable[[], object]) -> Delay:
    """What an action takes."""
    processor, began = processor_ms(process), time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - began), processor_ms(process) - processor


def quiet_after(process: int) -> Delay:
    """What a process still takes until it computes no more for QUIET_S."""
    first = before = processor_ms(process)
    began = worked = time.perf_counter()
    while time.perf_counter() - worked < QUIET_S:
        time.sleep(POLL_S)
        now = processor_ms(process)
        if now - before > HOUSEKEEPING_MS:
            worked = time.perf_counter()
        before = now
    return 1000 * (worked - began), before - first


def cancelled(process: int, choose: random.Random) -> Delay:
    """What the server still takes when a client that hears a long text goes away."""
    answer = ask(LONG)
    answer.read(HEARD + choose.randrange(HEARD))
    time.sleep(choose.random() / 50)
    answer.close()
    return quiet_after(process)


def serve() -> subprocess.Popen[bytes]:
    """A server that answers."""
    ports = ["--port", str(HTTP_PORT), "--wyoming", str(WYOMING_PORT), "--no-page"]
    server = subprocess.Popen([sys.executable, "-m", "tts", "serve", *ports])
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"http://{HOST}:{HTTP_PORT}/health", timeout=5).close()
            socket.create_connection((HOST, WYOMING_PORT), 5).close()
            return server
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    choose = random.Random(0)
    server = serve()
    actions = {
        "HTTP: first sound": lambda: ask(PARAGRAPH).read(1),
        "Wyoming: first sound": lambda: asyncio.run(first_wyoming_sound()),
    }
    try:
        print("| what | median, ms | worst, ms | processor, ms |\n|---|---|---|---|")
        for name, action in actions.items():
            delays = []
            for _ in range(args.rounds + 1):
                delays.append(timed(server.pid, action))
                quiet_after(server.pid)
            print(row(name, delays[1:]), flush=True)  # the first one warms up
        print(row("HTTP: cancel", [cancelled(server.pid, choose) for _ in range(args.rounds)]))
    finally:
        server.terminate()
        server.wait(60)


if __name__ == "__main__":
    main()
