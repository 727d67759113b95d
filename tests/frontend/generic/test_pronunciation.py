"""Clauses pronounced by espeak-ng."""

from frontend.generic.pronunciation import MAX_WORDS, ClausePronunciation
from frontend.phonemize.notation import Notation


class FakeEspeak:
    """Letters as phonemes; "in" and "die" are said as one word."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked.append(list(texts))
        return [text.replace("in die", "indie") for text in texts]


def pronounce(words, overrides=None):
    espeak = FakeEspeak()
    pronunciation = ClausePronunciation(espeak, Notation({}), {"foo": "fu"})
    found = pronunciation.pronounce(words, overrides or {}, {})
    return [each.phonemes for each in found], pronunciation, espeak


def test_words_that_are_said_as_one_are_shared_out():
    words = ["man", "biss", "in", "die", "hand"]
    assert pronounce(words)[0] == words


def test_what_is_decided_stays():
    assert pronounce(["man", "hat"], {1: "mˈa"})[0] == ["man", "mˈa"]


def test_long_clauses_are_asked_in_parts_and_once():
    words = ["ja", "nein"] * MAX_WORDS
    found, pronunciation, espeak = pronounce(words)
    assert found == words
    assert all(len(texts[0].split()) <= MAX_WORDS for texts in espeak.asked)
    asked = len(espeak.asked)
    pronunciation.pronounce(words, {}, {})
    assert len(espeak.asked) == asked


def test_sources_and_corrections():
    pronunciation = pronounce(["a"])[1]
    assert pronunciation.source(["a", "bc"], 0) == "letters"
    assert pronunciation.source(["a", "bc"], 1) == "espeak"
    assert pronunciation.correction("Foo") == "fu"
    assert pronunciation.correction("bar") is None
    assert pronunciation.homograph(["a"], 0) is None


def test_names_of_many_letters_are_not_shared_out():
    words = ["in", "die" + "x" * 200]
    assert pronounce(words)[0] == words
