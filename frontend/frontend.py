"""The front end: text -> clean -> sentences -> tokens -> spoken words -> phonemes."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from frontend.analyzer import TextAnalyzer
from frontend.clean import AlignedText
from frontend.detokenize import detokenize
from frontend.errors import NothingToSayError
from frontend.lazy_regex import lazy
from frontend.normalize.token import Token
from frontend.sentences import sentences
from frontend.structure import blocks
from frontend.style import Style

if TYPE_CHECKING:  # loaded when it is asked for
    from pathlib import Path

    from frontend.explain import ReadingTrace
    from frontend.language import Language
    from frontend.ssml.annotate import SsmlUtterance
    from frontend.streaming import SentenceStream
    from frontend.utterance import Utterance

WORD_CHARACTER = lazy(r"\w")
QUOTED_CHARS = 60  # of a text that an error quotes

AnyUtterance = TypeVar("AnyUtterance", bound="Utterance")


class Frontend:
    """Text to utterances: phonemes that know their words, and words that know their place in the
    text.

    locale    en-us or en-gb: pronunciation, order of dates, "and" in numbers; de, or any language
              of espeak-ng by its code (frontend/languages.py), with the extra `languages`
    emoji     "say" their names or "drop" them
    lexicon   pronunciations that go before all others: word -> IPA, or a TOML or PLS file
              (frontend/phonemize/lexicon_files.py)
    style     conventions: "number-and=yes,money-and=no,zero=oh,emoji=drop", or Style(locale,
              number_and=True), whose locale and emoji then hold

    Safe for several threads. Raises UnknownLocaleError, MissingLanguagePackageError,
    UnknownStyleError, LexiconError.

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
        self._analyzer = TextAnalyzer(style, lexicon)
        self.locale = self._analyzer.locale
        self.style = self._analyzer.style

    def __call__(self, text: str) -> Iterator[Utterance]:
        """The utterances of a text, one by one; offsets count characters of `text`.

        Raises NothingToSayError, at once, if nothing in the text can be spoken.
        """
        return _not_empty(self._utterances(text), text, self._analyzer.language)

    def normalize(self, text: str) -> str:
        """The spoken form of a text, with its punctuation. Raises NothingToSayError."""
        sentences = (detokenize(sentence.text, tokens) for sentence, tokens in self._tokenize(text))
        spoken = " ".join(filter(None, sentences))
        if not WORD_CHARACTER.search(spoken):
            raise _nothing_to_say(text, self._analyzer.language)
        return spoken

    def phonemize(self, text: str) -> str:
        """The phonemes of a text in inventory notation, with spaces between utterances. Raises
        NothingToSayError.
        """
        return " ".join(utterance.phoneme_string for utterance in self(text))

    def explain(self, text: str) -> list[ReadingTrace]:
        """The reading of each piece of a text; every character of it lies in one of the pieces."""
        from frontend.explain import fill_gaps

        return list(fill_gaps(text, self._traces(text)))

    def stream(self, pieces: Iterable[str]) -> Iterator[Utterance]:
        """The utterances of a text that arrives in pieces, each as soon as nothing that follows can
        change it.

        Offsets count from the beginning of the first piece. Raises NothingToSayError at the end if
        there was nothing to speak.
        """
        from frontend.streaming import SentenceStream

        stream = SentenceStream(self._analyzer.language.sentence_rules)
        warning = _ScriptWarning(self._analyzer.language.name)
        empty = True
        for sentence in _sentences(stream, pieces):
            tokens = self._tokens(sentence, warning)
            for utterance in self._analyzer.phonemizer(stream.text, sentence, tokens):
                empty = False
                yield utterance
        if empty:
            raise _nothing_to_say(stream.text, self._analyzer.language)

    def ssml(
        self, source: str, voices: Mapping[str, str] | None = None, skip_unknown: bool = False
    ) -> Iterator[SsmlUtterance]:
        """The utterances of an SSML document, with prosody by phoneme, breaks and marks.

        voices         name -> locale of the voices that <voice> may ask for; None lets any name
                       pass
        skip_unknown   leave out unknown tags and read what they enclose, instead of raising

        Raises SsmlError (with line and column) for what is no SSML, or not known, and
        NothingToSayError if nothing in it can be spoken; both at once.
        """
        from frontend.ssml.utterances import utterances

        found = utterances(self._analyzer, source, voices, skip_unknown)
        return _not_empty(found, source, self._analyzer.language)

    @property
    def settings(self) -> dict[str, str]:
        """The settings that change how a text is read, for JSON: the style, and a fingerprint of
        the user's lexicon.
        """
        return {"style": str(self.style), "lexicon": self._analyzer.lexicon_fingerprint}

    def _utterances(self, text: str) -> Iterator[Utterance]:
        """The utterances of a text; a sentence that is too long gives several."""
        for sentence, tokens in self._tokenize(text):  # text -> tokens with spoken words
            yield from self._analyzer.phonemizer(text, sentence, tokens)  # -> phonemes

    def _tokenize(self, text: str) -> Iterator[tuple[AlignedText, list[Token]]]:
        """Each clean sentence with its tokens."""
        warning = _ScriptWarning(self._analyzer.language.name)
        rules = self._analyzer.language.sentence_rules
        for block in blocks(text):
            for start, end in sentences(block.text, rules):
                sentence = block.slice(start, end)
                yield sentence, self._tokens(sentence, warning)

    def _tokens(self, sentence: AlignedText, warning: _ScriptWarning) -> list[Token]:
        """The tokens of a sentence; the first word of another script gives a warning."""
        tokens = self._analyzer.normalizer(sentence.text)
        for token in tokens:
            if token.kind == "unreadable":
                warning(sentence.text[token.start : token.end])
        return tokens

    def _traces(self, text: str) -> Iterator[ReadingTrace]:
        """The reading of each token of a text."""
        from frontend.explain import ReadingTrace

        for sentence, tokens in self._tokenize(text):
            explained = self._analyzer.explain(sentence.text, tokens)
            for token, (phonemes, source) in zip(tokens, explained, strict=True):
                start, end = sentence.source_span(token.start, token.end)
                yield ReadingTrace(
                    text[start:end],
                    start,
                    end,
                    token.kind,
                    token.rule,
                    token.spoken,
                    phonemes,
                    source,
                )


