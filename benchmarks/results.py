"""The figures of `speed.py`, as tables (RESULTS.md) and a picture (speed.svg)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tables import table
from texts import COLD_START, LONG, STAGES, STREAMS, TEXTS
from timing import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OURS = "plainspeech"
ACCENT = "#4f46e5"
OTHERS = "#9ca3af"


@dataclass
class Figures:
    """Medians of all measurements.

    whole      speaker -> text -> wall, cpu, speech
    stages     text -> stage -> seconds
    first      speaker -> wall, cpu until the first chunk
    cold       speaker -> wall, cpu, mb of the whole command
    memory     speaker -> peak megabytes, 60 s text
    size       speaker -> megabytes on the disk
    by_length  speech, cpu for each length
    streams    "2 threads" -> wall, cpu, speech
    """

    whole: dict[str, dict[str, Row]] = field(default_factory=dict)
    stages: dict[str, Row] = field(default_factory=dict)
    first: dict[str, Row] = field(default_factory=dict)
    cold: dict[str, Row] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    size: dict[str, float] = field(default_factory=dict)
    by_length: list[Row] = field(default_factory=list)
    streams: dict[str, Row] = field(default_factory=dict)


def report(found: Figures, voice: str, machine: str, file: Path) -> None:
    """Write both; the picture lies beside the tables."""
    picture = file.with_name("speed.svg")
    draw(found, picture)
    lines = [
        "# Speed",
        "",
        f"Voice {voice}, one thread unless another number is given, on {machine}. Every speaker is "
        "a process of its own. They take turns, text by text. Figures are medians. "
        '"cpu" is processor time; other work on the machine disturbs it less than the clock. '
        "Ratios (bold) are above 1 where ours is better. Made by `python benchmarks/speed.py`.",
        "",
        f"![Speed beside peers, cost by length, streams at a time]({picture.name})",
        *section("Whole texts", whole(found)),
        *section("Each stage by itself", by_stage(found)),
        *section("Latency, cold start, memory, size", beside(found)),
        *section("Cost by length", by_length(found)),
        *section("Streams at a time", by_streams(found)),
        "",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")


def section(title: str, lines: Sequence[str]) -> list[str]:
    """A heading and what stands under it."""
    return ["", f"## {title}", "", *lines]


def real_time(row: Row, clock: str = "wall") -> float:
    """Seconds of speech in a second."""
    return row["speech"] / row[clock]


def whole(found: Figures) -> list[str]:
    """Speakers by texts: x real time by clock and processor, and the ratio of ours."""
    ours = found.whole[OURS]
    titles = [title for title in (*TEXTS, *LONG) if title in ours]

    def cell(name: str, title: str) -> str:
        row = found.whole[name].get(title)
        if row is None:
            return ""
        ratio = real_time(ours[title], "cpu") / real_time(row, "cpu")
        beside = "" if name.startswith(OURS) else f" (**{ratio:.2f}**)"
        return f"{real_time(row):.0f} / {real_time(row, 'cpu'):.0f}{beside}"

    return [
        "x real time by the clock / by the processor (ratio of ours by the processor).",
        "",
        *table(
            ["speaker", *(f"{title}: {ours[title]['speech']:.1f} s of ours" for title in titles)],
            [[name, *(cell(name, title) for title in titles)] for name in found.whole],
        ),
    ]


def by_stage(found: Figures) -> list[str]:
    """Texts by stages, in milliseconds and times real time."""

    def cells(title: str, row: Row) -> list[str]:
        ours = found.whole[OURS][title]
        return [
            title,
            *(f"{row[stage] * 1e3:.1f} ({ours['speech'] / row[stage]:.0f}x)" for stage in STAGES),
            f"{ours['wall'] * 1e3:.1f}",
            f"{ours['cpu'] * 1e3:.1f}",
        ]

    return table(
        ["text", *(f"{stage}, ms" for stage in STAGES), "end to end, ms", "cpu, ms"],
        [cells(title, row) for title, row in found.stages.items()],
    )


def beside(found: Figures) -> list[str]:
    """Speakers by the figures that are one for each speaker."""
    columns = [  # title, speaker -> figure, digits
        ("latency, ms", scaled(found.first, "wall", 1e3), 1),
        ("cpu, ms", scaled(found.first, "cpu", 1e3), 1),
        ("cold start, s", scaled(found.cold, "wall", 1), 2),
        ("cpu, s", scaled(found.cold, "cpu", 1), 2),
        ("memory, MB", found.memory, 0),
        ("size, MB", found.size, 0),
    ]

    def cell(name: str, values: dict[str, float], digits: int) -> str:
        ratio = "" if name == OURS else f" (**{values[name] / values[OURS]:.2f}**)"
        return f"{values[name]:.{digits}f}{ratio}"

    return [
        "Latency: of the 60 s text, warm, until the first chunk of the stream is there. Cold start:"
        f' the whole command, from nothing to a sound file, for "{COLD_START}" Memory: peak of a '
        "process that says the 60 s text. Size: on the disk, with all that is needed to speak, "
        "without Python itself and without compiled files.",
        "",
        *table(
            ["speaker", *(title for title, _, _ in columns)],
            [
                [name, *(cell(name, values, digits) for _, values, digits in columns)]
                for name in found.cold
            ],
        ),
    ]


def scaled(rows: dict[str, Row], key: str, unit: float) -> dict[str, float]:
    """One figure of each speaker, in another unit."""
    return {name: row[key] * unit for name, row in rows.items()}


def by_length(found: Figures) -> list[str]:
    """Cost by length, and how straight the line is."""
    start, slope, off = line_of(found.by_length)
    first = found.by_length[0]["speech"]
    last = found.by_length[-1]["speech"]
    return [
        f"{start * 1e3:.1f} ms and {slope * 1e3:.2f} ms for each second of speech: a straight "
        f"line, at most {off:.0%} off for texts of {first:.0f} to {last:.0f} s.",
        "",
        *table(
            ("speech, s", "cpu, ms", "ms a second"),
            [
                (
                    f"{row['speech']:.1f}",
                    f"{row['cpu'] * 1e3:.0f}",
                    f"{row['cpu'] / row['speech'] * 1e3:.2f}",
                )
                for row in found.by_length
            ],
        ),
    ]


def by_streams(found: Figures) -> list[str]:
    """Throughput of several streams at a time."""
    kinds = ("threads", "processes")
    rows = []
    for count in STREAMS:
        streams = (found.streams[f"{count} {kind}"] for kind in kinds)
        rows.append([count, *(f"{real_time(row):.0f}" for row in streams)])
    return [
        "The 10 s text, three times by each stream; x real time of all of them.",
        "",
        *table(("streams", "threads of one process", "processes"), rows),
    ]


def line_of(rows: Sequence[Row]) -> tuple[float, float, float]:
    """Cost by length as a straight line, by least squares of the relative errors.

    returns   seconds at length 0, seconds for each second of speech, the largest relative error
    """
    speech = np.array([row["speech"] for row in rows])
    cost = np.array([row["cpu"] for row in rows])
    (start, slope), *_ = np.linalg.lstsq(
        np.stack([1 / cost, speech / cost], 1), np.ones(len(cost)), rcond=None
    )
    return float(start), float(slope), float(np.abs((start + slope * speech) / cost - 1).max())


def draw(found: Figures, file: Path) -> None:
    """Three pictures in a row."""
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    rcParams["svg.hashsalt"] = "plainspeech"  # the same figures, the same file
    figure = Figure(figsize=(12, 3.4), layout="constrained")
    peers, length, streams = figure.subplots(1, 3)
    draw_peers(peers, found)
    draw_length(length, found)
    draw_streams(streams, found)
    for axes in (peers, length, streams):
        axes.spines[["top", "right"]].set_visible(False)
    metadata: dict[str, Any] = {"Date": None}
    figure.savefig(file, metadata=metadata)


def draw_peers(axes: Axes, found: Figures) -> None:
    """Bars: x real time of the 60 s text, ours first."""
    names = [name for name in found.whole if "threads" not in name][::-1]
    speeds = [real_time(found.whole[name]["60 s"], "cpu") for name in names]
    axes.barh(names, speeds, color=[ACCENT if name == OURS else OTHERS for name in names])
    axes.set(title="60 s text", xlabel="times real time, one thread", xscale="log")


def draw_length(axes: Axes, found: Figures) -> None:
    """Points: cost by length, and the straight line."""
    start, slope, _ = line_of(found.by_length)
    speech = [row["speech"] for row in found.by_length]
    axes.plot(speech, [start + slope * seconds for seconds in speech], color=OTHERS)
    axes.plot(speech, [row["cpu"] for row in found.by_length], "o", color=ACCENT)
    axes.set(title="cost by length", xlabel="seconds of speech", ylabel="seconds of the processor")
    axes.set(xlim=(0, None), ylim=(0, None))


def draw_streams(axes: Axes, found: Figures) -> None:
    """Lines: throughput of threads and of processes."""
    for kind, mark, colour in (("threads", "o-", ACCENT), ("processes", "s--", OTHERS)):
        speeds = [real_time(found.streams[f"{count} {kind}"]) for count in STREAMS]
        axes.plot(STREAMS, speeds, mark, color=colour, label=kind)
    axes.set(title="streams at a time", xlabel="streams", ylabel="times real time, all together")
    axes.set(xticks=STREAMS, ylim=(0, None))
    axes.legend(frameon=False)
