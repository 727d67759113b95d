"""Books from Project Gutenberg: what stands outside of the book (licence, notices) is not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tts.batch.jobs import Block

BOOK_START = re.compile(
    r"^\s*\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG"
    r"[^\n]*(?:\n(?!\s*\n)[^\n]*)*?\*\*\*[ \t]*$",
    re.M | re.I,
)
BOOK_END = re.compile(
    r"^\s*(?:\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg)",
    re.M | re.I,
)
HEADER_FIELD = re.compile(r"^(Title|Author|Language):[ \t]*(\S[^\n]*)", re.M)
PRODUCED_BY = re.compile(r"^\s*(?:produced by|e-?text prepared by|transcribed)\b", re.I)
PROJECT_NAME = re.compile(r"\bproject gutenberg\b", re.I)


def book_span(text: str) -> tuple[int, int]:
    """First and last character (exclusive) of the book in a text; of all if it has no marks."""
    start = BOOK_START.search(text)
    if start is None:
        return 0, len(text)
    end = BOOK_END.search(text, start.end())
    return start.end(), end.start() if end else len(text)


def without_licence(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, those without text that are not of the book; all where nothing is marked."""
    marks = (index for index, block in enumerate(blocks) if BOOK_START.search(block.text))
    begin = next(marks, None)
    if begin is None:
        return list(blocks)
    kept = [block._replace(text="") for block in blocks[:begin]]
    ended = False
    for block in blocks[begin:]:
        text = BOOK_START.split(block.text, 1)[-1]
        end = BOOK_END.search(text)
        kept.append(block._replace(text="" if ended else text[: end and end.start()].strip()))
        ended = ended or end is not None
    return without_credits(kept)


def without_credits(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, the first one without text if it names who made the electronic text."""
    first = next((index for index, block in enumerate(blocks) if block.text), None)
    if first is None or not PRODUCED_BY.match(blocks[first].text):
        return list(blocks)
    return [*blocks[:first], blocks[first]._replace(text=""), *blocks[first + 1 :]]
