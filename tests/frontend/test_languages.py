"""The languages of the front end."""

import pytest

from frontend import UnknownLocaleError
from frontend.english.language import ENGLISH
from frontend.languages import LANGUAGES, LOCALES, language_of, match_tag


def test_every_locale_has_one_language():
    assert LOCALES == ("en-us", "en-gb")
    assert len(LOCALES) == len(set(LOCALES)) == sum(len(own.locales) for own in LANGUAGES)


@pytest.mark.parametrize("locale", ["en-us", "EN-GB"])
def test_language_of(locale):
    assert language_of(locale) is ENGLISH


def test_unknown_locales_are_refused_with_those_there_are():
    with pytest.raises(UnknownLocaleError, match="'de-de'; there are en-us and en-gb"):
        language_of("de-de")


@pytest.mark.parametrize("tag, locale", [("en", "en-us"), ("en-IE", "en-gb"), ("de-DE", None)])
def test_match_tag(tag, locale):
    assert match_tag(tag) == locale
