"""The report of a check as one HTML page: plots, and all clips to play, worst first."""

from __future__ import annotations

import os
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

import numpy as np

from tts.files import write_text
from tts.recordings.check import DatasetReport
from tts.recordings.measure import ClipReport
from tts.recordings.report import summary

BINS = 30
PLOT_WIDTH, PLOT_HEIGHT = 320, 120  # of a plot
REPORT_STYLE = """body{font:15px system-ui,sans-serif;margin:2em auto;max-width:75em;padding:0 1em}
table{border-collapse:collapse;width:100%}td,th{padding:.3em .6em;text-align:left;
vertical-align:top;border-bottom:1px solid #8884}td.n{text-align:right}
.out{color:#b00020}figure{display:inline-block;
margin:0 1em 1em 0}audio{height:2em;width:16em}rect{fill:#3b6ea5}text{font-size:11px;fill:#888}
@media(prefers-color-scheme:dark){body{background:#161616;color:#ddd}.out{color:#ff7b8a}}"""
REPORT_COLUMNS = ("clip", "listen", "text", "s", "level", "noise", "rate", "score", "faults")


def write_html(path: Path, report: DatasetReport) -> None:
    """Write the page. Its players refer to the sound files where they lie."""
    kinds = "".join(
        f"<tr><td>{escape(kind)}</td><td class=n>{count}</td></tr>"
        for kind, count in report.counts.most_common()
    )
    others = "".join(
        f"<tr class=out>{''.join(f'<td>{escape(part)}</td>' for part in each)}</tr>"
        for each in report.left_out
    )
    rows = "".join(clip_row(each, path) for each in report.clips)
    notes = "".join(f"<li>{escape(note)}</li>" for note in report.notes)
    heads = "".join(f"<th>{name}</th>" for name in REPORT_COLUMNS)
    title = escape(f"Recordings in {report.recordings.folder}")
    page = f"""<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>
<meta name=viewport content="width=device-width"><style>{REPORT_STYLE}</style><h1>{title}</h1>
<p>{escape(summary(report)).replace(chr(10), "<br>")}</p><ul>{notes}</ul>{plots(report.usable)}
<h2>Faults</h2><table>{kinds}</table><h2>What is no clip</h2><table>{others}</table>
<h2>Clips, worst first</h2><table><tr>{heads}</tr>{rows}</table>
"""
    write_text(path, page)


def plots(usable: Sequence[ClipReport]) -> str:
    """Histograms of what was measured."""
    snr = [each.level_db - each.noise_db for each in usable]
    scores = [each.score for each in usable if each.score is not None]
    return "".join(
        (
            histogram("seconds", [each.seconds for each in usable]),
            histogram("level, dB", [each.level_db for each in usable]),
            histogram("speech above noise, dB", snr),
            histogram("phonemes a second", [each.rate for each in usable]),
            histogram("score of the text", scores),
        )
    )


def clip_row(report: ClipReport, page: Path) -> str:
    """A row of the table of clips."""
    clip = report.clip
    source = quote(Path(os.path.relpath(clip.audio.resolve(), page.resolve().parent)).as_posix())
    faults = "<br>".join(escape(f"{each.kind}: {each.reason}") for each in report.faults)
    score = "" if report.score is None else f"{report.score:.2f}"
    numbers = (
        f"{report.seconds:.1f}",
        f"{report.level_db:.0f}",
        f"{report.noise_db:.0f}",
        f"{report.rate:.1f}",
        score,
    )
    cells = "".join(f"<td class=n>{number}</td>" for number in numbers)
    return (
        f"<tr{'' if report.is_usable else ' class=out'}><td>{escape(clip.id)}</td>"
        f'<td><audio controls preload=none src="{source}"></audio></td>'
        f"<td>{escape(clip.text)}</td>{cells}<td>{faults}</td></tr>\n"
    )


def histogram(title: str, values: Sequence[float]) -> str:
    """A plot of how often values occur, as SVG; nothing without values."""
    if not values:
        return ""
    counts, edges = np.histogram(values, BINS)
    width = PLOT_WIDTH / BINS
    bars = "".join(
        f'<rect x="{number * width:.1f}" y="{PLOT_HEIGHT * (1 - count / counts.max()):.1f}" '
        f'width="{width - 1:.1f}" height="{PLOT_HEIGHT * count / counts.max():.1f}"/>'
        for number, count in enumerate(counts.tolist())
    )
    ends = (
        f'<text x="0" y="{PLOT_HEIGHT + 14}">{edges[0]:.1f}</text>'
        f'<text x="{PLOT_WIDTH}" y="{PLOT_HEIGHT + 14}" text-anchor="end">{edges[-1]:.1f}</text>'
    )
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg width="{PLOT_WIDTH}" height="{PLOT_HEIGHT + 18}">{bars}{ends}</svg></figure>'
    )
