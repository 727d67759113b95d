"""Shapes of words: what makes them other words."""

import pytest

from frontend.english.training.word_shapes import british_shape, shape


@pytest.mark.parametrize(
    "one, other",
    [
        ("ˈækʧuᵊl", "ˈækʧəwəl"),  # glides and syllabic l
        ("hˈiəɹO", "hˈɪɹO"),
        ("ɹˈɛspɹətˌɔɹi", "ɹˈɛspəɹətˌɔɹi"),
        ("ælpˈiniə", "ˌælpˈinjə"),  # secondary stress
        ("vˈɛɹi", "vˈæɹɪ"),
        ("lOkˈAɾᵻd", "lOkˈAtəd"),
    ],
)
def test_the_same_word(one, other):
    assert shape(one) == shape(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("hˈʌsbənd", "hˈʌzbᵊnd"),  # a consonant
        ("dˈɪstɹɪbjˌut", "dəstɹˈɪbjut"),  # the place of the stress
        ("ɡˈæbɹiəl", "ɡˈAbɹiəl"),  # the stressed vowel
        ("wˈIldə", "wˈIld"),  # a syllable
    ],
)
def test_another_word(one, other):
    assert shape(one) != shape(other)


def test_british_speakers_drop_r():
    assert british_shape("pˈɑɹk") == british_shape("pˈɑːk")
    assert british_shape("bˈæɹən") == british_shape("bˈaɹən")
    assert british_shape("ɹˈæt") != british_shape("ˈat")
