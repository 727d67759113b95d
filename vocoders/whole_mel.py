"""A vocoder that needs the whole mel, where one is wanted that takes it in chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from vocoders.base import Vocoder
    from vocoders.mel_config import Array


class WholeMelStream:
    """Makes a vocoder a `vocoders.base.Streaming`, which begins when the mel is complete."""

    latency_frames = 0

    def __init__(self, vocoder: Vocoder) -> None:
        self.vocoder = vocoder

    def stream(
        self, mels: Iterable[Array], pitch: NDArray[np.floating], seed: int = 0
    ) -> Iterator[Array]:
        """Samples of each chunk of a mel, (mels, some frames); those of the whole, cut up."""
        chunks = list(mels)
        whole = chunks[0] if len(chunks) == 1 else np.concatenate(chunks, 1)  # (mels, frames)
        samples = self.vocoder(whole, pitch if self.vocoder.needs_pitch else None, seed)
        start = 0
        for chunk in chunks:
            end = start + chunk.shape[1] * self.vocoder.spec.hop_length
            yield samples[start:end]
            start = end
