"""Text analysis in one locale."""

import pytest

from frontend import LexiconError, Style, UnknownLocaleError
from frontend.analyzer import TextAnalyzer
from frontend.clean import clean

US = TextAnalyzer(Style("en-us"))


def test_tokens_have_spoken_forms():
    assert [token.spoken for token in US.normalizer("5 km")] == ["five kilometers"]


def test_settings_go_with_another_locale():
    analyzer = TextAnalyzer(Style("EN-US", zero="oh"), {"gif": "ʤˈɪf"})
    british = analyzer.for_locale("en-gb")
    assert analyzer.locale == "en-us" and british.locale == "en-gb"
    assert british.style == Style("en-gb", zero="oh")
    assert british is analyzer.for_locale("en-gb") and analyzer is analyzer.for_locale("en-us")
    assert british.lexicon_fingerprint == analyzer.lexicon_fingerprint != ""
    assert US.lexicon_fingerprint == ""


def test_tokens_get_the_phonemes_of_their_locale():
    british = US.for_locale("en-gb")
    tokens = british.phonemize_tokens("tomato", british.normalizer("tomato"))
    assert [token.phonemes for token in tokens] == ["təmˈɑːtQ"]
    (utterance,) = US.phonemizer("tomato", clean("tomato"), tokens)
    assert utterance.phoneme_string == "təmˈɑːtQ."


def test_sources_are_explained():
    tokens = US.normalizer("the qwrtz")
    assert [source for _, source in US.explain("the qwrtz", tokens)] == ["packaged", "espeak"]


def test_what_is_refused():
    with pytest.raises(UnknownLocaleError, match="en-us, en-gb"):
        TextAnalyzer(Style("xx"))
    with pytest.raises(LexiconError):
        TextAnalyzer(Style(), {"two words": "a"})
