"""The last step of vocoders that draw their samples: the sound is given, band by band and frame by
frame, the mel that it was made from.

What a distribution is asked for and what is drawn from it differ: noise that is kept low for the
ear's sake lacks power (the packaged WaveNet, 2 to 4 dB between 700 Hz and 5 kHz in voiced frames),
and each draw is now louder, now softer. A pass filters the sound by what its own mel lacks:

    S' = S exp(B' d),   d = m - ln(max(F |S|, floor)),   no further than LARGEST at once

S is the STFT, F the bands of the mel, and B spreads them over the bins. The phases stay, and with
them what tells voices from buzz.
"""

from __future__ import annotations

import numpy as np

from vocoders.mel import mel_filters, mel_to_linear_interpolation
from vocoders.mel_config import Array, MelConfig
from vocoders.stft import istft, stft

LARGEST = 1.0  # nats that a pass moves a band, 8.7 dB
LOWEST = -9.0  # nats: softer is silence, and as good as any other


def matched(samples: Array, mel: Array, spec: MelConfig, passes: int) -> Array:
    """A sound whose mel comes nearer to one that is given.

    samples    (frames * hop,) float32
    mel        (mels, frames), natural log
    passes     how often; the windows of the STFT overlap, so that one does not reach it
    returns    (frames * hop,) float32
    """
    wanted = np.maximum(mel, LOWEST)
    filters = mel_filters(spec)
    spread = mel_to_linear_interpolation(spec).T.astype(np.float32)
    for _ in range(passes):
        spectrum = stft(samples, spec)
        lacks = wanted - np.log(np.maximum(filters @ np.abs(spectrum), np.float32(np.exp(LOWEST))))
        samples = istft(spectrum * np.exp(spread @ np.clip(lacks, -LARGEST, LARGEST)), spec)
    return samples
