"""A language, as the front end sees it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from frontend.normalize.normalizer import Normalizer
from frontend.phonemize.notation import Notation
from frontend.phonemize.pronunciation import Pronunciation
from frontend.sentences import SentenceRules
from frontend.ssml.say_as import SayAsInput, SpokenSpan
from frontend.style import Style


class Language(NamedTuple):
    """What is particular to a language. The callables load what they need when they are called, so
    that normalizing does not load what phonemes need.

    name             in English
    script           that it is written in, for messages
    locales          the first is the default
    sentence_rules   ends of sentences
    normalizer       style -> rules at work
    notation         locale -> IPA that people write, to the inventory
    pronunciation    locale -> pronunciation of words
    say_as           (class of <say-as>, its input) -> spoken spans
    match_tag        language tag such as "en-GB" -> locale; None: another language
    word_parts       () -> function from a word to the parts that espeak-ng is given
    """

    name: str
    script: str
    locales: tuple[str, ...]
    sentence_rules: SentenceRules
    normalizer: Callable[[Style], Normalizer]
    notation: Callable[[str], Notation]
    pronunciation: Callable[[str], Pronunciation]
    say_as: Callable[[str, SayAsInput], list[SpokenSpan]]
    match_tag: Callable[[str], str | None]
    word_parts: Callable[[], Callable[[str], Iterable[str]]]
