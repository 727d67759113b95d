"""Chapters become jobs of a length that is soon spoken."""

import pytest

from tts.batch.jobs import BatchInputError, Block, Chapter
from tts.batch.readers.chapters import (
    JOB_LENGTH,
    book,
    groups,
    is_english,
    language_notes,
    parted,
    parting_level,
)
from tts.batch.readers.source import Source

SOURCE = Source("b.txt", "b", b"")
LONG = "x" * JOB_LENGTH


def test_jobs_are_parts_of_chapters_and_hold_all_blocks():
    chapters = [Chapter("One", (Block("One", 1), Block(LONG), Block("End."))), Chapter("Empty", ())]
    document = book(SOURCE, [*chapters, Chapter("Two", (Block("Two."),))], title="T")
    assert [job.id for job in document.jobs] == ["01-001", "01-002", "02-001"]
    assert [job.text for job in document.jobs] == [f"One\n\n{LONG}", "End.", "Two."]
    assert [job.chapter for job in document.jobs] == [0, 0, 1]
    assert [chapter.title for chapter in document.chapters] == ["One", "Two"]


def test_a_heading_stays_with_what_follows():
    blocks = [Block(LONG), Block("Next", 2), Block("Text.")]
    assert [[block.text for block in group] for group in groups(blocks)] == [
        [LONG],
        ["Next", "Text."],
    ]
    rows = list(groups([Block(LONG, 1), Block("Text.")]))
    assert len(rows) == 1


def test_a_book_without_text_is_refused():
    with pytest.raises(BatchInputError, match="no text that could be read"):
        book(SOURCE, [Chapter("One", ())])


@pytest.mark.parametrize(
    ("language", "expected"), [("en", True), ("en-GB", True), ("English", True), ("de", False)]
)
def test_english_is_known_by_any_of_its_names(language, expected):
    assert is_english(language) is expected


def test_other_languages_are_told():
    chapters = [Chapter("A", (Block("Hi."), Block("Oui.", language="fr")))]
    assert language_notes(chapters, "en") == ["parts of it are in fr, and are read as English"]
    assert "its language is de" in language_notes([], "de")[0]
    assert language_notes([], "") == []


def test_chapters_begin_at_headings_with_text_between():
    blocks = [Block("Before."), Block("Part", 1), Block("One", 2), Block("a."), Block("Two", 2)]
    assert [(each.title, len(each.blocks)) for each in parted(blocks, "Book")] == [
        ("Book", 1),
        ("Part, One", 3),
        ("Two", 1),
    ]
    assert [each.title for each in parted(blocks, "Book", deepest=1)] == ["Book", "Part"]


def test_the_level_of_chapters_is_the_highest_with_several_headings():
    assert parting_level([Block("T", 1), Block("a", 2), Block("b", 2), Block("c", 3)]) == 2
    assert parting_level([Block("T", 1), Block("a", 2)]) == 0
    assert parting_level([]) == 0
