"""Figures of `plainspeech batch`: speed, safety, memory, times.

    python benchmarks/batch.py WORK [jobs overhead kills memory cues times book overlay]

WORK is a folder for what is made. Each part keeps its figures in WORK/NAME.json; the report,
BATCH.md beside this script, is written from all that are there. `book` needs ffmpeg, `overlay`
epubcheck. A machine that does other things too spoils the clock; so the processor's time stands
beside it, and what is compared takes turns.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import soundfile
from batch_inputs import sentences, write_book, write_cues, write_lines
from batch_overlay import overlay
from batch_report import write_report
from processes import PeakMemory
from timing import interleaved, process, timed

from tts import TTS
from tts.alignment import Aligner
from tts.batch import read, read_manifest, render

Figures = dict[str, Any]
PLAINSPEECH = [sys.executable, "-m", "tts"]
FORMATS = ("wav", "flac", "opus")  # whose overhead is measured
QUIET_S = 0.02  # of speech that a cue may lack at its ends


def batch_command(*arguments: str | Path) -> list[str]:
    """The command `plainspeech batch` with arguments."""
    return [*PLAINSPEECH, "batch", *map(str, arguments)]


def jobs(work: Path, count: int = 400, rounds: int = 3) -> Figures:
    """Two processes beside one, for the same sentences."""
    lines = write_lines(work / "lines.txt", count)

    def run(number: int) -> dict[str, float]:
        out = work / f"out{number}"
        shutil.rmtree(out, ignore_errors=True)
        return process(batch_command(lines, "-o", out, "--jobs", str(number)))

    rows = interleaved({number: lambda n=number: run(n) for number in (1, 2)}, rounds, 0)
    same = [
        (work / "out1" / file.name).read_bytes() == file.read_bytes()
        for file in (work / "out2").glob("*.wav")
    ]
    return {
        "items": count,
        "rounds": rounds,
        "clock": rows[1]["wall"] / rows[2]["wall"],
        "processor": 2 * rows[1]["cpu"] / rows[2]["cpu"],
        "one": rows[1],
        "two": rows[2],
        "same_bytes": f"{sum(same)} of {len(same)}",
    }


def overhead(work: Path, count: int = 1000, block: int = 50) -> Figures:
    """The batch path beside synthesis alone, block by block in turns, in this process."""
    tts = TTS.load()
    texts = sentences(count)
    out = work / "overhead"
    shutil.rmtree(out, ignore_errors=True)
    tts.say(texts[0])
    works = {name: render(texts, out / name, tts, format=name) for name in FORMATS}
    works["bare"] = (tts.say(text) for text in texts)
    found: dict[str, list[float]] = {name: [] for name in works}
    for first in range(0, count, block):
        order = list(works) if first % (2 * block) else list(works)[::-1]
        for name in order:
            found[name].append(timed(lambda name=name: list(islice(works[name], block)))["cpu"])
    shutil.rmtree(out)
    alone = np.array(found["bare"])
    return {
        "items": count,
        "bare_s": float(alone.sum()),
        **{name: median(np.array(found[name]) / alone) - 1 for name in FORMATS},
    }


def kills(work: Path, count: int = 50, items: int = 60) -> Figures:
    """kill -9 at random moments, each time gone on with; then everything is looked at."""
    chance = random.Random(1)
    lines = write_lines(work / "kills.txt", items)
    whole = work / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    usual = process(batch_command(lines, "-o", whole, "--format", "opus"))["wall"]
    totals = {
        "kills": 0,
        "finished_runs": 0,
        "bad_files": 0,
        "missing": 0,
        "twice": 0,
        "at_work": 0,
    }
    while totals["kills"] < count:
        number = 1 + totals["finished_runs"] % 2
        out = work / "killed"
        shutil.rmtree(out, ignore_errors=True)
        command = batch_command(lines, "-o", out, "--format", "opus", "--jobs", str(number))
        before: dict[str, int] = {}
        while totals["kills"] < count and not killed_run(command, chance.uniform(1.5, usual)):
            totals["kills"] += 1
            now = whole_files(out, whole, totals)
            known = set(read_manifest(out))
            again = [name for name in before if now.get(name) != before[name]]
            totals["twice"] += len(again)
            at_work = [name for name in now if name.removesuffix(".opus") not in known]
            totals["at_work"] = max(totals["at_work"], len(at_work))
            before = {name: made for name, made in now.items() if name not in at_work}
        subprocess.run(command, check=True, capture_output=True)
        after = whole_files(out, whole, totals)
        totals["twice"] += sum(after.get(name) != made for name, made in before.items())
        totals["missing"] += items - len(after)
        totals["finished_runs"] += 1
    return {"items": items, **totals}


def killed_run(command: list[str], seconds: float) -> bool:
    """Run a command and kill it, with its processes, after so long; whether it ended before."""
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        return False
    return True


def whole_files(out: Path, reference: Path, totals: dict[str, int]) -> dict[str, int]:
    """The times at which the files of a folder were made; those that differ are counted."""
    found = {}
    for file in out.glob("*.opus"):
        if file.name.startswith("."):
            continue
        found[file.name] = file.stat().st_mtime_ns
        totals["bad_files"] += file.read_bytes() != (reference / file.name).read_bytes()
    return found


def memory(work: Path, count: int = 10_000, step: int = 500) -> Figures:
    """Memory of a batch of many short items, after each so many of them."""
    found: Figures = {"items": count}
    for processes in (1,):
        out = work / "memory"
        shutil.rmtree(out, ignore_errors=True)
        code = MEMORY_CODE.format(count=count, step=step, processes=processes, out=str(out))
        ran = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path[:1] + sys.path)},
        )
        rows = json.loads(ran.stdout)
        found[str(processes)] = {"mb": rows, "growth": max(rows) / rows[0] - 1}
    shutil.rmtree(out)
    return found


MEMORY_CODE = """
import json, os
from processes import memory_of
from tts.batch import Job, render
if __name__ == "__main__":
    jobs = [Job(str(index), f"Number {{index}}.") for index in range({count})]
    rows = []
    results = render(jobs, {out!r}, processes={processes})
    for index, result in enumerate(results, 1):
        assert result.error is None, result.error
        if index % {step} == 0:
            rows.append(memory_of(os.getpid()))
    print(json.dumps(rows))
