"""Clocks, interleaved runs and medians: what all speed benchmarks share."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

Row = dict[str, float]  # "wall" and "cpu" in seconds, "speech" in seconds, "mb" in megabytes
Name = TypeVar("Name", bound=Hashable)


def timed(work: Callable[[], Any]) -> Row:
    """Seconds of the clock and of the processor that a call takes."""
    clock = time.perf_counter()
    cpu = time.process_time()
    work()
    return {"wall": time.perf_counter() - clock, "cpu": time.process_time() - cpu}


def process(command: Sequence[str], folder: Path | None = None) -> Row:
    """Seconds of the clock and of the processor of a new process, and its peak memory in MB.

    RuntimeError if it fails.
    """
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with exit code {child.returncode}")
    return {
        "wall": time.perf_counter() - start,
        "cpu": usage.ru_utime + usage.ru_stime,
        "mb": usage.ru_maxrss / 1e3,
    }


def interleaved(
    works: Mapping[Name, Callable[[], Row]], rounds: int, warmup: int = 1
) -> dict[Name, Row]:
    """Medians of what each work measures. The works take turns; the first rounds do not count."""
    runs: dict[Name, list[Row]] = {name: [] for name in works}
    for number in range(rounds + warmup):
        for name, work in works.items():
            row = work()
            if number >= warmup:
                runs[name].append(row)
    return {name: medians(rows) for name, rows in runs.items()}


def medians(rows: Sequence[Row]) -> Row:
    """Medians, key by key."""
    return {key: median(row[key] for row in rows) for key in rows[0]}


def processor() -> str:
    """Name of this machine's processor, and its vector extension."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    flags = next((line for line in lines if line.startswith("flags")), "")
    vectors = ", AVX-512" if "avx512f" in flags else ", AVX2" if "avx2" in flags else ""
    return (names[0] if names else platform.machine()) + vectors
