"""Any text at all: nothing is raised but the errors of the front end."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend import Frontend, NothingToSayError
from frontend.english.normalize.table import normalizer
from frontend.phonemize.clause_items import clause_items
from frontend.phonemize.espeak import ACCEPTED
from frontend.phonemize.espeak_input import sanitize
from frontend.structure import blocks
from tests.growth import is_linear

FRONT = Frontend()
CHUNK = 4000
PLAIN = ["Made", "in", "TÜRKİYE", "İSTANBUL", "$5", "3.5", "Dr.", "½", "a@b.c", "[x](/a/)", "ﬁne"]
WORD = st.one_of(st.sampled_from(PLAIN), st.text(max_size=6))

pytestmark = pytest.mark.filterwarnings("ignore:skipped what is not English")


def read_in_every_way(text: str) -> None:
    """Hand a text to all methods. Only NothingToSayError may come out."""
    for method in (FRONT.normalize, FRONT.phonemize, FRONT.explain):
        try:
            method(text)
        except NothingToSayError:
            continue
    try:
        assert all(utterance.ids for utterance in FRONT(text))
    except NothingToSayError:
        return


def test_every_letter_alone_and_among_capitals_can_be_given_to_espeak():
    for code in range(0x30000):
        letter = chr(code)
        if unicodedata.category(letter)[0] in "LM":
            for word in (letter, f"AB{letter}CD"):
                assert all(map(ACCEPTED.fullmatch, sanitize(word))), hex(code)


def test_every_character_once():
    normalize = normalizer()
    for batch in chunks(range(0x30000)):
        for block in blocks(" ".join(map(chr, batch))):
            tokens = normalize(block.text)
            assert all(item.text for item in clause_items(block.text, tokens))


def chunks(codes: range) -> list[range]:
    """Parts of CHUNK codes."""
    return [codes[start : start + CHUNK] for start in range(0, len(codes), CHUNK)]


@pytest.mark.parametrize("text", ["Made in TÜRKİYE.", "ȺB ȾC ƁD", "B2BTÜRKİYE", "\ud800x", "\0a"])
def test_what_once_failed(text):
    read_in_every_way(text)
    assert FRONT.phonemize(text)


@settings(max_examples=60)
@given(st.lists(WORD, max_size=6), st.sampled_from([" ", "", "-", "\n"]))
def test_words_of_mixed_scripts(words, between):
    read_in_every_way(between.join(words))


@pytest.mark.parametrize("filler", [" ", "\t", "\u00a0", "\n", " \n", "\u2028", "\r"])
def test_a_hundred_kilobytes_of_space_take_linear_time(filler):
    def read(length):
        assert FRONT.normalize("a" + filler * (length // len(filler)) + "b")

    assert is_linear(read, 10_000, 100_000)


def test_a_stream_without_an_end_takes_linear_time():
    def read(pieces):
        with pytest.raises(NothingToSayError):
            list(FRONT.stream([" ,"] * pieces))

    assert is_linear(read, 1_000, 10_000)
