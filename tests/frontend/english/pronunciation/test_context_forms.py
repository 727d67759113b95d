"""Forms of a word between neighbours."""

import pytest

from frontend.english.pronunciation import context_forms
from frontend.english.pronunciation.context_forms import (
    CARRIER_PHRASES,
    POS_CARRIERS,
    RIGHT_CONTEXTS,
    FormLookup,
    WordForms,
)

ROW = {context: f"ˈ{context[0]}" for context in RIGHT_CONTEXTS}


def forms(row=None, by_pos=None, citation="ˈa"):
    row = row or dict.fromkeys(RIGHT_CONTEXTS, citation)
    return WordForms((row, row), by_pos or dict.fromkeys(POS_CARRIERS, citation), citation)


class Asked:
    """Stands for espeak-ng: a word sounds as it is written, and requests are counted."""

    def __init__(self):
        self.requests = []

    def __call__(self, texts):
        self.requests.append(texts)
        return list(texts)


def test_forms_are_taken_out_of_the_carrier_phrases():
    asked = Asked()
    found = FormLookup(asked)(["so", "no one"])
    assert found["so"] == forms(citation="so")
    assert found["no one"].citation == "no one"
    assert [len(request) for request in asked.requests] == [2 * len(CARRIER_PHRASES)]


def test_merged_forms_are_replaced():
    def merging(texts):
        return ["ðə" if text.endswith("the") else "".join(text.split(" ")) for text in texts]

    the = FormLookup(merging)(["the"])["the"]
    assert the.citation == "ðə"
    assert the.in_clause[0]["end"] == the.in_clause[0]["tail vowel"] == "ðə"
    assert the.in_clause[1]["consonant"] == "ðə"  # the citation form


def test_known_words_are_not_asked_again(monkeypatch):
    asked = Asked()
    lookup = FormLookup(asked, lambda word: forms() if word == "in" else None)
    lookup(["in", "a", "a"])
    lookup(["a", "in"])
    assert len(asked.requests) == 1 and len(asked.requests[0]) == len(CARRIER_PHRASES)
    monkeypatch.setattr(context_forms, "CACHE_SIZE", 1)
    lookup(["b"])  # empties the cache
    lookup(["a"])
    assert len(asked.requests) == 3


def test_the_right_context_selects():
    first = {context: f"1{context}" for context in RIGHT_CONTEXTS}
    later = {context: f"2{context}" for context in RIGHT_CONTEXTS}
    word = WordForms((first, later), dict.fromkeys(POS_CARRIERS, ""), "")
    assert word.select(True, "vowel") == "1vowel" and word.select(False, "end") == "2end"


@pytest.mark.parametrize(
    "usual, by_pos, pos, selected",
    [
        ("ˈa", "ˈb", "verb", "ˈb"),
        ("ˈa", "ˈa", "verb", "ˈa"),
        ("ˈa", "b", "verb", "ˈa"),
        ("a", "ˈb", "verb", "a"),
        ("a", "ˈb", "noun", "ˈb"),
        ("ˈa", "ˈb", "", "ˈa"),
    ],
)
def test_a_part_of_speech_selects_another_form(usual, by_pos, pos, selected):
    word = forms(dict.fromkeys(RIGHT_CONTEXTS, usual), dict.fromkeys(POS_CARRIERS, by_pos))
    assert word.select(False, "consonant", pos) == selected


def test_weak_at_the_end():
    assert forms(citation="mi").weak_at_end and not forms(citation="mˈi").weak_at_end


@pytest.mark.parametrize(
    "said, ending",
    [
        ("stˈAtz", "stˈAts"),
        ("wˈIfz", "wˈIfs"),
        ("fˈAsd", "fˈAst"),
        ("tˈIpd", "tˈIpt"),
        ("dˈɑɡz", "dˈɑɡz"),
        ("lˈAzd", "lˈAzd"),
        ("bˈʌsᵻz", "bˈʌsᵻz"),
    ],
)
def test_no_voiced_ending_stands_behind_a_voiceless_consonant(said, ending):
    found = FormLookup(list, lambda word: forms(citation=said))(["word"])["word"]
    assert found == forms(citation=ending)
