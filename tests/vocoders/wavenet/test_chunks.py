"""Chunks: where an utterance is split, the random numbers of a chunk, the crossfade."""

import numpy as np
import pytest
import torch

from vocoders.wavenet.chunks import (
    MIN_CHUNK_FRAMES,
    NoiseShapedSampler,
    crossfade,
    split_points,
    stack_padded,
)


def test_an_utterance_is_split_at_quiet_frames():
    mel = np.zeros((6, 160), np.float32)
    mel[:, [43, 79, 115]] = -9
    assert split_points(mel, 4) == [0, 43, 79, 115]


def test_short_utterances_are_not_split():
    mel = np.zeros((6, 160), np.float32)
    assert split_points(mel, 1) == [0]
    assert split_points(mel[:, : 2 * MIN_CHUNK_FRAMES - 1], 16) == [0]
    assert len(split_points(mel[:, : 2 * MIN_CHUNK_FRAMES], 16)) == 2


def sampled(noise_shaping, *counts):
    sampler = NoiseShapedSampler((0, 1), np.full(50, noise_shaping), 400)
    return np.concatenate([sampler(count) for count in counts])


@pytest.mark.parametrize("c", [0.0, 0.7, 1.0])
def test_both_numbers_are_uniform(c):
    numbers = sampled(c, 4000, 7000, 9000)
    assert numbers.min() > 0 and numbers.max() < 1 and numbers.astype(np.float32).max() < 1
    np.testing.assert_allclose(numbers.mean(0), 0.5, atol=0.01)
    for level in (0.05, 0.3, 0.9):
        np.testing.assert_allclose(np.mean(numbers < level, 0), level, atol=0.012)


@pytest.mark.parametrize("c", [0.0, 0.7, 1.0])
def test_noise_shaping_correlates_neighbours_only(c):
    normal = torch.special.ndtri(torch.from_numpy(sampled(c, 4000, 16000)[:, 1])).numpy()
    correlation = [np.corrcoef(normal[lag:], normal[:-lag])[0, 1] for lag in (1, 2)]
    assert correlation == pytest.approx([-c / (1 + c * c), 0], abs=0.02)


def test_the_numbers_do_not_depend_on_how_many_are_drawn_at_once():
    np.testing.assert_array_equal(sampled(0.7, 5000), sampled(0.7, 1, 2399, 2600))


def test_each_frame_has_its_own_noise_shaping():
    shaping = np.array([0.0, 0.9, 0.0])
    sampler = NoiseShapedSampler((0, 1), shaping, 4000)
    normal = torch.special.ndtri(torch.from_numpy(sampler(16000)[:, 1])).numpy()
    correlation = [np.corrcoef(part[1:], part[:-1])[0, 1] for part in np.split(normal, 4)]
    assert correlation == pytest.approx([0, -0.9 / 1.81, 0, 0], abs=0.05)


def test_shorter_rows_repeat_their_last_frame():
    rows = [np.arange(6).reshape(3, 2), np.arange(10).reshape(5, 2)]
    stacked = stack_padded(rows, 5)
    assert stacked.shape == (2, 5, 2)
    assert stacked[0, :, 0].tolist() == [0, 2, 4, 4, 4]
    np.testing.assert_array_equal(stacked[1], rows[1])


def test_chunks_are_joined_at_constant_power():
    rng = np.random.default_rng(0)
    powers = []
    for _ in range(300):
        chunks = [rng.standard_normal(150).astype(np.float32) for _ in range(2)]
        powers.append(np.mean(crossfade(chunks, [0, 50], 200, 100)[50:150] ** 2))
    assert np.mean(powers) == pytest.approx(1, abs=0.05)


def test_outside_the_crossfade_the_samples_are_those_of_one_chunk():
    one, other = random_chunks(4100, 4000)
    joined = crossfade([one, other], [0, 4000], 8000, 100)
    assert joined.shape == (8000,) and joined.dtype == np.float32
    np.testing.assert_array_equal(joined[:4000], one[:4000])
    np.testing.assert_array_equal(joined[4100:], other[100:])


def random_chunks(*counts):
    rng = np.random.default_rng(0)
    return [rng.standard_normal(count).astype(np.float32) for count in counts]
