"""The same speech at another pitch: pitch-synchronous overlap-add (Moulines and Charpentier 1990,
"Pitch-synchronous waveform processing ...").

Voiced speech is cut into grains of two periods, each centred on a mark, one mark a period; their
windows add up to one. Laid out again with their marks closer or farther apart they give another
pitch; a grain's spectrum, and so the formants, stay. What is not voiced is not touched.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from vocoders import pitch
from vocoders.mel_config import MelConfig
from vocoders.stft import hann

Floats = NDArray[np.float64]
SLACK = 0.12  # of a period that the next mark may be off by
LOWEST = 60.0  # Hz, the pitch tracker's
EDGE = 16  # samples that a grain grows by at both ends when it is moved by less than one


def moved(
    samples: NDArray[np.floating], hertz: NDArray[np.floating], semitones: float, spec: MelConfig
) -> Floats:
    """Speech at another pitch, as long and as loud: (samples,), its pitch (frames,) in Hz, 0 where
    unvoiced -> (samples,).
    """
    margin = int(3 * spec.sample_rate / LOWEST) + EDGE
    sound = np.pad(np.asarray(samples, np.float64), margin)
    period = np.pad(periods(hertz, len(samples), spec), margin, "edge")
    made = np.zeros_like(sound)
    replaced = np.zeros_like(sound)
    for first, last in stretches(hertz):
        marks = marks_of(
            sound, period, margin + first * spec.hop_length, margin + last * spec.hop_length
        )
        if len(marks) > 2:
            relay(sound, marks, 2 ** (semitones / 12), made, replaced)
    return as_loud((sound * (1 - replaced) + made)[margin : len(sound) - margin], samples)


def periods(hertz: NDArray[np.floating], count: int, spec: MelConfig) -> Floats:
    """The period at each sample, in samples, (count,); frame i is centred on sample (i + 1/2) hop."""
    frame = (np.arange(count) + 0.5) / spec.hop_length - 0.5
    return spec.sample_rate / np.exp(
        np.interp(
            frame,
            np.arange(len(hertz)),
            np.log(pitch.interpolate_unvoiced(hertz).astype(np.float64)),
        )
    )


def stretches(hertz: NDArray[np.floating]) -> list[tuple[int, int]]:
    """First frame and the one after the last of each voiced stretch."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], hertz > 0, [0]]).astype(int)))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def marks_of(sound: Floats, period: Floats, first: int, last: int) -> Floats:
    """A mark a period in sound[first:last], from the loudest sample outwards, to a fraction of a
    sample.
    """
    loudest = float(first + np.abs(sound[first:last]).argmax())
    later = list(walk(sound, period, loudest, 1, first, last))
    return np.array([*list(walk(sound, period, loudest, -1, first, last))[::-1], loudest, *later])


def walk(
    sound: Floats, period: Floats, mark: float, step: int, first: int, last: int
) -> Iterator[float]:
    """Mark after mark, forwards (step 1) or backwards (-1), each where the sound is most like that
    around the one before.
    """
    while first <= (mark := beside(sound, mark, step * period[round(mark)])) < last - 1:
        yield mark


def beside(sound: Floats, mark: float, shift: float) -> float:
    """The place about a shift away from a mark around which the sound correlates best with a period
    around the mark.
    """
    half = int(abs(shift) / 2)
    slack = max(2, int(SLACK * abs(shift)))
    centre = round(mark)
    goal = centre + round(shift)
    like = sound[centre - half : centre + half + 1]
    there = sound[goal - slack - half : goal + slack + half + 1]
    power = np.convolve(there**2, np.ones(len(like)), "valid")
    alike = np.correlate(there, like, "valid") / np.sqrt(power + 1e-9)
    best = int(alike.argmax())
    return mark + (goal - centre) - slack + best + vertex(alike, best)


def vertex(values: Floats, top: int) -> float:
    """How far from the highest value the parabola through it and its neighbours is highest, in
    -0.5..0.5; 0 at either end.
    """
    if not 0 < top < len(values) - 1:
        return 0.0
    before, here, after = values[top - 1 : top + 2]
    return float(0.5 * (before - after) / min(before - 2 * here + after, -1e-12))


def relay(sound: Floats, marks: Floats, factor: float, made: Floats, replaced: Floats) -> None:
    """Add the grains around the marks to `made`, `factor` times as many a second and as loud
    together; their windows to `replaced`.
    """
    old = np.zeros_like(sound)
    new = np.zeros_like(sound)
    firsts, windows = windows_of(np.round(marks).astype(int))
    grains = [
        window * sound[first : first + len(window)]
        for first, window in zip(firsts, windows, strict=True)
    ]
    for first, window, grain in zip(firsts, windows, grains, strict=True):
        replaced[first : first + len(window)] += window
        old[first : first + len(window)] += grain
    for near, shift in laid_out(marks, factor):
        whole = round(shift)
        late = delayed(grains[near], shift - whole)
        start = firsts[near] + whole - EDGE
        new[start : start + len(late)] += late
    made += as_loud(new, old)


def windows_of(centres: NDArray[np.int64]) -> tuple[list[int], list[Floats]]:
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


def laid_out(marks: Floats, factor: float) -> Iterator[tuple[int, float]]:
    """The new marks: for each the nearest old one's number, and how far it lies after that, in
    samples.
    """
    gaps = np.diff(marks, append=2 * marks[-1] - marks[-2])
    place = float(marks[0])
    while place < marks[-1] + gaps[-1] / 2:
        near = int(np.abs(marks - place).argmin())
        yield near, place - marks[near]
        place += float(np.interp(place, marks, gaps)) / factor


def delayed(grain: Floats, fraction: float) -> Floats:
    """A grain later by a fraction of a sample (a slope of its phase), with EDGE samples more at
    both ends: (samples,) -> (samples + 2 EDGE,).
    """
    padded = np.pad(grain, EDGE)
    spectrum = np.fft.rfft(padded)
    slope = np.exp(-2j * np.pi * np.fft.rfftfreq(len(padded)) * fraction)
    return np.fft.irfft(spectrum * slope, len(padded))


def as_loud(samples: Floats, model: NDArray[np.floating]) -> Floats:
    """The samples at another's power, or a little less where they would clip."""
    louder = np.sqrt(
        np.mean(np.square(model, dtype=np.float64)) / max(float(np.mean(samples**2)), 1e-12)
    )
    return samples * min(float(louder), 0.999 / max(float(np.abs(samples).max()), 1e-9))
