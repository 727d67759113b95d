"""An utterance in pieces, which a WaveNet makes side by side: where it is cut, what is drawn for
each sample, how the pieces are joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from vocoders.mel_config import Array

if TYPE_CHECKING:
    from vocoders.wavenet.model import Guide

PIECE = 32  # frames that a piece of an utterance has at least


class Piece(NamedTuple):
    """A part of an utterance that is made by itself: what is known of its frames, and where it
    lies.
    """

    condition: Array  # (frames, layers * 2 width)
    guide: Guide  # of its frames: (frames, PARTS * order), then (frames, PARTS)
    start: int  # the frame of the utterance that is the first it is heard at
    early: int  # frames before that one, to warm up over
    draws: Draws


class Draws:
    """Two uniform numbers for each sample of a piece: which of the logistics, and where in it.

    In frames with a shaping c the second ones are F((n[t] - c n[t-1]) / sqrt(1 + c^2)), with n
    normal and F the normal distribution. Each is uniform, so each sample is drawn from what the
    network says of it, but the noise of all together has (1 + c^2 - 2 c cos(w)) / (1 + c^2) of its
    power at the frequency w: it moves up, away from the harmonics, where the ear forgives it (Atal
    and Schroeder 1979, "Predictive coding of speech signals and subjective error criteria"). A
    network that knew speech wholly would not need it; at 7,000 steps 8 clips gained 0.23
    DistillMOS.
    """

    def __init__(self, seed: tuple[int, ...], shaping: NDArray[Any], hop: int) -> None:
        self.choices = np.random.default_rng((*seed, 0))
        self.normals = np.random.default_rng((*seed, 1))
        self.shaping = shaping
        self.hop = hop
        self.made, self.last = 0, float(self.normals.standard_normal())

    def __call__(self, count: int) -> NDArray[np.float64]:
        """Those of the next samples, (count, 2), 0 and 1 excluded; past the end as in the last
        frame.
        """
        normals = np.concatenate([[self.last], self.normals.standard_normal(count)])
        frames = np.minimum((self.made + np.arange(count)) // self.hop, len(self.shaping) - 1)
        c = self.shaping[frames]
        self.made = self.made + count
        self.last = float(normals[-1])
        shaped = torch.special.ndtr(
            torch.from_numpy((normals[1:] - c * normals[:-1]) / np.sqrt(1 + c * c))
        )
        return np.clip(np.stack([self.choices.random(count), shaped.numpy()], 1), 1e-7, 1 - 1e-7)


def cuts(mel: Array, pieces: int) -> list[int]:
    """The first frame of every piece of a mel (mels, frames): evenly apart, each moved to the
    quietest frame up to a quarter of a piece away.
    """
    frames = mel.shape[1]
    count = max(1, min(pieces, frames // PIECE))
    level = mel.mean(0)
    reach = frames // count // 4
    even = [piece * frames // count for piece in range(1, count)]
    return [0, *(int(at - reach + np.argmin(level[at - reach : at + reach + 1])) for at in even)]


def aligned(rows: Sequence[NDArray[Any]], frames: int) -> NDArray[Any]:
    """Rows (some frames, channels) of the same length, (rows, frames, channels); past its end each
    holds its last frame.
    """
    return np.stack([row[np.minimum(np.arange(frames), len(row) - 1)] for row in rows])


def joined(pieces: list[NDArray[np.float32]], starts: list[int], count: int, fade: int) -> Array:
    """Pieces that begin at these samples -> (count,): each takes over from the one before within
    `fade` samples, at constant power.
    """
    out = np.zeros(count, np.float32)
    turn = np.sin(np.pi / 2 * (np.arange(fade) + 0.5) / fade).astype(np.float32)
    for piece, start, end in zip(pieces, starts, [*starts[1:], count], strict=True):
        stop = min(end + fade, count) if end < count else count
        piece = piece[: stop - start].copy()
        if start:
            piece[:fade] *= turn
        if end < count:
            piece[end - start :] *= turn[::-1][: stop - end]
        out[start:stop] += piece
    return out
