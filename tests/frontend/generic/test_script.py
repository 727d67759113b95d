"""Words in any script."""

import pytest

from frontend.generic.script import MAX_WORD_LETTERS, accepted, any_script, word_parts


@pytest.mark.parametrize("word", ["schön", "Привет", "नमस्ते", "café", "你好", "שלום"])
def test_a_word_is_one_piece(word):
    script = any_script()
    assert script.piece.match(word)[0] == word
    assert script.readable.fullmatch(word)
    assert accepted().fullmatch(word)
    assert list(word_parts()(word)) == [word]


def test_marks_and_digits_are_no_readable_words():
    script = any_script()
    assert script.piece.match("!x")[0] == "!"
    assert not script.readable.fullmatch("a1")


def test_parts_for_espeak():
    parts = word_parts()
    assert list(parts("Max-Planck")) == ["Max-Planck"]
    assert list(parts("GROẞ")) == ["groß"]
    assert [len(part) for part in parts("a" * (MAX_WORD_LETTERS + 5))] == [MAX_WORD_LETTERS, 5]
    assert list(parts("…")) == []
