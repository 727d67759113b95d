"""Samples are multiplied by a gain, and by the volume of their phonemes without clicks."""

import numpy as np
import pytest

from tts.synthesis.chunking import Chunk
from tts.synthesis.volume import SMOOTHING_S, Amplifier, volume_envelope

RATE = 24000
HOP = 256
DURATIONS = np.array([10, 20, 10])


def test_no_volume_is_no_envelope():
    assert volume_envelope(None, DURATIONS, HOP, RATE) is None
    assert volume_envelope(np.zeros(3), DURATIONS, HOP, RATE) is None


def test_each_phoneme_has_its_volume():
    envelope = volume_envelope(np.array([0.0, -6.0, -np.inf]), DURATIONS, HOP, RATE)
    assert len(envelope) == 40 * HOP
    middles = [5 * HOP, 20 * HOP, 35 * HOP]
    assert envelope[middles] == pytest.approx([1.0, 10 ** (-6 / 20), 0.0], abs=1e-6)


def test_a_step_of_the_volume_is_a_ramp():
    """A step would click: the volume goes over SMOOTHING_S from one phoneme's to the next one's."""
    envelope = volume_envelope(np.array([0.0, -12.0, 0.0]), DURATIONS, HOP, RATE)
    change = 1 - 10 ** (-12 / 20)
    steps = np.abs(np.diff(envelope))
    assert steps.max() < 1.1 * change / (SMOOTHING_S * RATE)
    ramp = np.flatnonzero(steps[: 20 * HOP] > 1e-6)
    assert len(ramp) == pytest.approx(SMOOTHING_S * RATE, rel=0.02)
    assert ramp.mean() == pytest.approx(10 * HOP, abs=2)  # around where the phoneme begins


def test_gain_and_envelope_multiply_the_samples_of_their_indices():
    envelope = np.linspace(0, 1, 100).astype(np.float32)
    samples = np.ones(30, np.float32)
    out = Amplifier(2.0, envelope).push(Chunk(samples, 40, False))
    np.testing.assert_allclose(out.samples, 2 * envelope[40:70])
    assert (samples == 1).all() and (out.start, out.last) == (40, False)
    padding = Amplifier(1.0, envelope).push(Chunk(samples, -10, True))
    np.testing.assert_allclose(padding.samples[10:], envelope[:20])
