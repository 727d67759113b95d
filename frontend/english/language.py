"""English as a language of the front end. What phonemes need is imported when it is asked for."""

import re
from collections.abc import Callable, Iterable

from frontend.english.normalize.table import normalizer
from frontend.english.sentence_ends import SENTENCE_RULES
from frontend.language import Language
from frontend.phonemize.notation import Notation
from frontend.phonemize.pronunciation import Pronunciation
from frontend.ssml.say_as import SayAsInput, SpokenSpan

LANGUAGE_TAG = re.compile(r"en(?:-(?P<region>\w+))?", re.IGNORECASE)
BRITISH_REGIONS = frozenset({"gb", "uk", "au", "nz", "ie", "za", "in"})


def english_locale(tag: str) -> str | None:
    """The locale for a language tag; None for another language.

    >>> english_locale("en-GB"), english_locale("en"), english_locale("")
    ('en-gb', 'en-us', None)
    """
    match = LANGUAGE_TAG.fullmatch(tag)
    if not match:
        return None
    region = (match["region"] or "").lower()
    return "en-gb" if region in BRITISH_REGIONS else "en-us"


def _notation(locale: str) -> Notation:
    from frontend.english.pronunciation.notation import WRITTEN_NOTATION

    return WRITTEN_NOTATION[locale]


def _pronunciation(locale: str) -> Pronunciation:
    from frontend.english.pronunciation.pronunciation import EnglishPronunciation

    return EnglishPronunciation(locale)


def _word_parts() -> Callable[[str], Iterable[str]]:
    from frontend.phonemize.espeak_input import sanitize

    return sanitize


def _say_as(name: str, item: SayAsInput) -> list[SpokenSpan]:
    from frontend.english.say_as import spoken_spans

    return spoken_spans(name, item)


ENGLISH = Language(
    name="English",
    script="the Latin script",
    locales=("en-us", "en-gb"),
    sentence_rules=SENTENCE_RULES,
    normalizer=normalizer,
    notation=_notation,
    pronunciation=_pronunciation,
    say_as=_say_as,
    match_tag=english_locale,
    word_parts=_word_parts,
)
