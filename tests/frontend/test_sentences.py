"""Sentence splitting."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.english.sentence_ends import SENTENCE_RULES
from frontend.sentences import MAX_SENTENCE, SentenceRules, is_list, sentences


@pytest.mark.parametrize(
    "text, count",
    [
        ("Dr. Wu paid 3.5 euros. Then he left.", 2),
        ('He said "stop. Then he left. And so on.', 3),
        ("Mr. J. R. Smith came at 5 p.m. It rained.", 2),
        ("I live in the U.S. How about you?", 2),
        ("Wait... what?", 1),
        ("Really?! Yes.", 2),
        ("See e.g. Smith et al. 2005 for more.", 1),
        ("It is No. 5. Take it.", 2),
        ("1. First 2. Second", 2),
        ("(Is it. Or not", 2),
        ("", 0),
        (" \n ", 0),
        ("Turn to p. 55.", 1),
        ("Is this the end? No. It goes on.", 3),
        ("He works for Acme Inc. in Ohio.", 1),
        ("Use max. 10 of them.", 1),
        ("10 is the max. The rest is lost.", 2),
    ],
)
def test_sentences(text, count):
    assert len(list(sentences(text, SENTENCE_RULES))) == count


@given(st.text(alphabet=st.sampled_from("abAB .!?\"'()12")))
def test_sentences_cover_the_text(text):
    spans = list(sentences(text, SENTENCE_RULES))
    inside = {place for start, end in spans for place in range(start, end)}
    assert all(text[place].isspace() or place in inside for place in range(len(text)))
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


def parts(text, rules=SENTENCE_RULES, opening=True):
    return [text[start:end] for start, end in sentences(text, rules, opening)]


def test_lists():
    assert is_list("1. First") and is_list("a. First") and is_list("• First")
    assert not is_list("First 1. Second") and not is_list("1.5 km")
    assert parts("1. First 2. Second") == ["1. First", "2. Second"]
    assert parts("1. First. 2. Second", opening=False)[0] == "1."


def test_ellipses():
    assert parts("It ends... He left.") == ["It ends...", "He left."]
    assert parts("It ends... he left.") == ["It ends... he left."]
    assert parts("compounds. . . . The practice") == ["compounds.", ". . . The practice"]
    assert parts("He [. . .] Left") == ["He [. . .] Left"]


def test_parentheses():
    assert parts("He came (it rained.) in June.") == ["He came (it rained.) in June."]
    assert parts('He said "No." Then he left.') == ['He said "No."', "Then he left."]


def test_the_language_decides_about_dots():
    never = SentenceRules(frozenset(), lambda text, dot, following: False)
    assert parts("One. Two! Three.", never) == ["One. Two!", "Three."]
    seen = []

    def dot_ends(text, dot, following):
        seen.append((text[:dot], following))
        return True

    assert parts("Hm. So", SentenceRules(frozenset(), dot_ends)) == ["Hm.", "So"]
    assert seen == [("Hm", "So")]


def test_chats_in_small_letters_have_sentences():
    text = "i went home. then i slept!! was it fun? the avg. temp. was ok"
    assert parts(text) == ["i went home.", "then i slept!!", "was it fun?", "the avg. temp. was ok"]


def test_text_without_ends_is_cut():
    text = "one two, " * 300
    cut = parts(text)
    assert "".join(cut).replace(" ", "") == text.replace(" ", "")
    assert max(map(len, cut)) <= MAX_SENTENCE
    assert all(part.endswith(",") for part in cut[:-1])
