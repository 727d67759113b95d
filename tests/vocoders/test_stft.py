"""STFT: its framing, its inverse, and overlap-add of frames that come in blocks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocoders.mel_config import MelConfig
from vocoders.stft import OverlapAdd, centred_window, frame_signal, istft, stft

SPEC = MelConfig()


def test_frames_are_centred_on_the_middle_of_their_hop():
    for frame in (2, 7):
        samples = np.zeros(10 * SPEC.hop_length)
        samples[frame * SPEC.hop_length + SPEC.hop_length // 2] = 1.0  # sample (i + 1/2) hop
        energy = np.abs(stft(samples, SPEC)).sum(0)
        assert energy.argmax() == frame
        assert energy[frame - 1] == pytest.approx(
            energy[frame + 1], rel=1e-3
        )  # as far from the one before as from the one after


def noise(count, seed=0):
    return 0.1 * np.random.default_rng(seed).standard_normal(count)


@pytest.mark.parametrize("frames", [1, 2, 3, 4, 21])
def test_the_inverse_transform_gives_the_samples_back(frames):
    samples = noise(frames * SPEC.hop_length)
    np.testing.assert_allclose(istft(stft(samples, SPEC), SPEC), samples, atol=1e-5)


def test_bins_that_are_missing_above_count_as_nothing():
    spectrum = stft(noise(9 * SPEC.hop_length), SPEC)
    spectrum[300:] = 0
    np.testing.assert_allclose(istft(spectrum[:300], SPEC), istft(spectrum, SPEC), atol=1e-6)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=5))
@settings(max_examples=25)
def test_frames_in_blocks_give_the_samples_of_the_whole(lengths):
    count = sum(lengths)
    frames = stft(noise(count * SPEC.hop_length), SPEC).T
    blocks = OverlapAdd(SPEC, count)
    parts = [blocks.push(part) for part in np.split(frames, np.cumsum(lengths)[:-1])]
    whole = istft(frames.T, SPEC)
    assert len(whole) == count * SPEC.hop_length
    np.testing.assert_allclose(np.concatenate(parts), whole, atol=1e-6)


def test_silent_frames_need_not_be_given():
    frames = np.zeros((9, SPEC.n_fft // 2 + 1), np.complex64)
    frames[4] = stft(noise(9 * SPEC.hop_length), SPEC)[:, 4]
    found = OverlapAdd(SPEC, 9).push(frames[4:5], frames=9, offset=4)
    assert found.any()
    np.testing.assert_allclose(found, istft(frames.T, SPEC), atol=1e-6)


def test_a_short_window_stands_in_the_middle_of_the_transform():
    spec = MelConfig(win_length=512)
    window = centred_window(spec)
    assert window.shape == (1024,)
    assert not window[:256].any()
    assert not window[768:].any()
    assert window.argmax() == 512 and window.max() == 1


def test_a_signal_that_is_too_short_to_be_reflected_is_padded_with_zeros():
    samples = np.ones(SPEC.hop_length)
    pad = (SPEC.n_fft - SPEC.hop_length) // 2
    (frame,) = frame_signal(samples, SPEC)
    assert frame.sum() == SPEC.hop_length
    assert frame[pad : pad + SPEC.hop_length].all()
