"""Correction of samples towards the mel that they were generated from, by band and frame.

What is drawn differs from what was predicted: shaped noise lacks power (with the packaged WaveNet 2
to 4 dB between 700 Hz and 5 kHz in voiced frames), and the level of each draw varies. An iteration
scales the STFT by the mel error:

    S' = S exp(B' d),   d = m - ln(max(F |S|, floor)), clipped to +-MAX_CORRECTION

S is the STFT, F the mel filters, and B interpolates between the bands. Phases stay, and with them
the difference between a voice and a buzz.
"""

from __future__ import annotations

import numpy as np

from vocoders.mel import mel_filters, mel_to_linear_interpolation
from vocoders.mel_config import Array, MelConfig
from vocoders.stft import istft, stft

MAX_CORRECTION = 1.0  # of a band in one iteration, natural log: 8.7 dB
MIN_LOG_MEL = -9.0  # natural log; anything below is silence and is not corrected


def match_mel(samples: Array, mel: Array, spec: MelConfig, num_iterations: int) -> Array:
    """Samples whose mel is nearer to a target.

    samples           (frames * hop,) float32
    mel               (mels, frames), natural log, the target
    num_iterations    windows of the STFT overlap, so that one iteration does not reach the target
    returns           (frames * hop,) float32
    """
    target = np.maximum(mel, MIN_LOG_MEL)
    floor = np.float32(np.exp(MIN_LOG_MEL))
    filters = mel_filters(spec)
    bands_to_bins = mel_to_linear_interpolation(spec).T.astype(np.float32)
    for _ in range(num_iterations):
        spectrum = stft(samples, spec)
        deficit = target - np.log(np.maximum(filters @ np.abs(spectrum), floor))
        correction = np.clip(deficit, -MAX_CORRECTION, MAX_CORRECTION)
        samples = istft(spectrum * np.exp(bands_to_bins @ correction), spec)
    return samples
