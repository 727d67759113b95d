"""Layout of the filters: their sizes, their parts, the base that is added."""

import numpy as np
import pytest

from vocoders.harmonic.filters import (
    ENVELOPE_POINTS,
    MAX_LOG_GAIN,
    add_base_filters,
    gain,
    harmonic_bins,
    num_filter_params,
    unpack_filters,
)
from vocoders.mel_config import MelConfig

SPEC = MelConfig()
BINS = SPEC.n_fft // 2 + 1


@pytest.mark.parametrize(("hertz", "bins"), [(6000.0, 289), (8000.0, 374), (12000.0, BINS)])
def test_pulses_reach_a_little_over_their_limit(hertz, bins):
    assert harmonic_bins(SPEC, hertz) == bins


def test_parts_are_views_in_their_order():
    pulse_bins = harmonic_bins(SPEC, 6000.0)
    count = num_filter_params(SPEC, 6000.0)
    flat = np.tile(np.arange(count, dtype=np.float32), (2, 1))
    filters = unpack_filters(flat, pulse_bins)
    assert filters.pulse_amplitude.shape == filters.pulse_phase.shape == (2, pulse_bins)
    assert filters.noise_amplitude.shape == (2, BINS)
    assert filters.envelope_points.shape == (2, 2, ENVELOPE_POINTS)
    assert filters.noise_modulation.tolist() == [[count - 2, count - 1]] * 2
    assert np.concatenate([part.reshape(2, -1) for part in filters], 1).tolist() == flat.tolist()
    filters.pulse_phase[:] = -1
    assert (flat[:, pulse_bins : 2 * pulse_bins] == -1).all()


def test_the_base_of_the_noise_amplitude_is_that_of_the_pulses():
    pulse_bins = harmonic_bins(SPEC, 6000.0)
    predicted = np.zeros((3, num_filter_params(SPEC, 6000.0)), np.float32)
    phase = np.full((3, pulse_bins), 0.5, np.float32)
    amplitude = np.tile(np.arange(BINS, dtype=np.float32), (3, 1))
    summed = add_base_filters(predicted, np.concatenate([phase, amplitude], 1), BINS)
    assert summed is predicted
    filters = unpack_filters(summed, pulse_bins)
    np.testing.assert_array_equal(filters.pulse_phase, phase)
    np.testing.assert_array_equal(filters.noise_amplitude, amplitude)
    np.testing.assert_array_equal(filters.pulse_amplitude, amplitude[:, :pulse_bins])
    assert not filters.envelope_points.any() and not filters.noise_modulation.any()


def test_a_gain_is_limited():
    found = gain(np.array([-1, 0, 50], np.float32))
    np.testing.assert_allclose(found, np.exp([-1, 0, MAX_LOG_GAIN]), rtol=1e-6)
