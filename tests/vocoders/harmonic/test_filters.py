"""Layout of the filters: their sizes, their parts, the base that is added."""

import numpy as np
import pytest

from vocoders.harmonic.filters import (
    ENVELOPE_POINTS,
    MAX_LOG_GAIN,
    harmonic_bins,
    limited_gain,
    num_filter_params,
    unpack_filters,
)
from vocoders.mel_config import MelConfig

SPEC = MelConfig()
BINS = SPEC.n_fft // 2 + 1


@pytest.mark.parametrize(("hertz", "bins"), [(6000.0, 289), (8000.0, 374), (12000.0, BINS)])
def test_pulses_reach_a_little_over_their_limit(hertz, bins):
    assert harmonic_bins(SPEC, hertz) == bins


def test_parts_stand_in_their_order():
    pulse_bins = harmonic_bins(SPEC, 6000.0)
    count = num_filter_params(SPEC, 6000.0)
    flat = np.tile(np.linspace(-4, 1, count, dtype=np.float32), (2, 1))
    filters = unpack_filters(flat.copy(), None, SPEC, 6000.0)
    ends = np.cumsum([pulse_bins, pulse_bins, BINS])
    amplitude, phase, noise, envelopes = np.split(flat, ends, 1)
    np.testing.assert_allclose(filters.pulse_gain, np.exp(amplitude), rtol=1e-6)
    np.testing.assert_array_equal(filters.pulse_phase, phase)
    np.testing.assert_allclose(filters.noise_gain, np.exp(noise), rtol=1e-6)
    np.testing.assert_array_equal(filters.envelope_params, envelopes)
    assert envelopes.shape == (2, 2 * ENVELOPE_POINTS + 2)


def test_the_base_of_the_noise_amplitude_is_that_of_the_pulses():
    pulse_bins = harmonic_bins(SPEC, 6000.0)
    predicted = np.zeros((3, num_filter_params(SPEC, 6000.0)), np.float32)
    phase = np.full((3, pulse_bins), 0.5, np.float32)
    amplitude = np.tile(np.linspace(-5, 1, BINS, dtype=np.float32), (3, 1))
    filters = unpack_filters(predicted, np.concatenate([phase, amplitude], 1), SPEC, 6000.0)
    np.testing.assert_array_equal(filters.pulse_phase, phase)
    np.testing.assert_allclose(filters.noise_gain, np.exp(amplitude), rtol=1e-6)
    np.testing.assert_allclose(filters.pulse_gain, np.exp(amplitude[:, :pulse_bins]), rtol=1e-6)
    assert not filters.envelope_params.any()


def test_a_gain_is_limited():
    found = limited_gain(np.array([-1, 0, 50], np.float32))
    np.testing.assert_allclose(found, np.exp([-1, 0, MAX_LOG_GAIN]), rtol=1e-6)
