"""Files on full disks, under signals, and under two processes at once: what is left is whole."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from children import in_child

from tts.files import FORMATS, AudioFile, read_sound
from vocoders.file_lock import locked

ROOT = Path(__file__).parents[1]
RATE = 24000
SECONDS = 4
MOUNT_BYTES = 64 << 20
SIGNALS = ("SIGTERM", "SIGHUP", "SIGKILL")
LIMIT_S = 60.0
EXECUTABLE = (sys.executable, "-m", "tts")


def noise(seconds: float, seed: int) -> np.ndarray:
    """(samples,) of noise, which no format packs well."""
    return np.random.default_rng(seed).normal(0, 0.1, int(seconds * RATE)).astype(np.float32)


# full disks


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A file system of MOUNT_BYTES in memory; None where it may not be mounted."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={MOUNT_BYTES}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, free: int) -> None:
    """Leave so many bytes, in whole pages, on a disk."""
    (disk / "filler").unlink(missing_ok=True)
    status = os.statvfs(disk)
    size = status.f_bavail * status.f_frsize - free
    with (disk / "filler").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)


def write_under(path: Path, samples: np.ndarray, limit: int | None) -> None:
    """Write a sound file in pieces; no file may grow over `limit` bytes."""
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with AudioFile(path, RATE) as file:
        for start in range(0, len(samples), 5000):
            file.write(samples[start : start + 5000])


def full_disks(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Each try and its fault: a file of random size that meets the end of a disk."""
    samples = noise(SECONDS, 0)
    source = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as root, small_disk(Path(root)) as disk:
        folder = Path(root)
        sizes = {name: whole_size(folder / f"whole{name}", samples) for name in FORMATS}
        for number in range(args.tries or 200):
            extension = source.choice(list(FORMATS))
            limit = int(source.uniform(0, 1.2) * sizes[extension])
            yield (
                f"{number}{extension}, {limit} of {sizes[extension]} bytes",
                full_disk(folder, disk, extension, limit, samples),
            )


def whole_size(path: Path, samples: np.ndarray) -> int:
    """Bytes of a file with room."""
    write_under(path, samples, None)
    size = path.stat().st_size
    path.unlink()
    return size


def full_disk(
    folder: Path, disk: Path | None, extension: str, limit: int, samples: np.ndarray
) -> str:
    """The fault of one try: a cut file without an error, or something that is left."""
    file = folder / f"speech{extension}"
    if disk is not None:
        fill(disk, limit)
    own_limit = limit if disk is None else None
    answer = in_child(lambda: write_under(file, samples, own_limit), LIMIT_S)
    try:
        if not answer.is_good:
            return f"{answer.kind} {answer.message}"
        if answer.kind == "refused":
            rest = [each.name for each in folder.iterdir() if each.name != "filler"]
            return f"left {rest}" if rest else ""
        (folder / "filler").unlink(missing_ok=True)
        return "" if is_whole(file, samples) else "a cut file, and no error"
    finally:
        file.unlink(missing_ok=True)


def is_whole(file: Path, samples: np.ndarray) -> bool:
    """Whether a file can be read, and has all of the sound (MP3 and Opus have some more)."""
    with contextlib.suppress(ValueError, OSError):
        return len(read_sound(file, RATE)) >= len(samples)
    return False


# signals


def signals(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Each try and its fault: a command is ended at a random moment, and run again."""
    source = random.Random(args.seed)
    lines = [f"This is line {number} of the batch." for number in range(12)]
    for number in range(args.tries or 100):
        name = SIGNALS[number % len(SIGNALS)]
        command = ("say", "batch")[number // len(SIGNALS) % 2]
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            (place / "in.txt").write_text("\n".join(lines), encoding="utf-8")
            delay = source.uniform(0.0, args.longest)
            yield (
                f"{number} {command} {name} after {delay:.2f} s",
                ended(place, command, name, delay),
            )


def ended(folder: Path, command: str, name: str, delay: float) -> str:
    """The fault of one try."""
    out = folder / "out"
    out.mkdir()
    arguments = {
        "say": ["say", "-f", str(folder / "in.txt"), "-o", str(out / "a.flac")],
        "batch": ["batch", str(folder / "in.txt"), "-o", str(out), "--format", "ogg"],
    }[command]
    process = subprocess.Popen(
        [*EXECUTABLE, *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=default_signals,
    )
    time.sleep(delay)
    process.send_signal(getattr(signal, name))
    process.wait()
    for file in out.glob("*.*"):
        if not file.name.startswith(".") and file.suffix in FORMATS and not can_be_read(file):
            return f"{file.name} can't be read after {name}"
    again = subprocess.run([*EXECUTABLE, *arguments], cwd=ROOT, capture_output=True, check=False)
    if again.returncode:
        return f"the next run fails: {again.stderr.decode()[-200:]}"
    rest = [file.name for file in out.rglob("*") if ".part." in file.name or "lock" in file.name]
    return f"left {rest}" if rest else ""


def default_signals() -> None:
    """Signals do what they do by themselves, whatever this process does with them."""
    for name in SIGNALS[:2]:
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def can_be_read(file: Path) -> bool:
    """Whether a sound file can be read."""
    with contextlib.suppress(ValueError, OSError):
        return len(read_sound(file, RATE)) > 0
    return False


# two processes


def shared_folders(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Each file of a folder on which two processes were let loose, and its fault."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "out"
        texts = {name: [f"{name} {n}." for n in range(args.lines)] for name in ("one", "two")}
        processes = []
        for name, lines in texts.items():
            (Path(root) / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
            arguments = ["batch", str(Path(root) / f"{name}.txt"), "-o", str(folder)]
            processes.append(
                subprocess.Popen([*EXECUTABLE, *arguments], cwd=ROOT, stderr=subprocess.DEVNULL)
            )
        codes = [process.wait() for process in processes]
        if 0 not in codes:
            yield "the processes", f"both fail: {codes}"
        yield from entries(folder)


def entries(folder: Path) -> Iterator[tuple[str, str]]:
    """Each line of a manifest, and its fault: a file with other bytes than it says, or none."""
    from tts.batch.digests import file_digest

    rows = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(row) for row in rows]
    for entry in found:
        digest = file_digest(folder / entry["file"]) if entry["file"] else "no file"
        is_right = digest == entry["file_sha256"]
        yield entry["file"] or entry["id"], "" if is_right else "not what the manifest says"
    known = {entry["file"] for entry in found}
    for file in folder.glob("*.wav"):
        if file.name not in known:
            yield file.name, "the manifest does not know it"
    with locked(folder / ".manifest.lock") as is_free:
        if not is_free:
            yield "the lock", "is held after the end"
