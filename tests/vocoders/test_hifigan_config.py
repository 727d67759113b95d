"""Shapes of HiFi-GAN: read from a published config.json, checked before they are built."""

import dataclasses

import pytest

from vocoders.errors import VocoderError
from vocoders.hifigan_config import PUBLISHED_SPEC, V1, V2, V3, HifiganConfig


@pytest.mark.parametrize("config", [V1, V2, V3])
def test_a_config_comes_back_from_its_fields(config):
    fields = dataclasses.asdict(config)
    as_json = {
        name: list(value) if name == "upsample_rates" else value for name, value in fields.items()
    }
    assert HifiganConfig.from_dict(as_json | {"segment_size": 8192}) == config
    assert config.hop_length == PUBLISHED_SPEC.hop_length


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"resblock": "3"}, "resblock is '3', not '1' or '2'"),
        ({"upsample_rates": ()}, "0 upsample_rates but 4 upsample_kernel_sizes"),
        ({"upsample_rates": (8, 8, 2, 3)}, "by 3 with kernel 4"),
        ({"upsample_kernel_sizes": (4, 16, 4, 4)}, "by 8 with kernel 4"),
        ({"upsample_initial_channel": 40}, "40 cannot be halved 4 times"),
        ({"resblock_kernel_sizes": (3, 7)}, "2 resblock_kernel_sizes but 3"),
        ({"resblock_kernel_sizes": (3, 7, 10)}, "not all odd"),
    ],
)
def test_what_cannot_be_built_is_refused(changes, message):
    with pytest.raises(VocoderError, match=message):
        dataclasses.replace(V1, **changes)


def test_a_field_that_is_absent_or_of_another_kind_is_named():
    fields = dataclasses.asdict(V1)
    with pytest.raises(VocoderError, match="has no 'resblock'; it has resblock_dilation_sizes"):
        HifiganConfig.from_dict({name: fields[name] for name in fields if name != "resblock"})
    with pytest.raises(VocoderError, match="a value of the wrong kind"):
        HifiganConfig.from_dict(fields | {"upsample_rates": 8})
