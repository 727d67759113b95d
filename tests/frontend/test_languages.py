"""The languages of the front end."""

import importlib.util
import warnings

import pytest

from frontend import Frontend, UnknownLocaleError, languages
from frontend.english.language import ENGLISH
from frontend.languages import LOCALES, OTHERS, language_of, match_tag


def test_every_locale_has_one_language():
    assert LOCALES == ("en-us", "en-gb", "de")
    assert len(LOCALES) == len(set(LOCALES))
    assert all(locale in load().locales for locale, load in OTHERS.items())


@pytest.mark.parametrize("locale", ["en-us", "EN-GB"])
def test_english(locale):
    assert language_of(locale) is ENGLISH


@pytest.mark.parametrize("locale", ["de", "DE", "de-AT"])
def test_german(locale):
    assert language_of(locale).name == "German"


def test_unknown_locales_are_refused_with_those_there_are():
    with pytest.raises(UnknownLocaleError, match="'xx'; there are en-us, en-gb, de, and the"):
        language_of("xx")


def test_a_language_without_a_table_says_so_once():
    languages._of_espeak.cache_clear()
    with pytest.warns(UserWarning, match="Italian has no table of words yet"):
        Frontend("it")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Frontend("it")


@pytest.mark.parametrize(
    "tag, locale",
    [("en", "en-us"), ("en-IE", "en-gb"), ("de-DE", "de"), ("de", "de"), ("fr", None), ("", None)],
)
def test_match_tag(tag, locale):
    assert match_tag(tag) == locale


def test_a_tag_of_a_language_without_its_packages_is_none(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert match_tag("de") is None
