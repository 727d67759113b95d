"""Blocks of a text: the lines of prose that belong together, and the marks of its layout.

A paragraph is split where a line break is heard: between the items of a list, after a heading,
between the lines of a poem or a dialogue, between the rows of a table. Hard-wrapped prose stays
together. Marks of layout (bullets, "##", ">", rules, pipes of a table, times of subtitles) are
left out; entities of HTML are replaced. All decisions look only a few characters ahead, so that
a text that arrives in pieces gives the same blocks.
"""

from collections.abc import Iterator
from typing import NamedTuple

from frontend.clean import AlignedText, MarkEdit, clean_edited
from frontend.inline_marks import inline_edits
from frontend.lazy_regex import lazy
from frontend.line_breaks import NEXT_LINE_CHARACTERS, hyphen_edit, is_parted
from frontend.line_marks import MAX_LINE, is_undecided, line_edits

MAX_PARAGRAPH = 20_000  # characters; a longer paragraph is split
BLANK = r"[^\S\r\n\x85\u2028\u2029]"  # space within a line
LINE_END = r"(?>\r\n|[\r\n\x85\u2028\u2029])"
# takes linear time: a run of blanks is tried from its beginning only
PARAGRAPH_BREAK = lazy(rf"(?:(?<!{BLANK}){BLANK}++)?+{LINE_END}(?:{BLANK}*+{LINE_END})++|\u2029")
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


def paragraph_end(source: str, start: int, searched: int = 0) -> tuple[int, int] | None:
    """The end of the paragraph that begins at `start`, and the start of the next one; None if the
    text ends first.

    searched   no break begins before this offset
    """
    found = PARAGRAPH_BREAK.search(source, max(start, searched), start + MAX_PARAGRAPH)
    if found:
        return found.span()
    if start + MAX_PARAGRAPH >= len(source):
        return None
    end = _split_position(source, start)
    return end, end


def _split_position(source: str, start: int) -> int:
    """The end of the first part of a long paragraph: after a sentence, else after a word, else
    MAX_PARAGRAPH.
    """
    limit = start + MAX_PARAGRAPH
    for end_mark in (". ", " "):
        position = source.rfind(end_mark, start + MAX_PARAGRAPH // 2, limit)
        if position > 0:
            return position + len(end_mark)
    return limit


def read_block(source: str, paragraph: int, position: int, limit: int, final: bool) -> TextBlock:
    """The block at a position, or what is left of it.

    paragraph   start of the paragraph
    position    start of the block, or an offset in it after sentences that were given
    limit       end of the paragraph, or of what has arrived of it
    final       whether the paragraph ends at the limit
    """
    edits, text_end, end = _read_lines(source, paragraph, position, limit, final)
    edits += inline_edits(source, position, text_end)
    return TextBlock(clean_edited(source, position, text_end, sorted(edits)), end)


def _read_lines(
    source: str, paragraph: int, position: int, limit: int, final: bool
) -> tuple[list[MarkEdit], int, int | None]:
    """The edits of the lines of a block, the end of its text, and where the next block begins, as
    `read_block` takes and gives them.
    """
    edits: list[MarkEdit] = []
    line = _line(source, _line_start(source, paragraph, position), limit, final, position)
    while True:
        following = _line(source, line.following, limit, final) if line.complete else line
        if not final and _waits(source, line, following):
            return edits, max(position, line.start), None
        seen = min(following.end, following.start + NEXT_LINE_CHARACTERS)  # of the next line
        edits += line_edits(source, line.start, line.end, following.start, seen)
        if line.following >= limit:
            return edits, line.end, limit if final else None
        if not final and not _is_known(source, following):
            return edits, line.end, None
        if is_parted(source, line.start, line.end, following.start, seen):
            return edits, line.end, following.start
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
