"""Paired figures of judged speech, with intervals by bootstrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROUNDS = 4000
Rows = dict[str, dict[str, Any]]  # file -> what each judge said of it


@dataclass(frozen=True)
class Figure:
    """A column of the tables: the judge's name for it, ours, what to multiply by, digits after the
    point.
    """

    key: str
    title: str
    times: float = 1.0
    digits: int = 2

    def mean(self, rows: Rows) -> float:
        """Mean over the files; of word errors, all errors over all words."""
        values, shares = self.columns(rows, list(rows))
        return float(values @ shares / shares.sum())

    def columns(
        self, rows: Rows, files: list[str]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Values (files,) and how much each counts (files,)."""
        values = np.array([rows[file][self.key] for file in files], np.float64) * self.times
        shares = np.array(
            [rows[file]["words"] if self.key == "wer" else 1 for file in files], np.float64
        )
        return values, shares

    def known(self, *sets: Rows) -> bool:
        """Whether every file of these sets was judged so."""
        return all(self.key in row for rows in sets for row in rows.values())


FIGURES = (
    Figure("wer", "wer %", 100, 1),
    Figure("tts", "tts"),
    Figure("distil", "distil"),
    Figure("spk", "spk", 1, 3),
)


@dataclass(frozen=True)
class Difference:
    """Ours less theirs on the same files: both means, and the difference in each bootstrap round,
    (ROUNDS,).
    """

    ours: float
    own: float
    rounds: NDArray[np.float64]

    def cell(self, digits: int) -> str:
        """As it stands in a table: ours / own, difference [95 % interval]."""
        low, high = np.percentile(self.rounds, [2.5, 97.5])
        gap = self.ours - self.own
        return f"{self.ours:.{digits}f} / {self.own:.{digits}f}, **{gap:+.{digits}f}** [{low:+.{digits}f}, {high:+.{digits}f}]"


def difference(figure: Figure, ours: Rows, own: Rows) -> Difference:
    """Compare two sets on the files that are in both, drawn anew with replacement in every round."""
    files = [file for file in ours if file in own]
    mine, shares = figure.columns(ours, files)
    theirs, _ = figure.columns(own, files)
    drawn = np.random.default_rng(0).integers(len(files), size=(ROUNDS, len(files)))
    weight = shares[drawn]
    rounds = ((mine - theirs)[drawn] * weight).sum(1) / weight.sum(1)
    return Difference(
        float(mine @ shares / shares.sum()), float(theirs @ shares / shares.sum()), rounds
    )


def mean_of(differences: list[Difference]) -> Difference:
    """The mean of several voices, each counting the same; their rounds are independent."""
    shuffled = [
        np.random.default_rng(voice + 1).permutation(each.rounds)
        for voice, each in enumerate(differences)
    ]
    return Difference(
        float(np.mean([d.ours for d in differences])),
        float(np.mean([d.own for d in differences])),
        np.mean(shuffled, axis=0),
    )


def paired_table(ours: dict[str, Rows], own: dict[str, Rows]) -> list[str]:
    """A Markdown table of voices (and their mean) by figures: ours / own, difference [interval]."""
    figures = [
        figure
        for figure in FIGURES
        if figure.known(*ours.values(), *(own[voice] for voice in ours))
    ]
    found = {
        voice: [difference(figure, rows, own[voice]) for figure in figures]
        for voice, rows in ours.items()
    }
    lines = [
        row("voice", "clips", *(figure.title for figure in figures)),
        row(*["---"] * (len(figures) + 2)),
    ]
    for voice, differences in found.items():
        count = sum(file in own[voice] for file in ours[voice])
        lines.append(
            row(
                voice, count, *(d.cell(f.digits) for d, f in zip(differences, figures, strict=True))
            )
        )
    if len(found) > 1:
        means = [
            mean_of([differences[place] for differences in found.values()])
            for place in range(len(figures))
        ]
        lines.append(
            row("mean", "", *(d.cell(f.digits) for d, f in zip(means, figures, strict=True)))
        )
    return lines


def plain_table(ours: dict[str, Rows]) -> list[str]:
    """A Markdown table of voices (and their mean) by figures."""
    figures = [figure for figure in FIGURES if figure.known(*ours.values())]
    means = {voice: [figure.mean(rows) for figure in figures] for voice, rows in ours.items()}
    if len(means) > 1:
        means["mean"] = [float(np.mean(column)) for column in zip(*means.values(), strict=True)]
    lines = [
        row("voice", "files", *(figure.title for figure in figures)),
        row(*["---"] * (len(figures) + 2)),
    ]
    for voice, values in means.items():
        lines.append(
            row(
                voice,
                len(ours.get(voice, "")) or "",
                *(f"{v:.{f.digits}f}" for v, f in zip(values, figures, strict=True)),
            )
        )
    return lines


def row(*cells: object) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(map(str, cells))} |"
