"""The join: text -> clean -> sentences -> tokens -> spoken words -> phonemes, one line an arrow."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from frontend.clean import Clean, paragraphs
from frontend.detokenize import written
from frontend.english.normalize.table import normalizer
from frontend.errors import NothingToSay, UnknownLocale
from frontend.lazy_regex import lazy
from frontend.normalize.token import Token
from frontend.sentences import sentences
from frontend.style import LOCALES, Style

if TYPE_CHECKING:  # loaded when phonemes are asked for: normalizing needs none of it
    from pathlib import Path

    from frontend.explain import Explained
    from frontend.phonemize.lexicon import Lexicon
    from frontend.phonemize.phonemizer import Speaker
    from frontend.ssml.annotate import SsmlUtterance
    from frontend.streaming import Feed
    from frontend.utterance import Utterance

WORDS = lazy(r"\w")
EXPLAINED = 60  # characters of a text that an error quotes


class Frontend:
    """Turns English text into utterances: phonemes that know their words, and words that know their
    place in the text.

    locale   en-us or en-gb: pronunciation, order of dates, "and" in numbers
    emoji    "say" their names or "drop" them
    lexicon  pronunciations that go before all others: word -> IPA, or a TOML or PLS file
             (frontend/phonemize/lexicon.py)
    style    conventions: "number-and=yes,money-and=no,zero=oh,emoji=drop", or Style(locale,
             number_and=True), whose locale and emoji then hold

    May be used from several threads.

    >>> Frontend().normalize("It's 3.5 km.")
    "It's three point five kilometers."
    """

    def __init__(
        self,
        locale: str = "en-us",
        emoji: str = "say",
        lexicon: Mapping[str, str] | Path | str | None = None,
        style: Style | str | None = None,
    ):
        if isinstance(style, str):
            style = Style.parse(f"emoji={emoji},{style}", locale)
        style = (style or Style(locale, emoji)).check()
        locale = style.locale
        if locale.lower() not in LOCALES:
            raise UnknownLocale(
                f"no front end for the locale {locale!r}; there are {' and '.join(LOCALES)}."
            )
        self.locale = locale.lower()
        self.style = style._replace(locale=self.locale)
        self._normalizer = normalizer(self.style)
        self._given = lexicon
        self._siblings = {self.locale: self}
        self._lexicon = _lexicon(lexicon, self.locale) if lexicon else None

    def __call__(self, text: str) -> Iterator[Utterance]:
        """The utterances of a text, one by one as they are asked for; offsets count characters of
        `text`.

        Raises NothingToSay, at once, if nothing in the text can be spoken.
        """
        found = self._utterances(text)
        first = next(found, None)
        if first is None:
            raise _nothing(text)
        return chain([first], found)

    def normalize(self, text: str) -> str:
        """The spoken form of a text, with its punctuation. Raises NothingToSay if nothing in it can
        be spoken.
        """
        parts = [written(sentence.text, tokens) for sentence, tokens in self._tokenized(text)]
        spoken = " ".join(filter(None, parts))
        if not WORDS.search(spoken):
            raise _nothing(text)
        return spoken

    def phonemize(self, text: str) -> str:
        """The phonemes of a text as the corpus writes them, its utterances separated by spaces.
        Raises NothingToSay as `normalize` does.
        """
        return " ".join(utterance.phoneme_string for utterance in self(text))

    def explain(self, text: str) -> list[Explained]:
        """How each piece of a text is read: every character of it lies in one of the pieces."""
        from frontend.explain import Explained, filled

        pieces: list[Explained] = []
        for sentence, tokens in self._tokenized(text):
            for token, (phonemes, origin) in zip(
                tokens, self._speaker.explained(sentence, tokens), strict=True
            ):
                start, end = sentence.span(token.start, token.end)
                pieces.append(
                    Explained(
                        text[start:end],
                        start,
                        end,
                        token.kind,
                        token.rule,
                        token.spoken,
                        phonemes,
                        origin,
                    )
                )
        return list(filled(text, pieces))

    def stream(self, pieces: Iterable[str]) -> Iterator[Utterance]:
        """The utterances of a text that arrives in pieces, each as soon as nothing that follows can
        change it.

        Offsets count from the beginning of the first piece. Raises NothingToSay at the end if there
        was nothing to speak.
        """
        from frontend.streaming import Feed

        feed = Feed()
        warn = _Warning()
        count = 0
        for sentence in _sentences(feed, pieces):
            for utterance in self._speaker(feed.text, sentence, self._tokens(sentence, warn)):
                count += 1
                yield utterance
        if not count:
            raise _nothing(feed.text)

    def ssml(
        self, source: str, voices: Mapping[str, str] | None = None, skip_unknown: bool = False
    ) -> Iterator[SsmlUtterance]:
        """The utterances of an SSML document: how each phoneme is to be said, pauses of exact
        length, and marks, beside the phonemes.

        voices         name -> locale of the voices that <voice> may ask for; None lets any name
                       pass
        skip_unknown   leave out unknown tags and read what they enclose, instead of raising

        Raises SsmlError (with line and column) for what is no SSML, or not known, and NothingToSay
        if nothing in it can be spoken; both at once.
        """
        from frontend.ssml.utterances import utterances

        found = utterances(self, source, voices, skip_unknown)
        first = next(found, None)
        if first is None:
            raise _nothing(source)
        return chain([first], found)

    @property
    def settings(self) -> dict[str, str]:
        """What decides how a text is read, as JSON may hold it: the style, and a fingerprint of the
        user's lexicon.
        """
        return {
            "style": str(self.style),
            "lexicon": self._lexicon.fingerprint if self._lexicon else "",
        }

    # For the parts of the front end itself

    def sibling(self, locale: str) -> Frontend:
        """A front end with the same settings in another accent."""
        if locale not in self._siblings:
            self._siblings[locale] = Frontend(
                lexicon=self._given, style=self.style._replace(locale=locale)
            )
        return self._siblings[locale]

    def tokens(self, text: str) -> list[Token]:
        """The tokens of clean text, as one sentence."""
        return self._normalizer(text)

    def accented(self, text: str, tokens: list[Token]) -> list[Token]:
        """Tokens with the phonemes that they have in this accent, for a sentence that is spoken in
        another.
        """
        said = self._speaker.explained(
            Clean(text, range(len(text)), range(1, len(text) + 1)), tokens
        )
        return [
            token._replace(phonemes=phonemes)
            for token, (phonemes, _) in zip(tokens, said, strict=True)
        ]

    def pronounced(self, source: str, sentence: Clean, tokens: list[Token]) -> Iterator[Utterance]:
        """The utterances of a sentence of the source."""
        return self._speaker(source, sentence, tokens)

    @cached_property
    def _speaker(self) -> Speaker:
        """Says tokens; made when phonemes are first asked for."""
        from frontend.phonemize.phonemizer import Speaker

        return Speaker(self.locale, self._lexicon)

    def _utterances(self, text: str) -> Iterator[Utterance]:
        """Utterance by utterance; a sentence that is too long gives several."""
        for sentence, tokens in self._tokenized(text):  # text -> tokens with spoken words
            yield from self._speaker(text, sentence, tokens)  # -> phonemes

    def _tokenized(self, text: str) -> Iterator[tuple[Clean, list[Token]]]:
        """Each sentence, clean, with its tokens."""
        warn = _Warning()
        for paragraph in paragraphs(text):
            for start, end in sentences(paragraph.text):
                sentence = paragraph.part(start, end)
                yield sentence, self._tokens(sentence, warn)

    def _tokens(self, sentence: Clean, warn: _Warning) -> list[Token]:
        """The tokens of a sentence; the first word of another script is warned of."""
        tokens = self._normalizer(sentence.text)
        unread = next((token for token in tokens if token.kind == "unreadable"), None)
        if unread:
            warn(sentence.text[unread.start : unread.end])
        return tokens


def _lexicon(given: Mapping[str, str] | Path | str, locale: str) -> Lexicon:
    """A user's lexicon, from a mapping or a file."""
    from frontend.phonemize.lexicon import Lexicon, read_lexicon

    return Lexicon(given, locale) if isinstance(given, Mapping) else read_lexicon(given, locale)


def _sentences(feed: Feed, pieces: Iterable[str]) -> Iterator[Clean]:
    """Feed pieces, and take what is settled."""
    for piece in pieces:
        yield from feed.add(piece)
    yield from feed.close()


class _Warning:
    """Warns once in a text of what can't be read."""

    def __init__(self) -> None:
        self._given = False

    def __call__(self, word: str) -> None:
        """Warn of this word, if none was warned of before."""
        if not self._given:
            self._given = True
            warnings.warn(
                f"skipped what is not English, first {word[:20]!r}: the front end reads the Latin script only",
                stacklevel=6,
            )


def _nothing(text: str) -> NothingToSay:
    """The error for a text with nothing in it to speak."""
    if not text.strip():
        return NothingToSay(
            "the text is empty. Give at least one word or number in the Latin script."
        )
    shown = (
        ascii(text[:EXPLAINED] + ("..." if len(text) > EXPLAINED else ""))
        if not text.isprintable()
        else repr(text[:EXPLAINED])
    )
    return NothingToSay(
        f"nothing in {shown} can be spoken: no word or number in the Latin script. Give some English text."
    )
