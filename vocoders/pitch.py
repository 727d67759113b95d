"""F0 estimation, and the logarithmic F0 scale of the vocoders' networks.

F0 comes from autocorrelation and the cheapest path (Boersma 1993, "Accurate short-term analysis of
the fundamental frequency and the harmonics-to-noise ratio of a sampled sound"). The autocorrelation
of a windowed frame, divided by that of the window, has its peaks at the periods of the signal. Each
frame offers its highest peaks and "unvoiced" as candidates. The path through all frames weighs
their strength against jumps. The constants are Praat's defaults.

Creaky voice has pulses, but they come too seldom and irregularly to have a period (Keating,
Garellek and Kreiman 2015, "Acoustic properties of different kinds of creaky voice").
Autocorrelation calls it unvoiced, and a vocoder would render it as a whisper. So frames without a
period that have the spectral tilt of a voice get the rate of their pulses.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import VocoderError
from vocoders.mel_config import Array, MelConfig
from vocoders.stft import bin_frequencies, hann, stft

# where this scale and that of the acoustic model have their zero
F0_REFERENCE_HZ = 180.0
LN_F0_UNITS = 2.0  # of the vocoders' scale in a factor of e

CANDIDATES = 8
VOICING_THRESHOLD = 0.45  # strength of "unvoiced"
SILENCE_THRESHOLD = 0.03  # share of the peak below which a frame counts as silent
OCTAVE_COST = 0.01
OCTAVE_JUMP_COST = 0.35  # in 10 ms
VOICED_UNVOICED_COST = 0.14  # in 10 ms
F0_BLOCK_FRAMES = 512  # frames analysed at once

CREAK_LOW_HZ = 1200.0
CREAK_HIGH_HZ = 2500.0
CREAK_TILT = 3.0  # least power below CREAK_LOW_HZ, as a multiple of that above CREAK_HIGH_HZ
CREAK_LEAST_POWER = 1e-4  # share of the loud frames' power
CREAK_LEAST_FRAMES = 3
CREAK_LEAST_HZ = 30.0
CREAK_PULSE_WINDOW_S = 0.03  # before and after a frame's centre
CREAK_PULSE_CONTRAST = 1.6  # least height of a pulse, as a multiple of the mean around it


def hz_to_ln_f0(hertz: Array) -> Array:
    """Hz -> the vocoder's scale: twice the natural logarithm of F0 / 180 Hz."""
    return np.log(hertz / F0_REFERENCE_HZ) * LN_F0_UNITS


def ln_f0_to_hz(ln_f0: Array) -> Array:
    """Inverse of `hz_to_ln_f0`."""
    return F0_REFERENCE_HZ * np.exp(ln_f0 / LN_F0_UNITS)


class FilledF0(NamedTuple):
    """F0 whose gaps are filled.

    hertz     (frames,) also where unvoiced
    voiced    (frames,) whether a frame is voiced
    """

    hertz: Array
    voiced: NDArray[np.bool_]

    @property
    def features(self) -> Array:
        """F0 as the vocoders' networks take it, (2, frames): the logarithm, and 1 where voiced."""
        return np.stack([hz_to_ln_f0(self.hertz), self.voiced]).astype(np.float32)


def fill_f0(pitch: NDArray[np.floating]) -> FilledF0:
    """F0, (frames,) Hz, 0 where unvoiced, with its gaps filled."""
    return FilledF0(interpolate_unvoiced(pitch), pitch > 0)


def check_pitch(pitch: NDArray[np.floating], spec: MelConfig) -> Array:
    """F0 (frames,) in Hz as float32; VocoderError if it is not finite or out of range."""
    hertz = np.asarray(pitch, np.float32)
    highest = spec.sample_rate / 4
    if not np.isfinite(hertz).all() or (hertz < 0).any() or (hertz > highest).any():
        raise VocoderError(f"pitches must be from 0 (unvoiced) to {highest:g} Hz.")
    return hertz


def interpolate_unvoiced(pitch: NDArray[np.floating], default: float = 150.0) -> Array:
    """F0 with its unvoiced frames filled by interpolation of the logarithm, (frames,) Hz.

    default    Hz where no frame is voiced
    """
    voiced = np.flatnonzero(pitch > 0)
    if not len(voiced):
        return np.full(len(pitch), default, np.float32)
    log_f0 = np.interp(np.arange(len(pitch)), voiced, np.log(pitch[voiced]))
    return np.exp(log_f0).astype(np.float32)


