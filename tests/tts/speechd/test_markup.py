from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend import Frontend
from tts.speechd.markup import (
    char_markup,
    key_markup,
    marks_of,
    plain_markup,
    speak_markup,
    without_tags,
)
from tts.speechd.settings import SpeechSettings

PLAIN = SpeechSettings()
SPELLED = SpeechSettings(spelling_mode="on")
CAPITALS = SpeechSettings(cap_let_recogn="spell")
ICONS = SpeechSettings(cap_let_recogn="icon")


def spoken(ssml):
    """The words that a document is read as."""
    words = " ".join(utterance.spoken for utterance in Frontend().ssml(ssml))
    return words.replace(",", "").lower().split()


def punctuation(mode):
    return SpeechSettings(punctuation_mode=mode)


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("none", "hello world"),
        ("some", "hello world"),
        ("most", "hello left paren world right paren"),
        ("all", "hello comma left paren world right paren exclamation mark"),
    ],
)
def test_signs_are_named_as_the_mode_asks(mode, words):
    ssml = speak_markup("<speak>Hello, (world)!</speak>", punctuation(mode))
    assert [word.strip(".!()") for word in spoken(ssml)] == words.split()


def test_entities_are_signs():
    ssml = speak_markup("<speak>1 &lt; 2 &amp; 3</speak>", punctuation("some"))
    assert spoken(ssml) == "one less than two ampersand three".split()


def test_spelling():
    ssml = speak_markup("<speak>Ab, c&amp;</speak>", SPELLED)
    assert spoken(ssml) == "a b comma c ampersand".split()


def test_capitals():
    text = "<speak>Ask Ann, not AB.</speak>"
    assert [word.strip(".") for word in spoken(speak_markup(text, CAPITALS))] == (
        "capital ask capital ann not capital a b".split()
    )
    assert len(marks_of(speak_markup(text, ICONS))) == 3


def test_marks_stay_where_they_are():
    ssml = speak_markup(
        '<speak>One<mark name="a"/> two<mark name="b"/></speak>', punctuation("all")
    )
    assert marks_of(ssml) == ["a", "b"]
    assert ssml.index("One") < ssml.index('"a"') < ssml.index("two")


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("a", "a"),
        ("A", "a"),
        ("7", "seven"),
        (",", "comma"),
        ("<", "less than"),
        ("space", "space"),
        (" ", "space"),
        ("é", "e acute"),
    ],
)
def test_characters(character, words):
    assert spoken(char_markup(character, PLAIN)) == words.split()


def test_a_capital_is_told_if_it_is_asked_for():
    assert spoken(char_markup("A", CAPITALS)) == ["capital", "a"]
    assert spoken(char_markup("a", CAPITALS)) == ["a"]
    assert len(marks_of(char_markup("A", ICONS))) == 1


@pytest.mark.parametrize(
    ("key", "words"),
    [("shift_a", "shift a"), ("kp-enter", "keypad enter"), ("_", "underscore"), ("&", "ampersand")],
)
def test_keys(key, words):
    assert spoken(key_markup(key, PLAIN)) == words.split()


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_any_text_becomes_well_formed(text):
    for ssml in (plain_markup(text), without_tags(text), char_markup(text, CAPITALS)):
        ElementTree.fromstring(ssml)


def test_what_is_no_ssml_keeps_its_words_and_marks():
    ssml = without_tags('<speak>One <b>two</i> <mark name="x&amp;"/> AT&T & <three</speak')
    assert marks_of(ssml) == ["x&"]
    assert spoken(ssml)[:2] == ["one", "two"]
    assert "AT&amp;T" in ssml
