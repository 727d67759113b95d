"""Utterances that know how they are to be said: what SSML says about rate, pitch, volume, pauses
and marks, by phoneme.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from frontend.phonemes import PAUSES
from frontend.ssml.document import Document
from frontend.ssml.prosody import Prosody
from frontend.utterance import Utterance, Word


class Mark(NamedTuple):
    """The moment when this phoneme begins has a name; a mark at the very end of a document is at
    the silence that ends it.
    """

    name: str
    phoneme: int


@dataclass(frozen=True)
class SsmlUtterance(Utterance):
    """An utterance of an SSML document; `text` and all places are of the document as written, tags
    included.

    prosody    of each phoneme; a pause and a boundary belong to the word before
    breaks     phoneme -> milliseconds that it lasts: a pause within the utterance; 0, the silence
               before it, from the end of the last utterance's last sound; the last one, the silence
               after it, only where the document ends
    marks      in order
    voice      the name that <voice> asks for, else None
    paragraph  whether a paragraph begins with it
    """

    prosody: tuple[Prosody, ...] = ()
    breaks: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    marks: tuple[Mark, ...] = ()
    voice: str | None = None
    paragraph: bool = False


class Annotator:
    """Gives utterances, in the order of the document, what its tags said about them."""

    def __init__(self, document: Document, length: int):
        sources = [*document.starts, length]
        self._prosody = [prosody for _, prosody in document.prosody]
        self._changes = [sources[place] for place, _ in document.prosody]
        self._breaks = [
            (sources[pause.place], pause.milliseconds) for pause in reversed(document.breaks)
        ]
        self._marks = [(sources[mark.place], mark.name) for mark in reversed(document.marks)]

    def __call__(self, utterances: Iterable[tuple[Utterance, bool]]) -> Iterator[SsmlUtterance]:
        """Utterances, each with whether it begins a paragraph; each is given when the next is
        known, because pauses after the last are its own.
        """
        last: SsmlUtterance | None = None
        for utterance, paragraph in utterances:
            if last:
                yield last
            last = self._annotated(utterance, paragraph)
        if last:
            yield self._ended(last)

    def prosody_at(self, place: int) -> Prosody:
        """How the character at this place of the source is said."""
        return self._prosody[max(0, bisect_right(self._changes, place) - 1)]

    def _annotated(self, utterance: Utterance, paragraph: bool) -> SsmlUtterance:
        """What holds up to the utterance's last word."""
        spans = _spans(utterance)
        prosody = _prosody_of_phonemes(
            utterance, [self.prosody_at(word.start) for word in utterance.words]
        )
        until = utterance.words[-1].start
        pauses = _taken(self._breaks, until)
        marks = tuple(
            _mark(mark, utterance.words, spans, pauses) for mark in _taken(self._marks, until)
        )
        breaks = _breaks(utterance, spans, pauses)
        return SsmlUtterance(
            utterance.text,
            utterance.start,
            utterance.end,
            utterance.words,
            utterance.phonemes,
            prosody,
            MappingProxyType(breaks),
            marks,
            prosody[0].voice,
            paragraph,
        )

    def _ended(self, last: SsmlUtterance) -> SsmlUtterance:
        """The last utterance, with the pauses and marks after it."""
        end = len(last.phonemes) - 1
        rest = sum(milliseconds for _, milliseconds in self._breaks)
        breaks = dict(last.breaks) | ({end: rest} if self._breaks else {})
        marks = (*last.marks, *(Mark(name, end) for _, name in reversed(self._marks)))
        return replace(last, breaks=MappingProxyType(breaks), marks=marks)


def _breaks(
    utterance: Utterance, spans: Sequence[tuple[int, int]], pauses: Iterable[tuple[int, float]]
) -> dict[int, float]:
    """Which phoneme each break is; breaks at the same place add up."""
    starts = [word.start for word in utterance.words]
    found: dict[int, float] = {}
    for place, milliseconds in pauses:
        after = bisect_right(starts, place)
        phoneme = _pause_between(utterance, spans[after - 1][1], spans[after][0]) if after else 0
        if phoneme is not None:
            found[phoneme] = found.get(phoneme, 0.0) + milliseconds
    return found


def _mark(
    mark: tuple[int, str],
    words: Sequence[Word],
    spans: Sequence[tuple[int, int]],
    pauses: Sequence[tuple[int, float]],
) -> Mark:
    """The phoneme before which a mark lies: the next word's first, or, where a break comes first,
    what follows the word before.
    """
    place, name = mark
    after = next(number for number, word in enumerate(words) if word.start >= place)
    following = bisect_left(pauses, (place,))
    if following < len(pauses) and pauses[following][0] < words[after].start:
        return Mark(name, spans[after - 1][1] if after else 0)
    return Mark(name, spans[after][0])


Entry = TypeVar("Entry", tuple[int, float], tuple[int, str])


def _taken(entries: list[Entry], until: int) -> list[Entry]:
    """Take the entries whose place is not after `until` off the list, which runs backwards."""
    taken = []
    while entries and entries[-1][0] <= until:
        taken.append(entries.pop())
    return taken


def _spans(utterance: Utterance) -> list[tuple[int, int]]:
    """The phonemes of each word: from the first to after the last."""
    places: list[list[int]] = [[] for _ in utterance.words]
    for place, phoneme in enumerate(utterance.phonemes):
        if phoneme.word is not None:
            places[phoneme.word].append(place)
    return [(own[0], own[-1] + 1) for own in places]


def _prosody_of_phonemes(utterance: Utterance, of_words: Sequence[Prosody]) -> tuple[Prosody, ...]:
    """The prosody of each phoneme."""
    prosody = []
    now = of_words[0]
    for phoneme in utterance.phonemes:
        now = now if phoneme.word is None else of_words[phoneme.word]
        prosody.append(now)
    return tuple(prosody)


def _pause_between(utterance: Utterance, start: int, end: int) -> int | None:
    """The pause among the phonemes start to end, else any of them."""
    pauses = [place for place in range(start, end) if utterance.phonemes[place].symbol in PAUSES]
    return next(
        (place for place in pauses if utterance.phonemes[place].symbol != '"'),
        pauses[0] if pauses else None,
    )
