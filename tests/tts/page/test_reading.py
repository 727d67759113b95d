"""How a text is read, as a table."""

import pytest

from frontend import NothingToSayError, SsmlError
from tts import TTS
from tts.page.reading import MAX_ROWS, html_table, reading_table


@pytest.fixture
def tts(tiny_heart):
    return TTS.load("heart")


def test_each_piece_has_class_rule_words_phonemes_and_origin(tts):
    found = reading_table(tts, "Dr. Wu owes $5.")
    for cell in ("money", "five dollars", "Doctor", "packaged", '<td class="ipa">'):
        assert cell in found


def test_no_html_of_the_text_is_html(tts):
    assert "&lt;b&gt;" in reading_table(tts, "a <b> c")
    assert "<b>" not in reading_table(tts, "a <b> c")


def test_a_document_is_shown_by_sentences(tts):
    found = reading_table(tts, "<speak>One <break time='2s'/> two. $5</speak>")
    assert "One two" in found and "five dollars" in found


def test_errors_are_those_of_the_front_end(tts):
    with pytest.raises(NothingToSayError):
        reading_table(tts, "...")
    with pytest.raises(SsmlError):
        reading_table(tts, "<speak><wobble/></speak>")
    assert "Hello" in reading_table(tts, "<speak><wobble>Hello</wobble></speak>", skip_unknown=True)


def test_a_long_table_is_cut():
    found = html_table(("source",), [("a",)] * (MAX_ROWS + 1))
    assert found.count("<tr>") == MAX_ROWS + 1
    assert f"of {MAX_ROWS + 1}" in found
