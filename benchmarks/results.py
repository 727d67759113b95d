"""What `speed.py` measured, as tables (RESULTS.md) and a picture (speed.svg)."""

from __future__ import annotations

from pathlib import Path

from speed import ARROWS, COLD, LONG, OURS, STREAMS, TEXTS, Figures, Row, line_of

ACCENT = "#4f46e5"
OTHERS = "#9ca3af"


def report(found: Figures, voice: str, machine: str, file: Path) -> None:
    """Write both; the picture lies beside the tables."""
    picture = file.with_name("speed.svg")
    draw(found, picture)
    start, slope, off = line_of(found.growing)
    lines = [
        "# Speed",
        "",
        f"Voice {voice}, one thread unless told otherwise, of {machine}. Every speaker is a process of its own; they take turns, text by text; "
        "medians. \"cpu\" is the processor's time, which other work on the machine disturbs less than the clock's. Ratios (bold) are above 1 where "
        "ours is better. Made by `python benchmarks/speed.py`.",
        "",
        f"![Speed beside peers, cost by length, streams at a time]({picture.name})",
        "",
        "## Whole texts",
        "",
        *whole(found),
        "",
        "## Each arrow by itself",
        "",
        *by_arrow(found),
        "",
        "## First sound, cold start, memory, size",
        "",
        "First sound: of the 60 s text, warm, until the first piece of the stream is there. Cold: the whole command, from nothing to a sound file, "
        f'for "{COLD}" Memory: of a process that says the 60 s text. Size: on the disk, with all that is needed to speak, without '
        "Python itself and without what it compiles.",
        "",
        *beside(found),
        "",
        "## Cost by length",
        "",
        f"{start * 1e3:.1f} ms and {slope * 1e3:.2f} ms for each second of speech: a straight line, at most {off:.0%} off for texts of "
        f"{found.growing[0]['speech']:.0f} to {found.growing[-1]['speech']:.0f} s.",
        "",
        table(
            ("speech, s", "cpu, ms", "ms a second"),
            [
                (
                    f"{row['speech']:.1f}",
                    f"{row['cpu'] * 1e3:.0f}",
                    f"{row['cpu'] / row['speech'] * 1e3:.2f}",
                )
                for row in found.growing
            ],
        ),
        "",
        "## Streams at a time",
        "",
        "The 10 s text, said by each three times over; x real time of all together.",
        "",
        table(
            ("streams", "threads of one process", "processes"),
            [
                (
                    str(count),
                    *(
                        f"{times(found.streams[f'{count} {kind}']):.0f}"
                        for kind in ("threads", "processes")
                    ),
                )
                for count in STREAMS
            ],
        ),
        "",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")


def table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    return "\n".join(
        f"| {' | '.join(cells)} |" for cells in (titles, ("---",) * len(titles), *rows)
    )


def times(row: Row, clock: str = "wall") -> float:
    """How many times faster than it sounds."""
    return row["speech"] / row[clock]


def whole(found: Figures) -> list[str]:
    """Speakers by texts: x real time by the clock and by the processor, and the ratios of ours."""
    titles = [title for title in (*TEXTS, *LONG) if title in found.whole[OURS]]
    rows = []
    for name, said in found.whole.items():
        cells = []
        for title in titles:
            if title not in said:
                cells.append("")
                continue
            ratio = times(found.whole[OURS][title], "cpu") / times(said[title], "cpu")
            cells.append(
                f"{times(said[title]):.0f} / {times(said[title], 'cpu'):.0f}"
                + ("" if name.startswith(OURS) else f" (**{ratio:.2f}**)")
            )
        rows.append((name, *cells))
    return [
        "x real time by the clock / by the processor (ratio of ours by the processor).",
        "",
        table(
            (
                "speaker",
                *(
                    f"{title}: {found.whole[OURS][title]['speech']:.1f} s of ours"
                    for title in titles
                ),
            ),
            rows,
        ),
    ]


def by_arrow(found: Figures) -> list[str]:
    """Texts by arrows, in milliseconds and times real time."""
    rows = []
    for title, row in found.arrows.items():
        said = found.whole[OURS][title]
        rows.append(
            (
                title,
                *(
                    f"{row[arrow] * 1e3:.1f} ({said['speech'] / row[arrow]:.0f}x)"
                    for arrow in ARROWS
                ),
                f"{said['wall'] * 1e3:.1f}",
                f"{said['cpu'] * 1e3:.1f}",
            )
        )
    return [
        table(("text", *(f"{arrow}, ms" for arrow in ARROWS), "end to end, ms", "cpu, ms"), rows)
    ]


def beside(found: Figures) -> list[str]:
    """What is one figure for each speaker."""
    ours = OURS
    rows = []
    for name in found.cold:
        memory, size = (
            {each: {"mb": megabytes} for each, megabytes in of.items()}
            for of in (found.memory, found.size)
        )
        figures = [
            (of[name], of[ours], key, unit, digits)
            for of, key, unit, digits in (
                (found.first, "wall", 1e3, 1),
                (found.first, "cpu", 1e3, 1),
                (found.cold, "wall", 1, 2),
                (found.cold, "cpu", 1, 2),
                (memory, "mb", 1, 0),
                (size, "mb", 1, 0),
            )
        ]
        rows.append(
            (
                name,
                *(
                    f"{row[key] * unit:.{digits}f}"
                    + ("" if name == ours else f" (**{row[key] / own[key]:.2f}**)")
                    for row, own, key, unit, digits in figures
                ),
            )
        )
    return [
        table(
            (
                "speaker",
                "first sound, ms",
                "cpu, ms",
                "cold start, s",
                "cpu, s",
                "memory, MB",
                "size, MB",
            ),
            rows,
        )
    ]


def draw(found: Figures, file: Path) -> None:
    """Three pictures in a row."""
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    rcParams["svg.hashsalt"] = "plainspeech"  # the same figures, the same file
    figure = Figure(figsize=(12, 3.4), layout="constrained")
    beside_peers, length, crowd = figure.subplots(1, 3)
    names = [name for name in found.whole if "threads" not in name]
    beside_peers.barh(
        names[::-1],
        [times(found.whole[name]["60 s"], "cpu") for name in names[::-1]],
        color=[ACCENT if name == OURS else OTHERS for name in names[::-1]],
    )
    beside_peers.set(title="60 s text", xlabel="times real time, one thread", xscale="log")
    start, slope, _ = line_of(found.growing)
    speech = [row["speech"] for row in found.growing]
    length.plot(speech, [start + slope * seconds for seconds in speech], color=OTHERS)
    length.plot(speech, [row["cpu"] for row in found.growing], "o", color=ACCENT)
    length.set(
        title="cost by length",
        xlabel="seconds of speech",
        ylabel="seconds of the processor",
        xlim=(0, None),
        ylim=(0, None),
    )
    for kind, mark, colour in (("threads", "o-", ACCENT), ("processes", "s--", OTHERS)):
        crowd.plot(
            STREAMS,
            [times(found.streams[f"{count} {kind}"]) for count in STREAMS],
            mark,
            color=colour,
            label=kind,
        )
    crowd.set(
        title="streams at a time",
        xlabel="streams",
        ylabel="times real time, all together",
        xticks=STREAMS,
        ylim=(0, None),
    )
    crowd.legend(frameon=False)
    for axes in (beside_peers, length, crowd):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, metadata={"Date": None})
