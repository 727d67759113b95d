"""Utterances with SSML annotations: prosody by phoneme, breaks and marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from frontend.phonemes import PAUSES
from frontend.ssml.document import SsmlDocument
from frontend.ssml.prosody import Prosody
from frontend.utterance import Utterance

Entry = TypeVar("Entry", tuple[int, float], tuple[int, str])


class Mark(NamedTuple):
    """The name of the moment when a phoneme begins.

    phoneme   its index; for a mark at the very end of a document the silence that ends it
    """

    name: str
    phoneme: int


class PhonemeSpan(NamedTuple):
    """The phonemes start to end of a word."""

    start: int
    end: int


@dataclass(frozen=True)
class SsmlUtterance(Utterance):
    """An utterance of an SSML document. `text` and all offsets are of the document as written, tags
    included.

    prosody    of each phoneme; a pause or a boundary has that of the word before
    breaks     index of a phoneme -> milliseconds that it lasts: a pause within the utterance; 0,
               the silence before it, from the end of the last sound of the utterance before; the
               last one, the silence after it, only where the document ends
    marks      in order
    voice      name that <voice> asks for, else None
    paragraph  whether a paragraph begins with it
    """

    prosody: tuple[Prosody, ...] = ()
    breaks: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    marks: tuple[Mark, ...] = ()
    voice: str | None = None
    paragraph: bool = False


class Annotator:
    """Annotations from a document, for its utterances in order.

    length   characters of the source
    """

    def __init__(self, document: SsmlDocument, length: int):
        offsets = [*document.starts, length]
        self._prosody = [prosody for _, prosody in document.prosody]
        self._changes = [offsets[position] for position, _ in document.prosody]
        # what was not reached yet, backwards: offset in the source, and length or name
        self._breaks = [
            (offsets[pause.position], pause.milliseconds) for pause in reversed(document.breaks)
        ]
        self._marks = [(offsets[mark.position], mark.name) for mark in reversed(document.marks)]

    def __call__(self, utterances: Iterable[tuple[Utterance, bool]]) -> Iterator[SsmlUtterance]:
        """Utterances, from pairs of an utterance and whether it begins a paragraph.

        Each is given when the next is known, because the breaks after the last are its own.
        """
        last: SsmlUtterance | None = None
        for utterance, paragraph in utterances:
            if last:
                yield last
            last = self._annotate(utterance, paragraph)
        if last:
            yield self._finish(last)

    def prosody_at(self, offset: int) -> Prosody:
        """The prosody of a character of the source."""
        return self._prosody[max(0, bisect_right(self._changes, offset) - 1)]

    def _annotate(self, utterance: Utterance, paragraph: bool) -> SsmlUtterance:
        """An utterance with what is set up to its last word."""
        spans = _word_spans(utterance)
        prosody = self._phoneme_prosody(utterance)
        until = utterance.words[-1].start
        breaks = _take(self._breaks, until)
        marks = _take(self._marks, until)
        return SsmlUtterance(
            utterance.text,
            utterance.start,
            utterance.end,
            utterance.words,
            utterance.phonemes,
            prosody,
            MappingProxyType(_phoneme_breaks(utterance, spans, breaks)),
            tuple(_mark(mark, utterance, spans, breaks) for mark in marks),
            prosody[0].voice,
            paragraph,
        )

    def _phoneme_prosody(self, utterance: Utterance) -> tuple[Prosody, ...]:
        """The prosody of each phoneme."""
        by_word = [self.prosody_at(word.start) for word in utterance.words]
        prosody: list[Prosody] = []
        current = by_word[0]
        for phoneme in utterance.phonemes:
            if phoneme.word is not None:
                current = by_word[phoneme.word]
            prosody.append(current)
        return tuple(prosody)

    def _finish(self, last: SsmlUtterance) -> SsmlUtterance:
        """The last utterance, with the breaks and marks after it."""
        end = len(last.phonemes) - 1
        breaks = dict(last.breaks)
        if self._breaks:
            breaks[end] = sum(milliseconds for _, milliseconds in self._breaks)
        marks = [Mark(name, end) for _, name in reversed(self._marks)]
        return replace(last, breaks=MappingProxyType(breaks), marks=(*last.marks, *marks))


def _take(entries: list[Entry], until: int) -> list[Entry]:
    """Take the entries with an offset of at most `until` off a list that runs backwards."""
    taken: list[Entry] = []
    while entries and entries[-1][0] <= until:
        taken.append(entries.pop())
    return taken


def _word_spans(utterance: Utterance) -> list[PhonemeSpan]:
    """The phonemes of each word."""
    indices: list[list[int]] = [[] for _ in utterance.words]
    for index, phoneme in enumerate(utterance.phonemes):
        if phoneme.word is not None:
            indices[phoneme.word].append(index)
    return [PhonemeSpan(own[0], own[-1] + 1) for own in indices]


def _phoneme_breaks(
    utterance: Utterance, spans: Sequence[PhonemeSpan], breaks: Iterable[tuple[int, float]]
) -> dict[int, float]:
    """Index of a phoneme -> milliseconds; breaks at the same phoneme add up."""
    starts = [word.start for word in utterance.words]
    found: dict[int, float] = {}
    for offset, milliseconds in breaks:
        after = bisect_right(starts, offset)
        index: int | None = 0
        if after:
            index = _pause_between(utterance, spans[after - 1].end, spans[after].start)
        if index is not None:
            found[index] = found.get(index, 0.0) + milliseconds
    return found


def _pause_between(utterance: Utterance, start: int, end: int) -> int | None:
    """The index of the first pause among the phonemes start to end, rather than of a quote."""
    pauses = [index for index in range(start, end) if utterance.phonemes[index].symbol in PAUSES]
    without_quotes = [index for index in pauses if utterance.phonemes[index].symbol != '"']
    return next(iter(without_quotes or pauses), None)


def _mark(
    mark: tuple[int, str],
    utterance: Utterance,
    spans: Sequence[PhonemeSpan],
    breaks: Sequence[tuple[int, float]],
) -> Mark:
    """The phoneme at a mark: the first of the next word, or, where a break comes first, that after
    the word before.
    """
    offset, name = mark
    words = utterance.words
    after = next(index for index, word in enumerate(words) if word.start >= offset)
    next_break = bisect_left(breaks, (offset,))
    if next_break < len(breaks) and breaks[next_break][0] < words[after].start:
        return Mark(name, spans[after - 1].end if after else 0)
    return Mark(name, spans[after].start)
