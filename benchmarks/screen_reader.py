"""Delays of the module for speech-dispatcher, as the server would see them.

    python benchmarks/screen_reader.py --rounds 20

The module runs as its own process. Each figure is the median (and the worst) of all rounds:
milliseconds from the last byte of a message to the first sound, and from STOP to the event that
says that it is silent. The last column is the processor time that the module took meanwhile (Linux
alone tells it); where other work runs beside, it says more than the clock.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PARAGRAPH = (
    "The quick brown fox jumps over the lazy dog while the farmer, who had seen it all before, "
    "went on eating his breakfast in the garden. Nobody said a word. Later that day it began to "
    "rain, the river rose, and the bridge that had stood there for a hundred years was carried "
    "away in the night with everything that stood on it."
)
MESSAGES = {
    "letter": ("CHAR", "abcdefghijklmnopqrstuvwxyz"),
    "button": ("SPEAK", ["<speak>button</speak>"]),
    "60 words": ("SPEAK", [f"<speak>{PARAGRAPH}</speak>"]),
}


class Client:
    """The server's side of the protocol."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tts", "speechd"]
        began = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self.reader = iter(self._lines())
        self.ask("INIT")
        self.start_s = time.perf_counter() - began
        self.ask("AUDIO", "audio_output_method=server")

    def _lines(self) -> Iterator[bytes]:
        file = self.process.stdout
        assert file is not None
        buffer = b""
        while part := file.read(4096):
            *lines, buffer = (buffer + part).split(b"\n")
            yield from lines

    def send(self, text: str) -> None:
        """Write lines."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{text}\n".encode())

    def until(self, *codes: bytes) -> bytes:
        """The next line that begins with one of these."""
        return next(line for line in self.reader if line.startswith(codes))

    def ask(self, command: str, *body: str) -> None:
        """Send a command, and its body if it has one; wait for the last reply."""
        self.send(command)
        self.until(b"2")
        if body:
            self.send("\n".join([*body, "."]))
            self.until(b"200 ", b"203 ", b"3")

    def cpu(self) -> float:
        """Milliseconds of processor time that all threads of the module took so far."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def timed(self, text: str, *codes: bytes) -> tuple[float, float]:
        """Milliseconds of the clock and of the processor from a text to an answer."""
        cpu = self.cpu()
        began = time.perf_counter()
        self.send(text)
        self.until(*codes)
        return 1000 * (time.perf_counter() - began), self.cpu() - cpu

    def speak(self, kind: str, text: str) -> tuple[float, float]:
        """Milliseconds from the end of a message to the first sound."""
        self.send(kind)
        self.until(b"202 ")
        return self.timed(f"{text}\n.", b"705-AUDIO")

    def stop(self) -> tuple[float, float]:
        """Milliseconds from STOP to its event."""
        return self.timed("STOP", b"703 ", b"702 ")

    def close(self) -> None:
        """End the module."""
        self.ask("QUIT")
        self.process.wait()


def row(name: str, values: list[tuple[float, float]]) -> str:
    """A line of the table."""
    clock, cpu = zip(*values, strict=True)
    return (
        f"| {name} | {statistics.median(clock):.1f} | {max(clock):.1f} "
        f"| {statistics.median(cpu):.1f} |"
    )


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    client = Client()
    print(f"ready after {client.start_s:.1f} s\n")
    time.sleep(5)  # the other voices are loaded meanwhile
    print("| what | median, ms | worst, ms | processor, ms |\n|---|---|---|---|")
    for name, (kind, texts) in MESSAGES.items():
        sounds, stops = [], []
        for index in range(args.rounds):
            sounds.append(client.speak(kind, texts[index % len(texts)]))
            time.sleep(0.02)
            stops.append(client.stop())
        print(row(f"{name}: first sound", sounds))
        print(row(f"{name}: STOP", stops))
    client.close()


if __name__ == "__main__":
    main()
