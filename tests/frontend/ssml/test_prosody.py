"""Prosody by phoneme."""

import math

import pytest

from frontend import Frontend
from frontend.ssml.prosody import (
    MAX_DB,
    MAX_SEMITONES,
    MAX_SPEAKING_RATE,
    MIN_SPEAKING_RATE,
    Prosody,
)

US = Frontend("en-us")


def read(inside, **more):
    return list(US.ssml(f"<speak>{inside}</speak>", **more))


def prosody_of(utterance, word):
    number = next(place for place, own in enumerate(utterance.words) if own.text == word)
    return {
        prosody
        for phoneme, prosody in zip(utterance.phonemes, utterance.prosody, strict=True)
        if phoneme.word == number
    }.pop()


@pytest.mark.parametrize(
    "attribute, field, value",
    [
        ('rate="slow"', "rate", 0.75),
        ('rate="120%"', "rate", 1.2),
        ('rate="+10%"', "rate", 1.1),
        ('rate="1.5"', "rate", 1.5),
        ('rate="-20%"', "rate", 0.8),
        ('pitch="+2st"', "pitch", 2.0),
        ('pitch="-1.5st"', "pitch", -1.5),
        ('pitch="high"', "pitch", 3.0),
        ('pitch="+100%"', "pitch", 12.0),
        ('pitch="200Hz"', "base_hz", 200.0),
        ('pitch="+20Hz"', "hz_offset", 20.0),
        ('volume="+6dB"', "volume", 6.0),
        ('volume="silent"', "volume", -math.inf),
        ('volume="100"', "volume", 0.0),
        ('volume="soft"', "volume", -6.0),
    ],
)
def test_prosody(attribute, field, value):
    (utterance,) = read(f"one <prosody {attribute}>two</prosody> three")
    assert getattr(prosody_of(utterance, "two"), field) == pytest.approx(value)
    assert (
        prosody_of(utterance, "one")
        == prosody_of(utterance, "three")
        != prosody_of(utterance, "two")
        or value == 0.0
    )
    assert len(utterance.prosody) == len(utterance.phonemes)


def test_prosody_within_prosody_and_emphasis():
    (utterance,) = read(
        '<prosody rate="50%" pitch="+1st">a '
        '<prosody rate="200%" pitch="+2st">b</prosody> '
        '<emphasis level="strong">c</emphasis></prosody>'
    )
    assert (prosody_of(utterance, "b").rate, prosody_of(utterance, "b").pitch) == (1.0, 3.0)
    strong = prosody_of(utterance, "c")
    assert strong.rate == pytest.approx(0.425)
    assert (strong.pitch, strong.volume) == (3.0, 3.0)


def test_semitones_from_hertz():
    (utterance,) = read('<prosody pitch="440Hz">a <prosody pitch="+1st">b</prosody></prosody> c')
    assert prosody_of(utterance, "a").semitones(220.0) == pytest.approx(12) and prosody_of(
        utterance, "b"
    ).semitones(220.0) == pytest.approx(13)
    assert prosody_of(utterance, "c").semitones(220.0) == 0


@pytest.mark.parametrize("value", ["", "quick", "5st", "0", "-100%", "+", "1.2.3"])
def test_what_is_no_rate(value):
    assert Prosody().with_rate(value) is None


@pytest.mark.parametrize("value", ["", "tall", "5", "-100%", "3dB"])
def test_what_is_no_pitch(value):
    assert Prosody().with_pitch(value) is None


@pytest.mark.parametrize("value", ["", "noisy", "5st", "3Hz"])
def test_what_is_no_volume(value):
    assert Prosody().with_volume(value) is None


def test_limits():
    assert Prosody().with_rate("100").rate == MAX_SPEAKING_RATE
    assert Prosody().with_rate("1%").rate == MIN_SPEAKING_RATE
    assert (
        Prosody().with_pitch("+99st").pitch == -Prosody().with_pitch("-99st").pitch == MAX_SEMITONES
    )
    assert Prosody().with_volume("+99dB").volume == MAX_DB
    assert Prosody(base_hz=1.0).semitones(20.0) == 0.0


def test_volumes():
    assert Prosody().with_volume("50").volume == pytest.approx(20 * math.log10(0.5))
    assert Prosody().with_volume("+100%").volume == pytest.approx(20 * math.log10(2))
    assert Prosody().with_volume("0").volume == -math.inf
    assert Prosody(volume=-3.0).with_volume("-3dB").volume == -6.0


def test_a_word_of_pitch_replaces_hertz():
    prosody = Prosody().with_pitch("300Hz").with_pitch("+10Hz").with_pitch("+1st")
    assert (prosody.base_hz, prosody.hz_offset, prosody.pitch) == (300.0, 10.0, 1.0)
    assert prosody.with_pitch("low") == Prosody(pitch=-3.0)
