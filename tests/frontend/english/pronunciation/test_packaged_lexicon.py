"""The packaged lexicon: the same forms as espeak-ng's."""

import pytest

from frontend import Frontend
from frontend.english.pronunciation import packaged_lexicon
from frontend.english.pronunciation.context_forms import FormLookup
from frontend.english.pronunciation.notation import espeak
from frontend.english.pronunciation.packaged_lexicon import (
    corrections,
    decode_cells,
    default_forms,
    encode_cells,
    lookup,
    packaged_table,
)
from frontend.phonemes import parse

US = Frontend("en-us")


@pytest.mark.parametrize("locale", ["en-us", "en-gb"])
def test_packaged_table_is_what_espeak_says(locale):
    words = [
        "the",
        "to",
        "house",
        "of the",
        "about",
        "far",
        "Polish",
        "polish",
        "water",
        "nation",
        "use",
    ]
    said = FormLookup(espeak(locale))(words)
    for word in words:
        assert decode_cells(encode_cells(said[word], locale), locale) == said[word]
        assert packaged_lexicon.lookup(word, locale) == said[word]
    assert len(packaged_table(locale)) > 5000


def test_the_table_can_be_left_out(monkeypatch):
    text = "He went to the house and read about the weather, far away."
    with_table = US.phonemize(text)
    monkeypatch.setattr(packaged_lexicon, "packaged_table", lambda locale: {})
    assert Frontend().phonemize(text) == with_table


def test_derived_forms_link_r():
    forms = default_forms("wˈɔɾəɹ", "en-us")
    assert forms.select(False, "vowel") == "wˈɔɾəɹɹ" and forms.select(True, "end") == "wˈɔɾəɹ"


@pytest.mark.parametrize(
    "locale, word, phonemes",
    [
        ("en-us", "Nike", "nˈIki"),
        ("en-us", "NIKE's", "nˈIkiz"),
        ("en-us", "Versailles", "vɛɹsˈI"),
        ("en-gb", "quinoa", "kˈiːnwɑː"),
        ("en-us", "Djokovic's", "ʤˈOkəvɪʧᵻz"),
        ("en-us", "Des Moines", "dɪ mˈYn"),
        ("en-us", "Gabriel", "ɡˈAbɹiəl"),
        ("en-us", "theses", "θˈisˌiz"),
    ],
)
def test_corrections_go_before_the_table(locale, word, phonemes):
    assert lookup(word, locale).citation == phonemes


def test_a_word_may_be_corrected_in_one_accent_only():
    assert corrections("en-us")["donate"] == "dˈOnˌAt" and "donate" not in corrections("en-gb")


def test_every_correction_can_be_spoken():
    for locale in ("en-us", "en-gb"):
        table = corrections(locale)
        assert len(table) > 1500
        for word, phonemes in table.items():
            assert word == word.lower() or word in ("LaTeX", "BibTeX")
            assert parse(phonemes)
            assert "ˈ" in phonemes
