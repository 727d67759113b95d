"""Plain text: lines, paragraphs, books."""

import pytest

from tts.batch import BatchInputError
from tts.batch.readers.source import Source
from tts.batch.readers.text import guess_split, read
from tts.text_files import TextDecodeError

WRAPPED = """It was a dark and stormy night, and the rain fell in torrents except at
occasional intervals, when it was checked by a violent gust of wind which
swept up the streets, rattling along the housetops, and fiercely agitating
the scanty flame of the lamps.
"""
GUTENBERG = f"""The Project Gutenberg eBook of A Night

This eBook is for the use of anyone anywhere in the United States.

Title: A Night

Author: E. B. Lytton

Language: English

*** START OF THE PROJECT GUTENBERG EBOOK A NIGHT ***




Produced by Volunteers

A NIGHT

CONTENTS

CHAPTER I. The Rain
CHAPTER II. The Wind

[Illustration: a lamp]

CHAPTER I. The Rain

{WRAPPED}
CHAPTER II. The Wind

{WRAPPED}
*** END OF THE PROJECT GUTENBERG EBOOK A NIGHT ***

Most people start at our website. The licence forbids nothing.
"""


def document(text, **more):
    data = text if isinstance(text, bytes) else text.encode()
    return read(Source("it", "it", data)._replace(**more))


def items(text, **more):
    return [(job.id, job.text) for job in document(text, **more).jobs]


@pytest.mark.parametrize(
    ("content", "encoding", "lines"),
    [
        (b"a\r\nb\rc\n", None, [("0001", "a"), ("0002", "b"), ("0003", "c")]),
        (b"\xef\xbb\xbfa", None, [("0001", "a")]),
        ("ä\nb".encode("utf-16"), None, [("0001", "ä"), ("0002", "b")]),
        ("ä\n\n  \nb".encode("latin-1"), "latin-1", [("0001", "ä"), ("0004", "b")]),
        (b"", None, []),
    ],
)
def test_lines_are_numbered_as_an_editor_does(content, encoding, lines):
    assert items(content, encoding=encoding) == lines


def test_many_lines_get_longer_numbers_and_several_inputs_a_prefix():
    assert items("a\n" * 12345)[0][0] == "00001"
    assert items("a\n", prefix="x-")[0][0] == "x-0001"


def test_a_line_that_is_no_text_spoils_no_other():
    jobs = document(b"One.\n\xff\xfe\nThree.").jobs
    assert [job.error is None for job in jobs] == [True, False, True]
    assert "line 0002 of it is not UTF-8" in jobs[1].error


def test_paragraphs_have_the_number_of_their_first_line():
    text = f"{WRAPPED}\n\n{WRAPPED}"
    assert [id for id, _ in items(text)] == ["0001", "0007"]
    assert items(text)[0][1] == WRAPPED.strip()
    assert "each paragraph is an item" in document(text).notes[0]
    assert len(items(text, split="line")) == 8


@pytest.mark.parametrize(
    ("text", "split"),
    [
        (WRAPPED, "paragraph"),
        ("One prompt.\nAnother prompt.\nA third one.\nAnd more.\n", "line"),
        ("Short lines\nof a poem\nhave no stop\nat their ends\n", "line"),
        (f"Chapter 1\n\n{WRAPPED}\nChapter 2\n\n{WRAPPED}", "chapter"),
        ("word " * 300, "line"),
    ],
)
def test_the_kind_of_a_text_is_seen(text, split):
    assert guess_split(text, False) == split


def test_a_gutenberg_book_is_read_without_licence_and_contents():
    book = document(GUTENBERG)
    assert (book.kind, book.title, book.author, book.language) == (
        "book",
        "A Night",
        "E. B. Lytton",
        "English",
    )
    assert [chapter.title for chapter in book.chapters] == [
        "A Night",
        "CHAPTER I. The Rain",
        "CHAPTER II. The Wind",
    ]
    spoken = "\n".join(job.text for job in book.jobs)
    for unwanted in ("anyone anywhere", "START OF", "licence", "Produced", "[Illus", "CONTENTS"):
        assert unwanted not in spoken
    assert spoken.count("CHAPTER I. The Rain") == 1 and spoken.count("stormy night") == 2
    assert [job.chapter for job in book.jobs] == [0, 1, 2]


def test_the_lines_of_a_gutenberg_book_keep_their_numbers():
    jobs = document(GUTENBERG, split="line").jobs
    rows = GUTENBERG.split("\n")
    assert jobs[0].text == "Produced by Volunteers"
    assert all(rows[int(job.id) - 1].strip() == job.text for job in jobs)
    assert len(jobs) == 16


def test_a_title_of_two_headings_names_one_chapter():
    book = document(f"BOOK ONE\n\nCHAPTER I\n\n{WRAPPED}\nCHAPTER II\n\n{WRAPPED}")
    assert [chapter.title for chapter in book.chapters] == ["BOOK ONE, CHAPTER I", "CHAPTER II"]


def test_a_long_chapter_becomes_several_jobs():
    book = document("Chapter 1\n\n" + (WRAPPED + "\n") * 30, split="chapter")
    assert len(book.chapters) == 1 and len(book.jobs) > 2
    assert all(len(job.text) < 3500 for job in book.jobs)
    text = "\n\n".join(job.text for job in book.jobs)
    assert text == "\n\n".join(block.text for block in book.chapters[0].blocks)


def test_a_book_that_is_no_text_is_refused():
    with pytest.raises(TextDecodeError, match="line 3"):
        document(b"Chapter 1\n\n\xff", split="chapter")
    with pytest.raises(BatchInputError, match="it has no text"):
        document(b"\n\n", split="chapter")