def estimate_f0(
    samples: NDArray[np.floating], spec: MelConfig, low: float = 60.0, high: float = 500.0
) -> Array:
    """F0 of every mel frame: (samples,) -> (samples // hop,) Hz, 0 where unvoiced.

    low, high    Hz, the range that is searched
    """
    exact = np.asarray(samples, np.float64)
    count = len(exact) // spec.hop_length
    if count == 0:
        return np.zeros(0, np.float32)
    peak = max(float(np.abs(exact).max()), 1e-9)
    search = Search(spec, low, high)
    blocks = [
        candidates(exact, search, first, min(first + F0_BLOCK_FRAMES, count), peak)
        for first in range(0, count, F0_BLOCK_FRAMES)
    ]
    hertz, strength = (np.concatenate(part) for part in zip(*blocks, strict=True))
    modal = best_path(hertz, strength, 0.01 * spec.frame_rate)
    return add_creaky_f0(exact, modal, spec).astype(np.float32)


def add_creaky_f0(
    samples: NDArray[np.float64], hertz: NDArray[np.floating], spec: MelConfig
) -> NDArray[np.floating]:
    """F0 (frames,) Hz with the rate of the pulses where the voice is creaky."""
    creaky = has_voice_like_tilt(samples[: len(hertz) * spec.hop_length], spec) & (hertz == 0)
    spans = np.flatnonzero(np.diff(np.pad(creaky, 1).astype(int))).reshape(-1, 2)
    spans = spans[spans[:, 1] - spans[:, 0] >= CREAK_LEAST_FRAMES]
    if not len(spans):
        return hertz
    pulses = pulse_times(samples, spec)
    most = np.maximum(interpolate_unvoiced(hertz), CREAK_LEAST_HZ)
    found = hertz.copy()
    for first, last in spans:
        rates = pulse_rates(pulses, (np.arange(first, last) + 0.5) / spec.frame_rate)
        clipped = np.clip(rates, CREAK_LEAST_HZ, most[first:last])
        found[first:last] = np.where(rates > 0, clipped, 0)
    return found


def has_voice_like_tilt(samples: NDArray[np.float64], spec: MelConfig) -> NDArray[np.bool_]:
    """Whether a frame's power lies low, as a voice's does, and is not far below that of the clip's
    loud frames: (frames,).
    """
    power = np.abs(stft(samples, spec)) ** 2  # (bins, frames)
    centres = bin_frequencies(spec)
    total = power.sum(0)
    low = power[centres < CREAK_LOW_HZ].sum(0)
    high = power[centres > CREAK_HIGH_HZ].sum(0)
    return (low > CREAK_TILT * high) & (total > CREAK_LEAST_POWER * np.percentile(total, 95))


