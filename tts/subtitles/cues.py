"""Cues: the words of a text in groups that can be read while they sound.

The limits are the usual ones of broadcasters (Netflix "Timed Text Style Guide", BBC "Subtitle
Guidelines"): two lines of 42 characters, 17 characters a second, at most 7 seconds. A cue never
reaches over the end of a sentence. Within one, the places to break are chosen together, by the path
of least cost through all of them (dynamic programming): after a clause, else before a word that
begins one, else anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from tts.spans import Span

LINE_LENGTH = 42  # characters
LINES = 2
READING_SPEED = 17.0  # characters a second
MAX_CUE_SECONDS = 7.0
MIN_SECONDS = 1.0  # how long a cue stays, if the next one leaves it the time
GAP_SECONDS = 0.08  # between a cue that was made longer and the next one

CLAUSE_END = re.compile(r"[,;:.!?…–—-]['\"’”)\]]*$")
SPACE = re.compile(r"\s")
LAST_TOKEN = re.compile(r"\s+\S*$")
WITH_PHONEMES = re.compile(r"\[([^\]]*)\]\(/[^)]*/\)")  # [word](/ipa/)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
CLAUSE_STARTS = frozenset(
    "and but or nor so yet because although though while when where who which that if unless until "
    "after before since than as to of in on at by for from with without".split()
)

# costs of the path; their ratios decide, their unit does not
CUE_COST = 4.0
BREAK_AT_CLAUSE = 1.0
BREAK_BEFORE_CLAUSE = 3.0
BREAK_ANYWHERE = 7.0
SHORT_COST = 3.0  # of a cue with fewer characters than this
SHORT_CHARACTERS = 12
TOO_MUCH = 1e3  # of a single word that is too long or lasts too long


class DisplayWord(NamedTuple):
    """A word as it is shown: with the punctuation around it.

    text          as written
    start, end    seconds, when it sounds
    first         whether it begins a sentence
    glued         whether no space stands before it
    """

    text: str
    start: float
    end: float
    first: bool = False
    glued: bool = False


class Cue(NamedTuple):
    """Text that is shown together.

    lines         one or two
    start, end    seconds, when it is shown
    words         the same text word by word, when each sounds
    """

    lines: tuple[str, ...]
    start: float
    end: float
    words: tuple[DisplayWord, ...]


def display_words(text: str, words: Sequence[Span]) -> list[DisplayWord]:
    """Words with the punctuation of the text around them.

    text    as written, a line a sentence; the words stand in it in this order
    words   their times

    What stands between two words goes to the word before it, up to the last space, and what
    follows that space to the word after it. A word that is not in the text is shown as it is.
    """
    text = TAG.sub("", text)
    starts, ends = locate_words(text, words)
    gaps = [text[end:start] for end, start in zip([0, *ends], [*starts, len(text)], strict=True)]
    gaps[-1] += " "  # all that follows the last word belongs to it
    shown = []
    for index, word in enumerate(words):
        before = gaps[index]
        body = text[starts[index] : ends[index]]
        spaced = not index or not body or SPACE.search(before) is not None
        opening = before_word(before) if spaced else ""
        display = display_text(opening + (body or word.text) + after_word(gaps[index + 1]))
        shown.append(DisplayWord(display, word.start, word.end, "\n" in before, not spaced))
    return shown


def before_word(gap: str) -> str:
    """What of the text before a word belongs to it: what follows the last space."""
    return "" if not gap or gap[-1].isspace() else gap.split()[-1]


def locate_words(text: str, words: Sequence[Span]) -> tuple[list[int], list[int]]:
    """First and last character (exclusive) of each word; an empty place if it is not there."""
    starts, ends = [], []
    position = 0
    for word in words:
        found = text.find(word.text, position)
        if found < 0:
            starts.append(position)
            ends.append(position)
            continue
        position = found + len(word.text)
        starts.append(found)
        ends.append(position)
    return starts, ends


def after_word(gap: str) -> str:
    """What of the text after a word belongs to it: all up to the last space, or all without one."""
    found = LAST_TOKEN.search(gap)
    return gap[: found.start()] if found else gap


def display_text(text: str) -> str:
    """What is shown of a text: without phonemes and entities, with single spaces."""
    shown = unescape(WITH_PHONEMES.sub(r"\1", text))
    return " ".join(shown.split())


def join_words(words: Sequence[DisplayWord]) -> str:
    """The text of words in a row, with spaces where the source has them."""
    return "".join(
        word.text if word.glued or not index else " " + word.text
        for index, word in enumerate(words)
    )


def make_cues(words: Sequence[DisplayWord], total: float) -> list[Cue]:
    """Cues of all words.

    total   seconds of the sound, after which nothing is shown
    """
    cues = []
    for sentence in split_sentences(words):
        starts = [*break_sentence(sentence), len(sentence)]
        for first, last in pairwise(starts):
            group = tuple(sentence[first:last])
            cues.append(Cue(lay_out(group), group[0].start, group[-1].end, group))
    return extend(cues, total)


def split_sentences(words: Sequence[DisplayWord]) -> Iterator[list[DisplayWord]]:
    """The words of each sentence."""
    sentence: list[DisplayWord] = []
    for word in words:
        if sentence and word.first:
            yield sentence
            sentence = []
        sentence.append(word)
    if sentence:
        yield sentence


def break_sentence(words: Sequence[DisplayWord]) -> list[int]:
    """Index of the first word of each cue, on the path of least cost."""
    least = [0.0] + [float("inf")] * len(words)
    before = [0] * (len(words) + 1)
    for last in range(1, len(words) + 1):
        for first in range(last - 1, -1, -1):
            cost = group_cost(words[first:last])
            if cost >= TOO_MUCH and last - first > 1:
                break  # a longer group does not fit either
            cost += least[first] + CUE_COST + break_cost(words, last)
            if cost < least[last]:
                least[last] = cost
                before[last] = first
    starts = []
    place = len(words)
    while place:
        place = before[place]
        starts.append(place)
    return starts[::-1]


def group_cost(words: Sequence[DisplayWord]) -> float:
    """Cost of words as one cue; `TOO_MUCH` if they do not fit."""
    text = join_words(words)
    seconds = words[-1].end - words[0].start
    if seconds > MAX_CUE_SECONDS or not fits(text):
        return TOO_MUCH
    return SHORT_COST if len(text) < SHORT_CHARACTERS else 0.0


def break_cost(words: Sequence[DisplayWord], last: int) -> float:
    """Cost of a new cue before the word `last`."""
    if last == len(words):
        return 0.0
    if words[last].glued:
        return TOO_MUCH
    if CLAUSE_END.search(words[last - 1].text):
        return BREAK_AT_CLAUSE
    if words[last].text.lower() in CLAUSE_STARTS:
        return BREAK_BEFORE_CLAUSE
    return BREAK_ANYWHERE


def fits(text: str) -> bool:
    """Whether a text can be laid out in the lines of one cue."""
    return len(text) <= LINE_LENGTH or any(
        len(text[:space]) <= LINE_LENGTH and len(text[space + 1 :]) <= LINE_LENGTH
        for space in spaces(text)
    )


def spaces(text: str) -> list[int]:
    """Indices of the spaces."""
    return [index for index, letter in enumerate(text) if letter == " "]


def lay_out(words: Sequence[DisplayWord]) -> tuple[str, ...]:
    """One line, or two of like length, broken after a clause if both then fit."""
    text = join_words(words)
    if len(text) <= LINE_LENGTH:
        return (text,)
    places = [
        space
        for space in spaces(text)
        if space <= LINE_LENGTH and len(text) - space - 1 <= LINE_LENGTH
    ]
    if not places:
        return (text,)

    def imbalance(space: int) -> float:
        clause = CLAUSE_END.search(text[:space]) is not None
        return abs(2 * space - len(text)) - (LINE_LENGTH / 2 if clause else 0)

    space = min(places, key=imbalance)
    return text[:space], text[space + 1 :]


def extend(cues: Sequence[Cue], total: float) -> list[Cue]:
    """Cues that stay long enough to be read, where the next one leaves the time."""
    longer = []
    for index, cue in enumerate(cues):
        characters = sum(len(line) for line in cue.lines)
        wanted = cue.start + max(MIN_SECONDS, characters / READING_SPEED)
        latest = total
        if index + 1 < len(cues):
            latest = max(cue.end, cues[index + 1].start - GAP_SECONDS)
        end = min(max(cue.end, wanted), max(latest, cue.end))
        longer.append(cue._replace(end=min(end, total)))
    return longer
