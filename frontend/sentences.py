"""Sentence splitting by rule: survives "Dr.", "3.5", initials, lists, ellipses and quotes that stay
open.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from frontend.lazy_regex import lazy

END_MARKS = lazy(
    r"(?P<marks>(?:\. ){2,}\.(?=\s|$|[\"')\]])|(?<![.!?。！？])[.!?。！？]++)"
    r"(?P<close>[\"')\]}”’]*+)(?=\s|$)"
)  # takes linear time
LABEL = r"(?:[•*]\s?)?(?:\d{1,2}\.\)|\d{1,2}[.)]|[a-z]\.)\s?(?=[A-Z])"  # "1." "2)" "a."
FIRST_LABEL = lazy(rf"\s*{LABEL}|\s*•")
NEXT_LABEL = lazy(rf"(?<=\s){LABEL}|(?<=\s)•\s?(?=\S)")
MAX_SENTENCE = 600  # characters; what goes on without an end is cut
CUT_RANGE = (250, 450)  # where it is cut, in characters: after a pause, else between words
PAUSE_BEFORE_SPACE = lazy(r"[,;:)—–](?= )")
FORMULA_GOES_ON = lazy(r" ?[=+×÷<>](?![>)])")  # after a factorial
CHARS_BEFORE_DOT = 30  # that a language looks at, to know whether the dot ends a sentence
NEXT_WORD = lazy(r"\s*([\"'(\[“‘]*)([\w.]*)")


class SentenceRules(NamedTuple):
    """What a language knows of the ends of its sentences.

    starters   words in lower case that begin sentences
    dot_ends   (text, offset of a dot, next word) -> whether the dot ends a sentence
    """

    starters: frozenset[str]
    dot_ends: Callable[[str, int, str], bool]


def sentences(text: str, rules: SentenceRules, opening: bool = True) -> list[tuple[int, int]]:
    """The offsets (start, end) of the sentences of clean text, without the space around them.

    opening   whether the text begins a paragraph, and perhaps a list

    >>> rules = SentenceRules(frozenset(), lambda text, dot, following: text[:dot] != "Dr")
    >>> text = "Dr. Wu paid 3.5 euros. Then he left."
    >>> [text[start:end] for start, end in sentences(text, rules)]
    ['Dr. Wu paid 3.5 euros.', 'Then he left.']
    """
    spans = []
    start = 0
    for end in [*_ends(text, rules, opening), len(text)]:
        piece = text[start:end]
        if piece.strip():
            leading = len(piece) - len(piece.lstrip())
            spans.append((start + leading, start + len(piece.rstrip())))
        start = end
    return spans


def is_list(text: str) -> bool:
    """Whether a paragraph begins with the label of a list."""
    return FIRST_LABEL.match(text) is not None


def _ends(text: str, rules: SentenceRules, opening: bool) -> list[int]:
    """The ends of the sentences, in order. The label of a list item is no sentence."""
    labels = _labels(text) if opening else []
    ends = {start for start, _ in labels[1:]}
    last = 0
    for match in END_MARKS.finditer(text):
        for cut in _cuts(text, last, match.end()):
            ends.add(cut)
            last = cut
        if _is_within(labels, match) or not _ends_sentence(text, last, match, rules):
            continue
        last = match.end()
        if _is_dot_before_ellipsis(text, match):
            last = match.start("marks") + 1
        ends.add(last)
    ends.update(_cuts(text, last, len(text)))
    return sorted(ends)


def _is_within(labels: list[tuple[int, int]], match: re.Match[str]) -> bool:
    """Whether marks belong to a label."""
    return any(start <= match.start() < end for start, end in labels)


def _ends_sentence(text: str, start: int, match: re.Match[str], rules: SentenceRules) -> bool:
    """Whether marks end the sentence that begins at `start`, and are no ellipsis that opens it."""
    if _is_ellipsis(match["marks"]) and not text[start : match.start()].strip():
        return False
    return _ends_here(text, match, rules) or _ends_small(text, start, match, rules)


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a part of a text without ends is cut, so that a stream need not wait for its end."""
    nearest, farthest = CUT_RANGE
    while end - start > MAX_SENTENCE:
        window = (start + nearest, start + farthest)
        pauses = [match.end() for match in PAUSE_BEFORE_SPACE.finditer(text, *window)]
        space = text.rfind(" ", *window)
        start = pauses[-1] if pauses else space if space > 0 else window[1]
        yield start


def _ends_small(text: str, start: int, match: re.Match[str], rules: SentenceRules) -> bool:
    """Whether marks before a small letter end a sentence that begins with one, as in chats."""
    _, following = _next_word(text, match.end())
    if match["close"] or not following.isalpha() or not following.islower():
        return False
    if not text[start : match.start()].lstrip(" \"'([")[:1].islower():
        return False
    marks = match["marks"]
    if marks[0] in "!?":
        return True
    return marks == "." and rules.dot_ends(text, match.start("marks"), following)


def _labels(text: str) -> list[tuple[int, int]]:
    """The offsets of the labels of a list written in a line ("1. First 2. Second"); none if the
    text does not begin with one.
    """
    first = FIRST_LABEL.match(text)
    if not first:
        return []
    return [first.span(), *(match.span() for match in NEXT_LABEL.finditer(text, first.end()))]


def _is_ellipsis(marks: str) -> bool:
    """Whether marks are several dots, together or apart."""
    return len(marks) > 1 and not marks.strip(". ")


def _is_dot_before_ellipsis(text: str, match: re.Match[str]) -> bool:
    """Whether four dots are a full stop and an ellipsis that opens the next sentence:
    "compounds. . . . The practice".
    """
    return (
        match["marks"] == ". . . ."
        and not text[match.start() - 1 : match.start()].isspace()
        and match.end() < len(text.rstrip())
    )


def _ends_here(text: str, match: re.Match[str], rules: SentenceRules) -> bool:
    """Whether these marks end a sentence, from the word before and the word after."""
    marks = match["marks"]
    dot = match.start("marks")
    quote, following = _next_word(text, match.end())
    if not following and not quote:  # a symbol, or nothing
        if marks == "!" and FORMULA_GOES_ON.match(text, match.end()):
            return False
        at_end = not text[match.end() : match.end() + 4].strip()
        return marks != "." or at_end or rules.dot_ends(text, dot, "")
    if not _may_begin_sentence(following):
        return False
    if _is_ellipsis(marks):
        return _ellipsis_ends(text, match, following)
    if _is_parenthesis_within(match["close"], quote, following, rules):
        return False
    return marks[0] in "!?" or match["close"] != "" or rules.dot_ends(text, dot, following)


def _may_begin_sentence(word: str) -> bool:
    """Whether a word has a capital or a digit first, or is empty."""
    return not word or word[0].isupper() or word[0].isdecimal()


def _next_word(text: str, position: int) -> tuple[str, str]:
    """The opening marks and the word that follow."""
    after = NEXT_WORD.match(text, position)
    return (after[1], after[2]) if after else ("", "")


def _ellipsis_ends(text: str, match: re.Match[str], following: str) -> bool:
    """Whether an ellipsis before a capital ends a sentence: not in brackets, and not apart before
    "I".
    """
    in_brackets = text[match.start() - 1 : match.start()] == "["
    return not in_brackets and not (match["marks"] == ". . ." and following.startswith("I"))


def _is_parenthesis_within(close: str, quote: str, following: str, rules: SentenceRules) -> bool:
    """Whether the closing marks belong to a parenthesis within a sentence."""
    if "]" in close and quote.startswith("("):
        return True
    return close.startswith(")") and following.lower() not in rules.starters