"""


def cues(work: Path, count: int = 200) -> Figures:
    """Subtitles spoken into one sound: every cue inside its time, or reported."""
    file = write_cues(work / "film.srt", count)
    out = work / "film"
    shutil.rmtree(out, ignore_errors=True)
    ran = subprocess.run(batch_command(file, "-o", out), capture_output=True, text=True)
    entry = next(iter(read_manifest(out).values()))
    reported = {warning.split(":")[0] for warning in entry.warnings}
    samples, rate = soundfile.read(out / str(entry.file))
    inside = 0
    document = read(file)
    for job, after in zip(document.jobs, [*document.jobs[1:], None], strict=True):
        end = after.slot.start if after else len(samples) / rate
        outside = samples[round(job.slot.end * rate) : max(0, round(end * rate))]
        said = samples[round(job.slot.start * rate) : round(job.slot.end * rate)]
        is_quiet = not len(outside) or np.abs(outside).max() < 1e-4
        inside += bool(job.id not in reported and is_quiet and np.abs(said).max() > 0.01)
    return {
        "cues": count,
        "inside": inside,
        "reported": len(reported),
        "exit": ran.returncode,
    }


def times(work: Path, count: int = 100) -> Figures:
    """Times of words beside those that the aligner finds in the sound."""
    lines = write_lines(work / "times.txt", count)
    out = work / "times"
    subprocess.run(
        batch_command(lines, "-o", out, "--timings"), check=True, stderr=subprocess.DEVNULL
    )
    aligner, tts = Aligner.load(), TTS.load()
    errors: list[float] = []
    unlike = 0
    for entry in read_manifest(out).values():
        samples, _ = soundfile.read(out / str(entry.file), dtype="float32")
        found = aligner.align(samples, entry.text, tts.frontend).words
        ours = (entry.timings or {})["words"]
        if len(found) != len(ours):
            unlike += 1
            continue
        for (_, start, end), span in zip(ours, found, strict=True):
            errors += [abs(start - span.start), abs(end - span.end)]
    values = 1000 * np.array(errors)
    return {
        "sentences": count,
        "unlike": unlike,
        "boundaries": len(values),
        "median_ms": float(np.median(values)),
        "p90_ms": float(np.percentile(values, 90)),
    }


def book(work: Path, words: int = 100_000, processes: int = 2) -> Figures:
    """An EPUB made an M4B with chapters."""
    file = write_book(work / "book.epub", words)
    out = work / "m4b"
    shutil.rmtree(out, ignore_errors=True)
    command = batch_command(file, "-o", out, "--format", "m4b", "--jobs", str(processes))
    start = time.perf_counter()
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    with PeakMemory(child.pid) as peak:
        _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    cpu = usage.ru_utime + usage.ru_stime
    entry = next(iter(read_manifest(out).values()))
    return {
        "words": words,
        "processes": processes,
        "exit": os.waitstatus_to_exitcode(status),
        "seconds": entry.seconds,
        "chapters": len(entry.extra["chapters"]),
        "marks": chapter_marks(out / str(entry.file)),
        "wall": wall,
        "cpu": cpu,
        "clock": (entry.seconds or 0) / wall,
        "processor": (entry.seconds or 0) / (cpu / processes),
        "peak_mb": peak.total,
        "largest_mb": peak.largest,
    }


def chapter_marks(file: Path) -> int:
    """The chapters that mutagen finds in an M4B."""
    from mutagen.mp4 import MP4

    return len(MP4(file).chapters or ())


PARTS: dict[str, Callable[[Path], Figures]] = {
    "jobs": jobs,
    "overhead": overhead,
    "kills": kills,
    "memory": memory,
    "cues": cues,
    "times": times,
    "book": book,
    "overlay": overlay,
}


def main() -> None:
    """Measure the parts that are asked for, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    for name in args.parts or PARTS:
        figures = PARTS[name](args.work)
        print(name, json.dumps(figures), flush=True)
        (args.work / f"{name}.json").write_text(json.dumps(figures), encoding="utf-8")
    write_report(args.work, Path(__file__).with_name("BATCH.md"))


if __name__ == "__main__":
    main()
