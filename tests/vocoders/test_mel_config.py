"""Mel configurations: compared by field; arrays that are no mel are refused."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocoders.errors import SpecMismatchError, VocoderError
from vocoders.mel_config import MelConfig, check_mel

SPEC = MelConfig()
PUBLISHED = MelConfig(sample_rate=22050, n_mels=80, f_max=8000.0)


def test_specs_that_differ_are_told_by_field():
    SPEC.check(MelConfig())
    with pytest.raises(
        SpecMismatchError,
        match=r"the voice works on mels with sample_rate 24000, n_mels 100, f_max 12000.0, "
        "but the vocoder has sample",
    ):
        SPEC.check(PUBLISHED, "the voice", "the vocoder")
    assert MelConfig(**PUBLISHED.to_dict()) == PUBLISHED


@given(st.sampled_from([field.name for field in dataclasses.fields(MelConfig)]))
def test_no_field_may_differ(name):
    with pytest.raises(SpecMismatchError, match=name):
        SPEC.check(dataclasses.replace(SPEC, **{name: getattr(SPEC, name) + 2}))


@pytest.mark.parametrize("shape", [(80, 5), (100,), (100, 0), (1, 100, 5)])
def test_an_array_that_is_no_mel_is_told(shape):
    with pytest.raises(VocoderError, match="100 mels"):
        check_mel(np.zeros(shape, np.float32), SPEC)


def test_values_that_are_not_finite_are_told():
    bad = np.zeros((100, 4), np.float32)
    bad[3, 2] = np.nan
    with pytest.raises(VocoderError, match="not finite"):
        check_mel(bad, SPEC)


def test_the_frame_rate_is_that_of_hops():
    assert MelConfig(sample_rate=22050, hop_length=245).frame_rate == 90


def test_a_mel_is_given_back_in_float32():
    mel = check_mel(np.ones((100, 4)), SPEC)
    assert mel.dtype == np.float32
    assert mel.shape == (100, 4)
