"""Linear prediction from a mel: Levinson's recursion against the normal equations, and the residual
of known sounds.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocoders.mel import LOG_FLOOR, mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.wavenet.linear_prediction import SUBFRAMES, levinson, linear_predictors

SPEC = MelConfig()
HOPS = 60


def residual(samples, found, order):
    """LPC residual of samples, in units of the gain."""
    step = SPEC.hop_length // SUBFRAMES
    past = np.lib.stride_tricks.sliding_window_view(np.pad(samples, (order, 0)), order)[
        : len(samples), ::-1
    ]
    prediction = (past * np.repeat(found.coeffs, step, 0)).sum(1)
    return (samples - prediction) / np.repeat(found.gain, step)


def noise(seed=0):
    return 0.1 * np.random.default_rng(seed).standard_normal(HOPS * SPEC.hop_length)


def resonant(samples, hertz=1000, radius=0.98):
    """The samples through one resonance."""
    out = np.zeros(len(samples) + 2)
    turn = 2 * np.pi * hertz / SPEC.sample_rate
    for t, value in enumerate(samples):
        out[t + 2] = value + 2 * radius * np.cos(turn) * out[t + 1] - radius**2 * out[t]
    return out[2:]


@settings(max_examples=40)
@given(st.integers(0, 2**31), st.integers(1, 12))
def test_levinson_solves_the_normal_equations_and_is_stable(seed, order):
    power = np.random.default_rng(seed).uniform(0.01, 1, (3, 33)) ** 3
    rows = np.fft.irfft(power)[:, : order + 1]
    taps, error = levinson(rows)
    for row, found, rest in zip(rows, taps, error, strict=True):
        toeplitz = row[np.abs(np.subtract.outer(np.arange(order), np.arange(order)))]
        np.testing.assert_allclose(toeplitz @ found, row[1:], atol=1e-9)
        assert rest == pytest.approx(row[0] - found @ row[1:]) and 0 < rest <= row[0]
        assert np.abs(np.roots([1, *-found])).max() < 1


def test_white_noise_is_not_predicted_and_the_gain_is_its_rms():
    samples = noise()
    found = linear_predictors(mel_spectrogram(samples, SPEC), SPEC, 16)
    assert found.coeffs.shape == (HOPS * SUBFRAMES, 16) and found.gain.shape == found.rms.shape == (
        HOPS * SUBFRAMES,
    )
    assert residual(samples, found, 16)[2000:-2000].std() == pytest.approx(1, abs=0.1)
    assert found.gain.mean() == pytest.approx(0.1, rel=0.1) and found.rms.mean() == pytest.approx(
        0.1, rel=0.1
    )


def test_a_resonance_is_predicted():
    source = noise()
    samples = resonant(source)
    found = linear_predictors(mel_spectrogram(samples, SPEC), SPEC, 32)
    gain = np.repeat(found.gain, SPEC.hop_length // SUBFRAMES)
    rest = (residual(samples, found, 32) * gain)[2000:-2000]
    assert samples.std() > 3 * source.std() and rest.std() < 1.3 * source.std()
    assert np.corrcoef(rest, source[2000:-2000])[0, 1] > 0.8


def test_a_level_changes_the_gain_and_not_the_coefficients():
    mel = mel_spectrogram(resonant(noise()), SPEC)
    soft = linear_predictors(mel, SPEC, 8)
    loud = linear_predictors(mel + np.float32(np.log(2)), SPEC, 8)
    np.testing.assert_allclose(loud.coeffs, soft.coeffs, atol=1e-5)
    np.testing.assert_allclose(loud.gain, 2 * soft.gain, rtol=1e-5)


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_silence_and_short_mels_are_finite(frames):
    mel = np.full((SPEC.n_mels, frames), np.log(LOG_FLOOR), np.float32)
    found = linear_predictors(mel, SPEC, 32)
    assert all(np.isfinite(part).all() for part in found) and (found.gain > 0).all()
    assert found.gain.dtype == np.float32 and len(found.gain) == frames * SUBFRAMES


def test_digital_silence_has_the_level_of_half_a_16_bit_step():
    """So that a residual is never divided by next to nothing."""
    found = linear_predictors(np.full((SPEC.n_mels, 4), -30.0, np.float32), SPEC, 16)
    np.testing.assert_allclose(found.rms, 1e-5, rtol=0.01)
    np.testing.assert_allclose(found.gain, 1e-5, rtol=0.1)


def test_the_gain_of_subframes_lies_between_that_of_frames():
    mel = mel_spectrogram(noise() * np.linspace(0.1, 1, HOPS * SPEC.hop_length), SPEC)
    gain = linear_predictors(mel, SPEC, 4).gain
    smooth = np.exp(
        np.interp(
            (np.arange(HOPS * SUBFRAMES) + 0.5) / SUBFRAMES - 0.5,
            np.arange(HOPS),
            np.log(gain.reshape(HOPS, SUBFRAMES).mean(1)),
        )
    )
    assert np.abs(np.log(gain / smooth)).max() < 0.15
