"""Speech at another pitch: pitch-synchronous overlap-add, PSOLA (Moulines and Charpentier 1990,
"Pitch-synchronous waveform processing ...").

Voiced speech is cut into grains of two periods, each centred on a pitch mark, one mark a period;
the windows of the grains add up to one. Overlap-added with their marks closer or farther apart,
they have another pitch; a grain's spectrum, and so the formants, stay. Unvoiced speech stays as it
is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from vocoders import pitch
from vocoders.mel_config import MelConfig
from vocoders.stft import hann

Floats = NDArray[np.float64]
SEARCH_RANGE = 0.12  # of a period, around the place where the next mark is expected
MIN_TRACKED_HZ = 60.0  # the pitch tracker's
EDGE_SAMPLES = 16  # samples by which a grain grows at both ends when it is delayed by a fraction
PEAK_LIMIT = 0.999


def shift_pitch(
    samples: NDArray[np.floating], f0: NDArray[np.floating], semitones: float, config: MelConfig
) -> Floats:
    """Speech at another pitch, of the same length and power: (samples,), F0 (frames,) in Hz, 0
    where unvoiced -> (samples,).
    """
    margin = int(3 * config.sample_rate / MIN_TRACKED_HZ) + EDGE_SAMPLES
    original = np.pad(np.asarray(samples, np.float64), margin)
    period = np.pad(periods(f0, len(samples), config), margin, "edge")
    shifted = np.zeros_like(original)
    replaced = np.zeros_like(original)  # sum of the windows of all grains
    for first, last in voiced_segments(f0):
        start = margin + first * config.hop_length
        marks = pitch_marks(original, period, start, margin + last * config.hop_length)
        if len(marks) > 2:
            add_grains(original, marks, 2 ** (semitones / 12), shifted, replaced)
    mixed = original * (1 - replaced) + shifted
    return match_power(mixed[margin : len(original) - margin], samples)


def periods(f0: NDArray[np.floating], count: int, config: MelConfig) -> Floats:
    """The pitch period at each sample, in samples, (count,). Frame i is centred on sample (i + 1/2)
    hop.
    """
    frame = (np.arange(count) + 0.5) / config.hop_length - 0.5
    log_f0 = np.log(pitch.interpolate_unvoiced(f0).astype(np.float64))
    return config.sample_rate / np.exp(np.interp(frame, np.arange(len(f0)), log_f0))


def voiced_segments(f0: NDArray[np.floating]) -> list[tuple[int, int]]:
    """The first frame of each voiced segment and the one after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], f0 > 0, [0]]).astype(int)))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def pitch_marks(samples: Floats, period: Floats, first: int, last: int) -> Floats:
    """One mark a period in samples[first:last], from the largest sample outwards, to a fraction of
    a sample.
    """
    largest = float(first + np.abs(samples[first:last]).argmax())
    later = list(iter_marks(samples, period, largest, 1, first, last))
    earlier = list(iter_marks(samples, period, largest, -1, first, last))
    return np.array([*earlier[::-1], largest, *later])


def iter_marks(
    samples: Floats, period: Floats, mark: float, step: int, first: int, last: int
) -> Iterator[float]:
    """Marks after (step 1) or before (-1) a mark, each where the waveform is most like that around
    the mark before it.
    """
    while first <= (mark := next_mark(samples, mark, step * period[round(mark)])) < last - 1:
        yield mark


def next_mark(samples: Floats, mark: float, shift: float) -> float:
    """The position about a shift away from a mark around which the samples correlate best with one
    period around the mark.
    """
    half = int(abs(shift) / 2)
    margin = max(2, int(SEARCH_RANGE * abs(shift)))
    centre = round(mark)
    expected = centre + round(shift)
    template = samples[centre - half : centre + half + 1]
    searched = samples[expected - margin - half : expected + margin + half + 1]
    power = np.convolve(searched**2, np.ones(len(template)), "valid")
    correlation = np.correlate(searched, template, "valid") / np.sqrt(power + 1e-9)
    best = int(correlation.argmax())
    return mark + (expected - centre) - margin + best + parabolic_peak(correlation, best)


def parabolic_peak(values: Floats, index: int) -> float:
    """Distance from the highest value to the vertex of the parabola through it and its neighbours,
    in -0.5..0.5; 0 at either end.
    """
    if not 0 < index < len(values) - 1:
        return 0.0
    before, here, after = values[index - 1 : index + 2]
    return float(0.5 * (before - after) / min(before - 2 * here + after, -1e-12))


def add_grains(
    original: Floats, marks: Floats, factor: float, shifted: Floats, replaced: Floats
) -> None:
    """Add the grains around the marks to `shifted`, `factor` times as many a second and of the same
    total power; add their windows to `replaced`.
    """
    before = np.zeros_like(original)
    after = np.zeros_like(original)
    firsts, windows = grain_windows(np.round(marks).astype(int))
    grains = [
        window * original[first : first + len(window)]
        for first, window in zip(firsts, windows, strict=True)
    ]
    for first, window, grain in zip(firsts, windows, grains, strict=True):
        replaced[first : first + len(window)] += window
        before[first : first + len(window)] += grain
    for nearest, shift in synthesis_marks(marks, factor):
        whole = round(shift)
        delayed = fractional_delay(grains[nearest], shift - whole)
        start = firsts[nearest] + whole - EDGE_SAMPLES
        after[start : start + len(delayed)] += delayed
    shifted += match_power(after, before)


def grain_windows(centres: NDArray[np.int64]) -> tuple[list[int], list[Floats]]:
    """First samples and windows of the grains: each rises from the centre before to its own and
    falls to the next, so that they add up to one.
    """
    gaps = np.diff(centres)
    before = np.concatenate([gaps[:1], gaps])
    after = np.concatenate([gaps, gaps[-1:]])
    windows = [
        np.concatenate([hann(2 * rise)[:rise], hann(2 * fall)[fall:]])
        for rise, fall in zip(before, after, strict=True)
    ]
    return (centres - before).tolist(), windows


def synthesis_marks(marks: Floats, factor: float) -> Iterator[tuple[int, float]]:
    """The new marks: for each the number of the nearest old one, and its distance after that, in
    samples.
    """
    gaps = np.diff(marks, append=2 * marks[-1] - marks[-2])
    position = float(marks[0])
    while position < marks[-1] + gaps[-1] / 2:
        nearest = int(np.abs(marks - position).argmin())
        yield nearest, position - marks[nearest]
        position += float(np.interp(position, marks, gaps)) / factor


def fractional_delay(grain: Floats, fraction: float) -> Floats:
    """A grain delayed by a fraction of a sample (a slope of its phase).

    It grows by EDGE_SAMPLES at both ends: (samples,) -> (samples + 2 EDGE_SAMPLES,).
    """
    padded = np.pad(grain, EDGE_SAMPLES)
    spectrum = np.fft.rfft(padded)
    slope = np.exp(-2j * np.pi * np.fft.rfftfreq(len(padded)) * fraction)
    return np.fft.irfft(spectrum * slope, len(padded))


def match_power(samples: Floats, reference: NDArray[np.floating]) -> Floats:
    """The samples at the power of a reference, or a little less where they would clip."""
    power = np.mean(np.square(reference, dtype=np.float64))
    gain = np.sqrt(power / max(float(np.mean(samples**2)), 1e-12))
    peak = max(float(np.abs(samples).max()), 1e-9)
    return samples * min(float(gain), PEAK_LIMIT / peak)
