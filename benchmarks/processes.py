"""Memory of a process and of those that it started, from /proc (Linux)."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

INTERVAL_S = 0.5


def family(process: int) -> list[int]:
    """A process, its children, and theirs."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def megabytes(process: int) -> float:
    """Memory of a process; what it shares with others counts in parts. 0 if it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1e3


def memory_of(process: int) -> float:
    """Megabytes of a process and of those that it started."""
    try:
        return sum(map(megabytes, family(process)))
    except OSError:
        return 0.0


class PeakMemory:
    """The most memory that a process and its children had, looked at twice a second.

    total     of all of them, in megabytes
    largest   of the largest one
    """

    def __init__(self, process: int) -> None:
        self.process = process
        self.total = 0.0
        self.largest = 0.0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        """Look until the end."""
        while not self._end.wait(INTERVAL_S):
            try:
                each = [megabytes(process) for process in family(self.process)]
            except OSError:
                continue
            self.total = max(self.total, sum(each))
            self.largest = max(self.largest, *each)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end.set()
        self._thread.join()
