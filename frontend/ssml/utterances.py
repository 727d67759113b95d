"""An SSML document to utterances. Its sentences are read as plain text is, but for what its tags
set.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from frontend.analyzer import TextAnalyzer
from frontend.clean import AlignedText, clean
from frontend.detokenize import detokenize
from frontend.normalize.token import Token
from frontend.sentences import sentences
from frontend.ssml.annotate import Annotator, SsmlUtterance
from frontend.ssml.builder import PLACEHOLDER
from frontend.ssml.document import Override, SsmlBlock, SsmlDocument
from frontend.ssml.parser import parse_document
from frontend.ssml.say_as import SayAsInput
from frontend.utterance import Utterance


class ReadingSpan(NamedTuple):
    """Characters start to end of a sentence that are read together: text with a forced reading, a
    break, or plain text in one locale.
    """

    start: int
    end: int
    override: Override | None = None
    is_break: bool = False


def utterances(
    analyzer: TextAnalyzer,
    source: str,
    voices: Mapping[str, str] | None = None,
    skip_unknown: bool = False,
) -> Iterator[SsmlUtterance]:
    """The utterances of a document, as `Frontend.ssml` gives them. Raises SsmlError before the
    first.
    """
    language = analyzer.language
    document = parse_document(source, language.notation(language.locales[0]), voices, skip_unknown)
    annotator = Annotator(document, len(source))
    return annotator(UtteranceBuilder(analyzer, source, document, annotator).utterances())


class UtteranceBuilder:
    """The utterances of one document, without annotations."""

    def __init__(
        self, analyzer: TextAnalyzer, source: str, document: SsmlDocument, annotator: Annotator
    ):
        self._analyzer = analyzer
        self._source = source
        self._document = document
        self._annotator = annotator
        self._has_locales = any(prosody.locale for _, prosody in document.prosody)
        self._break_positions = [pause.position for pause in document.breaks if pause.milliseconds]
        self._overrides = document.overrides
        self._override_starts = [override.start for override in document.overrides]

    def utterances(self) -> Iterator[tuple[Utterance, bool]]:
        """Each utterance, and whether it is the first of a paragraph."""
        paragraph = True
        for block in self._document.blocks:
            paragraph = paragraph or block.paragraph
            for sentence in self._sentences(block):
                analyzer = self._analyzer.for_locale(self._sentence_locale(sentence, block))
                tokens = self._tokens(analyzer, sentence)
                in_source = self._in_source(sentence)
                for utterance in analyzer.phonemizer(self._source, in_source, tokens):
                    yield utterance, paragraph
                    paragraph = False

    def _in_source(self, sentence: AlignedText) -> AlignedText:
        """A sentence with offsets in the source instead of positions in the document's text."""
        return AlignedText(
            sentence.text,
            [self._document.starts[position] for position in sentence.starts],
            [self._document.ends[position - 1] for position in sentence.ends],
        )

    def _sentences(self, block: SsmlBlock) -> Iterator[AlignedText]:
        """The sentences of a block, with positions in the document's text."""
        whole = clean(self._document.text, block.start, block.end)
        if block.is_sentence:
            text = whole.text.rstrip()
            start = len(text) - len(text.lstrip())
            if text:
                yield whole.slice(start, len(text))
            return
        masked = list(whole.text)  # no sentence ends within a forced reading
        for override in self._overrides_within(block.start, block.end):
            start = bisect_left(whole.starts, override.start)
            end = bisect_left(whole.starts, override.end)
            masked[start:end] = PLACEHOLDER * (end - start)
        for start, end in sentences("".join(masked), self._analyzer.language.sentence_rules):
            yield whole.slice(start, end)

    def _overrides_within(self, start: int, end: int) -> list[Override]:
        """The forced readings between two positions."""
        first = bisect_left(self._override_starts, start)
        return self._overrides[first : bisect_left(self._override_starts, end)]

    def _sentence_locale(self, sentence: AlignedText, block: SsmlBlock) -> str:
        """The locale of a sentence: that of all its text, else that of the voice."""
        if not self._has_locales:
            return self._analyzer.locale
        found = {
            self._locale_at(position)
            for position, character in zip(sentence.starts, sentence.text, strict=True)
            if not character.isspace()
        }
        if len(found) == 1:
            return found.pop()
        voice = self._annotator.prosody_at(self._document.starts[block.start]).voice
        return self._document.voices.get(voice or "") or self._analyzer.locale

    def _locale_at(self, position: int) -> str:
        """The locale of a character of the document's text."""
        prosody = self._annotator.prosody_at(self._document.starts[position])
        return prosody.locale or self._analyzer.locale

    def _tokens(self, analyzer: TextAnalyzer, sentence: AlignedText) -> list[Token]:
        """The tokens of a sentence, with offsets in the sentence."""
        tokens: list[Token] = []
        for span in self._spans(sentence):
            text = sentence.text[span.start : span.end]
            own = self._analyzer.for_locale(self._locale_at(sentence.starts[span.start]))
            tokens += [
                token._replace(start=token.start + span.start, end=token.end + span.start)
                for token in _span_tokens(text, span, own, analyzer)
            ]
        return tokens

    def _spans(self, sentence: AlignedText) -> Iterator[ReadingSpan]:
        """A sentence, cut at forced readings, at breaks, and where the locale changes."""
        special = self._override_spans(sentence) | self._break_spans(sentence)
        position = 0
        for start in sorted(special):
            yield from self._plain_spans(sentence, position, start)
            yield special[start]
            position = special[start].end
        yield from self._plain_spans(sentence, position, len(sentence.text))

    def _override_spans(self, sentence: AlignedText) -> dict[int, ReadingSpan]:
        """Start -> span of each forced reading in a sentence."""
        spans: dict[int, ReadingSpan] = {}
        for override in self._overrides_within(sentence.starts[0], sentence.ends[-1]):
            start = bisect_left(sentence.starts, override.start)
            end = bisect_left(sentence.starts, override.end)
            if end > start:
                spans[start] = ReadingSpan(start, end, override)
        return spans

    def _break_spans(self, sentence: AlignedText) -> dict[int, ReadingSpan]:
        """Start -> span of each break in a sentence that is not within a forced reading."""
        first = bisect_left(self._break_positions, sentence.starts[0])
        last = bisect_left(self._break_positions, sentence.ends[-1])
        spans: dict[int, ReadingSpan] = {}
        for position in self._break_positions[first:last]:
            before = bisect_right(self._override_starts, position) - 1
            if before < 0 or self._overrides[before].end <= position:
                start = bisect_left(sentence.starts, position)
                spans[start] = ReadingSpan(start, start + 1, is_break=True)
        return spans

    def _plain_spans(self, sentence: AlignedText, start: int, end: int) -> Iterator[ReadingSpan]:
        """Plain text, cut where the locale changes."""
        if start < end and not self._has_locales:
            yield ReadingSpan(start, end)
            return
        while start < end:
            locale = self._locale_at(sentence.starts[start])
            stop = start + 1
            while stop < end and self._locale_at(sentence.starts[stop]) == locale:
                stop += 1
            yield ReadingSpan(start, stop)
            start = stop


