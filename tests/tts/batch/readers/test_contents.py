"""Which entries of the contents begin chapters."""

from tts.batch.jobs import Block
from tts.batch.readers.contents import Page, TocEntry, by_contents, chapter_entries, joined_title


def entries(rows):
    """Entries of rows "depth title page#fragment"."""
    found = []
    for row in rows.split("\n"):
        depth, title, place = row.split()
        path, _, fragment = place.partition("#")
        found.append(TocEntry(title, "" if path == "-" else path, fragment, int(depth)))
    return found


def titles(rows, **words):
    return [entry.title for entry in chapter_entries(entries(rows), words)]


def test_sections_of_a_page_are_no_chapters():
    rows = "1 One a\n2 Section a#1\n3 Smaller a#2\n2 Section a#3\n1 Two b\n2 Section b#1"
    assert titles(rows, a=900, b=900) == ["One", "Two"]


def test_chapters_in_parts_are():
    rows = "1 Part a\n2 One b\n3 Section b#1\n2 Two c\n1 Other d\n2 Three e\n1 End f"
    assert titles(rows) == ["Part", "One", "Two", "Other", "Three", "End"]
    assert titles("1 Part -\n2 One b\n2 Two c") == ["Part", "One", "Two"]


def test_long_sections_of_one_page_are():
    rows = "1 Part a\n2 One a#1\n2 Two a#2\n1 Other b\n2 Three b#1\n2 Four b#2"
    assert titles(rows, a=20_000, b=3000) == ["Part", "One", "Two", "Other"]


def chapters(pages, rows):
    return [
        (chapter.title, [block.text for block in chapter.blocks])
        for chapter in by_contents(pages, entries(rows), "Book")
    ]


def test_a_heading_that_nothing_follows_begins_the_next_chapter():
    pages = [
        Page("a", [Block("Book", 1)]),
        Page("b", [Block("Part", 1)]),
        Page("c", [Block("One", 2), Block("Text.")]),
        Page("d", [Block("Two", 2), Block("More.")]),
    ]
    assert chapters(pages, "1 Part b\n2 One c\n2 Two d") == [
        ("Part, One", ["Book", "Part", "One", "Text."]),
        ("Two", ["Two", "More."]),
    ]


def test_entries_of_the_contents_themselves_and_of_licences_name_nothing():
    pages = [
        Page("a", [Block("By me.")]),
        Page("b", [Block("Text.", anchors=("x",))]),
    ]
    rows = "1 Contents a\n1 One b#x"
    assert chapters(pages, rows) == [("Book", ["By me."]), ("One", ["Text."])]


def test_titles_are_joined_unless_one_holds_the_other():
    assert joined_title("Part One", "The Rain") == "Part One, The Rain"
    assert joined_title("About", "1. About this book") == "1. About this book"
