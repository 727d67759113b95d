"""Random inputs of the networks, and losses between student and teacher."""

import numpy as np
import pytest
import torch

from tts.training import distil
from tts.training.distillation_tasks import concat_frames, cut_segments


@pytest.mark.parametrize("name", distil.DISTILLED_NETWORKS)
def test_inputs_are_segments_and_the_same_for_the_same_generator(tasks, name):
    task, _ = tasks[name]
    inputs, again, other = (task.inputs(np.random.default_rng(seed), 256) for seed in (1, 1, 2))
    assert all(torch.equal(*pair) for pair in zip(inputs, again, strict=True))
    assert not torch.equal(inputs[0], other[0])
    assert all(len(part) == 4 and 64 in part.shape for part in inputs)


def test_half_of_the_vocoders_mels_are_recordings(tasks, monkeypatch):
    task, _ = tasks["harmonic"]
    monkeypatch.setattr(task, "real_clip", lambda clip: (np.ones((70, 100)), np.ones((70, 2))))
    mel, f0_features = task.inputs(np.random.default_rng(0), 256)
    assert mel.shape == (4, 100, 64) and f0_features.shape == (4, 2, 64)
    assert [bool((part == 1).all()) for part in f0_features] == [False, False, True, True]


@pytest.mark.parametrize("name", distil.DISTILLED_NETWORKS)
def test_losses_grow_with_the_error_of_each_output(tasks, name):
    task, _ = tasks[name]
    inputs = task.inputs(np.random.default_rng(3), 256)
    with torch.no_grad():
        target = task.teacher(*inputs)
    outputs = list(target) if isinstance(target, tuple) else [target]
    generator = torch.Generator().manual_seed(0)
    noise = torch.randn(outputs[0].shape, generator=generator)

    def losses(scale):
        wrong = [outputs[0] + scale * noise, *(part + scale for part in outputs[1:])]
        return task.losses(wrong if isinstance(target, tuple) else wrong[0], target, inputs)

    none, small, large = (losses(scale) for scale in (0.0, 0.1, 0.2))
    for kind, value in none.items():
        assert float(value) == 0 < float(small[kind]) < float(large[kind])


def test_frames_of_rows_are_joined_up_to_a_count():
    rows = ([np.full(3, number), np.full((3, 2), number)] for number in range(100))
    one, two = concat_frames(rows, 7)
    assert one.tolist() == [0, 0, 0, 1, 1, 1, 2] and two.shape == (7, 2)
    assert next(rows)[0][0] == 3  # no more were made


def test_frames_that_are_left_over_are_dropped():
    (found,) = cut_segments([np.arange(10.0)], 4)
    assert found.tolist() == [[0, 1, 2, 3], [4, 5, 6, 7]]
