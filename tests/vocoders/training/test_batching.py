"""Batches in the order of their steps."""

from itertools import islice

import pytest

from vocoders.training.batching import prefetch, step_rng


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_batches_come_in_order(workers):
    squares = list(islice(prefetch(lambda step: step * step, 5, workers), 20))
    assert squares == [step * step for step in range(5, 25)]


def test_a_step_has_a_generator_of_its_own():
    one, again, next_step, other_seed = (
        step_rng(*pair).random() for pair in ((1, 2), (1, 2), (1, 3), (2, 2))
    )
    assert one == again and len({one, next_step, other_seed}) == 3
