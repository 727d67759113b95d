"""Mel frames from the decoder, all at once or in chunks.

The decoder looks at a fixed number of steps on either side of a frame. A chunk is decoded in a
window that is so much longer at both ends, so a frame is the same in any chunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tts.acoustic.time_compression import sample_frames
from vocoders.mel import LOG_FLOOR
from vocoders.mel_config import MelConfig

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class AcousticFeatures:
    """Everything that the decoder and the vocoder need of an utterance.

    durations          (phonemes,) frames
    energies           (phonemes,) dB
    f0                 (frames,) Hz, 0 where unvoiced
    frame_hidden       (frames, width), the encoder's vector of each frame's phoneme
    frame_features     (frames, 6), see `tts.acoustic.prosody.frame_features`
    f0_norm            (frames,) on the model's scale, also where unvoiced
    voiced             (frames,) 1 or 0
    log_gain           added to the mel
    spoken_durations   (phonemes,) frames that each is to last; fewer than `durations` where samples
                       are to be compressed
    sample_knots       (2, phonemes + 1), frames in which the phonemes end before and after samples
                       are compressed; None if they are not
    positions          (frames,) of the frames of `durations` and `f0` among those of the decoder's
                       inputs, which are more in fast speech; None if they are the same frames
    """

    durations: NDArray[np.int64]
    energies: Floats
    f0: Floats
    frame_hidden: Floats
    frame_features: Floats
    f0_norm: Floats
    voiced: Floats
    log_gain: np.float32
    spoken_durations: NDArray[np.int64]
    sample_knots: NDArray[np.float64] | None = None
    positions: NDArray[np.float64] | None = None

    @property
    def decoder_inputs(self) -> tuple[Floats, Floats, Floats, Floats]:
        """The arrays that the decoder takes, (frames, ...) each."""
        return self.frame_hidden, self.frame_features, self.f0_norm, self.voiced


class FrameDecoder(Protocol):
    """A model with a decoder.

    spec               the mel that it makes
    reduction_factor   frames that the decoder makes in a step
    receptive_radius   steps on either side that the decoder looks at
    """

    spec: MelConfig
    reduction_factor: int

    @property
    def receptive_radius(self) -> int: ...

    def decode(
        self, frame_hidden: Floats, frame_features: Floats, f0_norm: Floats, voiced: Floats
    ) -> Floats:
        """Inputs, (frames, ...) each -> mel (mels, frames); frames are a multiple of
        `reduction_factor`.
        """


def decode_frames(
    decoder: FrameDecoder, features: AcousticFeatures, first: int, last: int
) -> Floats:
    """Mel of the frames from `first` to `last` (exclusive), (mels, last - first), natural log."""
    if features.positions is None:
        return decode_own_frames(decoder, features, first, last)
    positions = features.positions[first:last]
    begin = int(positions[0])
    end = min(int(positions[-1]) + 2, len(features.f0_norm))
    mel = decode_own_frames(decoder, features, begin, end)
    return sample_frames(mel, positions - begin)


def decode_own_frames(
    decoder: FrameDecoder, features: AcousticFeatures, first: int, last: int
) -> Floats:
    """Mel of frames of the decoder's inputs, as in `decode_frames`."""
    step = decoder.reduction_factor
    radius = decoder.receptive_radius
    count = len(features.f0_norm)
    begin = max(first // step - radius, 0) * step
    end = min(-(-last // step) + radius, -(-count // step)) * step
    inputs = [pad_frames(part[begin:end], end - count) for part in features.decoder_inputs]
    mel = decoder.decode(*inputs)[:, first - begin : last - begin]
    return np.maximum(mel + features.log_gain, np.float32(np.log(LOG_FLOOR)))


def pad_frames(array: Floats, count: int) -> Floats:
    """The last frame repeated `count` times at the end; nothing if that is not positive."""
    if count <= 0:
        return array
    return np.pad(array, [(0, count)] + [(0, 0)] * (array.ndim - 1), "edge")


def iter_mel(
    decoder: FrameDecoder, features: AcousticFeatures, lengths: Iterable[int]
) -> Iterator[Floats]:
    """The mel in chunks of these lengths in frames, each decoded when it is asked for."""
    first = 0
    for length in lengths:
        yield decode_frames(decoder, features, first, first + length)
        first += length


def window_lengths(chunks: Sequence[int], lookahead: int) -> list[int]:
    """Lengths of the windows in which a mel is decoded, so that each chunk ends with a window and
    the first window holds `lookahead` frames, or all.
    """
    ends = np.cumsum(chunks)
    ends = np.unique(np.maximum(ends, min(lookahead, int(ends[-1]))))
    return [int(length) for length in np.diff(ends, prepend=0)]


class PeekableMel:
    """The mel of an utterance in chunks, (mels, frames) each, decoded as they are asked for.

    lengths     frames of each chunk
    lookahead   frames of `start`, which are decoded at once
    whole       whether all is decoded in one window, which costs least
    start       the first frames, (mels, lookahead), or as many as there are; empty for no lookahead
    """

    def __init__(
        self,
        decoder: FrameDecoder,
        features: AcousticFeatures,
        lengths: Sequence[int],
        lookahead: int = 0,
        whole: bool = False,
    ) -> None:
        windows = window_lengths(lengths, len(features.f0) if whole else lookahead)
        self._windows = iter_mel(decoder, features, windows)
        self._lengths = lengths
        self._ready: list[Floats] = []
        self._count = 0  # frames that are ready
        self.start = self.peek(lookahead) if lookahead else np.zeros((0, 0), np.float32)

    def peek(self, count: int) -> Floats:
        """The next frames, (mels, count), or as many as are left; they are not taken away."""
        while self._count < count:
            window = next(self._windows, None)
            if window is None:
                break
            self._ready.append(window)
            self._count += window.shape[1]
        if len(self._ready) > 1:
            self._ready = [np.concatenate(self._ready, 1)]
        return self._ready[0][:, :count]

    def __iter__(self) -> Iterator[Floats]:
        """The chunks, each decoded when it is asked for."""
        for length in self._lengths:
            chunk = self.peek(length)
            self._ready = [self._ready[0][:, length:]]
            self._count -= chunk.shape[1]
            yield chunk
