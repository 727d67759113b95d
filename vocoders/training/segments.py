"""Cuts of the clips, with the sources that the harmonic vocoder shapes: what one step of training
sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import soxr
import torch
from numpy.typing import NDArray
from torch import Tensor

from vocoders.harmonic.synthesis import pulses, voicing
from vocoders.mel import LOG_FLOOR, mel_spectrogram
from vocoders.mel_config import Array
from vocoders.pitch import interpolate_unvoiced
from vocoders.training.feature_file import Pack
from vocoders.training.loop import rng_of

FASTER = 0.84, 1.36  # the least and the most by which a cut is played faster
EDGE = 2  # frames whose windows reach over the end of a cut


class Segments(NamedTuple):
    """A batch of cuts."""

    samples: Tensor  # (batch, samples)
    mel: Tensor  # (batch, mels, frames)
    voice: Tensor  # (batch, 2, frames)
    sources: Tensor  # (batch, 2, samples): pulses, noise
    swing: Tensor  # (batch, 2, cells): cosine and sine of the pulses' phase
    own: (
        Tensor  # (batch,), whether the mel is the samples' own, not one that an acoustic model made
    )

    def to(self, device: torch.device) -> Segments:
        """The same on a device."""
        return Segments(*(part.to(device, non_blocking=True) for part in self))


class Cutter:
    """Draws cuts: a clip with a chance in proportion to its length, anywhere in it; clips that are
    too short are filled with silence.

    pack, clips    what is cut, and which of its clips
    spoken, share  another pack with the mels that an acoustic model made of the same clips, and how
                   often those are taken
    faster         how much of the rest is played faster or slower, which moves pitch and formants
                   alike
    """

    def __init__(
        self,
        pack: Pack,
        clips: Sequence[int],
        frames: int,
        batch: int,
        seed: int,
        limit: float,
        spoken: Pack | None = None,
        share: float = 0.0,
        faster: float = 0.0,
    ) -> None:
        self.pack = pack
        self.frames = frames
        self.batch = batch
        self.seed = seed
        self.limit = limit
        self.spoken = spoken
        self.share = share
        self.faster = faster
        if spoken is not None:
            pack.spec.check(spoken.spec, "the pack", "the pack of spoken mels")
        self.clips = np.array(clips)
        lengths = np.array([len(pack.arrays["mel"][i]) for i in self.clips], np.float64)
        self.chances = lengths / lengths.sum()

    def __call__(self, step: int) -> Segments:
        """The batch of a step, always the same for the same seed."""
        rng = rng_of(self.seed, step)
        rows = [
            self.row(int(clip), rng) for clip in rng.choice(self.clips, self.batch, p=self.chances)
        ]
        return Segments(*(torch.from_numpy(np.stack(part)) for part in zip(*rows, strict=True)))

    def row(self, clip: int, rng: np.random.Generator) -> tuple[NDArray[Any], ...]:
        """One row of `Segments`; a random gain of -6 to +3 dB moves the mel and the samples alike."""
        whole, own = self.mel_of(clip, rng)
        if own and rng.random() < self.faster:
            samples, mel, hertz = self.played(
                clip, float(np.exp(rng.uniform(*np.log(FASTER)))), rng
            )
        else:
            samples, mel, hertz = self.cut(clip, whole, rng)
        gain = rng.uniform(-6, 3) / 20 * np.log(10)
        spec = self.pack.spec
        mel = np.maximum(mel + np.float32(gain), np.float32(np.log(LOG_FLOOR)))
        samples = samples * np.float32(np.exp(gain))
        train, swing = pulses(hertz, spec, self.limit, rng)
        return (
            samples,
            mel,
            voicing(hertz),
            np.stack([train, rng.standard_normal(len(train), np.float32)]),
            swing,
            np.array(own),
        )

    def mel_of(self, clip: int, rng: np.random.Generator) -> tuple[NDArray[np.float16], bool]:
        """The clip's own mel (frames, mels) or, as often as `share` says, the one that the acoustic
        model made of it; whether it is its own.
        """
        if (
            rng.random() < self.share
            and self.spoken is not None
            and len(self.spoken.arrays["mel"][clip])
        ):
            return self.spoken.arrays["mel"][clip], False
        return self.pack.arrays["mel"][clip], True

    def cut(
        self, clip: int, mel: NDArray[np.float16], rng: np.random.Generator
    ) -> tuple[Array, Array, Array]:
        """Samples (frames * hop,), mel (mels, frames), pitch (frames,), somewhere in a clip whose
        mel (frames, mels) is given.
        """
        pitch = self.pack.arrays["pitch"][clip]
        hop = self.pack.spec.hop_length
        first = int(rng.integers(0, max(1, len(mel) - self.frames + 1)))
        samples = (
            self.pack.arrays["samples"][clip][first * hop : (first + self.frames) * hop].astype(
                np.float32
            )
            / 32767
        )
        cut = mel[first : first + self.frames].T.astype(np.float32)
        short = self.frames - cut.shape[1]
        hertz = np.asarray(pitch[first : first + self.frames], np.float32)
        return (
            np.pad(samples, (0, short * hop)),
            np.pad(cut, ((0, 0), (0, short)), constant_values=np.log(LOG_FLOOR)),
            np.pad(hertz, (0, short)),
        )

    def played(
        self, clip: int, times: float, rng: np.random.Generator
    ) -> tuple[Array, Array, Array]:
        """The same, played so many times as fast."""
        spec = self.pack.spec
        pitch = self.pack.arrays["pitch"][clip]
        frames = self.frames + 2 * EDGE
        length = int(np.ceil(frames * times))  # frames of the clip
        first = int(rng.integers(0, max(1, len(pitch) - length + 1)))
        samples = (
            self.pack.arrays["samples"][clip][
                first * spec.hop_length : (first + length) * spec.hop_length
            ].astype(np.float32)
            / 32767
        )
        fast = np.zeros(frames * spec.hop_length, np.float32)
        made = soxr.resample(samples, spec.sample_rate * times, spec.sample_rate)[: len(fast)]
        fast[: len(made)] = made
        at = np.minimum(
            first + (np.arange(frames) + 0.5) * times - 0.5, len(pitch) - 1
        )  # in frames of the clip
        hertz = (
            np.interp(at, np.arange(len(pitch)), interpolate_unvoiced(pitch))
            * times
            * (pitch[np.round(at).astype(int)] > 0)
        )
        inner = slice(EDGE, EDGE + self.frames)
        mel = mel_spectrogram(fast, spec)[:, inner]
        return (
            fast[EDGE * spec.hop_length : -EDGE * spec.hop_length],
            mel,
            hertz[inner].astype(np.float32),
        )
