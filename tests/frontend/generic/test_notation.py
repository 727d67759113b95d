"""IPA of any language to the inventory."""

import pytest

from frontend.generic.notation import espeak_notation, written_notation
from frontend.phonemes import parse
from frontend.phonemize.espeak import to_inventory


@pytest.mark.parametrize(
    "ipa, phonemes",
    [
        ("ɡˈatːo", "ɡˈatto"),
        ("bɔ̃ʒˈuʁ", "bõʒˈuʁ"),
        ("nˈa^ɪt", "nˈIt"),
        ("ˈɛːdə", "ˈEdə"),
        ("ni.tɕˈiɛ", "nitɕˈiɛ"),
        ("zˈɪŋn̩", "zˈɪŋən"),
    ],
)
def test_espeak(ipa, phonemes):
    found = to_inventory(ipa, espeak_notation({}))
    assert found == phonemes
    assert parse(found)


def test_a_language_may_differ():
    assert written_notation({"r": "ʁ"}).rewrite("tʃaːr") == "ʧaːʁ"
