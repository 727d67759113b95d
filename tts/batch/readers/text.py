"""Plain text: a line, a paragraph or a chapter an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tts.batch.jobs import Block, Document, Job
from tts.batch.readers.chapters import book, parted
from tts.batch.readers.gutenberg import HEADER_FIELD, book_span, without_credits
from tts.batch.readers.link_lists import CONTENTS
from tts.batch.readers.source import Source

PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
NOT_READ = re.compile(r"^\s*\[(?:illustration|transcriber'?s? note)\b[^\]]*\]\s*$", re.I)
NUMBER_WORD = (
    r"(?:[ivxlcdm]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ]\w+)?|thirty(?:[- ]\w+)?|"
    r"the (?:first|second|third|fourth|fifth|last)|first|second|third|fourth|fifth)"
)
CHAPTER_HEADING = re.compile(
    rf"^\s*(?:(?:chapter|book|part|volume|vol\.|letter|act|scene|canto|stave|section)\s+"
    rf"{NUMBER_WORD}\b[^\n]{{0,100}}|"
    r"(?:prologue|epilogue|preface|introduction|foreword|afterword|conclusion)\.?)\s*$",
    re.I,
)
WRAP_COLUMNS = (45, 100)  # widths at which prose is wrapped by hand
WRAPPED_SHARE = 0.5  # of the line breaks of hard-wrapped text that go on in the sentence
LINE_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")


class Paragraph(NamedTuple):
    """Lines between empty ones: the number of the first, and their text."""

    number: int
    text: str


def read(source: Source) -> Document:
    """The document in a plain text."""
    text = source.lenient_text()
    split = source.split
    notes = []
    start, end = book_span(text)
    if (start, end) != (0, len(text)):
        notes.append("only what Project Gutenberg marks as the book is read")
    if split == "auto":
        split = guess_split(text[start:end], (start, end) != (0, len(text)))
        if split == "chapter":
            notes.append("it is taken for a book; --split line or paragraph makes smaller items")
        elif split == "paragraph":
            notes.append(
                "its lines are wrapped prose, so each paragraph is an item; "
                "--split line makes each line one"
            )
    first = text.count("\n", 0, start) + 1
    if split == "chapter":
        return read_book(source, text[start:end], text[:start], notes)
    count = text.count("\n") + 1
    rows = (
        numbered_lines(text[start:end]) if split == "line" else numbered_paragraphs(text[start:end])
    )
    jobs = [as_job(source, row._replace(number=row.number + first - 1), count) for row in rows]
    return Document(source.stem, "list", tuple(jobs), notes=tuple(notes))


def as_job(source: Source, row: Paragraph, count: int) -> Job:
    """The job of a line or a paragraph."""
    id = source.id(row.number, count)
    error = source.check(row.text, f"line {id}")
    shown = row.text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Job(id, shown, error=error)


def numbered_lines(text: str) -> list[Paragraph]:
    """The lines that are not blank, numbered as in an editor."""
    rows = enumerate(text.split("\n"), 1)
    return [Paragraph(number, row.strip()) for number, row in rows if row.strip()]


def numbered_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs, each with the number of its first line."""
    found = []
    number = 1
    place = 0
    for match in PARAGRAPH.finditer(text):
        number += text.count("\n", place, match.start())
        place = match.start()
        found.append(Paragraph(number, match[0].strip("\n")))
    return found


def guess_split(text: str, is_book: bool) -> str:
    """How a text wants to be parted: a book by chapters, wrapped prose by paragraphs, else lines.

    is_book   whether it is marked as one
    """
    rows = text.split("\n")
    breaks = [(row, after) for row, after in pairwise(rows) if row.strip() and after.strip()]
    low, high = WRAP_COLUMNS
    wrapped = sum(
        low <= len(row) <= high and LINE_ENDS_SENTENCE.search(row) is None for row, _ in breaks
    )
    is_wrapped = len(breaks) >= 3 and wrapped >= WRAPPED_SHARE * len(breaks)
    headings = sum(CHAPTER_HEADING.match(row) is not None for row in rows)
    if is_book or (is_wrapped and headings >= 2):
        return "chapter"
    return "paragraph" if is_wrapped else "line"


def read_book(source: Source, text: str, header: str, notes: Sequence[str]) -> Document:
    """The book in a plain text.

    header   what stands before it, where Project Gutenberg names title, author and language
    """
    error = source.check(text, "the text")
    if error is not None:
        text = source.text()  # raises the error, with the line
    fields = dict(HEADER_FIELD.findall(header))
    blocks = [
        Block(row.text.strip(), heading_level(row.text))
        for row in without_contents(numbered_paragraphs(text))
        if NOT_READ.match(row.text) is None
    ]
    if header:
        blocks = [block for block in without_credits(blocks) if block.text]
    return book(
        source,
        parted(blocks, fields.get("Title", source.stem)),
        title=fields.get("Title", ""),
        author=fields.get("Author", ""),
        language=fields.get("Language", ""),
        notes=notes,
    )


def heading_level(text: str) -> int:
    """1 for the title of a chapter, which may have a second line, otherwise 0."""
    rows = text.strip().split("\n")
    return int(len(rows) <= 2 and CHAPTER_HEADING.match(rows[0]) is not None)


def without_contents(rows: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs without a table of contents: what follows its title, and looks like titles."""
    kept: list[Paragraph] = []
    inside = False
    titles: set[str] = set()
    for row in rows:
        if CONTENTS.match(row.text):
            inside, titles = True, set()
            continue
        if inside:
            key = " ".join(row.text.split()).casefold().rstrip(".")
            if is_list_of_titles(row.text) and key not in titles:
                titles.add(key)
                titles.update(line.strip().casefold().rstrip(".") for line in row.text.split("\n"))
                continue
            inside = False
        kept.append(row)
    return kept


def is_list_of_titles(text: str) -> bool:
    """Whether the lines of a paragraph may stand in a table of contents."""
    rows = [row.strip() for row in text.split("\n")]
    return all(
        CHAPTER_HEADING.match(row) or re.search(r"(?:\s{2,}|\.{2,}\s*)(?:\d+|[ivxlc]+)$", row, re.I)
        for row in rows
    ) or (
        len(rows) > 2
        and sum(CHAPTER_HEADING.match(row) is not None for row in rows) * 2 >= len(rows)
    )
