"""Signals that end a command: it cleans up first, as after Ctrl+C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

TERMINATION_SIGNALS = ("SIGTERM", "SIGHUP")  # the latter is sent when a terminal is closed
EXIT_BASE = 128  # of the exit code of a program that a signal ended, as shells count


@contextmanager
def signals_exit() -> Iterator[None]:
    """Raise SystemExit where the program is when it is told to end. A signal that is ignored, as
    under nohup, stays so; outside the main thread nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in TERMINATION_SIGNALS if hasattr(signal, name)]
    ours = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, raise_exit)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def raise_exit(number: int, frame: FrameType | None) -> NoReturn:
    """Handler of a signal. More of the same do not disturb the cleaning up."""
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(EXIT_BASE + number)


def was_signalled(ended: SystemExit) -> bool:
    """Whether a signal ended the program."""
    return isinstance(ended.code, int) and ended.code > EXIT_BASE
