"""Phonemes that a person wrote."""

import pytest

from frontend import UnknownPhonemeError
from frontend.phonemize.ipa import from_ipa
from frontend.phonemize.notation import Notation

NOTATION = Notation({"oʊ": "O", "tʃ": "ʧ", "r": "ɹ", ".": ""})


@pytest.mark.parametrize(
    "ipa, phonemes",
    [
        ("ˈroʊ", "ɹˈO"),
        ("ˈst.ra", "stɹˈa"),
        ("həˈloʊ", "həlˈO"),
        ("  ˈa   ˌbi ", "ˈa bˌi"),
        ("həlˈO", "həlˈO"),
        ("aˈn", "an"),
        ("t\u0361ʃa", "ʧa"),
        ("t\u035cʃa", "ʧa"),
        ("t^ʃa", "ʧa"),
    ],
)
def test_stress_stands_before_the_vowel(ipa, phonemes):
    assert from_ipa(ipa, NOTATION) == phonemes


@pytest.mark.parametrize(
    "ipa, message",
    [("", "empty"), (" . ", "empty"), ("a, b", "','"), ("_a", "'_'"), ("你", "你"), ("a!", "'!'")],
)
def test_what_is_no_pronunciation(ipa, message):
    with pytest.raises(UnknownPhonemeError, match=message):
        from_ipa(ipa, NOTATION)
