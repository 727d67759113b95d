"""The sounds of German."""

import pytest

from frontend import UnknownPhonemeError
from frontend.german.notation import (
    GERMAN_ESPEAK_NOTATION,
    GERMAN_PHONEMES,
    GERMAN_WRITTEN_NOTATION,
)
from frontend.phonemes import SYMBOL_ID
from frontend.phonemize.ipa import from_ipa


def test_all_symbols_are_in_the_inventory():
    assert set(GERMAN_PHONEMES) <= SYMBOL_ID.keys()


@pytest.mark.parametrize(
    "ipa, phonemes",
    [
        ("ʃpʁˈɑːxə", "ʃpʁˈaːxə"),
        ("dɛɾ", "dɛɐ"),
        ("vˈɑːɾə", "vˈaːʁə"),
        ("fɛɾˈɑ^ɪn", "fɛʁˈaːɪn"),
        ("hˈɔ^øtə", "hˈYtə"),
        ("t^sˈa^ɪt", "tsˈIt"),
        ("ˈɑːbɜ", "ˈaːbɐ"),
        ("bˈɛːɾ", "bˈEɐ"),
        ("ʃˈɑ̃s", "ʃˈãs"),
    ],
)
def test_espeak(ipa, phonemes):
    assert GERMAN_ESPEAK_NOTATION.rewrite(ipa) == phonemes


@pytest.mark.parametrize(
    "ipa, phonemes",
    [
        ("ˈmʏlɐ", "mˈʏlɐ"),
        ("ˈkɛːzə", "kˈEzə"),
        ("hɔʏtə", "hYtə"),
        ("ˈroːt", "ʁˈoːt"),
        ("uːr", "uːɐ"),
    ],
)
def test_written_ipa(ipa, phonemes):
    assert from_ipa(ipa, GERMAN_WRITTEN_NOTATION) == phonemes


def test_a_sound_that_german_has_not_is_refused():
    with pytest.raises(UnknownPhonemeError, match="'ǃ'"):
        from_ipa("ǃa", GERMAN_WRITTEN_NOTATION)
