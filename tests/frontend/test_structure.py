"""Blocks of a text: line breaks that are heard, and marks of layout that are not."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frontend import Frontend
from frontend.english.sentence_ends import SENTENCE_RULES
from frontend.sentences import sentences
from frontend.streaming import SentenceStream
from frontend.structure import MAX_PARAGRAPH, blocks, paragraph_end
from tests.growth import is_linear

US = Frontend("en-us")


def texts(source):
    """The blocks that say something."""
    return [block.text for block in blocks(source) if any(map(str.isalnum, block.text))]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("Buy these:\nMilk\nBread\nTea", ["Buy these:", "Milk", "Bread", "Tea"]),
        ("salt\npepper\nbay leaves", ["salt", "pepper", "bay leaves"]),
        ("- salt\n- 2 eggs\n  + oil", ["salt", "2 eggs", "oil"]),
        ("1. Mix.\n2. Bake\n10) Eat", ["1. Mix.", "2. Bake", "10) Eat"]),
        ("- [ ] call Ann\n- [x] write", ["call Ann", "write"]),
        ("# Plan\nWe go.\n### Part 2 ###\nWe stay.", ["Plan", "We go.", "Part 2", "We stay."]),
        ("Plan\n----\nWe go.", ["Plan", "We go."]),
        ("Plan\r\n====\r\nWe go.", ["Plan", "We go."]),
        ("One night\nThe moon was high", ["One night", "The moon was high"]),
        ("Ann: Are you in\nTom: Yes", ["Ann: Are you in", "Tom: Yes"]),
        ("Name: Ann\nCity: Rome", ["Name: Ann", "City: Rome"]),
        (
            "| Town | People |\n|:---|---:|\n| Ulm | 126 |",
            ["Town, People", "Ulm, 126"],
        ),
        ("> we went\n> and came back", ["we went and came back"]),
        ("```sh\nls -l\n```\nIt lists.", ["sh", "ls -l", "It lists."]),
        ("7\n00:01:02,500 --> 00:01:04,000\nWait!\n", ["Wait!"]),
        ("One.\n\n* * *\n\nTwo.", ["One.", "Two."]),
        ("Chapter 2\nThe Sea\n\nIt rose.", ["Chapter 2", "The Sea", "It rose."]),
    ],
)
def test_heard_line_breaks(source, expected):
    assert [text.strip() for text in texts(source)] == expected


@pytest.mark.parametrize(
    "source",
    [
        "The boat lay in the harbour until the\nwind came up from the west.",
        "A letter that he wrote in the autumn of that year to\nMary was found long after that.",
        "The quick brown fox\njumps over the lazy dog.",
        "We met at the house of\nAnn Brown.",
        "Dear Ann,\nthank you.",
    ],
)
def test_wrapped_prose_stays_together(source):
    assert texts(source) == [source.replace("\n", " ")]
    assert US.phonemize(source.replace("\n", "\r\n")) == US.phonemize(source)


def test_hyphens_at_the_end_of_a_line():
    assert texts("a long dis-\ntance away") == ["a long distance away"]
    assert texts("a self-\nmade man") == ["a self-made man"]
    assert texts("in Stratford-\nUpon")[0].startswith("in Stratford-")


def test_words_keep_their_place():
    source = "* a dis-\n  tance &amp; caf&eacute;\n| Ann | 34 |"
    words = [word for utterance in US(source) for word in utterance.words]
    assert all(source[word.start : word.end] == word.text for word in words)
    assert [word.text for word in words] == [
        "a", "dis-\n  tance", "&amp;", "caf&eacute;", "Ann", "34"
    ]  # fmt: skip


PIECE = st.sampled_from(
    [*"aB.,!?:-=#>|*`\\$1&;~+ \n\r\"'(", "\r\n", "\n\n", "- ", "1. ", "# ", "| ", "nega-\ntive",
     "&amp;", "â€™", "Ann: ", "word ", "The ", "```", "---", "00:00:01,000 --> 00:00:04,000",
     "\u2028", "Mr. ", "[x] ", "a line that is long enough to be wrapped at its end by an editor"]
)  # fmt: skip


@settings(max_examples=600)
@example(["A\r", "\nb"])
@given(st.lists(PIECE, max_size=30))
def test_pieces_give_the_same_blocks(pieces):
    source = "".join(pieces)
    whole = [
        block.slice(start, end)
        for block in blocks(source)
        for start, end in sentences(block.text, SENTENCE_RULES)
    ]
    stream = SentenceStream(SENTENCE_RULES)
    fed = [sentence for piece in pieces for sentence in stream.add(piece)]
    fed += stream.close()
    assert [sentence.text for sentence in fed] == [sentence.text for sentence in whole]
    places = [(list(sentence.starts), list(sentence.ends)) for sentence in whole]
    assert [(list(sentence.starts), list(sentence.ends)) for sentence in fed] == places


@settings(max_examples=200)
@given(st.lists(PIECE, max_size=30))
def test_every_character_has_its_place(pieces):
    source = "".join(pieces)
    for block in blocks(source):
        assert len(block.text) == len(block.starts) == len(block.ends)
        assert list(block.starts) == sorted(block.starts)


@pytest.mark.parametrize("unit", ["- item\n", "a\n", "| a | b |\n", "> x\n", "&amp;", "1\n", "-\n"])
def test_linear_time(unit):
    assert is_linear(lambda count: list(blocks(unit * count)), 1000, 8000)


@given(st.text(alphabet=st.sampled_from("abc .,\n\r\u2029é´")))
def test_blocks_leave_out_nothing_but_breaks(source):
    kept = {
        place
        for part in blocks(source)
        for start, end in zip(part.starts, part.ends, strict=True)
        for place in range(start, end)
    }
    assert all(source[place].isspace() or place in kept for place in range(len(source)))


def test_long_paragraphs_come_in_pieces():
    text = "word " * 10_000
    parts = list(blocks(text))
    assert len(parts) > 1
    assert "".join(part.text for part in parts).split() == text.split()


def test_paragraph_ends():
    assert paragraph_end("One.\n \nTwo.", 0) == (4, 7)
    assert paragraph_end("One.\nTwo.", 0) is None
    long = "One two. " * MAX_PARAGRAPH
    end, next_start = paragraph_end(long, 0)
    assert end == next_start and MAX_PARAGRAPH // 2 < end <= MAX_PARAGRAPH
    assert long[:end].endswith(". ")
    words = "word " * MAX_PARAGRAPH
    assert words[: paragraph_end(words, 0)[0]].endswith("word ")
    assert paragraph_end("x" * (2 * MAX_PARAGRAPH), 0) == (MAX_PARAGRAPH, MAX_PARAGRAPH)
