"""From an SSML document to utterances: its sentences are read as plain text is, but for what its
tags decide.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from frontend.clean import Clean, clean
from frontend.detokenize import written
from frontend.normalize.token import Token
from frontend.sentences import sentences
from frontend.ssml.annotate import Annotator, SsmlUtterance
from frontend.ssml.document import Block, Document, Override
from frontend.ssml.elements import PLACEHOLDER
from frontend.ssml.parser import parse
from frontend.ssml.say_as import SayAsInput, spoken_spans

if TYPE_CHECKING:
    from frontend.frontend import Frontend
    from frontend.utterance import Utterance

SAY_AS = "say-as"


class Span(NamedTuple):
    """Characters start to end of a sentence that are read together: fixed, a break, or plain text
    in one accent.
    """

    start: int
    end: int
    fixed: Override | None = None
    pause: bool = False


def utterances(
    front: Frontend,
    source: str,
    voices: Mapping[str, str] | None = None,
    skip_unknown: bool = False,
) -> Iterator[SsmlUtterance]:
    """The utterances of a document, as `Frontend.ssml` gives them. Raises SsmlError before the
    first.
    """
    document = parse(source, voices, skip_unknown)
    annotator = Annotator(document, len(source))
    return annotator(UtteranceBuilder(front, source, document, annotator).utterances())


class UtteranceBuilder:
    """Reads one document."""

    def __init__(self, front: Frontend, source: str, document: Document, annotator: Annotator):
        self._front = front
        self._source = source
        self._document = document
        self._annotator = annotator
        self._accents = any(prosody.locale for _, prosody in document.prosody)
        self._break_positions = [pause.place for pause in document.breaks if pause.milliseconds]
        self._overrides = document.fixed
        self._override_starts = [fixed.start for fixed in document.fixed]

    def utterances(self) -> Iterator[tuple[Utterance, bool]]:
        """Each utterance, and whether it is the first of a paragraph."""
        paragraph = True
        for block in self._document.blocks:
            paragraph = paragraph or block.paragraph
            for sentence in self._sentences(block):
                front = self._front.sibling(self._locale(sentence, block))
                placed = Clean(
                    sentence.text,
                    [self._document.starts[place] for place in sentence.starts],
                    [self._document.ends[place - 1] for place in sentence.ends],
                )
                for utterance in front.pronounced(
                    self._source, placed, self._tokens(front, sentence)
                ):
                    yield utterance, paragraph
                    paragraph = False

    def _sentences(self, block: Block) -> Iterator[Clean]:
        """The sentences of a block; places count in the document's text."""
        whole = clean(self._document.text, block.start, block.end)
        if block.whole:
            text = whole.text.rstrip()
            start = len(text) - len(text.lstrip())
            if text:
                yield whole.part(start, len(text))
            return
        masked = list(whole.text)
        for fixed in self._within(block.start, block.end):
            start = bisect_left(whole.starts, fixed.start)
            end = bisect_left(whole.starts, fixed.end)
            masked[start:end] = PLACEHOLDER * (end - start)
        for start, end in sentences("".join(masked)):
            yield whole.part(start, end)

    def _within(self, start: int, end: int) -> list[Override]:
        """What is fixed between two places of the document's text."""
        return self._overrides[
            bisect_left(self._override_starts, start) : bisect_left(self._override_starts, end)
        ]

    def _locale(self, sentence: Clean, block: Block) -> str:
        """The accent of a sentence: that of all its text, else that of the voice."""
        if not self._accents:
            return self._front.locale
        found = {
            self._locale_at(place)
            for place, character in zip(sentence.starts, sentence.text, strict=True)
            if not character.isspace()
        }
        voice = self._annotator.prosody_at(self._document.starts[block.start]).voice
        return (
            found.pop()
            if len(found) == 1
            else (self._document.voices.get(voice) if voice else None) or self._front.locale
        )

    def _locale_at(self, place: int) -> str:
        """The accent of the character at a place of the document's text."""
        return self._annotator.prosody_at(self._document.starts[place]).locale or self._front.locale

    def _tokens(self, front: Frontend, sentence: Clean) -> list[Token]:
        """The tokens of a sentence; places count in the sentence."""
        tokens: list[Token] = []
        for span in self._spans(sentence):
            tokens += self._read(
                front,
                sentence.text[span.start : span.end],
                span,
                self._locale_at(sentence.starts[span.start]),
            )
        return tokens

    def _spans(self, sentence: Clean) -> Iterator[Span]:
        """Cut a sentence where something is fixed, where a break is, and where the accent changes."""
        first = sentence.starts[0]
        last = sentence.ends[-1]
        kinds: dict[int, Span] = {}
        for fixed in self._within(first, last):
            start = bisect_left(sentence.starts, fixed.start)
            end = bisect_left(sentence.starts, fixed.end)
            if end > start:
                kinds[start] = Span(start, end, fixed)
        for place in self._break_positions[
            bisect_left(self._break_positions, first) : bisect_left(self._break_positions, last)
        ]:
            earlier = bisect_right(self._override_starts, place) - 1
            if earlier < 0 or self._overrides[earlier].end <= place:
                start = bisect_left(sentence.starts, place)
                kinds[start] = Span(start, start + 1, None, True)
        place = 0
        for start in sorted(kinds):
            yield from self._plain(sentence, place, start)
            yield kinds[start]
            place = kinds[start].end
        yield from self._plain(sentence, place, len(sentence.text))

    def _plain(self, sentence: Clean, start: int, end: int) -> Iterator[Span]:
        """Plain text, cut where the accent changes."""
        if start < end and not self._accents:
            yield Span(start, end)
            return
        while start < end:
            locale = self._locale_at(sentence.starts[start])
            stop = start + 1
            while stop < end and self._locale_at(sentence.starts[stop]) == locale:
                stop += 1
            yield Span(start, stop)
            start = stop

    def _read(self, front: Frontend, text: str, span: Span, locale: str) -> list[Token]:
        """The tokens of a stretch."""
        if span.pause:
            return [Token(span.start, span.end, "break", "break", "")]
        own = front.sibling(locale)
        tokens = _overrides(own, text, span.fixed) if span.fixed else own.tokens(text)
        if own is not front and not (span.fixed and span.fixed.how == "phoneme"):
            tokens = own.accented(text, tokens)
        return [
            token._replace(start=token.start + span.start, end=token.end + span.start)
            for token in tokens
        ]


def _overrides(front: Frontend, text: str, fixed: Override) -> list[Token]:
    """The tokens of text whose reading an element decides."""

    def read(plain: str) -> str:
        cleaned = clean(plain)
        return written(cleaned.text, front.tokens(cleaned.text))

    if fixed.how == SAY_AS:
        found = spoken_spans(fixed.what, SayAsInput(text, fixed.form, front.style, read))
        return [
            Token(part.start, part.end, "say-as", fixed.what, part.spoken, part.ipa)
            for part in found
        ]
    spoken = (
        read(fixed.what)
        if fixed.how == "sub"
        else read(text).replace(PLACEHOLDER, "") or "phonemes"
    )
    return [
        Token(
            0, len(text), fixed.how, fixed.how, spoken, fixed.what if fixed.how == "phoneme" else ""
        )
    ]
