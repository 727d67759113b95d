"""The languages of the front end. A new one is a folder like `frontend.english` and a line here."""

from frontend.english.language import ENGLISH
from frontend.errors import UnknownLocaleError
from frontend.language import Language

LANGUAGES = (ENGLISH,)
LOCALES = tuple(locale for language in LANGUAGES for locale in language.locales)


def language_of(locale: str) -> Language:
    """The language of a locale, in any case. Raises UnknownLocaleError."""
    for language in LANGUAGES:
        if locale.lower() in language.locales:
            return language
    raise UnknownLocaleError(
        f"no front end for the locale {locale!r}; there are {' and '.join(LOCALES)}."
    )


def match_tag(tag: str) -> str | None:
    """The locale for a language tag, or None.

    >>> match_tag("en-GB"), match_tag("en"), match_tag("fr-FR")
    ('en-gb', 'en-us', None)
    """
    matches = (language.match_tag(tag) for language in LANGUAGES)
    return next((locale for locale in matches if locale), None)
