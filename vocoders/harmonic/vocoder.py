"""The harmonic vocoder around its network: whole mels, and mels that come in chunks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import VocoderError
from vocoders.harmonic.excitation import seeded_excitation
from vocoders.harmonic.filters import unpack_filters
from vocoders.harmonic.synthesis import SourceFilterSynth
from vocoders.mel_config import Array, MelConfig, check_mel
from vocoders.pitch import check_pitch, fill_f0

# In fewer frames, ONNX Runtime sums a convolution's products in another order.
MIN_INFER_FRAMES = 65
# Eleven seconds: of a longer sentence the network's memory would grow with it.
MAX_INFER_FRAMES = 1024


class SourceFilter(ABC):
    """Mel and F0 -> wave, by filters that a network predicts.

    max_voiced_hz    maximum voiced frequency: where the pulses end
    spec             the mel that it takes
    config           what shapes the network, with `num_blocks` and `kernel_size`
    """

    name = "harmonic"
    needs_pitch = True
    config: Any

    def __init__(self, max_voiced_hz: float, spec: MelConfig) -> None:
        if not 0 < max_voiced_hz <= spec.sample_rate:
            raise VocoderError(
                f"max_voiced_hz is {max_voiced_hz}; it must be from 0 to {spec.sample_rate} Hz."
            )
        self.max_voiced_hz = max_voiced_hz
        self.spec = spec

    @property
    def context_frames(self) -> int:
        """Frames before and after its own that the network looks at: a convolution at the input,
        and one in each block.
        """
        return (int(self.config.num_blocks) + 1) * (int(self.config.kernel_size) // 2)

    @property
    def latency_frames(self) -> int:
        """Frames by which the samples of `stream` lag behind the mel, rounded up."""
        spec = self.spec
        return self.context_frames + -(-(spec.n_fft - spec.hop_length) // (2 * spec.hop_length))

    @abstractmethod
    def predict_filters(self, mel: Array, f0_features: Array) -> tuple[Array, Array]:
        """The network on arrays: predicted filters and base filters, as `add_base_filters` takes
        them, (frames, ...) each.

        mel            (mels, frames)
        f0_features    (2, frames)
        """

    def __call__(
        self, mel: Array, pitch: NDArray[np.floating] | None = None, seed: int = 0
    ) -> Array:
        """Samples (frames * hop,); the same for the same seed.

        mel      (mels, frames), natural log
        pitch    (frames,) F0 in Hz, 0 where unvoiced

        VocoderError for another mel, or without F0.
        """
        mel = check_mel(mel, self.spec)
        if pitch is None or np.shape(pitch) != mel.shape[1:]:
            raise VocoderError(
                f"the harmonic vocoder needs the pitch in Hz of each of the {mel.shape[1]} frames "
                "beside the mel."
            )
        f0 = fill_f0(check_pitch(pitch, self.spec))
        excitation = seeded_excitation(f0, self.spec, seed)
        synth = SourceFilterSynth(excitation, self.spec, self.max_voiced_hz)
        return self._render(synth, mel, f0.features, mel.shape[1], mel.shape[1])

    def stream(
        self, mels: Iterable[Array], pitch: NDArray[np.floating], seed: int = 0
    ) -> Iterator[Array]:
        """Samples of a mel that comes in chunks, each as soon as it is final.

        mels     chunks (mels, some frames)
        pitch    (frames,) F0 of the whole, Hz: the pulses of a chunk depend on those before it
        yields   (samples,) for each chunk, few or none for the first ones; (frames * hop,) in all

        VocoderError if the chunks together are not as long as the F0.
        """
        f0 = fill_f0(check_pitch(pitch, self.spec))
        features = f0.features
        count = features.shape[1]
        excitation = seeded_excitation(f0, self.spec, seed)
        synth = SourceFilterSynth(excitation, self.spec, self.max_voiced_hz)
        buffer = np.zeros((self.spec.n_mels, 0), np.float32)  # the latest frames of the mel
        received = 0  # frames
        for mel in mels:
            buffer = np.concatenate([buffer, check_mel(mel, self.spec)], 1)
            received += np.shape(mel)[1]
            if received > count:
                break
            # filters of later frames still depend on frames to come
            last = received if received == count else received - self.context_frames
            yield self._render(synth, buffer, features, received, last)
            buffer = buffer[
                :, -max(received - synth.n_in + self.context_frames, MIN_INFER_FRAMES) :
            ]
        if received != count:
            raise VocoderError(
                f"the pieces of the mel have {received} frames, or more, but the pitch has {count}."
            )

    def _render(
        self, synth: SourceFilterSynth, buffer: Array, features: Array, received: int, last: int
    ) -> Array:
        """Samples that the frames up to `last` complete, none if they were rendered before. The
        network is given at most MAX_INFER_FRAMES and their context at a time.
        """
        pieces = [np.zeros(0, np.float32)]
        while synth.n_in < last:
            count = min(last - synth.n_in, MAX_INFER_FRAMES)
            seen = min(received, synth.n_in + count + self.context_frames)
            known = buffer[:, : buffer.shape[1] - (received - seen)]
            predicted, base = self._infer_window(known, features, seen, synth.n_in)
            parts = unpack_filters(predicted[:count], base[:count], self.spec, self.max_voiced_hz)
            pieces.append(synth.push(parts))
        return np.concatenate(pieces)

    def _infer_window(
        self, buffer: Array, f0_features: Array, received: int, first: int
    ) -> tuple[Array, Array]:
        """Filters from frame `first` on, equal to the whole mel's but for the last
        `context_frames`. The window of the network begins as much earlier.

        buffer         (mels, some frames), those before frame `received`
        f0_features    (2, frames) of the whole
        returns        (received - first, ...) or more, each
        """
        least = min(MIN_INFER_FRAMES, f0_features.shape[1])
        begin = max(0, min(first - self.context_frames, received - least))
        mel = buffer[:, buffer.shape[1] - (received - begin) :]
        features = f0_features[:, begin:received]
        if (lacking := least - mel.shape[1]) > 0:  # padded frames are not used
            mel = np.pad(mel, [(0, 0), (0, lacking)], "edge")
            features = np.pad(features, [(0, 0), (0, lacking)], "edge")
        predicted, base = self.predict_filters(mel, features)
        return predicted[first - begin :], base[first - begin :]
