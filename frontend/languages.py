"""The languages of the front end. A new one is a folder like `frontend.german` and a line here.

Any other language of espeak-ng speaks, too, but of what is no word it reads numbers alone; that is
said once.
"""

import importlib.util
import warnings
from collections.abc import Callable
from functools import cache

from frontend.english.language import ENGLISH
from frontend.errors import UnknownLocaleError
from frontend.language import Language


def _german() -> Language:
    from frontend.german.language import GERMAN

    return GERMAN


OTHERS: dict[str, Callable[[], Language]] = {"de": _german}  # loaded when they are asked for
LOCALES = (*ENGLISH.locales, *OTHERS)


def language_of(locale: str) -> Language:
    """The language of a locale, in any case; "de-AT" is "de".

    Raises UnknownLocaleError, MissingLanguagePackageError.
    """
    lower = locale.lower()
    if lower in ENGLISH.locales:
        return ENGLISH
    code = lower.partition("-")[0]
    return OTHERS[code]() if code in OTHERS else _of_espeak(lower)


def match_tag(tag: str) -> str | None:
    """The locale for a language tag, or None: where there is no table of its words, or where the
    package that reads its numbers is not installed.

    >>> match_tag("en-GB"), match_tag("en"), match_tag("fr-FR")
    ('en-gb', 'en-us', None)
    """
    locale = ENGLISH.match_tag(tag)
    if locale:
        return locale
    code = tag.lower().partition("-")[0]
    return code if code in OTHERS and importlib.util.find_spec("num2words") else None


@cache
def _of_espeak(locale: str) -> Language:
    """A language without a folder here; the first time, with a warning."""
    from frontend.generic.espeak_languages import espeak_language

    language = espeak_language(locale)
    if language is None:
        raise UnknownLocaleError(
            f"no front end for the locale {locale!r}; there are {', '.join(LOCALES)}, and the "
            f"languages of espeak-ng by its codes: fr-fr, es, it, ..."
        )
    warnings.warn(
        f"{language.name} has no table of words yet: dates, money, measures and abbreviations are "
        f"not read as such. CONTRIBUTING.md says how to add one.",
        stacklevel=5,
    )
    return language