def pulse_times(samples: NDArray[np.float64], spec: MelConfig) -> NDArray[np.float64]:
    """Seconds at which the vocal folds close: there the slope of the wave, smoothed over 1.5 ms,
    stands out.
    """
    smoothing, apart, wide = (
        2 * int(seconds * spec.sample_rate / 2) + 1 for seconds in (0.0015, 0.005, 0.04)
    )
    slope = np.abs(np.diff(samples, prepend=0.0))
    slope = np.convolve(slope, np.hanning(smoothing + 2)[1:-1], "same")
    around = np.lib.stride_tricks.sliding_window_view(np.pad(slope, apart // 2), apart)
    mean = np.convolve(slope, np.full(wide, 1 / wide), "same")
    is_pulse = (slope >= around.max(1)) & (slope > CREAK_PULSE_CONTRAST * mean)
    return (np.flatnonzero(is_pulse) + 0.5) / spec.sample_rate


def pulse_rates(pulses: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pulses per second around each time; 0 where there are fewer than two.

    Those within CREAK_PULSE_WINDOW_S count, and the next on either side.
    """
    first = np.maximum(np.searchsorted(pulses, times - CREAK_PULSE_WINDOW_S) - 1, 0)
    last = np.searchsorted(pulses, times + CREAK_PULSE_WINDOW_S)
    last = np.minimum(last, len(pulses) - 1)
    periods = last - first
    spans = pulses[last] - pulses[first] if len(pulses) else np.zeros(len(times))
    return np.where(periods > 0, periods / np.maximum(spans, 1e-9), 0)


class Search(NamedTuple):
    """What is searched: frames of a mel configuration, F0 from `low` to `high` Hz."""

    spec: MelConfig
    low: float
    high: float

    @property
    def length(self) -> int:
        """Samples of a window: three of the longest period."""
        return int(3 * self.spec.sample_rate / self.low)

    def windows(self, samples: NDArray[np.float64], first: int, last: int) -> NDArray[np.float64]:
        """Frames first..last without their mean: (frames, length)."""
        length = self.length
        starts = ((np.arange(first, last) + 0.5) * self.spec.hop_length).astype(int) - length // 2
        windows = np.pad(samples, length)[starts[:, None] + length + np.arange(length)]
        return windows - windows.mean(1, keepdims=True)


def candidates(
    samples: NDArray[np.float64], search: Search, first: int, last: int, peak: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Hz and strength of the candidates of frames first..last, each (frames, 1 + CANDIDATES).

    The first candidate is "unvoiced", 0 Hz.

    peak    largest magnitude of the whole clip
    """
    rate = search.spec.sample_rate
    length = search.length
    windows = search.windows(samples, first, last)
    half = int(rate / search.low / 2)  # only the middle decides about silence
    loudest = np.abs(windows[:, length // 2 - half : length // 2 + half]).max(1)
    window = hann(length)
    lags = autocorrelation(windows * window, length) / autocorrelation(window[None], length)
    period, height = peaks(lags, int(rate / search.high), int(rate / search.low))
    period = np.maximum(period, 1)
    hertz = np.where(height > 0, rate / period, 0)
    strength = np.minimum(height, 1) - OCTAVE_COST * np.log2(search.low * period / rate)
    strength = np.where(height > 0, strength, -np.inf)
    loudness = loudest / peak * (1 + VOICING_THRESHOLD) / SILENCE_THRESHOLD
    unvoiced = VOICING_THRESHOLD + np.maximum(0, 2 - loudness)
    return np.pad(hertz, ((0, 0), (1, 0))), np.concatenate([unvoiced[:, None], strength], 1)


def autocorrelation(frames: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Autocorrelation of each frame, (frames, length) -> the same, 1 at lag 0.

    By the power spectrum, zero padded so that it does not wrap.
    """
    size = 1 << int(np.ceil(np.log2(1.5 * length)))
    power = np.abs(np.fft.rfft(frames, size)) ** 2
    raw = np.fft.irfft(power, size)[:, :length]
    return raw / np.maximum(raw[:, :1], 1e-12)


def peaks(
    lags: NDArray[np.float64], shortest: int, longest: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Highest local maxima between two lags: periods in samples and heights, each
    (frames, CANDIDATES); 0 where there are fewer.
    """
    before = lags[:, shortest - 1 : longest]
    here = lags[:, shortest : longest + 1]
    after = lags[:, shortest + 1 : longest + 2]
    top = (here > before) & (here >= after) & (here > 0.5 * VOICING_THRESHOLD)
    # the vertex of the parabola through the three
    bend = np.where(top, before - 2 * here + after, -1)
    shift = np.where(top, 0.5 * (before - after) / np.minimum(bend, -1e-12), 0)
    height = np.where(top, here - 0.25 * (before - after) * shift, 0)
    best = np.argsort(-height, axis=1, kind="stable")[:, :CANDIDATES]
    period = shortest + best + np.take_along_axis(shift, best, 1)
    height = np.take_along_axis(height, best, 1)
    return np.where(height > 0, period, 0), height


def best_path(
    hertz: NDArray[np.float64], strength: NDArray[np.float64], cost_scale: float
) -> NDArray[np.float64]:
    """Viterbi: the candidates whose strengths less the costs of their jumps sum highest.

    hertz, strength    (frames, candidates)
    cost_scale         factor of the costs, which are given for 10 ms
    returns            (frames,) Hz
    """
    octaves = np.log2(np.maximum(hertz, 1))
    voiced = hertz > 0
    score = strength[0]
    back = np.zeros(hertz.shape, np.intp)
    for frame in range(1, len(hertz)):
        jump = OCTAVE_JUMP_COST * np.abs(octaves[frame][:, None] - octaves[frame - 1][None])
        change = voiced[frame][:, None] != voiced[frame - 1][None]
        both = voiced[frame][:, None] & voiced[frame - 1][None]
        cost = np.where(change, VOICED_UNVOICED_COST, np.where(both, jump, 0))
        total = score[None] - cost_scale * cost
        back[frame] = total.argmax(1)
        score = strength[frame] + total.max(1)
    path = np.empty(len(hertz), np.intp)
    path[-1] = score.argmax()
    for frame in range(len(hertz) - 1, 0, -1):
        path[frame - 1] = back[frame, path[frame]]
    return hertz[np.arange(len(hertz)), path]
