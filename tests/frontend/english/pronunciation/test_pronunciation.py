"""The pronunciation of English words, in the order of trust."""

import pytest

from frontend.english.pronunciation.pronunciation import EnglishPronunciation

US = EnglishPronunciation("en-us")
GB = EnglishPronunciation("en-gb")


def test_corrections_in_any_case():
    assert US.correction("Missus") == GB.correction("missus") == "mˈɪsɪz"
    assert US.correction("house") is None


def test_homographs_have_a_part_of_speech():
    noun = US.homograph(["a", "record"], 1)
    verb = US.homograph(["to", "record"], 1)
    assert (noun.phonemes, noun.pos) == ("ɹˈɛkəɹd", "noun")
    assert (verb.phonemes, verb.pos) == ("ɹᵻkˈɔɹd", "verb")
    assert US.homograph(["the", "table"], 1) is None


@pytest.mark.parametrize(
    "words, index, source",
    [(["the", "B"], 1, "letters"), (["house"], 0, "packaged"), (["qwrtz"], 0, "espeak")],
)
def test_sources(words, index, source):
    assert US.source(words, index) == source


def test_a_clause():
    assert [word.phonemes for word in GB.pronounce(["far", "away"], {}, {})] == ["fˈɑːɹ", "əwˈA"]
