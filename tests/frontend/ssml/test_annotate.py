"""Breaks and marks at phonemes."""

from frontend import Frontend
from frontend.phonemes import PAUSES, SILENCE

US = Frontend("en-us")


def read(inside, **more):
    return list(US.ssml(f"<speak>{inside}</speak>", **more))


def test_break_within_a_sentence_is_a_pause_of_that_length():
    (utterance,) = read(
        'Hello <break time="500ms"/> big <break time="0.25s"/><break time="50ms"/> world.'
    )
    assert sorted(utterance.breaks.values()) == [300.0, 500.0]
    assert all(utterance.phonemes[place].symbol in PAUSES for place in utterance.breaks)
    assert [word.text for word in utterance.words] == ["Hello", "big", "world"]


def test_breaks_between_sentences_are_silences():
    first, second = read(
        '<break time="100ms"/>One. <break strength="strong"/> Two.<break time="2s"/>'
    )
    assert first.breaks == {0: 100.0}
    assert (
        second.breaks == {0: 800.0, len(second.phonemes) - 1: 2000.0}
        and second.phonemes[-1].symbol == SILENCE
    )


def test_break_takes_the_place_of_a_comma():
    (utterance,) = read('Yes,<break time="70ms"/> sir.')
    assert utterance.phoneme_string == read("Yes, sir.")[0].phoneme_string and list(
        utterance.breaks.values()
    ) == [70.0]


def test_break_of_no_length_adds_no_pause():
    assert (
        read('Yes <break strength="none"/> sir.')[0].phoneme_string
        == read("Yes sir.")[0].phoneme_string
    )


def test_marks_stand_at_phonemes():
    first, second = read(
        '<mark name="a"/>One <mark name="b"/>two.<mark name="c"/> Three<mark name="d"/>'
        '<break time="1s"/> four.<mark name="e"/>'
    )
    starts = {
        mark.name: (utterance, mark.phoneme)
        for utterance in (first, second)
        for mark in utterance.marks
    }
    assert starts["a"] == (first, 1)
    utterance, place = starts["b"]
    assert utterance.words[utterance.phonemes[place].word].text == "two"
    assert starts["c"] == (second, 1)
    assert starts["d"][1] in second.breaks  # before the pause, not after it
    assert starts["e"] == (second, len(second.phonemes) - 1)
