"""Contents of a book -> its chapters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from tts.batch.jobs import Block, Chapter
from tts.batch.readers.gutenberg import PROJECT_NAME, without_licence
from tts.batch.readers.link_lists import CONTENTS

LONG_SECTION = 2500  # words: sections of a page that are so long are chapters


class Page(NamedTuple):
    """A page of the book: its path in the archive, and its blocks."""

    path: str
    blocks: list[Block]


class TocEntry(NamedTuple):
    """An entry of the contents.

    title
    path      of its page; "" if it names none
    fragment  id in the page, if it names one
    depth     1 for those that are in no other
    """

    title: str
    path: str
    fragment: str
    depth: int = 1


def chapter_entries(entries: Sequence[TocEntry], words: Mapping[str, int]) -> list[TocEntry]:
    """The entries that begin chapters. Those which are in a part of several pages do, but not the
    sections of a page, unless they are long.

    words   in each page, by its path
    """
    kept: list[TocEntry] = []
    open_depth = 1  # entries so deep, or less, are kept
    for index, entry in enumerate(entries):
        if entry.depth < open_depth:
            open_depth = entry.depth
        if entry.depth > open_depth:
            continue
        kept.append(entry)
        if holds_chapters(entry, inner_entries(entries, index), words):
            open_depth = entry.depth + 1
    return kept


def inner_entries(entries: Sequence[TocEntry], index: int) -> list[TocEntry]:
    """The entries right in the one of that index."""
    depth = entries[index].depth
    inside = []
    for entry in entries[index + 1 :]:
        if entry.depth <= depth:
            break
        inside.append(entry)
    least = min((entry.depth for entry in inside), default=0)
    return [entry for entry in inside if entry.depth == least]


def holds_chapters(entry: TocEntry, inner: Sequence[TocEntry], words: Mapping[str, int]) -> bool:
    """Whether the entries in an entry are chapters, not sections."""
    if any(each.path != entry.path for each in inner):
        return True
    return bool(inner) and words.get(entry.path, 0) >= LONG_SECTION * len(inner)


def by_contents(
    pages: Sequence[Page], entries: Sequence[TocEntry], title: str
) -> Iterator[Chapter]:
    """The chapters that contents name. What stands before the first one has the title of the book;
    a page that no entry names goes on with the chapter before it. A heading that nothing follows,
    as that of a part, begins the next chapter.
    """
    current: list[Block] = []
    name = title
    for block, new in titled_blocks(pages, entries):
        if new:
            if any(each.text and not each.level for each in current):
                yield chapter_of(name, current)
                current = []
                name = title
            name = joined_title(name, new) if current and name != title else new
        current.append(block)
    if any(block.text for block in current):
        yield chapter_of(name, current)


def titled_blocks(
    pages: Sequence[Page], entries: Sequence[TocEntry]
) -> Iterator[tuple[Block, str]]:
    """All blocks, each with the title of the chapter that begins with it, or ""."""
    titles: dict[tuple[str, str], str] = {}
    for entry in entries:
        if not CONTENTS.match(entry.title) and not PROJECT_NAME.search(entry.title):
            titles.setdefault((entry.path, entry.fragment), entry.title)
    for page in pages:
        for index, block in enumerate(page.blocks):
            marks = [(page.path, anchor) for anchor in block.anchors]
            if index == 0:
                marks.insert(0, (page.path, ""))
            yield block, next((titles[mark] for mark in reversed(marks) if titles.get(mark)), "")


def chapter_of(name: str, blocks: Sequence[Block]) -> Chapter:
    """A chapter of those blocks that have a text."""
    return Chapter(name, tuple(block for block in blocks if block.text))


def pages_of_book(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages without what Project Gutenberg adds to a book."""
    blocks = iter(without_licence([block for page in pages for block in page.blocks]))
    for page in pages:
        yield page._replace(blocks=list(islice(blocks, len(page.blocks))))


def joined_title(part: str, chapter: str) -> str:
    """The title of a chapter that a part begins with."""
    return chapter if part.casefold() in chapter.casefold() else f"{part}, {chapter}"
