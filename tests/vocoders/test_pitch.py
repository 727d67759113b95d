"""The pitch tracker: on tones whose pitch is known at every frame's centre."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from vocoders.mel_config import MelConfig
from vocoders.pitch import estimate_f0, interpolate_unvoiced, pulse_times

SPEC = MelConfig()
RATE = SPEC.sample_rate


def voice(hertz):
    """Harmonics that fall by 6 dB an octave, of a pitch given for every sample."""
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    return 0.1 * sum(np.cos(k * phase + k * k) / k for k in range(1, 20))


def at_centres(hertz):
    """The value of a curve over samples in the middle of each frame."""
    return hertz[SPEC.hop_length // 2 :: SPEC.hop_length][: len(hertz) // SPEC.hop_length]


def cents(found, expected):
    return 1200 * np.log2(found / expected)


@pytest.mark.parametrize("hertz", [75.0, 110.0, 200.0, 333.3, 450.0])
def test_a_steady_pitch_is_found(hertz):
    found = estimate_f0(voice(np.full(RATE // 2, hertz)), SPEC)[4:-4]
    assert np.abs(cents(found, hertz)).max() < 5


@pytest.mark.parametrize(("start", "end"), [(100, 200), (240, 120), (180, 360)])
def test_a_glide_is_followed_on_the_frames_centres(start, end):
    hertz = np.geomspace(start, end, RATE)  # an octave a second: 12.8 cents a frame
    found = estimate_f0(voice(hertz), SPEC)[6:-6]
    expected = at_centres(hertz)[6:-6]
    assert np.abs(cents(found, expected)).max() < 20
    assert abs(np.median(cents(found, expected))) < 3  # half a frame late would be 6.4


def test_a_frame_is_a_hop():
    for count in (0, 1, 255, 256, 24000, 24001):
        assert estimate_f0(np.zeros(count), SPEC).shape == (count // SPEC.hop_length,)


def test_silence_and_noise_are_unvoiced():
    assert not estimate_f0(np.zeros(RATE // 2), SPEC).any()
    hiss = 0.1 * np.random.default_rng(0).standard_normal(RATE)
    assert (estimate_f0(hiss, SPEC) > 0).mean() < 0.1


def test_voicing_begins_and_ends_with_the_voice():
    hertz = np.full(RATE // 2, 150.0)
    quiet = np.zeros(RATE // 4)
    found = estimate_f0(np.concatenate([quiet, voice(hertz), quiet]), SPEC) > 0
    first, last = np.flatnonzero(found)[[0, -1]]
    assert first == pytest.approx(RATE / 4 / SPEC.hop_length, abs=3)
    assert last == pytest.approx(RATE * 3 / 4 / SPEC.hop_length, abs=3)
    assert found[25:69].all()


def test_a_little_noise_does_not_matter():
    samples = voice(np.full(RATE, 130.0))
    samples += (
        samples.std() * 10 ** (-20 / 20) * np.random.default_rng(1).standard_normal(len(samples))
    )
    found = estimate_f0(samples, SPEC)[6:-6]
    assert (found > 0).all() and np.median(np.abs(cents(found, 130.0))) < 5


def test_loudness_does_not_matter():
    samples = voice(np.geomspace(120, 160, RATE // 2))
    np.testing.assert_allclose(
        estimate_f0(samples, SPEC), estimate_f0(samples / 50, SPEC), rtol=1e-6
    )


def test_gaps_are_filled_between_neighbours():
    np.testing.assert_allclose(
        interpolate_unvoiced(np.array([0, 100, 0, 0, 0, 200, 0.0])),
        [100, 100, *100 * 2 ** np.array([0.25, 0.5, 0.75]), 200, 200],
        rtol=1e-5,
    )
    np.testing.assert_array_equal(interpolate_unvoiced(np.zeros(3), default=120), np.full(3, 120))


def creak(rate, seconds, seed=0, scatter=0.35):
    """Pulses that come so many times a second, but irregularly, each ringing like a vowel; and
    where they are, in samples.
    """
    rng = np.random.default_rng(seed)
    apart = RATE / rate * (1 + scatter * rng.uniform(-1, 1, int(rate * seconds)))
    places = np.cumsum(apart).astype(int)
    places = places[places < seconds * RATE]
    train = np.zeros(int(seconds * RATE))
    train[places] = rng.uniform(0.7, 1.3, len(places))
    at = np.arange(600) / RATE
    formants = ((1.0, 600, 60), (0.5, 1100, 90), (0.1, 2400, 150))  # strength, Hz, Hz wide
    ring = sum(
        strength * np.exp(-at * 2 * np.pi * width) * np.cos(2 * np.pi * formant * at)
        for strength, formant, width in formants
    )
    return 0.1 * np.convolve(train, ring)[: len(train)], places


@pytest.mark.parametrize("rate", [40, 55, 75])
def test_a_creak_has_the_rate_of_its_pulses(rate):
    modal = voice(np.full(RATE // 2, 150.0))
    samples = np.concatenate([modal, creak(rate, 0.6)[0]])
    found = estimate_f0(samples, SPEC)
    creaky = found[len(modal) // SPEC.hop_length + 4 : -4]
    assert (creaky > 0).mean() > 0.9
    assert np.median(creaky) == pytest.approx(rate, rel=0.2)
    np.testing.assert_allclose(found[4:40], 150, rtol=0.01)


def test_pulses_are_found_where_they_are():
    samples, places = creak(50, 1.0)
    found = pulse_times(samples, SPEC) * RATE
    away = np.abs(found[:, None] - places[None]).min(0)
    assert (away < 0.002 * RATE).mean() > 0.95
    assert len(found) < 1.2 * len(places)


def test_neither_hiss_nor_what_is_faint_creaks():
    rng = np.random.default_rng(0)
    loud = voice(np.full(RATE // 2, 150.0))
    bursts = creak(50, 0.5)[0]
    for quiet in (0.05 * rng.standard_normal(RATE // 2), 1e-4 * bursts):  # a fricative; 80 dB down
        found = estimate_f0(np.concatenate([loud, quiet]), SPEC)
        assert (found[len(loud) // SPEC.hop_length + 4 :] > 0).mean() < 0.1


@pytest.mark.parametrize("hertz", [200.0, 300.0])
def test_periods_that_alternate_a_little_are_no_octave_lower(hertz):
    """Every second period 9 % stronger: two periods are more alike than one, by less than the
    cost of an octave.
    """
    samples = voice(np.full(RATE // 2, hertz))
    alternating = 1 + 0.09 * np.cos(np.pi * hertz * np.arange(len(samples)) / RATE)
    found = estimate_f0(samples * alternating, SPEC)[6:-6]
    assert np.abs(cents(found, hertz)).max() < 20


def test_a_real_creak_has_its_pulses_and_no_more():
    """The end of a word by the corpus's "heart". From 0.24 to 0.37 s seven pulses can be seen, the
    fourth and fifth 19 ms apart.
    """
    samples, rate = soundfile.read(Path(__file__).with_name("creak.flac"))
    assert rate == RATE
    seen = np.array([0.243, 0.256, 0.273, 0.292, 0.320, 0.348, 0.368])
    found = pulse_times(samples, SPEC)
    found = found[(found > 0.235) & (found < 0.375)]
    assert np.abs(seen[:, None] - found).min(1).max() < 0.004
    assert len(found) <= len(seen) + 1
    creaky = estimate_f0(samples, SPEC)[23:33]
    np.testing.assert_allclose(creaky, 53, rtol=0.15)