def _sentences(stream: SentenceStream, pieces: Iterable[str]) -> Iterator[AlignedText]:
    """The sentences of a stream, as they become complete."""
    for piece in pieces:
        yield from stream.add(piece)
    yield from stream.close()


MAX_WARNED = 1000  # words that a process warns of by name
_WARNED: set[str] = set()


class _ScriptWarning:
    """A warning of words that cannot be read, once for a text."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._given = False

    def __call__(self, word: str) -> None:
        """Warn of a word, if it is the first."""
        if not self._given:
            self._given = True
            warnings.warn(
                f"skipped what is not {self._language}{_first(word)}: the front end reads the "
                f"Latin script only",
                stacklevel=6,
            )


def _first(word: str) -> str:
    """The word for a warning, unless this process has warned of many others: Python keeps each
    different warning for ever.
    """
    shown = f", first {word[:20]!r}"
    if len(_WARNED) < MAX_WARNED:
        _WARNED.add(shown)
    return shown if shown in _WARNED else ", and many words before"


def _not_empty(
    utterances: Iterator[AnyUtterance], text: str, language: Language
) -> Iterator[AnyUtterance]:
    """The utterances, the first made at once. Raises NothingToSayError if there is none."""
    first = next(utterances, None)
    if first is None:
        raise _nothing_to_say(text, language)
    return chain([first], utterances)


def _nothing_to_say(text: str, language: Language) -> NothingToSayError:
    """The error for a text with nothing in it to speak."""
    if not text.strip():
        return NothingToSayError(
            f"the text is empty. Give at least one word or number in {language.script}."
        )
    quoted = repr(text[:QUOTED_CHARS])
    if not text.isprintable():
        quoted = ascii(text[:QUOTED_CHARS] + ("..." if len(text) > QUOTED_CHARS else ""))
    return NothingToSayError(
        f"nothing in {quoted} can be spoken: no word or number in {language.script}. Give some "
        f"{language.name} text."
    )
