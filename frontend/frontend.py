"""The join: text -> clean -> sentences -> tokens -> spoken words -> phonemes, one line an arrow."""

import re
import warnings
from collections.abc import Iterator
from itertools import chain

from frontend.clean import Clean, paragraphs
from frontend.errors import NothingToSay, UnknownLocale
from frontend.normalize.normalizer import Normalizer
from frontend.normalize.rules import Style, Token
from frontend.normalize.table import RULES
from frontend.phonemize.speaker import Speaker
from frontend.sentences import sentences
from frontend.spacing import written
from frontend.utterance import Utterance

LOCALES = ("en-us", "en-gb")
EXPLAINED = 60                                     # characters of a text that an error quotes


class Frontend:
    """Turns English text into utterances: phonemes that know their words, and words that know their place in the text.

    locale   en-us or en-gb: pronunciation, order of dates, "and" in numbers
    emoji    "say" their names or "drop" them

    May be used from several threads.

    >>> Frontend().normalize("It's 3.5 km.")
    "It's three point five kilometers."
    """

    def __init__(self, locale: str = "en-us", emoji: str = "say"):
        if locale.lower() not in LOCALES:
            raise UnknownLocale(f"no front end for the locale {locale!r}; there are {' and '.join(LOCALES)}.")
        self.locale = locale.lower()
        self._normalizer = Normalizer(RULES, Style(self.locale, emoji))
        self._speaker = Speaker(self.locale)

    def __call__(self, text: str) -> Iterator[Utterance]:
        """The utterances of a text, one by one as they are asked for; offsets count characters of `text`.

        Raises NothingToSay, at once, if nothing in the text can be spoken.
        """
        found = self._utterances(text)
        first = next(found, None)
        if first is None:
            raise _nothing(text)
        return chain([first], found)

    def normalize(self, text: str) -> str:
        """The spoken form of a text, with its punctuation. Raises NothingToSay if nothing in it can be spoken."""
        parts = [written(sentence.text, tokens) for sentence, tokens in self._tokenized(text)]
        spoken = " ".join(filter(None, parts))
        if not re.search(r"\w", spoken):
            raise _nothing(text)
        return spoken

    def phonemize(self, text: str) -> str:
        """The phonemes of a text as the corpus writes them, its utterances separated by spaces. Raises NothingToSay as `normalize` does."""
        return " ".join(utterance.tokens for utterance in self(text))

    def _utterances(self, text: str) -> Iterator[Utterance]:
        """Utterance by utterance; a sentence that is too long gives several."""
        for sentence, tokens in self._tokenized(text):           # text -> tokens with spoken words
            yield from self._speaker(text, sentence, tokens)     # -> phonemes

    def _tokenized(self, text: str) -> Iterator[tuple[Clean, list[Token]]]:
        """Each sentence, clean, with its tokens."""
        skipped = False
        for paragraph in paragraphs(text):
            for start, end in sentences(paragraph.text):
                sentence = Clean(paragraph.text[start:end], paragraph.starts[start:end], paragraph.ends[start:end])
                tokens = self._normalizer(sentence.text)
                unread = next((token for token in tokens if token.kind == "unreadable"), None)
                if unread and not skipped:
                    skipped = True
                    warnings.warn(f"skipped what is not English, first {sentence.text[unread.start:unread.end][:20]!r}: "
                                  "the front end reads the Latin script only", stacklevel=4)
                yield sentence, tokens


def _nothing(text: str) -> NothingToSay:
    """The error for a text with nothing in it to speak."""
    if not text.strip():
        return NothingToSay("the text is empty. Give at least one word or number in the Latin script.")
    shown = ascii(text[:EXPLAINED] + ("..." if len(text) > EXPLAINED else "")) if not text.isprintable() else repr(text[:EXPLAINED])
    return NothingToSay(f"nothing in {shown} can be spoken: no word or number in the Latin script. Give some English text.")
