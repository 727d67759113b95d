"""A progress bar on the terminal for long tasks; nothing at all for short ones."""

from __future__ import annotations

import sys
import time
from typing import Self, TextIO

SHOW_AFTER_S = 2.0  # delay before a bar is shown on a terminal
REDRAW_INTERVAL_S = 0.2
LOG_INTERVAL_S = 10.0  # between two lines, where the stream is no terminal
BAR_WIDTH = 30  # characters


class Progress:
    """A progress bar: on a terminal drawn over itself and removed at the end, elsewhere (a log) a
    line now and then. Leaving its context removes it.

    task      name of the task, for the line
    stream    where to draw; standard error if None, nowhere if that is closed
    """

    def __init__(self, task: str, stream: TextIO | None = None) -> None:
        self.task = task
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream is not None and self.stream.isatty()
        self.started = time.monotonic()
        self.due = self.started + (SHOW_AFTER_S if self.is_terminal else LOG_INTERVAL_S)
        self.is_drawn = False
        self.width = 0  # characters that were drawn

    def show(self, share: float, note: str = "") -> None:
        """Draw the bar, if it is time to.

        share   of the work that is done, 0 to 1
        note    written behind the bar
        """
        now = time.monotonic()
        if self.stream is None or now < self.due:
            return
        line = self.line(min(max(share, 0.0), 1.0), now - self.started)
        line = f"{line.rstrip()}, {note}" if note else line
        line = line.ljust(self.width)
        self.width = len(line) if self.is_terminal else 0
        self.stream.write(f"\r{line}" if self.is_terminal else f"{line}\n")
        self.stream.flush()
        self.due = now + (REDRAW_INTERVAL_S if self.is_terminal else LOG_INTERVAL_S)
        self.is_drawn = self.is_terminal

    def line(self, share: float, elapsed: float) -> str:
        """The bar, per cent done, and the time left after so many seconds."""
        bar = ("#" * round(share * BAR_WIDTH)).ljust(BAR_WIDTH, ".")
        left = format_duration(elapsed / share - elapsed) if share > 0 else "?"
        return f"{self.task} [{bar}] {share:4.0%}, {left} left "

    def clear(self) -> None:
        """Remove the bar from a terminal, until it is drawn again."""
        if self.is_drawn:
            self.stream.write("\r" + " " * self.width + "\r")
            self.stream.flush()
            self.is_drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.clear()


def format_duration(seconds: float) -> str:
    """75 -> "1:15"."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
