"""The report of a check as text."""

from __future__ import annotations

import numpy as np

from tts.recordings.check import DatasetReport
from tts.recordings.measure import ClipReport

WORST = 20  # clips in the text


def text_report(report: DatasetReport, worst: int = WORST) -> str:
    """A summary, the kinds of fault, the worst clips, and notes."""
    lines = [summary(report), ""]
    if report.counts:
        lines.append("fault                          clips")
        lines += [f"{kind:<30} {count:>5}" for kind, count in report.counts.most_common()]
        lines.append("")
    lines += [f"{each.name}: {each.kind}: {each.reason}" for each in report.left_out[:worst]]
    faulty = [each for each in report.clips if each.faults]
    lines += map(fault_line, faulty[:worst])
    more = len(faulty) - worst
    if more > 0:
        lines.append(f"... and {more} more clips with faults; the page lists all of them")
    lines += ["", *(f"note: {note}" for note in report.notes)]
    return "\n".join(lines).strip() + "\n"


def fault_line(report: ClipReport) -> str:
    """A clip and what is wrong with it."""
    left_out = "" if report.is_usable else " (left out)"
    reasons = "; ".join(f"{fault.kind}: {fault.reason}" for fault in report.faults)
    return f"{report.clip.id}{left_out}: {reasons}"


def summary(report: DatasetReport) -> str:
    """Amounts and medians in a few lines."""
    usable = report.usable
    hours = ", ".join(f"{name} {value:.2f} h" for name, value in sorted(report.hours.items()))
    bad = len(report.clips) - len(usable) + len(report.left_out)
    lines = [
        f"{report.recordings.folder}: {report.recordings.layout}, {len(report.clips)} clips",
        f"can be used: {len(usable)} clips ({hours or 'none'}); left out: {bad}",
    ]
    if usable:
        level = np.median([each.level_db for each in usable])
        snr = np.median([each.level_db - each.noise_db for each in usable])
        rate = np.median([each.rate for each in usable])
        score = np.median([each.score for each in usable if each.score is not None])
        lines.append(
            f"medians: level {level:.0f} dB, {snr:.0f} dB above the noise, {rate:.1f} phonemes a "
            f"second, score {score:.2f}"
        )
    return "\n".join(lines)
