"""Signals that end a training between two steps, after a checkpoint, not in the middle of one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

HANDLED_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
EXIT_BASE = 128  # of the exit code of a program that a signal ended, as shells count


class Interruption:
    """Whether the program was told to end, and by which signal."""

    def __init__(self) -> None:
        self.signal: int | None = None

    @property
    def is_asked(self) -> bool:
        """Whether to end after this step."""
        return self.signal is not None

    def note(self, number: int, frame: FrameType | None) -> None:
        """Handler of a signal; the second one ends the program at once."""
        if self.signal is not None:
            self.end()
        self.signal = number

    def end(self) -> None:
        """End as the signal would have: KeyboardInterrupt, or SystemExit with its exit code."""
        if self.signal == signal.SIGINT:
            raise KeyboardInterrupt
        if self.signal is not None:
            raise SystemExit(EXIT_BASE + self.signal)


@contextmanager
def deferred_signals() -> Iterator[Interruption]:
    """An interruption that Ctrl+C, SIGTERM and SIGHUP note; what they asked for happens at the end
    of the block. A signal that is ignored stays so; outside the main thread nothing is changed.
    """
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    numbers = [getattr(signal, name) for name in HANDLED_SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    ours = [number for number in numbers if before[number] is not signal.SIG_IGN]
    for number in ours:
        signal.signal(number, interruption.note)
    try:
        yield interruption
    finally:
        for number in ours:
            signal.signal(number, before[number])
    interruption.end()
