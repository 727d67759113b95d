"""Utterances: words and phonemes."""

from frontend.phonemes import SYMBOL_ID, Phoneme
from frontend.utterance import Utterance, Word


def test_what_a_voice_takes():
    words = (Word("5", 0, 1, "five"), Word("-", 1, 2, ""), Word("x", 2, 3, "x"))
    phonemes = (Phoneme("_"), Phoneme("I", 1, 0), Phoneme("."), Phoneme("_"))
    utterance = Utterance("5-x", 0, 3, words, phonemes)
    assert utterance.ids == [
        (SYMBOL_ID["_"], 0),
        (SYMBOL_ID["I"], 1),
        (SYMBOL_ID["."], 0),
        (SYMBOL_ID["_"], 0),
    ]
    assert utterance.phoneme_string == "ˈI."
    assert utterance.spoken == "five x"
