"""Loading a vocoder by name or file, and what importing the package costs."""

import pytest

import vocoders
from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig


def test_a_name_that_needs_weights_says_so():
    with pytest.raises(VocoderError, match="pass the safetensors file"):
        vocoders.load("harmonic")


def test_griffin_lim_needs_none_and_takes_any_spec():
    assert vocoders.load("griffin-lim").spec == MelConfig()
    spec = MelConfig(sample_rate=22050, n_mels=80, f_max=8000.0)
    assert vocoders.load("griffin-lim", spec).spec == spec
