"""A line on the terminal that says how far a long task is; nothing at all for a short one."""

from __future__ import annotations

import sys
import time
from typing import TextIO

PATIENCE = 2.0  # seconds after which somebody at a terminal wants to know
RARELY = 10.0  # and between two lines of a log
WIDTH = 30  # characters of the bar


class Progress:
    """How much is done, drawn over itself on a terminal, now and then on a line of its own
    elsewhere (a log).

    what      is being done, for the line
    stream    where to write; standard error if None
    """

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        self.what = what
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.started = time.monotonic()
        self.due = self.started + (PATIENCE if self.terminal else RARELY)
        self.drawn = False

    def show(self, share: float) -> None:
        """Draw, if it is time to: share is 0 to 1."""
        now = time.monotonic()
        if now < self.due:
            return
        self.due = now + (0.2 if self.terminal else RARELY)
        self.drawn = True
        line = self.line(min(max(share, 0.0), 1.0), now - self.started)
        self.stream.write(f"\r{line}" if self.terminal else f"{line}\n")
        self.stream.flush()

    def line(self, share: float, passed: float) -> str:
        """The bar, per cent done and the time left."""
        bar = ("#" * round(share * WIDTH)).ljust(WIDTH, ".")
        left = clock(passed / share - passed) if share > 0 else "?"
        return f"{self.what} [{bar}] {share:4.0%}, {left} left "

    def close(self) -> None:
        """Take the line off a terminal."""
        if self.drawn and self.terminal:
            self.stream.write("\r" + " " * (len(self.what) + WIDTH + 24) + "\r")
            self.stream.flush()


def clock(seconds: float) -> str:
    """75 -> "1:15"."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
