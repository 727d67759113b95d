"""Marks of layout in a line: bullets, headings, quotes, rules, rows of tables, subtitles."""

from collections.abc import Iterator

from frontend.clean import MarkEdit
from frontend.lazy_regex import lazy

MAX_LINE = 1000  # characters; of a longer line only the marks before it count
INDENT = r"[ \t]*"
BULLET = r"(?:[-*•‣◦▪●○■□–—][ \t]+(?=\S)|\+[ \t]+(?=[^\W\d_]))"
TASK = r"(?:\[[ xX]\][ \t]+(?=\S))"
HEADING = r"(?:#{2,6}[ \t]+(?=\S)|#[ \t]+(?=[^\W\d_]))"
BLOCK_QUOTE = r"(?!>\d)(?:>[ \t]?)+(?=\S)"  # ">90%" is more than that
FENCE = r"(?:`{3,}|~{3,})"
SUBTITLE_TIME = r"(?:\d{1,2}:)?\d{2}:\d{2}[,.]\d{3}[ \t]*-->[ \t]*(?:\d{1,2}:)?\d{2}:\d{2}[,.]\d{3}"
# the marks before the text of a line
OPENING_MARKS = lazy(
    rf"{INDENT}(?:{BLOCK_QUOTE})?{INDENT}(?:{BULLET}{TASK}?|{TASK}|{HEADING}|{FENCE}[ \t]*(?=\w))?"
)
CLOSING_HASHES = lazy(r"[ \t]+#{1,6}[ \t]*$")
# a line without words: a rule, what underlines a heading or a row, a fence, a time of subtitles
SILENT_LINE = lazy(
    rf"{INDENT}WEBVTT[^\n]{{0,80}}$|{INDENT}(?:[-*_=~#+][ \t]*){{3,}}$|{INDENT}={{2,}}[ \t]*$"
    rf"|{INDENT}(?:{FENCE}|\$\$|\\[\[\]])[ \t]*$"
    rf"|{INDENT}\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$"
    rf"|{INDENT}[─-╿ \t]+$|{INDENT}{SUBTITLE_TIME}[^\n]{{0,80}}$"
)
SUBTITLE_LINE = lazy(INDENT + SUBTITLE_TIME)
TABLE_ROW = lazy(rf"{INDENT}\|[ \t].*\|[ \t]*$")
PIPE = lazy(r"(?<!\\)[ \t]*\|")
HEADING_LINE = lazy(rf"{INDENT}{HEADING}")
QUOTE_LINE = lazy(rf"{INDENT}{BLOCK_QUOTE}")
MARKED_LINE = lazy(
    rf"{INDENT}(?:{BULLET}|{TASK}|{HEADING}|{BLOCK_QUOTE}|{FENCE}|\|"
    r"|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][ \t]+\S|\d{1,5}[ \t]*$)"
)
UNDECIDED = lazy(r"[ \t]*(?:$|[-*_=~#+`>|$\\•\u2010-\u25ff\[:\d])")


def is_undecided(source: str, start: int, end: int) -> bool:
    """Whether the marks of a line depend on what has not arrived yet."""
    return UNDECIDED.match(source, start, end) is not None


def is_silent(source: str, start: int, end: int) -> bool:
    """Whether a line holds marks alone."""
    return end - start <= MAX_LINE and SILENT_LINE.match(source, start, end) is not None


def is_marked(source: str, start: int, end: int) -> bool:
    """Whether marks begin a line."""
    return MARKED_LINE.match(source, start, end) is not None


def stands_alone(source: str, start: int, end: int) -> bool:
    """Whether the next line never goes on with a line: it is a heading, a row or marks alone."""
    if HEADING_LINE.match(source, start, end) or is_silent(source, start, end):
        return True
    return is_row(source, start, end)


def is_row(source: str, start: int, end: int) -> bool:
    """Whether a line is a row of a table."""
    return end - start <= MAX_LINE and TABLE_ROW.match(source, start, end) is not None


def is_quote(source: str, start: int, end: int) -> bool:
    """Whether a line is quoted (">")."""
    return QUOTE_LINE.match(source, start, end) is not None


def text_start(source: str, start: int, end: int) -> int:
    """The offset of the text of a line, after its marks."""
    marks = OPENING_MARKS.match(source, start, end)
    return marks.end() if marks else start


def line_edits(
    source: str, start: int, end: int, next_start: int, next_end: int
) -> Iterator[MarkEdit]:
    """The edits that leave out the marks of a line."""
    if is_silent(source, start, end) or _is_subtitle_number(
        source, start, end, next_start, next_end
    ):
        yield MarkEdit(start, end, "")
    elif is_row(source, start, end):
        yield from _row_edits(source, start, end)
    else:
        marks_end = text_start(source, start, end)
        if source[start:marks_end].strip():
            yield MarkEdit(start, marks_end, "")
            if HEADING_LINE.match(source, start, end):
                yield from _closing_edits(source, start, end)


def _is_subtitle_number(source: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """Whether a line is the number above a time of subtitles."""
    number = source[start:end].strip()
    return (
        number.isdecimal()
        and next_start > start
        and SUBTITLE_LINE.match(source, next_start, next_end) is not None
    )


def _row_edits(source: str, start: int, end: int) -> Iterator[MarkEdit]:
    """A row of a table, with a comma between its cells."""
    pipes = [match.span() for match in PIPE.finditer(source, start, end)]
    for index, (pipe, pipe_end) in enumerate(pipes):
        outer = index in (0, len(pipes) - 1)
        yield MarkEdit(pipe, pipe_end, "" if outer else ",")


def _closing_edits(source: str, start: int, end: int) -> Iterator[MarkEdit]:
    """The marks after a heading ("## Title ##")."""
    closing = CLOSING_HASHES.search(source, max(start, end - 20), end)
    if closing:
        yield MarkEdit(closing.start(), end, "")
