"""Fast speech. The networks were trained on none, and predict blurred mels for sounds of a frame or
two. So mel and F0 are predicted at the voice's own pace, and then compressed in time. The vocoder
follows them to MAX_MEL_COMPRESSION; what is still too long is left to
`tts.synthesis.sample_compression`.

Durations do not shrink alike. In the fast speech of people, pauses and long sounds give up more
time than short ones (Gay 1978; Covell, Withgott and Slaney 1998, "Mach1").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MAX_MEL_COMPRESSION = 2.0  # of a phoneme; the vocoder's window of 43 ms blurs shorter ones
EQUALIZED_SPEED = 3.0  # speed up to which durations become more and more alike
EQUALIZATION = 0.45  # there: 0 shrinks all durations alike, 1 makes them the same


def phoneme_ends(durations: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """Where each phoneme ends in an utterance of `total` frames, and 0 before: (phonemes,) frames
    -> (phonemes + 1,) frames. They are not rounded: that would lame the rhythm.
    """
    ends = np.append(0, np.cumsum(durations))
    return ends * (total / ends[-1])


def sample_knots(
    vocoded: NDArray[np.float64],
    vocoded_frames: NDArray[np.int64],
    spoken: NDArray[np.float64],
    spoken_frames: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Where phonemes end before and after samples are compressed, (2, phonemes + 1) frames.

    vocoded          (phonemes,) how long each is in the vocoder's samples
    vocoded_frames   (phonemes,) the same in whole frames, of which only the sum counts
    spoken, spoken_frames   the same of what is spoken
    """
    totals = int(vocoded_frames.sum()), int(spoken_frames.sum())
    return np.stack([phoneme_ends(vocoded, totals[0]), phoneme_ends(spoken, totals[1])])


def frame_positions(
    own: NDArray[np.int64], vocoded: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """Where each frame of speech lies among the frames that the networks predict, (count,): each
    phoneme is compressed evenly.

    own       (phonemes,) frames that the networks predict
    vocoded   (phonemes,) how long each is in the vocoder's samples, not in whole frames
    """
    lasting = np.append(True, vocoded > 0)
    ends = phoneme_ends(vocoded, count)[lasting]
    ends_own = np.append(0, np.cumsum(own))[lasting]
    positions = np.interp(np.arange(count) + 0.5, ends, ends_own) - 0.5
    return np.clip(positions, 0, ends_own[-1] - 1)


def sample_frames(frames: Floats, positions: NDArray[np.float64]) -> Floats:
    """Values at these positions on straight lines between frames: (..., frames) -> the same."""
    before = positions.astype(np.int64)
    after = np.minimum(before + 1, frames.shape[-1] - 1)
    share = (positions - before).astype(np.float32)
    return frames[..., before] * (1 - share) + frames[..., after] * share


def sample_f0(f0: Floats, positions: NDArray[np.float64]) -> Floats:
    """F0 at these positions, 0 where the nearest frame is unvoiced."""
    nearest = f0[np.round(positions).astype(np.int64)]
    between = np.minimum(f0[positions.astype(np.int64)], f0[np.ceil(positions).astype(np.int64)])
    voiced = (nearest > 0) & (between > 0)
    return np.where(voiced, sample_frames(f0, positions), nearest)


def compress_durations(durations: NDArray[np.float64], speed: float) -> NDArray[np.float64]:
    """Durations of fast speech, (phonemes,) frames, `speed` times less in sum. The longer a phoneme
    is, the more it gives up: what is left is a power of its duration. The silences at both ends,
    which are cut later, shrink as the whole does.

    >>> compress_durations(np.array([9.0, 4.0, 16.0, 9.0]), 3.0).round(1).tolist()
    [3.0, 2.4, 4.2, 3.0]
    """
    shrunk = durations / speed
    exponent = 1 - EQUALIZATION * np.log(min(speed, EQUALIZED_SPEED)) / np.log(EQUALIZED_SPEED)
    inner = slice(1, -1)
    weights = durations[inner] ** exponent  # 0 stays 0: a boundary between words
    total = weights.sum()
    if total > 0:
        shrunk[inner] = weights * (shrunk[inner].sum() / total)
    return shrunk
