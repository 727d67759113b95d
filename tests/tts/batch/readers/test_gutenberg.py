"""Licences and notices of Project Gutenberg."""

import pytest

from tts.batch.jobs import Block
from tts.batch.readers.gutenberg import book_span, without_credits, without_licence

START = "*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***"
END = "*** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***"


def kept(*texts):
    return [block.text for block in without_licence([Block(text) for text in texts])]


@pytest.mark.parametrize("end", [END, "End of Project Gutenberg's The Lamp, by Me"])
def test_only_the_book_keeps_its_text(end):
    assert kept("The Project Gutenberg eBook", START, "One.", end, "THE FULL LICENSE") == [
        "",
        "",
        "One.",
        "",
        "",
    ]
    text = f"Notice.\n\n{START}\n\nOne.\n\n{end}\n\nLicense."
    first, last = book_span(text)
    assert text[first:last].strip() == "One."


def test_marks_may_stand_in_a_block_with_other_lines():
    header = f"Title: The Lamp\nAuthor: Me\n{START}"
    assert kept(header, "Produced by Somebody", "One.\n" + END + "\nNotice.") == ["", "", "One."]


def test_other_books_are_left_alone():
    texts = ["Produced by a machine, it said.", "The end of Project Gutenberg was near."]
    assert kept(*texts) == texts
    assert book_span("Any text") == (0, 8)


def test_credits_are_looked_for_at_the_beginning_only():
    blocks = [Block(""), Block("Transcribed by Me"), Block("Produced by You")]
    assert [block.text for block in without_credits(blocks)] == ["", "", "Produced by You"]
    assert without_credits([]) == []
