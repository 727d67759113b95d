"""Blocks of a text: the lines of prose that belong together, and the marks of its layout.

A paragraph is split where a line break is heard: between the items of a list, after a heading,
between the lines of a poem or a dialogue, between the rows of a table. Hard-wrapped prose stays
together. Marks of layout (bullets, "##", ">", rules, pipes of a table, times of subtitles) are
left out; entities of HTML are replaced. All decisions look only a few characters ahead, so that
a text that arrives in pieces gives the same blocks.
"""

from collections.abc import Iterator
from typing import NamedTuple

from frontend.clean import AlignedText, clean, paragraph_end
from frontend.inline_marks import MarkEdit, inline_edits
from frontend.lazy_regex import lazy
from frontend.line_breaks import NEXT_LINE_CHARACTERS, hyphen_edit, is_parted
from frontend.line_marks import MAX_LINE, is_undecided, line_edits

BLOCK_LINE_END = lazy(r"\r\n|\r(?!\n)|[\n\x85\u2028]")


class Line(NamedTuple):
    """A line of a source.

    start, end   offsets, without the line end
    following    start of the next line
    complete     whether its end is known
    """

    start: int
    end: int
    following: int
    complete: bool


class TextBlock(NamedTuple):
    """A part of a paragraph that is split into sentences by itself.

    text   clean
    end    offset in the source where the next block begins; None while more may follow
    """

    text: AlignedText
    end: int | None


def blocks(source: str) -> Iterator[AlignedText]:
    """The blocks of a text, clean, in order.

    >>> [block.text for block in blocks("Fruit:\\n* apple\\n* pear")]
    ['Fruit:', 'apple', 'pear']
    """
    start = 0
    while start < len(source):
        end, following = paragraph_end(source, start) or (len(source), len(source))
        position = start
        while position < end:
            block = read_block(source, start, position, end, True)
            yield block.text
            position = end if block.end is None else block.end
        start = following


def read_block(source: str, paragraph: int, position: int, limit: int, final: bool) -> TextBlock:
    """The block at a position, or what is left of it.

    paragraph   start of the paragraph
    position    start of the block, or an offset in it after sentences that were given
    limit       end of the paragraph, or of what has arrived of it
    final       whether the paragraph ends at the limit
    """
    edits: list[MarkEdit] = []
    line = _line(source, _line_start(source, paragraph, position), limit, final, position)
    while True:
        following = _line(source, line.following, limit, final) if line.complete else line
        if not final and _waits(source, line, following):
            return TextBlock(_render(source, position, max(position, line.start), edits), None)
        seen = min(following.end, following.start + NEXT_LINE_CHARACTERS)  # of the next line
        edits += line_edits(source, line.start, line.end, following.start, seen)
        if line.following >= limit:
            end = limit if final else None
            return TextBlock(_render(source, position, line.end, edits), end)
        if not final and not _is_known(source, following):
            return TextBlock(_render(source, position, line.end, edits), None)
        if is_parted(source, line.start, line.end, following.start, seen):
            return TextBlock(_render(source, position, line.end, edits), following.start)
        edits += hyphen_edit(source, line.start, line.end, following.start, seen)
        line = following


def _line_start(source: str, paragraph: int, position: int) -> int:
    """The start of the line that holds a position."""
    marks = "\n\r\x85\u2028"
    return max(paragraph, *(source.rfind(mark, paragraph, position) + 1 for mark in marks))


def _line(source: str, start: int, limit: int, final: bool, searched: int = 0) -> Line:
    """The line that begins at an offset.

    searched   the line does not end before this offset
    """
    found = BLOCK_LINE_END.search(source, max(start, searched), limit)
    # a carriage return at the end of what has arrived may be half a line end
    if found and (final or found.end() < limit or found[0] != "\r"):
        return Line(start, found.start(), found.end(), True)
    end = found.start() if found else limit
    return Line(start, end, limit, final)


def _waits(source: str, line: Line, following: Line) -> bool:
    """Whether more of a text must arrive before the marks of a line are known."""
    if not line.complete:
        return line.end - line.start < MAX_LINE and is_undecided(source, line.start, line.end)
    return source[line.start : line.end].strip().isdecimal() and not _is_known(source, following)


def _is_known(source: str, following: Line) -> bool:
    """Whether enough of a line has arrived to part it from the line before. A blank line ends the
    paragraph, once that is known.
    """
    long_enough = following.end - following.start > NEXT_LINE_CHARACTERS
    return (following.complete or long_enough) and not source[
        following.start : following.end
    ].isspace()


def _render(source: str, start: int, end: int, edits: list[MarkEdit]) -> AlignedText:
    """The clean text of a part of the source, with its edits made."""
    edits = sorted([*edits, *inline_edits(source, start, end)])
    if not edits:
        return clean(source, start, end)
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = start
    for edit in [*edits, MarkEdit(end, end, "")]:
        if edit.start < position or edit.end > end:
            continue
        part = clean(source, position, edit.start)
        text += (part.text, edit.text)
        starts += [*part.starts, *[edit.start] * len(edit.text)]
        ends += [*part.ends, *[edit.end] * len(edit.text)]
        position = edit.end
    return AlignedText("".join(text), starts, ends)
