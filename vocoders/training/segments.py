"""Cuts of the clips, with the sources that the harmonic vocoder shapes: what one step of training sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from vocoders.harmonic import sources, voicing
from vocoders.training.pack import Pack
from vocoders.training.run import rng_of


class Segments(NamedTuple):
    """A batch of cuts."""

    samples: Tensor        # (batch, samples)
    mel: Tensor            # (batch, mels, frames)
    voice: Tensor          # (batch, 2, frames)
    sources: Tensor        # (batch, 3, samples)
    own: Tensor            # (batch,), whether the mel is the samples' own, not one that an acoustic model made

    def to(self, device: torch.device) -> Segments:
        """The same on a device."""
        return Segments(*(part.to(device, non_blocking=True) for part in self))


class Cutter:
    """Draws cuts: a clip with a chance in proportion to its length, anywhere in it; clips that are too short are filled with silence."""

    def __init__(self, pack: Pack, clips: Sequence[int], frames: int, batch: int, seed: int, limit: float, spoken: Pack | None = None,
                 share: float = 0.0) -> None:
        self.pack, self.frames, self.batch, self.seed, self.limit, self.spoken, self.share = pack, frames, batch, seed, limit, spoken, share
        if spoken is not None:
            pack.spec.check(spoken.spec, "the pack", "the pack of spoken mels")
        self.clips = np.array(clips)
        lengths = np.array([len(pack.arrays["mel"][i]) for i in self.clips], np.float64)
        self.chances = lengths / lengths.sum()

    def __call__(self, step: int) -> Segments:
        """The batch of a step, always the same for the same seed."""
        rng = rng_of(self.seed, step)
        rows = [self.cut(int(clip), rng) for clip in rng.choice(self.clips, self.batch, p=self.chances)]
        return Segments(*(torch.from_numpy(np.stack(part)) for part in zip(*rows, strict=True)))

    def mel_of(self, clip: int, rng: np.random.Generator) -> tuple[NDArray[np.float16], bool]:
        """The clip's own mel (frames, mels) or, as often as `share` says, the one that the acoustic model made of it; whether it is its own."""
        if rng.random() < self.share and self.spoken is not None and len(self.spoken.arrays["mel"][clip]):
            return self.spoken.arrays["mel"][clip], False
        return self.pack.arrays["mel"][clip], True

    def cut(self, clip: int, rng: np.random.Generator) -> tuple[NDArray[Any], ...]:
        """One row of `Segments`; a random gain of -6 to +3 dB moves the mel and the samples alike."""
        (mel, own), pitch = self.mel_of(clip, rng), self.pack.arrays["pitch"][clip]
        hop = self.pack.spec.hop
        first = int(rng.integers(0, max(1, len(mel) - self.frames + 1)))
        gain = rng.uniform(-6, 3) / 20 * np.log(10)
        cut = np.clip(mel[first:first + self.frames].T.astype(np.float32) + gain, np.log(1e-5), None)
        hertz = np.asarray(pitch[first:first + self.frames], np.float32)
        samples = self.pack.arrays["samples"][clip][first * hop:(first + self.frames) * hop].astype(np.float32) / 32767 * np.exp(gain)
        short = self.frames - cut.shape[1]
        cut = np.pad(cut, ((0, 0), (0, short)), constant_values=np.log(1e-5))
        hertz, samples = np.pad(hertz, (0, short)), np.pad(samples, (0, short * hop))
        return samples.astype(np.float32), cut.astype(np.float32), voicing(hertz), sources(hertz, self.pack.spec, self.limit, rng), np.array(own)
