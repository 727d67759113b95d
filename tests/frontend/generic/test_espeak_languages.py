"""Languages that espeak-ng alone has."""

import pytest

from frontend import Frontend
from frontend.generic.espeak_languages import espeak_language


@pytest.mark.parametrize(
    "locale, text, spoken",
    [
        ("fr-fr", "Il a 21 ans.", "Il a vingt et un ans."),
        ("it", "anno 1987", "anno millenovecentottantasette"),
        ("ru", "Мне 21 год.", "Мне двадцать один год."),
    ],
)
def test_numbers_and_words_are_read(locale, text, spoken, recwarn):
    front = Frontend(locale)
    assert front.normalize(text) == spoken
    assert len(front.phonemize(text)) > 8


def test_names_and_marks_of_numbers():
    assert espeak_language("hi").name == "Hindi"
    assert espeak_language("es").locales == ("es",)


@pytest.mark.parametrize("locale", ["xx", "kaa", "klingon"])
def test_a_language_without_data_is_none(locale):
    assert espeak_language(locale) is None