def _span_tokens(
    text: str, span: ReadingSpan, own: TextAnalyzer, sentence_analyzer: TextAnalyzer
) -> list[Token]:
    """The tokens of a span, with offsets in the span.

    own                 analyzer of the span's locale
    sentence_analyzer   of its sentence's; in another locale the tokens get their phonemes here
    """
    if span.is_break:
        return [Token(0, len(text), "break", "break", "")]
    override = span.override
    tokens = _override_tokens(own, text, override) if override else own.normalizer(text)
    if own is sentence_analyzer or (override and override.element == "phoneme"):
        return tokens
    return own.phonemize_tokens(text, tokens)


def _override_tokens(analyzer: TextAnalyzer, text: str, override: Override) -> list[Token]:
    """The tokens of text with a forced reading."""

    def normalize(plain: str) -> str:
        cleaned = clean(plain).text
        return detokenize(cleaned, analyzer.normalizer(cleaned))

    element = override.element
    if element == "say-as":
        item = SayAsInput(text, override.format, analyzer.style, normalize)
        return [
            Token(part.start, part.end, element, override.value, part.spoken, part.ipa)
            for part in analyzer.language.say_as(override.value, item)
        ]
    if element == "sub":
        return [Token(0, len(text), element, element, normalize(override.value))]
    spoken = normalize(text).replace(PLACEHOLDER, "") or "phonemes"
    return [Token(0, len(text), element, element, spoken, override.value)]
