"""English as a language of the front end."""

import pytest

from frontend.english.language import ENGLISH, english_locale
from frontend.phonemize.notation import Notation
from frontend.style import Style


@pytest.mark.parametrize(
    "tag, locale",
    [
        ("en", "en-us"),
        ("en-US", "en-us"),
        ("en-GB", "en-gb"),
        ("EN-gb", "en-gb"),
        ("en-AU", "en-gb"),
        ("en-CA", "en-us"),
        ("fr", None),
        ("enx", None),
        ("", None),
    ],
)
def test_tags(tag, locale):
    assert english_locale(tag) == locale


@pytest.mark.parametrize("locale", ENGLISH.locales)
def test_every_locale_has_its_parts(locale):
    assert isinstance(ENGLISH.notation(locale), Notation)
    assert ENGLISH.pronunciation(locale).notation is ENGLISH.notation(locale)
    tokens = ENGLISH.normalizer(Style(locale))("5 m")
    assert tokens[0].spoken == ("five metres" if locale == "en-gb" else "five meters")
