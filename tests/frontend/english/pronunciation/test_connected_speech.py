"""Weak forms, links and phrases of English."""

import pytest

from frontend import Frontend
from frontend.english.pronunciation.connected_speech import is_letter, pronounce
from frontend.english.pronunciation.context_forms import RIGHT_CONTEXTS, FormLookup, WordForms
from frontend.english.pronunciation.notation import espeak
from frontend.phonemize.pronunciation import WordPronunciation

US = Frontend("en-us")
US_LOOKUP = FormLookup(espeak("en-us"))


@pytest.mark.parametrize(
    "text, parts",
    [
        ("the apple", "ðɪ ˈæp"),
        ("the pear", "ðə pˈ"),
        ("to eat", "tʊ ˈit"),
        ("to go", "tə ɡˈ"),
        ("far away", "ɹ əwˈA"),
        ("think about it", "əbˈWt ɪt"),
        ("about books", "əbˌWt b"),
        ("a record", "ə ɹˈɛ"),
        ("to record", "tə ɹᵻkˈ"),
        ("the U S A", "ˈɛs ˈA."),
        ("in the house", "ɪnðə hˈWs"),
        ("I am here", "Iəm hˈ"),
        ("Plan A", "plˈæn ˈA"),
    ],
)
def test_words_in_context(text, parts):
    assert parts in US.phonemize(text)


def named(word):
    """Forms of a word that name their context."""
    row = {context: f"{word}/{context}" for context in RIGHT_CONTEXTS}
    return WordForms((row, row), {}, word)


def contexts(clause, overrides=None):
    """The right context of each word of a clause."""
    lookup = FormLookup(list, named)
    pronounced = pronounce(clause.split(" "), lookup, overrides or {}, {})
    return [word.phonemes.partition("/")[2] for word in pronounced]


def test_right_contexts():
    assert contexts("far") == ["end"]
    assert contexts("bus tu ˈap", {2: "ˈap"}) == ["consonant", "vowel", ""]
    assert contexts("bus əp tu", {2: "tˈu"}) == ["weak vowel", "consonant", ""]
    assert contexts("bus and tu", {2: "tˈu"})[0] == "pause vowel"
    assert contexts("bus tu") == ["tail consonant", "end"]


def test_overrides_and_homographs_decide():
    lookup = FormLookup(list, named)
    pronounced = pronounce(["ba", "read"], lookup, {0: "bˈu"}, {1: "ɹˈɛd"})
    assert pronounced == [WordPronunciation("bˈu"), WordPronunciation("ɹˈɛd")]


def test_phrases_are_shared_out():
    assert [word.joined for word in pronounce(["in", "the"], US_LOOKUP, {}, {})] == [False, True]
    assert [word.joined for word in pronounce(["in", "the"], US_LOOKUP, {1: "ðˈi"}, {})] == [
        False,
        False,
    ]


@pytest.mark.parametrize(
    "clause, letters",
    [
        ("the U S A", [False, True, True, True]),
        ("I am", [False, False]),
        ("A A battery", [True, True, False]),
        ("Plan B", [False, True]),
        ("A man", [False, False]),
    ],
)
def test_letters(clause, letters):
    words = clause.split(" ")
    assert [is_letter(words, index) for index in range(len(words))] == letters


def test_a_after_a_mark_of_an_address_is_a_letter():
    assert is_letter(["question", "mark", "A", "equals", "b"], 2)
    assert is_letter(["b", "equals", "A"], 2)
    assert not is_letter(["A", "friend"], 0)
    assert not is_letter(["What", "A", "day"], 1)
