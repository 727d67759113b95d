"""Mixtures of voices by name."""

from dataclasses import replace

import numpy as np
import pytest

from tts import TTS
from tts.voice import find
from tts.voice_mixture import InvalidMixtureError, is_mixture, mixture


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("heart*0.6+emma*0.4", ((0, 0.6), (2, 0.4))),
        ("heart + emma", ((0, 0.5), (2, 0.5))),
        ("0.25*george+michael*0.75", ((1, 0.75), (3, 0.25))),
        ("heart*3+michael", ((0, 0.75), (1, 0.25))),
        ("heart*1", ((0, 1.0),)),
        ("heart+heart", ((0, 1.0),)),
    ],
)
def test_weights_are_shares(tiny_heart, name, speaker):
    assert is_mixture(name)
    found = find(name)
    assert [number for number, _ in found.speaker] == [number for number, _ in speaker]
    for (_, weight), (_, expected) in zip(found.speaker, speaker, strict=True):
        assert weight == pytest.approx(expected)
    assert found.name == name


def test_the_first_voice_gives_the_locale(tiny_heart):
    assert find("emma+heart").locale == find("emma").locale
    assert find("heart+emma").locale == find("heart").locale
    assert not is_mixture("heart")


@pytest.mark.parametrize(
    "name",
    [
        "heart*",
        "*0.5+emma",
        "heart+",
        "heart*0.5*2",
        "0.5+emma",
        "heart*-1+emma",
        "heart*nan",
        "*",
        "+",
    ],
)
def test_what_is_no_mixture_is_refused(tiny_heart, name):
    with pytest.raises(InvalidMixtureError, match=r"heart\*0\.6\+emma\*0\.4"):
        find(name)


def test_a_mixture_needs_weights_and_shared_networks(tiny_heart, tmp_path):
    with pytest.raises(InvalidMixtureError, match="no voice has a weight"):
        find("heart*0+emma*0")
    others = {"heart": find("heart"), "ann": replace(find("emma"), acoustic=tmp_path / "a.onnx")}
    with pytest.raises(InvalidMixtureError, match="not speakers of the same acoustic model"):
        mixture("heart+ann", others.__getitem__)


def test_a_mixture_speaks_and_lies_between(tiny_heart):
    text = "Hello there."
    heart, emma = (TTS.load(name).say(text) for name in ("heart", "emma"))
    whole = TTS.load("heart*1+emma*0").say(text)
    np.testing.assert_allclose(whole.samples, heart.samples, atol=1e-6)
    mixed = TTS.load("heart+emma").say(text)
    assert np.isfinite(mixed.samples).all() and np.abs(mixed.samples).max() > 0
    assert mixed.samples.tobytes() not in (heart.samples.tobytes(), emma.samples.tobytes())
