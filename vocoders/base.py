"""Interface of a vocoder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from vocoders.mel_config import Array, MelConfig


class Vocoder(Protocol):
    """A network or method that turns a mel into samples.

    name           of the architecture
    spec           the mel it takes
    needs_pitch    whether the F0 of every frame must be passed, too
    """

    name: str
    spec: MelConfig
    needs_pitch: bool

    def __call__(self, mel: Array, pitch: Array | None = None, seed: int = 0) -> Array:
        """Samples (frames * hop,), -1 to 1.

        mel      (mels, frames), natural log
        pitch    (frames,) F0 in Hz, 0 where unvoiced
        seed     of its noise; the same mel, pitch and seed give the same samples

        VocoderError for a mel of another shape, or without a needed pitch.
        """


@runtime_checkable
class Streaming(Protocol):
    """A vocoder that can begin before the mel is complete.

    latency_frames    frames by which its samples lag behind the mel, at most
    """

    latency_frames: int

    def stream(
        self, mels: Iterable[Array], pitch: NDArray[np.floating], seed: int = 0
    ) -> Iterator[Array]:
        """Samples that each chunk of a mel completes; together those of the whole mel.

        mels     chunks (mels, some frames)
        pitch    (frames,) F0 of all frames, Hz
        """
