"""Pulses and noise of the harmonic vocoder, by their formulas."""

import numpy as np
import pytest

from vocoders.harmonic.excitation import (
    ENVELOPE_HOP,
    NOISE_PERIOD,
    dilate_voiced,
    noise_spectra,
    pulse_train,
)
from vocoders.harmonic.filters import TRANSITION_HZ
from vocoders.mel_config import MelConfig
from vocoders.pitch import estimate_f0
from vocoders.stft import istft

SPEC = MelConfig()


def train_of(pitch, limit=6000.0, seed=0):
    return pulse_train(np.asarray(pitch, np.float32), SPEC, limit, np.random.default_rng(seed))[0]


def test_pulses_hold_the_harmonics_under_the_limit_alike_and_none_above():
    train = train_of(np.full(400, 200.0))
    spectrum = np.abs(np.fft.rfft(train[2000 : 2000 + 24000] * np.hanning(24000)))  # a bin is 1 Hz
    at = spectrum[200 : 6000 - int(TRANSITION_HZ) : 200]
    assert at.max() / at.min() < 1.05
    assert spectrum[6000 + int(TRANSITION_HZ) :].max() < 1e-2 * at.min()
    assert spectrum[300:5900:200].max() < 1e-2 * at.min()  # between harmonics


@pytest.mark.parametrize("hertz", [70.0, 133.0, 310.0])
def test_pulses_are_as_strong_at_any_pitch(hertz):
    assert np.mean(train_of(np.full(400, hertz))[2000:-2000] ** 2) == pytest.approx(
        6000 / SPEC.sample_rate, rel=0.03
    )


def test_the_pulses_follow_a_moving_pitch():
    pitch = np.geomspace(120, 240, 200).astype(np.float32)
    found = estimate_f0(train_of(pitch), SPEC)
    assert np.abs(1200 * np.log2(found[6:-6] / pitch[6:-6])).max() < 20


def test_where_nothing_is_voiced_there_are_no_pulses():
    train, swing = pulse_train(np.zeros(60, np.float32), SPEC, 6000.0, np.random.default_rng(0))
    assert not train.any() and not swing.any() and train.shape == (60 * SPEC.hop_length,)
    pitch = np.where(np.arange(60) < 30, 150, 0).astype(np.float32)
    train, swing = pulse_train(pitch, SPEC, 6000.0, np.random.default_rng(0))
    assert (
        train[: 25 * SPEC.hop_length].any()
        and not train[36 * SPEC.hop_length :].any()
        and not swing[:, 36 * SPEC.hop_length // ENVELOPE_HOP :].any()
    )


def test_pulses_reach_two_frames_into_what_is_unvoiced():
    voiced = np.arange(12) == 5
    assert np.flatnonzero(dilate_voiced(voiced)).tolist() == [3, 4, 5, 6, 7]
    hop = SPEC.hop_length
    pitch = np.where(np.arange(60) < 30, 300, 0)
    sounding = np.flatnonzero(np.abs(train_of(pitch)) > 0.1)
    assert 31 * hop < sounding.max() < 33 * hop


def test_the_phase_that_the_noise_swells_with_is_that_of_the_pulses():
    train, swing = pulse_train(
        np.full(100, 100.0, np.float32), SPEC, 6000.0, np.random.default_rng(3)
    )
    peaks = [
        int(place)
        for place in np.flatnonzero(train[1000:-1000] > 0.9 * train[1000:-1000].max()) + 1000
    ]
    assert len(peaks) > 50
    np.testing.assert_allclose(swing[0, np.array(peaks) // ENVELOPE_HOP], 1, atol=0.15)
    np.testing.assert_allclose((swing**2).sum(0), 1, atol=1e-6)


def test_the_noise_is_white_and_repeats_without_a_seam():
    spectra = noise_spectra(SPEC)
    assert spectra.shape == (NOISE_PERIOD, SPEC.n_fft // 2 + 1) and spectra is noise_spectra(SPEC)
    power = (np.abs(spectra) ** 2).mean(0)[1:-1] / (SPEC.n_fft * 3 / 8)  # of a Hann window
    assert power.min() > 0.85 and power.max() < 1.15
    twice = istft(np.concatenate([spectra, spectra]).T, SPEC)
    np.testing.assert_allclose(
        twice[1024 : NOISE_PERIOD * SPEC.hop_length],
        twice[NOISE_PERIOD * SPEC.hop_length + 1024 : 2 * NOISE_PERIOD * SPEC.hop_length],
        atol=1e-4,
    )
