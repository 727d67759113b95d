"""Text analysis in one locale: sentences, tokens, phonemes. Frontend and SSML stand on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from frontend.languages import language_of
from frontend.normalize.token import Token
from frontend.style import Style

if TYPE_CHECKING:  # loaded when phonemes are asked for: normalizing needs none of it
    from pathlib import Path

    from frontend.phonemize.lexicon import Lexicon
    from frontend.phonemize.phonemizer import Phonemizer

    LexiconSource = Mapping[str, str] | Path | str


class TextAnalyzer:
    """The text analysis of one locale. Safe for several threads.

    style       conventions of reading, and the locale
    lexicon     word -> IPA, or a TOML or PLS file; None: no lexicon of the user
    normalizer  clean sentence -> tokens with their spoken forms

    Raises UnknownLocaleError, LexiconError.
    """

    def __init__(self, style: Style, lexicon: LexiconSource | None = None):
        self.language = language_of(style.locale)
        self.locale = style.locale.lower()
        self.style = style._replace(locale=self.locale)
        self.normalizer = self.language.normalizer(self.style)
        self._lexicon_source = lexicon
        self._lexicon = self._read_lexicon(lexicon) if lexicon else None
        self._others = {self.locale: self}

    def for_locale(self, locale: str) -> TextAnalyzer:
        """The analyzer with the same settings in another locale."""
        if locale not in self._others:
            other = TextAnalyzer(self.style._replace(locale=locale), self._lexicon_source)
            self._others[locale] = other
        return self._others[locale]

    @property
    def lexicon_fingerprint(self) -> str:
        """A digest of the user's lexicon; empty if there is none."""
        return self._lexicon.fingerprint if self._lexicon else ""

    def explain(self, text: str, tokens: Sequence[Token]) -> list[tuple[str, str]]:
        """The phonemes of each token of a clean sentence, in inventory notation, and the source of
        its pronunciation.
        """
        return self.phonemizer.explain(text, tokens)

    def phonemize_tokens(self, text: str, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with their phonemes in this locale, for a sentence in another one."""
        explained = self.explain(text, tokens)
        return [
            token._replace(phonemes=phonemes)
            for token, (phonemes, _) in zip(tokens, explained, strict=True)
        ]

    @cached_property
    def phonemizer(self) -> Phonemizer:
        """Source, clean sentence and tokens -> utterances; made when it is first asked for."""
        from frontend.phonemize.phonemizer import Phonemizer

        pronunciation = self.language.pronunciation(self.locale)
        return Phonemizer(pronunciation, self._lexicon, self.language.word_parts())

    def _read_lexicon(self, lexicon: LexiconSource) -> Lexicon:
        """The user's lexicon, from a mapping or a file."""
        notation = self.language.notation(self.locale)
        if isinstance(lexicon, Mapping):
            from frontend.phonemize.lexicon import Lexicon

            return Lexicon(lexicon, notation)
        from frontend.phonemize.lexicon_files import read_lexicon

        return read_lexicon(lexicon, notation)
