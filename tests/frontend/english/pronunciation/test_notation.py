"""IPA of English to the inventory."""

import pytest

from frontend.english.pronunciation.notation import ESPEAK_NOTATION, WRITTEN_NOTATION, espeak
from frontend.phonemes import parse
from frontend.phonemize.espeak import to_inventory
from frontend.phonemize.ipa import from_ipa


@pytest.mark.parametrize(
    "ipa, us, gb",
    [
        ("təˈmɑːtoʊ", "təmˈɑtO", "təmˈɑːtQ"),
        ("ˈnɜːs", "nˈɜɹs", "nˈɜːs"),
        ("kæt", "kæt", "kat"),
        ("tʃeɪndʒ", "ʧAnʤ", "ʧAnʤ"),
        ("ˈhɒt", "hˈɑt", "hˈɒt"),
    ],
)
def test_written_ipa(ipa, us, gb):
    assert from_ipa(ipa, WRITTEN_NOTATION["en-us"]) == us
    assert from_ipa(ipa, WRITTEN_NOTATION["en-gb"]) == gb


@pytest.mark.parametrize("locale", ["en-us", "en-gb"])
def test_every_symbol_of_espeak_becomes_known(locale):
    table = ESPEAK_NOTATION[locale].table
    assert all(parse(to_inventory(f"a{ipa}", ESPEAK_NOTATION[locale])) for ipa in table)


def test_espeak_of_a_locale():
    assert espeak("en-us")(["nurse"]) == ["nˈɜɹs"]
    assert espeak("en-gb")(["nurse"]) == ["nˈɜːs"]
