"""Paired figures of scored speech, with confidence intervals by bootstrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tables import table

ROUNDS = 4000
Rows = dict[str, dict[str, Any]]  # file -> score by key


@dataclass(frozen=True)
class Figure:
    """A column of the tables: the scorer's key, the title, a factor, digits after the point."""

    key: str
    title: str
    factor: float = 1.0
    digits: int = 2

    def mean(self, rows: Rows) -> float:
        """Mean over the files; for word errors, all errors over all words."""
        values, weights = self.columns(rows, list(rows))
        return float(values @ weights / weights.sum())

    def columns(
        self, rows: Rows, files: list[str]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Values (files,) and their weights (files,)."""
        values = np.array([rows[file][self.key] for file in files], np.float64)
        words = [rows[file]["words"] if self.key == "wer" else 1 for file in files]
        return values * self.factor, np.array(words, np.float64)

    def scored(self, *sets: Rows) -> bool:
        """Whether every file of these sets has this score."""
        return all(self.key in row for rows in sets for row in rows.values())


FIGURES = (
    Figure("wer", "WER %", 100, 1),
    Figure("tts", "NISQA-TTS"),
    Figure("distil", "DistillMOS"),
    Figure("spk", "similarity", 1, 3),
)


@dataclass(frozen=True)
class Difference:
    """Two sets on the same files: both means, and their difference in each bootstrap round."""

    ours: float
    reference: float
    rounds: NDArray[np.float64]  # (ROUNDS,)

    def cell(self, digits: int) -> str:
        """Text of a table's cell: ours / reference, difference [95 % interval]."""
        low, high = np.percentile(self.rounds, [2.5, 97.5])
        gap = self.ours - self.reference
        means = f"{self.ours:.{digits}f} / {self.reference:.{digits}f}"
        return f"{means}, **{gap:+.{digits}f}** [{low:+.{digits}f}, {high:+.{digits}f}]"


def difference(figure: Figure, ours: Rows, reference: Rows) -> Difference:
    """Comparison on the files that are in both sets, resampled with replacement in every round."""
    files = [file for file in ours if file in reference]
    values, weights = figure.columns(ours, files)
    targets, _ = figure.columns(reference, files)
    drawn = np.random.default_rng(0).integers(len(files), size=(ROUNDS, len(files)))
    weight = weights[drawn]
    rounds = ((values - targets)[drawn] * weight).sum(1) / weight.sum(1)
    total = weights.sum()
    return Difference(float(values @ weights / total), float(targets @ weights / total), rounds)


def mean_of(differences: Sequence[Difference]) -> Difference:
    """Mean of several voices with equal weights; their rounds are independent."""
    shuffled = [
        np.random.default_rng(voice + 1).permutation(each.rounds)
        for voice, each in enumerate(differences)
    ]
    return Difference(
        float(np.mean([each.ours for each in differences])),
        float(np.mean([each.reference for each in differences])),
        np.mean(shuffled, axis=0),
    )


def paired_table(ours: dict[str, Rows], reference: dict[str, Rows]) -> list[str]:
    """A Markdown table of voices (and their mean) by figures, each cell a Difference."""
    beside = [reference[voice] for voice in ours]
    figures = [figure for figure in FIGURES if figure.scored(*ours.values(), *beside)]
    found = {
        voice: [difference(figure, rows, reference[voice]) for figure in figures]
        for voice, rows in ours.items()
    }
    rows = [
        [voice, shared(ours[voice], reference[voice]), *cells(figures, differences)]
        for voice, differences in found.items()
    ]
    if len(found) > 1:
        means = [mean_of(column) for column in zip(*found.values(), strict=True)]
        rows.append(["mean", "", *cells(figures, means)])
    return table(["voice", "clips", *(figure.title for figure in figures)], rows)


def shared(ours: Rows, reference: Rows) -> int:
    """The number of files that are in both sets."""
    return sum(file in reference for file in ours)


def cells(figures: Sequence[Figure], differences: Sequence[Difference]) -> list[str]:
    """A row's differences, each with the digits of its figure."""
    pairs = zip(differences, figures, strict=True)
    return [difference.cell(figure.digits) for difference, figure in pairs]


def values(figures: Sequence[Figure], row: Sequence[float]) -> list[str]:
    """A row's means, each with the digits of its figure."""
    return [f"{value:.{figure.digits}f}" for value, figure in zip(row, figures, strict=True)]


def plain_table(ours: dict[str, Rows]) -> list[str]:
    """A Markdown table of voices (and their mean) by figures."""
    figures = [figure for figure in FIGURES if figure.scored(*ours.values())]
    means = {voice: [figure.mean(rows) for figure in figures] for voice, rows in ours.items()}
    rows = [[voice, len(ours[voice]), *values(figures, row)] for voice, row in means.items()]
    if len(means) > 1:
        total = np.mean(list(means.values()), axis=0).tolist()
        rows.append(["mean", "", *values(figures, total)])
    return table(["voice", "files", *(figure.title for figure in figures)], rows)
