"""Many clients at once on the HTTP server: wrong or lost answers, memory, throughput.

    python benchmarks/server_load.py --clients 50 --seconds 120

The server runs as its own process. Each client asks for one text after the other; an answer is
right if it is, byte for byte, what the same request gave when the server had nothing else to do. A
client that gets 429 waits as long as the answer says. The batch path speaks the same texts in this
process, before and after, so that other work on the machine falls on both.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import random
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tts import TTS

SENTENCES = Path(__file__).parent / "sentences.txt"
VOICES = ("heart", "michael", "emma", "george")
SAMPLE_RATE = 24000
BYTES_A_SECOND = 2 * SAMPLE_RATE


@dataclass
class Tally:
    """What the clients met.

    answers   of each kind: "right", "wrong", "429", or another status or error
    seconds   of speech in right answers
    memory    MB that the server held, at each moment of a look
    """

    answers: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    memory: list[float] = field(default_factory=list)


def ask(port: int, text: str, voice: str) -> bytes:
    """The speech of a text as PCM."""
    body = {"input": text, "voice": voice, "response_format": "pcm"}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/v1/audio/speech",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=600) as answer:
        sound: bytes = answer.read()
    return sound


def memory(process: int) -> float:
    """MB that a process holds (Linux)."""
    fields = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * 4096 / 1e6


def start(port: int) -> subprocess.Popen[bytes]:
    """A server that answers."""
    command = [sys.executable, "-m", "tts", "serve", "--port", str(port)]
    process = subprocess.Popen(command)
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
            return process
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def digest(sound: bytes) -> str:
    """A short name of a sound."""
    return hashlib.sha256(sound).hexdigest()


async def client(
    port: int, expected: dict[tuple[str, str], str], until: float, seed: int, tally: Tally
) -> None:
    """Ask for one text after the other."""
    choose = random.Random(seed)
    while time.monotonic() < until:
        text, voice = choose.choice(list(expected))
        try:
            sound = await asyncio.to_thread(ask, port, text, voice)
        except urllib.error.HTTPError as error:
            tally.answers[str(error.code)] += 1
            await asyncio.sleep(float(error.headers.get("Retry-After", 0)))
            continue
        except OSError as error:
            tally.answers[type(error).__name__] += 1
            continue
        right = digest(sound) == expected[text, voice]
        tally.answers["right" if right else "wrong"] += 1
        tally.seconds += len(sound) / BYTES_A_SECOND


async def load(
    port: int, expected: dict[tuple[str, str], str], clients: int, seconds: float, process: int
) -> Tally:
    """All clients for so many seconds."""
    from concurrent.futures import ThreadPoolExecutor

    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(clients))
    tally = Tally()
    until = time.monotonic() + seconds

    async def watch() -> None:
        while time.monotonic() < until:
            tally.memory.append(memory(process))
            await asyncio.sleep(1)

    tasks = [client(port, expected, until, seed, tally) for seed in range(clients)]
    await asyncio.gather(watch(), *tasks)
    return tally


def batch_rate(texts: list[str], seconds: float) -> float:
    """Seconds of speech a second, by one voice on one core."""
    tts = TTS.load()
    began, spoken, index = time.perf_counter(), 0.0, 0
    while time.perf_counter() - began < seconds:
        spoken += tts.say(texts[index % len(texts)]).seconds
        index += 1
    return spoken / (time.perf_counter() - began)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--port", type=int, default=8765)
    args = parser.parse_args()
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()[:10]
    texts = [line.split("|", 1)[1] for line in lines]
    before = batch_rate(texts, args.seconds / 10)
    process = start(args.port)
    try:
        pairs = [(text, voice) for text in texts for voice in VOICES]
        expected = {pair: digest(ask(args.port, *pair)) for pair in pairs}
        began = time.perf_counter()
        tally = asyncio.run(load(args.port, expected, args.clients, args.seconds, process.pid))
        took = time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(60)
    after = batch_rate(texts, args.seconds / 10)
    half = len(tally.memory) // 2
    print(f"{args.clients} clients, {took:.0f} s: {dict(tally.answers)}")
    print(f"speech: {tally.seconds / took:.1f} s a second; batch path {before:.1f}, {after:.1f}")
    print(f"memory: {max(tally.memory[:half]):.0f} MB, later {max(tally.memory[half:]):.0f} MB")


if __name__ == "__main__":
    main()
