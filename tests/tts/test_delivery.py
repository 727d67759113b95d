"""Numbers that nobody can speak by are refused."""

import json

import numpy as np
import pytest

from tts import Delivery, SpeechError
from tts.delivery import RANGES


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), -1e9, 1e9, "1", [], pytest.param(10**9999, id="huge")]
)
def test_out_of_range_names_the_number_its_range_and_its_unit(name, value):
    low, high, unit = RANGES[name]
    with pytest.raises(
        SpeechError, match=f"{name} must be a number from {low:g} to {high:g}"
    ) as said:
        Delivery(**{name: value})
    assert unit in str(said.value)


@pytest.mark.parametrize("name", RANGES)
def test_both_ends_of_a_range_are_in_it(name):
    low, high, _ = RANGES[name]
    assert getattr(Delivery(**{name: low}), name) == low
    assert getattr(Delivery(**{name: high}), name) == high


@pytest.mark.parametrize(
    ("energy", "loudness", "target"), [(0.0, -23.0, -23.0), (6.0, -23.0, -17.0), (6.0, None, None)]
)
def test_energy_is_added_to_the_loudness(energy, loudness, target):
    assert Delivery(energy=energy, loudness=loudness).target_lufs == target


def test_only_loudness_may_be_left_to_the_voice():
    for name in RANGES.keys() - {"loudness"}:
        with pytest.raises(SpeechError, match=name):
            Delivery(**{name: None})


@pytest.mark.parametrize("seed", [-1, 2**63, 1.5])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(SpeechError, match="seed"):
        Delivery(seed=seed)


def test_the_numbers_of_numpy_are_numbers():
    delivery = Delivery(speed=np.float32(1.5), pitch=np.int64(2), seed=np.int64(7))
    assert delivery == Delivery(speed=1.5, pitch=2, seed=7)
    assert json.loads(json.dumps(delivery.to_kwargs()))["seed"] == 7
