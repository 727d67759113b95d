"""Mel configuration: the numbers that define a mel, in one place.

Audio, features, acoustic models and vocoders carry a `MelConfig` and compare it where they meet.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import SpecMismatchError, VocoderError

Array = NDArray[np.float32]


@dataclass(frozen=True)
class MelConfig:
    """Definition of a mel.

    sample_rate    Hz
    hop_length     samples from one frame to the next
    win_length     samples of the Hann window
    n_fft          samples of the Fourier transform
    n_mels         bands
    f_min          Hz, lower edge of the lowest band
    f_max          Hz, upper edge of the highest band
    """

    sample_rate: int = 24000
    hop_length: int = 256
    win_length: int = 1024
    n_fft: int = 1024
    n_mels: int = 100
    f_min: float = 0.0
    f_max: float = 12000.0

    @property
    def frame_rate(self) -> float:
        """Frames per second."""
        return self.sample_rate / self.hop_length

    def check(self, other: MelConfig, mine: str = "this part", theirs: str = "the other") -> None:
        """Raise SpecMismatchError, naming every field that differs, unless both are equal."""
        names = [field.name for field in fields(self)]
        differing = [name for name in names if getattr(self, name) != getattr(other, name)]
        if differing:
            raise SpecMismatchError(
                f"{mine} works on mels with {self._values(differing)}, but {theirs} has "
                f"{other._values(differing)}. Use two parts with the same mel. {self} / {other}"
            )

    def _values(self, names: list[str]) -> str:
        """Fields and their values, as a message shows them."""
        return ", ".join(f"{name} {getattr(self, name)}" for name in names)

    def to_dict(self) -> dict[str, float]:
        """Plain numbers by field, for the header of a weights file."""
        return asdict(self)


def check_mel(mel: Array, spec: MelConfig) -> Array:
    """The mel (mels, frames) as float32; VocoderError if it cannot be one of this configuration."""
    mel = np.asarray(mel, np.float32)
    if mel.ndim != 2 or mel.shape[0] != spec.n_mels or not mel.shape[1]:
        raise VocoderError(
            f"a mel must be ({spec.n_mels} mels, at least one frame), not an array of shape "
            f"{mel.shape}."
        )
    if not np.isfinite(mel).all():
        raise VocoderError(
            "the mel holds values that are not finite. It must be natural logs of magnitudes."
        )
    return mel
