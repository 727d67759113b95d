"""Pitch by autocorrelation and the cheapest path (Boersma 1993, "Accurate short-term analysis of
the fundamental frequency ...").

The autocorrelation of a windowed frame, divided by that of the window, has its peaks at the periods
of the signal. Each frame offers its highest peaks and "unvoiced" as candidates; the path through
all frames weighs their strength against jumps. Numbers are Praat's defaults.

Creaky voice has pulses, but they come too seldom and irregularly to have a period (Keating,
Garellek and Kreiman 2015, "Acoustic properties of different kinds of creaky voice"): an
autocorrelation calls it unvoiced, and a vocoder would whisper it. So frames that sound like a
voice, not like a hiss, and have no period, get the rate of their pulses.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vocoders.mel import Array, MelSpec, hann, stft

CANDIDATES = 8
VOICING, SILENCE = 0.45, 0.03  # strength of "unvoiced"; level under which a frame counts as silent
OCTAVE, JUMP, SWITCH = (
    0.01,
    0.35,
    0.14,
)  # cost of an octave down; of an octave's jump, of a change of voicing (in 10 ms)
BLOCK = 512  # frames analysed at once
LOW, HIGH, DARKER = (
    1200.0,
    2500.0,
    3.0,
)  # Hz: a creak's power under the one is so many times that above the other
QUIET = 1e-4  # and its power no less than this much of the loud frames'
SHORTEST = 3  # frames that a creak must last
SLOWEST = 30.0  # Hz: the lowest rate of pulses
AROUND = 0.03  # seconds before and after a frame's centre whose pulses are counted
CONTRAST = 1.6  # how far a pulse stands out from the mean of what is around it


def track(
    samples: NDArray[np.floating], spec: MelSpec, low: float = 60.0, high: float = 500.0
) -> Array:
    """(samples,) -> Hz in every mel frame, (samples // hop,), 0 where unvoiced; frame i is centred
    on sample (i + 1/2) hop.
    """
    exact = np.asarray(samples, np.float64)
    count = len(exact) // spec.hop
    if count == 0:
        return np.zeros(0, np.float32)
    loudest = max(float(np.abs(exact).max()), 1e-9)
    blocks = [
        candidates(exact, spec, low, high, first, min(first + BLOCK, count), loudest)
        for first in range(0, count, BLOCK)
    ]
    hertz, strength = (np.concatenate(part) for part in zip(*blocks, strict=True))
    return with_creak(exact, best_path(hertz, strength, 0.01 * spec.frame_rate), spec).astype(
        np.float32
    )


def with_creak(
    samples: NDArray[np.float64], hertz: NDArray[np.floating], spec: MelSpec
) -> NDArray[np.floating]:
    """The pitch (frames,) of samples, with the rate of the pulses where a voice creaks."""
    creaky = dark(samples[: len(hertz) * spec.hop], spec) & (hertz == 0)
    ends = np.flatnonzero(np.diff(np.pad(creaky, 1).astype(int))).reshape(-1, 2)
    if not (ends[:, 1] - ends[:, 0] >= SHORTEST).any():
        return hertz
    at = pulse_times(samples, spec)
    most = fill(hertz)
    found = hertz.copy()
    for first, last in ends[ends[:, 1] - ends[:, 0] >= SHORTEST]:
        rates = pulse_rates(at, (np.arange(first, last) + 0.5) / spec.frame_rate)
        found[first:last] = np.where(
            rates > 0, np.clip(rates, SLOWEST, np.maximum(most[first:last], SLOWEST)), 0
        )
    return found


def dark(samples: NDArray[np.float64], spec: MelSpec) -> NDArray[np.bool_]:
    """Whether the power of a frame lies low, as a voice's, and is not far under that of the clip's
    loud frames, (frames,).
    """
    power = np.abs(stft(samples, spec)) ** 2  # (bins, frames)
    centres = np.arange(len(power)) * spec.sample_rate / spec.fft
    whole = power.sum(0)
    return (power[centres < LOW].sum(0) > DARKER * power[centres > HIGH].sum(0)) & (
        whole > QUIET * np.percentile(whole, 95)
    )


def pulse_times(samples: NDArray[np.float64], spec: MelSpec) -> NDArray[np.float64]:
    """Seconds at which the slope of the wave, smoothed over 1.5 ms, stands out: there the vocal
    folds close.
    """
    short, apart, wide = (
        2 * int(seconds * spec.sample_rate / 2) + 1 for seconds in (0.0015, 0.005, 0.04)
    )
    slope = np.convolve(np.abs(np.diff(samples, prepend=0.0)), np.hanning(short + 2)[1:-1], "same")
    highest = np.lib.stride_tricks.sliding_window_view(np.pad(slope, apart // 2), apart).max(1)
    mean = np.convolve(slope, np.full(wide, 1 / wide), "same")
    return (np.flatnonzero((slope >= highest) & (slope > CONTRAST * mean)) + 0.5) / spec.sample_rate


def pulse_rates(at: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pulses in a second around each time, by those within AROUND of it and the next on either
    side; 0 where there are fewer than two.
    """
    first = np.maximum(np.searchsorted(at, times - AROUND) - 1, 0)
    last = np.minimum(np.searchsorted(at, times + AROUND), len(at) - 1)
    between = last - first
    spans = at[last] - at[first] if len(at) else np.zeros(len(times))
    return np.where(between > 0, between / np.maximum(spans, 1e-9), 0)


def candidates(
    samples: NDArray[np.float64],
    spec: MelSpec,
    low: float,
    high: float,
    first: int,
    last: int,
    loudest: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Hz and strength of the candidates of frames first..last, each (frames, 1 + CANDIDATES); the
    first is "unvoiced", 0 Hz.
    """
    length = int(3 * spec.sample_rate / low)
    starts = ((np.arange(first, last) + 0.5) * spec.hop).astype(int) - length // 2
    padded = np.pad(samples, length)
    frames = padded[starts[:, None] + length + np.arange(length)]
    frames = frames - frames.mean(1, keepdims=True)
    half = int(spec.sample_rate / low / 2)  # the level that counts is the middle's
    peak = np.abs(frames[:, length // 2 - half : length // 2 + half]).max(1)
    lags = autocorrelation(frames * hann(length), length) / autocorrelation(
        hann(length)[None], length
    )
    period, height = peaks(lags, int(spec.sample_rate / high), int(spec.sample_rate / low))
    with np.errstate(divide="ignore"):
        hertz = np.where(height > 0, spec.sample_rate / np.maximum(period, 1), 0)
    strength = np.where(
        height > 0,
        np.minimum(height, 1) - OCTAVE * np.log2(low * np.maximum(period, 1) / spec.sample_rate),
        -np.inf,
    )
    unvoiced = VOICING + np.maximum(0, 2 - peak / loudest * (1 + VOICING) / SILENCE)
    return np.pad(hertz, ((0, 0), (1, 0))), np.concatenate([unvoiced[:, None], strength], 1)


def autocorrelation(frames: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """(frames, length) -> (frames, length), 1 at lag 0; by the power spectrum, zero padded so that
    it does not wrap.
    """
    size = 1 << int(np.ceil(np.log2(1.5 * length)))
    power = np.abs(np.fft.rfft(frames, size)) ** 2
    raw = np.fft.irfft(power, size)[:, :length]
    return raw / np.maximum(raw[:, :1], 1e-12)


def peaks(
    lags: NDArray[np.float64], shortest: int, longest: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The highest local maxima between two lags, (frames, CANDIDATES) periods in samples and
    heights; 0 where there are fewer.
    """
    before, here, after = (lags[:, shortest + shift : longest + 1 + shift] for shift in (-1, 0, 1))
    top = (here > before) & (here >= after) & (here > 0.5 * VOICING)
    bend = np.where(top, before - 2 * here + after, -1)
    shift = np.where(
        top, 0.5 * (before - after) / np.minimum(bend, -1e-12), 0
    )  # the vertex of the parabola
    height = np.where(top, here - 0.25 * (before - after) * shift, 0)
    best = np.argsort(-height, axis=1, kind="stable")[:, :CANDIDATES]
    period = shortest + best + np.take_along_axis(shift, best, 1)
    height = np.take_along_axis(height, best, 1)
    return np.where(height > 0, period, 0), height


def best_path(
    hertz: NDArray[np.float64], strength: NDArray[np.float64], per_frame: float
) -> NDArray[np.float64]:
    """Viterbi: the candidates (frames, choices) whose strengths less the costs of their jumps sum
    highest -> (frames,) Hz.
    """
    octaves = np.log2(np.maximum(hertz, 1))
    voiced = hertz > 0
    score = strength[0]
    back = np.zeros(hertz.shape, np.intp)
    for frame in range(1, len(hertz)):
        jump = JUMP * np.abs(octaves[frame][:, None] - octaves[frame - 1][None])
        change = voiced[frame][:, None] != voiced[frame - 1][None]
        both = voiced[frame][:, None] & voiced[frame - 1][None]
        total = score[None] - per_frame * np.where(change, SWITCH, np.where(both, jump, 0))
        back[frame] = total.argmax(1)
        score = strength[frame] + total.max(1)
    path = np.empty(len(hertz), np.intp)
    path[-1] = score.argmax()
    for frame in range(len(hertz) - 1, 0, -1):
        path[frame - 1] = back[frame, path[frame]]
    return hertz[np.arange(len(hertz)), path]


def fill(pitch: NDArray[np.floating], default: float = 150.0) -> Array:
    """The pitch with its unvoiced frames filled by interpolation of the logarithm, (frames,) Hz."""
    voiced = np.flatnonzero(pitch > 0)
    if not len(voiced):
        return np.full(len(pitch), default, np.float32)
    return np.exp(np.interp(np.arange(len(pitch)), voiced, np.log(pitch[voiced]))).astype(
        np.float32
    )
