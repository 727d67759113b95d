"""Tokens of a sentence to utterances."""

import pytest

from frontend import Frontend, FrontendError
from frontend.clean import clean
from frontend.normalize.token import Token
from frontend.phonemize.lexicon import Lexicon
from frontend.phonemize.notation import Notation
from frontend.phonemize.phonemizer import Phonemizer
from frontend.phonemize.pronunciation import HomographReading, WordPronunciation

US = Frontend("en-us")


def test_merged_words_keep_their_identity():
    utterance = next(US("It is in the house."))
    spoken = {
        utterance.words[phoneme.word].text: ""
        for phoneme in utterance.phonemes
        if phoneme.word is not None
    }
    for phoneme in utterance.phonemes:
        if phoneme.word is not None:
            spoken[utterance.words[phoneme.word].text] += phoneme.symbol
    assert spoken["in"] == "ɪn" and spoken["the"] == "ðə"


def test_inline_phonemes():
    text = "Say [tomato](/təmˈɑtO/) now."
    utterance = next(US(text))
    assert "təmˈɑtO" in utterance.phoneme_string
    assert [word.text for word in utterance.words] == ["Say", "[tomato](/təmˈɑtO/)", "now"]
    assert US.normalize(text) == "Say tomato now."
    with pytest.raises(FrontendError, match="no phoneme"):
        next(US("Say [x](/你/)."))


class Spelling:
    """A pronunciation in which a word sounds as it is written."""

    notation = Notation({})

    def homograph(self, words, index):
        return HomographReading("ib", "noun") if words[index] == "bi" else None

    def correction(self, word):
        return "kk" if word == "kb" else None

    def source(self, words, index):
        return "spelling"

    def pronounce(self, words, overrides, homographs):
        return [
            WordPronunciation(overrides.get(index) or homographs.get(index) or word, word == "n")
            for index, word in enumerate(words)
        ]


def words_of(text):
    start = 0
    tokens = []
    for word in text.split(" "):
        tokens.append(Token(start, start + len(word), "word", "", word))
        start += len(word) + 1
    return tokens


def test_each_source_in_its_turn():
    lexicon = Lexicon({"a": "ˈi"}, Spelling.notation)
    tokens = words_of("a bi kb na")
    explained = Phonemizer(Spelling(), lexicon).explain("a bi kb na", tokens)
    assert explained == [
        ("ˈi", "lexicon"),
        ("ib", "homograph"),
        ("kk", "correction"),
        ("na", "spelling"),
    ]
    own = Lexicon({"bi": {"noun": "u", "verb": "a"}}, Spelling.notation)
    assert Phonemizer(Spelling(), own).explain("bi", words_of("bi")) == [("u", "lexicon")]
    inline = [Token(0, 1, "phonemes", "", "a", ipa="ˈu")]
    assert Phonemizer(Spelling(), lexicon).explain("a", inline) == [("ˈu", "inline")]


@pytest.mark.parametrize("text, phonemes", [("na bu", "na bu."), ("i n", "in."), ("a", "a.")])
def test_boundaries_stand_between_words(text, phonemes):
    (utterance,) = Phonemizer(Spelling())(text, clean(text), words_of(text))
    assert utterance.phoneme_string == phonemes
    assert (utterance.start, utterance.end) == (0, len(text))
    assert utterance.phonemes[0].symbol == utterance.phonemes[-1].symbol == "_"


def test_nothing_spoken_gives_no_utterance():
    token = Token(0, 1, "punctuation", "", "")
    assert list(Phonemizer(Spelling())(".", clean("."), [token])) == []
