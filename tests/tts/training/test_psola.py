"""Speech at other pitches: as long, as loud and said by the same mouth."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d

from tts.training import psola
from tts.training.pitch_shift import measured_shift
from vocoders import pitch
from vocoders.mel import mel_centres, mel_spectrogram
from vocoders.mel_config import MelConfig

SPEC = MelConfig()


@pytest.fixture(scope="module")
def vowel():
    """A second of a voice of 150 Hz with formants at 700, 1200 and 2600 Hz; a breath before it."""
    at = np.arange(SPEC.sample_rate) / SPEC.sample_rate

    def strength(hertz):
        return sum(1 / (1 + ((hertz - formant) / 120) ** 2) for formant in (700, 1200, 2600))

    voice = sum(strength(150 * k) * np.cos(2 * np.pi * 150 * k * at + k * k) for k in range(1, 40))
    return 0.1 * np.where(at > 0.25, voice / np.abs(voice).max(), 0) + 1e-3 * np.random.default_rng(
        0
    ).standard_normal(len(at))


def envelope(samples):
    """The mel over the vowel's middle, harmonics smoothed away, (mels,)."""
    return gaussian_filter1d(mel_spectrogram(samples, SPEC)[:, 40:80].mean(1), 6)[
        mel_centres(SPEC) > 500
    ]


@pytest.mark.parametrize("semitones", [-5.0, -2.5, 4.2, 6.0])
def test_a_clip_is_moved_by_as_much_as_asked_and_is_as_long_and_loud(vowel, semitones):
    hertz = pitch.estimate_f0(vowel, SPEC)
    made = psola.shift_pitch(vowel, hertz, semitones, SPEC)
    after = pitch.estimate_f0(made, SPEC)
    assert measured_shift(hertz, after) == pytest.approx(semitones, abs=0.1)
    assert len(made) == len(vowel) and np.std(made) == pytest.approx(np.std(vowel), rel=0.01)
    assert ((hertz > 0) == (after > 0)).mean() > 0.95 and not after[
        :20
    ].any()  # the breath stays one


def test_formants_stay(vowel):
    made = psola.shift_pitch(vowel, pitch.estimate_f0(vowel, SPEC), 5.0, SPEC)
    faster = np.interp(
        np.arange(0, len(vowel), 2 ** (5 / 12)), np.arange(len(vowel)), vowel
    )  # a tape run faster: formants rise
    stays, rises = (
        np.abs(envelope(samples) - envelope(vowel)).mean()
        for samples in (made, np.pad(faster, (0, 6000)))
    )
    assert stays < 0.5 * rises


def test_what_is_not_moved_is_what_it_was(vowel):
    np.testing.assert_allclose(
        psola.shift_pitch(vowel, pitch.estimate_f0(vowel, SPEC), 0.0, SPEC), vowel, atol=1e-12
    )
    np.testing.assert_allclose(
        psola.shift_pitch(vowel, np.zeros(len(vowel) // SPEC.hop_length), 5.0, SPEC),
        vowel,
        atol=1e-12,
    )  # nothing is voiced


def test_what_is_unvoiced_is_not_touched(vowel):
    made = psola.shift_pitch(vowel, pitch.estimate_f0(vowel, SPEC), 5.0, SPEC)
    np.testing.assert_allclose(
        made[:5000] / np.std(made[:5000]), vowel[:5000] / np.std(vowel[:5000]), atol=1e-9
    )
    assert np.std(made[:5000]) == pytest.approx(np.std(vowel[:5000]), rel=0.02)


def test_marks_are_a_period_apart_at_like_places():
    period = 173
    sound = np.tile(np.random.default_rng(0).standard_normal(period), 30)
    marks = psola.pitch_marks(
        sound, np.full(len(sound), 170.0), 500, 4500
    )  # the tracker is a little off
    np.testing.assert_allclose(np.diff(marks), period, atol=0.02)
    assert marks[0] >= 500 > marks[0] - period and marks[-1] < 4500 <= marks[-1] + period


def test_voiced_segments_are_whole_runs_of_voiced_frames():
    assert psola.voiced_segments(np.array([90, 0, 0, 100, 120, 0, 80.0])) == [
        (0, 1),
        (3, 5),
        (6, 7),
    ]
    assert psola.voiced_segments(np.zeros(3)) == []


@pytest.mark.parametrize("factor", [0.7, 1.4])
def test_a_clip_that_is_voiced_to_its_ends_loses_none_of_them(factor):
    at = np.arange(6000) / SPEC.sample_rate
    tone = 0.5 * sum(np.cos(2 * np.pi * 100 * k * at) / k for k in range(1, 9))
    made = psola.shift_pitch(tone, np.full(23, 100.0), 12 * np.log2(factor), SPEC)
    assert len(made) == 6000 and np.isfinite(made).all()
    assert min(np.abs(made[:250]).max(), np.abs(made[-250:]).max()) > 0.1 and np.abs(made).max() < 1


def test_a_grain_can_be_moved_by_less_than_a_sample():
    at = np.arange(-40, 40)
    pulse = lambda centre: np.exp(-0.5 * ((at - centre) / 4) ** 2)  # noqa: E731
    np.testing.assert_allclose(
        psola.fractional_delay(pulse(0), 0.37)[psola.EDGE_SAMPLES : -psola.EDGE_SAMPLES],
        pulse(0.37),
        atol=1e-6,
    )


def test_the_new_marks_are_evenly_spaced_whatever_the_factor():
    marks = 1000 + 160.0 * np.arange(50)
    for factor in (0.75, 1.0, 1.2746):
        there = np.array(
            [marks[near] + shift for near, shift in psola.synthesis_marks(marks, factor)]
        )
        np.testing.assert_allclose(np.diff(there), 160 / factor)
        assert len(there) == pytest.approx(50 * factor, abs=1)
