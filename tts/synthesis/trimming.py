"""What happens to a vocoder's samples before anybody hears them: silence trimmed by level, both
ends faded, true peaks held under full scale.

All of it is done piece by piece as samples come, and whole samples are one piece. What comes out
does not depend on where the pieces were cut: what is silence is told by the level that is expected,
not by what will have been the loudest; and what a later piece might change is held back.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tts.loudness import REACH as BETWEEN
from tts.loudness import step_peaks

Samples = NDArray[np.float32]

STEP = 0.005  # seconds over which a level is measured
# dB under the loudest step: softer is silence (a soft "f" lies some 35 dB under the vowels)
QUIET = 45.0
# dB from the energy of the loudest phoneme to the loudest step of its sound (four voices: -13 to
# -22)
LOUDEST = -19.0
SILENT = 1e-5  # whatever is expected, this is silence
LEAD, TAIL = (
    0.035,
    0.14,
    # seconds of that silence to keep at either end: who stops sooner sounds cut off (michael's
    # NISQA-TTS: 0.08 less)
)
# they last longer in slow speech, so that all of it lasts so much longer, up to so many times
SLOWEST = 1.5
FADE = 0.01  # seconds to fade in and out, so that no cut clicks
# peaks stay under this, -1.11 dBTP (EBU R 128: -1): resampling and lossy formats overshoot by a
# little
CEILING = 0.88
REACH = 2  # steps before and after a peak that are turned down with it


def levels(samples: Samples, rate: int) -> Samples:
    """(samples,) -> root mean square of each whole or begun step, (steps,)."""
    step = max(1, round(STEP * rate))
    rows = np.pad(samples, (0, -len(samples) % step)).reshape(-1, step)
    return np.sqrt(np.einsum("ij,ij->i", rows, rows) / np.float32(step))


def margins(speed: float) -> tuple[float, float]:
    """Seconds of silence to keep before and after what is spoken at that speed."""
    longer = min(1 / speed, SLOWEST)
    return LEAD * longer, TAIL * longer


def threshold(energies: NDArray[np.floating], quiet: float = QUIET) -> float:
    """The level under which an utterance is silent, by the energies of its phonemes in dB: `quiet`
    dB under what its loudest step will be.
    """
    return float(max(10 ** ((np.max(energies, initial=-np.inf) + LOUDEST - quiet) / 20), SILENT))


class Finish:
    """Makes an utterance's samples fit to be heard, as they come.

    rate         Hz
    silent       the level, root mean square of a step, up to which it is silence
    lead, tail   seconds of silence to keep before and after what sounds, if there are so many
    spare        seconds of silence to put at both ends, should there not be enough
    gain         what to multiply all samples by after it was judged what is silence
    """

    def __init__(
        self,
        rate: int,
        silent: float,
        lead: float = LEAD,
        tail: float = TAIL,
        spare: float = 0.0,
        gain: float = 1.0,
    ) -> None:
        self.rate, self.silent, self.spare, self.gain = rate, silent, round(spare * rate), gain
        self.lead = round(lead * rate)
        self.tail = round(tail * rate)
        self.ramp = round(FADE * rate)
        self.held = np.zeros(self.spare, np.float32)  # samples that came and did not go
        self.judged = (
            self.held
        )  # those of them, and of the ones that went, whose level is not known yet
        self.came = self.spare  # samples so far, silence and all
        self.first: int | None = None  # the first that is kept, once something sounds
        self.last = self.went = (
            0  # the end of what is kept so far; samples that went or were cut off
        )
        self.limit = Limit(rate)

    @property
    def start(self) -> int:
        """Which of the samples that were given is the first that is heard; less than 0 in the
        silence that was put before them.
        """
        return (self.first or 0) - self.spare

    def add(self, samples: Samples, last: bool = False, gains: Samples | None = None) -> Samples:
        """The next samples -> those that are finished, (some,).

        last     whether no more will come
        gains    (samples,) what to multiply them by besides
        """
        samples = np.asarray(samples, np.float32)
        if last and self.spare:
            samples = np.pad(samples, (0, self.spare))
            gains = None if gains is None else np.pad(gains, (0, self.spare))
        self.came += len(samples)
        self.judge(samples, last)
        self.held = np.concatenate(
            [self.held, np.float32(self.gain) * (samples if gains is None else samples * gains)]
        )
        if last and self.first is None:  # all is silent: all is kept
            self.first = 0
            self.last = self.came
        return self.limit.add(self.released(last), last)

    def judge(self, samples: Samples, last: bool) -> None:
        """Find what sounds in the steps that are whole now, or all if these samples are the last."""
        step = max(1, round(STEP * self.rate))
        waiting = np.concatenate([self.judged, samples])
        whole = len(waiting) if last else len(waiting) // step * step
        loud = np.flatnonzero(levels(waiting[:whole], self.rate) > self.silent)
        begin = self.came - len(waiting)
        self.judged = waiting[whole:]
        if len(loud):
            if self.first is None:
                self.first = max(0, begin + int(loud[0]) * step - self.lead)
            self.last = begin + (int(loud[-1]) + 1) * step + self.tail

    def released(self, last: bool) -> Samples:
        """What can go, faded at the ends of the whole: nothing of it will be cut off or faded out."""
        if self.first is None:
            return np.zeros(0, np.float32)
        end = min(self.last, self.came)
        ramp = self.ramp
        if last:
            ramp = min(ramp, (end - self.first) // 2)
        elif end - self.first < 2 * ramp:
            return np.zeros(0, np.float32)
        begin = max(self.first, self.went)
        until = end if last else max(end - ramp, self.went)
        samples = self.held[begin - self.went : until - self.went].copy()
        self.held = self.held[until - self.went :]
        self.went = until
        rising = np.linspace(0, 1, ramp, endpoint=False, dtype=np.float32)
        early = rising[begin - self.first :][: len(samples)]
        samples[: len(early)] *= early
        if last:
            late = rising[::-1][max(0, ramp - len(samples)) :]
            samples[len(samples) - len(late) :] *= late
        return samples


class Limit:
    """`limited`, of samples that come in pieces."""

    def __init__(self, rate: int) -> None:
        self.rate, self.step = rate, max(1, round(STEP * rate))
        self.around = (
            REACH + 2 + (BETWEEN - 1) // self.step
        )  # steps before and after one that its gain may depend on
        self.held, self.went = (
            np.zeros(0, np.float32),
            0,
        )  # whole steps that went, which are still looked at, and what did not go

    def add(self, samples: Samples, last: bool = False) -> Samples:
        """The next samples -> those that no later peak can turn down, (some,); all if they are the
        last.
        """
        self.held = np.concatenate([self.held, samples])
        steps = len(self.held) // self.step
        until = len(self.held) if last else max(steps - self.around, 0) * self.step
        if until <= self.went:
            return np.zeros(0, np.float32)
        out = limited(self.held if last else self.held[: steps * self.step], self.rate)[
            self.went : until
        ].copy()  # the caller may change it
        keep = max(until - self.around * self.step, 0) // self.step * self.step
        self.held = self.held[keep:]
        self.went = until - keep
        return out


def limited(samples: Samples, rate: int) -> Samples:
    """The same with every peak at CEILING at most. Only around a peak the gain dips, smoothly: no
    clipping, no jump between sentences.
    """
    step = max(1, round(STEP * rate))
    peaks = step_peaks(samples, step)
    if not len(peaks) or peaks.max() <= CEILING:
        return samples
    gain = np.minimum(1, CEILING / np.maximum(peaks, 1e-9))
    around = np.lib.stride_tricks.sliding_window_view(
        np.pad(gain, REACH, constant_values=1), 2 * REACH + 1
    ).min(axis=1)
    centres = (
        np.arange(len(gain)) + 0.5
    ) * step  # between two centres both neighbours' peaks are covered, as REACH > 0
    out = samples.copy()
    dips = np.flatnonzero(around < 1)
    for run in np.split(dips, np.flatnonzero(np.diff(dips) > 1) + 1):  # elsewhere the gain is 1
        first = max(0, (run[0] - 1) * step)
        last = min(len(out), (run[-1] + 2) * step)
        out[first:last] = samples[first:last] * np.interp(np.arange(first, last), centres, around)
    return out
