"""The document under construction."""

import pytest

from frontend import SsmlError, UnknownPhonemeError
from frontend.phonemize.notation import Notation
from frontend.ssml.builder import DocumentBuilder
from frontend.ssml.document import Break, NamedPosition, Override, SsmlBlock
from frontend.ssml.prosody import Prosody


def builder(**more):
    return DocumentBuilder(Notation({}), **more)


def add(target, text):
    target.add_text(text, range(len(text)), range(1, len(text) + 1))


def test_blocks_end_where_sentences_do():
    target = builder()
    add(target, "ab")
    target.close_block()
    target.close_block()  # nothing in between
    target.open_sentence()
    add(target, "c")
    target.close_sentence()
    target.close_block(paragraph=True)
    add(target, "d")
    document = target.document()
    assert document.text == "abcd"
    assert document.blocks == [
        SsmlBlock(0, 2, False, True),
        SsmlBlock(2, 3, True, False),
        SsmlBlock(3, 4, False, True),
    ]


def test_the_outer_override_counts():
    target = builder()
    add(target, "ab")
    target.add_override(0, "sub", "first", "")
    add(target, "cd")
    target.add_override(3, "sub", "inner", "")
    target.add_override(2, "sub", "outer", "")
    assert target.document().overrides == [
        Override(0, 2, "sub", "first"),
        Override(2, 4, "sub", "outer"),
    ]


def test_breaks_marks_and_prosody_have_positions():
    target = builder()
    target.set_prosody(Prosody())
    add(target, "ab")
    target.add_break(100.0)
    target.insert_placeholder(" ", 5, 9)
    target.add_mark("m")
    target.set_prosody(Prosody())
    target.set_prosody(Prosody(rate=2.0))
    document = target.document()
    assert document.breaks == [Break(2, 100.0)] and document.marks == [NamedPosition(3, "m")]
    assert document.prosody == [(0, Prosody()), (3, Prosody(rate=2.0))]
    assert (document.starts[2], document.ends[2]) == (5, 9)


def test_what_is_unknown_is_refused_or_skipped():
    with pytest.raises(SsmlError, match="no such thing"):
        builder().refuse("no such thing")
    builder(skip_unknown=True).refuse("no such thing")
    with pytest.raises(UnknownPhonemeError):
        builder().check_phonemes("你")


@pytest.mark.parametrize(("length", "whole"), [(5_000, True), (5_001, False)])
def test_a_very_long_sentence_is_divided_as_text_is(length, whole):
    target = builder()
    target.open_sentence()
    add(target, "a" * length)
    target.close_sentence()
    assert target.document().blocks == [SsmlBlock(0, length, whole, True)]
