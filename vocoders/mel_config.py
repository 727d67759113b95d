"""Mel configuration: the numbers that define a mel, in one place.

Audio, features, acoustic models and vocoders carry a `MelConfig` and compare it where they meet.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import SpecMismatchError, VocoderError

Array = NDArray[np.float32]
MIN_MEL_RATE = 1000  # Hz
MAX_MEL_RATE = 384_000
MAX_FFT = 1 << 16
MAX_MELS = 1024


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

    def validate(self) -> None:
        """Raise VocoderError, naming the field, for numbers that no mel can have."""
        limits: dict[str, tuple[float, float]] = {
            "sample_rate": (MIN_MEL_RATE, MAX_MEL_RATE),
            "n_fft": (2, MAX_FFT),
            "win_length": (2, self.n_fft),
            "hop_length": (1, self.win_length),
            "n_mels": (1, MAX_MELS),
            "f_max": (1, self.sample_rate / 2),
            "f_min": (0, self.f_max),
        }
        for name, (low, high) in limits.items():
            value = getattr(self, name)
            kinds = (int, float) if name.startswith("f_") else (int,)
            if type(value) not in kinds or not low <= value <= high:
                raise VocoderError(
                    f"{name} of the mel is {value!r}; it must be from {low} to {high}."
                )

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
