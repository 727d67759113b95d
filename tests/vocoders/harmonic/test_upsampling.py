"""Linear upsampling between the values."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vocoders.harmonic.upsampling import upsample_linear


@given(st.integers(1, 9), st.integers(1, 6))
def test_values_on_a_line_stay_on_it(count, halves):
    times = 2 * halves
    values = np.arange(count, dtype=np.float64)
    found = upsample_linear(values, times)
    expected = np.clip((np.arange(count * times) + 0.5) / times - 0.5, 0, count - 1)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_values_are_the_same_whether_computed_in_blocks_or_at_once(monkeypatch):
    values = np.random.default_rng(0).normal(size=50)
    whole = upsample_linear(values, 8)
    monkeypatch.setattr("vocoders.harmonic.upsampling.SINGLE_THREAD_MULS", 16 * 7)
    np.testing.assert_array_equal(upsample_linear(values, 8), whole)
