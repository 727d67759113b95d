"""What a file says of itself is checked before anything is built by it."""

import json
from dataclasses import asdict

import pytest

from vocoders.errors import InvalidWeightsError, VocoderError
from vocoders.harmonic.config import HarmonicConfig
from vocoders.header_checks import (
    check_config,
    check_sizes,
    config_of,
    count_of,
    finite_numbers,
    parse_json,
)
from vocoders.hifigan_config import V3, HifiganConfig
from vocoders.mel_config import MelConfig

SHAPES = [(512, 192, 3), (192,), (4, 4)]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "{", ""])
def test_what_is_no_json_is_one_kind_of_error(text):
    with pytest.raises(ValueError, match=r"deep|Expecting"):
        parse_json(text)


@pytest.mark.parametrize(
    "config", [{}, {"a": 1, "b": 0.5, "c": "gelu", "d": [[1, 3], [5]], "e": None, "f": True}]
)
def test_numbers_words_and_lists_are_settings(config):
    check_config(config, "a.onnx")


@pytest.mark.parametrize(
    "config",
    [[], None, {"a": float("inf")}, {"a": 10**9}, {"a": {"b": 1}}, {"a": "x" * 2000}, {"a": [1e9]}],
)
def test_other_configurations_are_refused(config):
    with pytest.raises(InvalidWeightsError, match=r"a\.onnx is damaged"):
        check_config(config, "a.onnx")


@pytest.mark.parametrize(
    ("config", "fits"),
    [
        ({"hidden_dim": 512, "num_blocks": 3, "rates": [8, 8, 4]}, True),
        ({"hidden_dim": 513}, False),
        ({"num_blocks": 4}, False),
        ({"stacks": 4}, False),
        ({"rates": [[600]]}, False),
        ({"hidden_dim": -1}, False),
    ],
)
def test_no_network_is_larger_than_its_file(config, fits):
    if fits:
        check_sizes(config, SHAPES, "a")
        return
    with pytest.raises(InvalidWeightsError, match="do not fit its header"):
        check_sizes(config, SHAPES, "a")


@pytest.mark.parametrize("values", [None, [], ["a"], [True], [float("nan")], [[1.0]], 3])
def test_what_is_no_list_of_numbers(values):
    with pytest.raises(InvalidWeightsError, match="not a list of numbers"):
        finite_numbers(values, "pitch_means", "a")
    assert finite_numbers([1, 2.5], "pitch_means", "a") == [1.0, 2.5]


@pytest.mark.parametrize("value", [0, -1, 1001, 1.0, "1", None, True])
def test_what_is_no_count(value):
    with pytest.raises(InvalidWeightsError, match="not a number from 1 to 1000"):
        count_of(value, "blocks", "a")
    assert count_of(1000, "blocks", "a") == 1000


@pytest.mark.parametrize(
    "change",
    [
        {"sample_rate": 0},
        {"sample_rate": 24000.0},
        {"hop_length": 0},
        {"hop_length": 2048},
        {"win_length": 4096},
        {"n_fft": 10**9},
        {"n_mels": -1},
        {"n_mels": "x"},
        {"f_max": float("inf")},
        {"f_min": -1.0},
        {"f_min": 12001.0},
    ],
)
def test_numbers_that_no_mel_has(change):
    MelConfig().validate()
    with pytest.raises(VocoderError, match=next(iter(change))):
        MelConfig(**change).validate()


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"hidden_dim": "x"}, "hidden_dim is 'x', and should be of type int, such as 192"),
        ({"hidden_dim": True}, "hidden_dim is 'True'"),
        ({"max_voiced_hz": None}, "max_voiced_hz is 'None', and should be of type float"),
        ({"colour": 1}, "unknown keys: colour"),
        ([], "no config"),
    ],
)
def test_a_config_of_other_keys_or_types_is_refused(config, message):
    with pytest.raises(InvalidWeightsError, match=message):
        config_of(HarmonicConfig, {"config": config}, "a")


def test_a_config_is_read_as_it_was_written():
    found = config_of(HarmonicConfig, {"config": {"hidden_dim": 16, "max_voiced_hz": 7000}}, "a")
    assert found == HarmonicConfig(hidden_dim=16, max_voiced_hz=7000.0)
    written = json.loads(json.dumps({"config": asdict(V3)}))
    assert config_of(HifiganConfig, written, "a") == V3
    written["config"]["upsample_rates"] = [8, "8", 4]
    with pytest.raises(InvalidWeightsError, match="upsample_rates"):
        config_of(HifiganConfig, written, "a")
    written["config"]["upsample_rates"] = [8, 8]
    with pytest.raises(InvalidWeightsError, match="2 upsample_rates but 3"):
        config_of(HifiganConfig, written, "a")
