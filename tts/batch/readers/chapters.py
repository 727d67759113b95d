"""Chapters -> jobs. A job is a few paragraphs, so that a kill loses little and processes share a
book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tts.batch.jobs import BatchInputError, Block, Chapter, Cover, Document, Job
from tts.batch.readers.source import Source

JOB_LENGTH = 2500  # characters after which a job ends with its paragraph
SEPARATOR = "\n\n"  # of paragraphs in the text of a job


def book(
    source: Source,
    chapters: Iterable[Chapter],
    *,
    title: str = "",
    author: str = "",
    language: str = "",
    cover: Cover | None = None,
    notes: Sequence[str] = (),
) -> Document:
    """The document of a book; BatchInputError if it has no text."""
    kept = tuple(chapter for chapter in chapters if any(block.text for block in chapter.blocks))
    if not kept:
        raise BatchInputError(f"{source.name} has no text that could be read.")
    warnings = [*notes, *language_notes(kept, language)]
    jobs = tuple(make_jobs(source, kept))
    return Document(
        source.stem, "book", jobs, kept, title, author, language, cover, tuple(warnings)
    )


def make_jobs(source: Source, chapters: Sequence[Chapter]) -> Iterator[Job]:
    """The jobs of chapters, numbered by chapter and part."""
    width = max(2, len(str(len(chapters))))
    for index, chapter in enumerate(chapters):
        for number, blocks in enumerate(groups(chapter.blocks), 1):
            id = f"{source.prefix}{index + 1:0{width}}-{number:03}"
            text = SEPARATOR.join(block.text for block in blocks)
            yield Job(id, text, chapter=index, extra={"chapter": chapter.title})


def groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks in a row of which each group is one job. A heading does not end one."""
    group: list[Block] = []
    for block in blocks:
        group.append(block)
        if sum(len(each.text) for each in group) >= JOB_LENGTH and not block.level:
            yield group
            group = []
    if group:
        yield group


def language_notes(chapters: Iterable[Chapter], language: str) -> list[str]:
    """What to say of text in other languages than English."""
    notes = []
    if language and not is_english(language):
        notes.append(f"its language is {language}, which the voices read as if it were English")
    others = {
        block.language
        for chapter in chapters
        for block in chapter.blocks
        if block.language and block.language != language and not is_english(block.language)
    }
    if others:
        notes.append(f"parts of it are in {', '.join(sorted(others))}, and are read as English")
    return notes


def is_english(language: str) -> bool:
    """Whether a language is English: "en", "en-GB", "English"."""
    return language.casefold().split("-")[0] in ("en", "eng", "english")


def parted(blocks: Sequence[Block], title: str, deepest: int = 6) -> list[Chapter]:
    """The chapters of blocks: one begins at each heading. What stands before the first one has the
    title of the book; a heading that nothing follows begins the next chapter.

    deepest   level of the headings that begin chapters
    """
    chapters: list[Chapter] = []
    current: list[Block] = []
    name = title
    for block in blocks:
        begins = 0 < block.level <= deepest
        if begins and any(not each.level for each in current):
            chapters.append(Chapter(name, tuple(current)))
            current = []
        if begins:
            line = " ".join(block.text.split())
            joins = bool(current) and name != title
            name = f"{name}, {line}" if joins else line
        current.append(block)
    if current:
        chapters.append(Chapter(name, tuple(current)))
    return chapters


def parting_level(blocks: Sequence[Block]) -> int:
    """The level at which chapters begin: the highest of which there are several headings."""
    levels = [block.level for block in blocks if block.level]
    return min((level for level in levels if levels.count(level) > 1), default=0)
