"""Text that arrives in pieces."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frontend import Frontend, NothingToSayError
from frontend.english.sentence_ends import SENTENCE_RULES
from frontend.sentences import sentences
from frontend.streaming import SentenceStream
from frontend.structure import blocks
from tests.growth import is_linear

US = Frontend("en-us")
TEXT = (
    'Dr. Wu paid $3.50. Then he left for the U.S. on Jan. 5th!\n\nWas it 3.5 km? "Yes," she said.'
    " Go... now. It's e\u0301 1. First 2. Second. The end"
)


def whole(text):
    return [
        block.text[start:end]
        for block in blocks(text)
        for start, end in sentences(block.text, SENTENCE_RULES)
    ]


def fed(pieces):
    feed = SentenceStream(SENTENCE_RULES)
    return [sentence.text for piece in pieces for sentence in feed.add(piece)] + [
        sentence.text for sentence in feed.close()
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pieces_give_what_the_whole_gives(size):
    pieces = [TEXT[start : start + size] for start in range(0, len(TEXT), size)]
    assert fed(pieces) == whole(TEXT)
    streamed = list(US.stream(pieces))
    read = list(US(TEXT))
    assert [utterance.phoneme_string for utterance in streamed] == [
        utterance.phoneme_string for utterance in read
    ]
    assert [utterance.words for utterance in streamed] == [utterance.words for utterance in read]


@settings(max_examples=200)
@example([". . . .", " 1"])
@example(["ab. . . .", " 1"])
@example(["A b. ...", " Hello"])
@given(st.lists(st.text(alphabet=st.sampled_from("abAB .!?\"'()1\n,I"), max_size=12), max_size=12))
def test_any_pieces_give_what_the_whole_gives(pieces):
    assert fed(pieces) == whole("".join(pieces))


def test_a_sentence_comes_before_the_text_ends():
    def pieces():
        yield "The first sentence is here. "
        yield "The second "
        raise RuntimeError("the first sentence should have come by now")

    assert next(US.stream(pieces())).text == "The first sentence is here."


def test_nothing_to_say_in_pieces():
    with pytest.raises(NothingToSayError):
        list(US.stream(["", " ", "..."]))


def test_long_streams_take_linear_time():
    def read(count):
        assert sum(1 for _ in US.stream("This is it. " for _ in range(count))) == count

    assert is_linear(read, 200, 1600)


def test_doubled_quotes_are_joined_wherever_a_piece_begins():
    assert fed(["? ", "'", "'", "1?"]) == whole("? ''1?") and US.normalize(
        "''Yes.''"
    ) == US.normalize('"Yes."')


def test_text_without_ends_does_not_wait_for_its_end():
    def pieces():
        yield from ["word "] * 300
        raise RuntimeError("something should have come by now")

    assert next(US.stream(pieces())).text.startswith("word word")


@pytest.mark.parametrize("size", [1, 40])
def test_text_without_ends_gives_the_same_in_pieces(size):
    text = "one two three, four five six " * 60
    assert fed([text[start : start + size] for start in range(0, len(text), size)]) == whole(text)
