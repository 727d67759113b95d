"""The engine, with rules of its own: which rule is asked, and what becomes of the rest."""

import re

import pytest

from frontend.normalize.normalizer import (
    TRIGGER_CAPITAL,
    TRIGGER_DIGIT,
    TRIGGER_EMOJI,
    TRIGGER_GREEK,
    TRIGGER_JOINED,
    TRIGGER_MIXED,
    TRIGGER_POWER,
    Normalizer,
)
from frontend.normalize.rule import Rule
from frontend.style import Style


def rule(triggers, pattern, spoken, name="rule", kind="test"):
    """A rule with a constant spoken form, or a function of the match."""
    answer = spoken if callable(spoken) else lambda match: spoken
    return Rule(
        name,
        kind,
        triggers,
        re.compile(pattern),
        lambda match, style: answer(match),
        ("", ""),
        ("", ""),
    )


def tokens(text, *rules):
    return Normalizer(rules, Style(), lambda digits: " ".join(digits))(text)


def spoken(text, *rules):
    return [token.spoken for token in tokens(text, *rules)]


def test_tokens_cover_words_and_marks_in_order():
    found = tokens("Hello, you!")
    assert [(token.start, token.end, token.kind) for token in found] == [
        (0, 5, "word"),
        (5, 6, "punctuation"),
        (7, 10, "word"),
        (10, 11, "punctuation"),
    ]
    assert [token.spoken for token in found] == ["Hello", "", "you", ""]


def test_the_first_rule_of_the_table_that_applies_reads():
    first = rule(TRIGGER_DIGIT, r"\d+", "first", name="first")
    second = rule(TRIGGER_DIGIT, r"\d+", "second", name="second")
    assert [token.rule for token in tokens("5", first, second)] == ["first"]
    assert [token.rule for token in tokens("5", second, first)] == ["second"]


def test_a_rule_that_answers_none_leaves_the_text_to_the_next():
    shy = rule(TRIGGER_DIGIT, r"\d+", lambda match: None)
    assert spoken("5", shy, rule(TRIGGER_DIGIT, r"\d", "five")) == ["five"]


def test_an_empty_match_reads_nothing():
    assert spoken("a", rule("a", r"", "never")) == ["a"]


def test_a_match_takes_all_the_text_that_it_covers():
    found = tokens("about 5 km away", rule(TRIGGER_DIGIT, r"\d+ km", "distance"))
    assert [(token.start, token.end, token.spoken) for token in found] == [
        (0, 5, "about"),
        (6, 10, "distance"),
        (11, 15, "away"),
    ]


@pytest.mark.parametrize(
    "trigger, text",
    [
        (TRIGGER_DIGIT, "42"),
        (TRIGGER_CAPITAL, "Dr"),
        (TRIGGER_JOINED, "a.b"),
        (TRIGGER_JOINED, "a@b"),
        (TRIGGER_MIXED, "mp3"),
        (TRIGGER_MIXED, "covid-19"),
        (TRIGGER_GREEK, "α"),
        (TRIGGER_EMOJI, "👍"),
        (TRIGGER_POWER, "x²"),
        (TRIGGER_POWER, "cm^2"),
        ("word", "Word"),
        ("word", "word's"),
        ("+", "+"),
    ],
)
def test_triggers(trigger, text):
    assert spoken(text, rule(trigger, r".+", "read")) == ["read"]


@pytest.mark.parametrize("name", ["joined", "mixed", "greek", "emoji", "power"])
def test_names_of_trigger_classes_are_words_like_others(name):
    everything = [
        rule(trigger, r".+", "never")
        for trigger in (
            TRIGGER_JOINED,
            TRIGGER_MIXED,
            TRIGGER_GREEK,
            TRIGGER_EMOJI,
            TRIGGER_POWER,
        )
    ]
    assert spoken(name, *everything) == [name]


@pytest.mark.parametrize("text", ["x2", "long²", "word", "Word. End"])
def test_a_power_needs_a_short_word_and_a_raised_digit(text):
    assert "never" not in spoken(text, rule(TRIGGER_POWER, r".+", "never"))


def test_electronic_rules_go_before_the_rules_of_the_word():
    word = rule("www", r"www", "word", name="word")
    net = rule(TRIGGER_JOINED, r"www\.\w+", "net", name="net", kind="electronic")
    other = rule(TRIGGER_JOINED, r"www\.\w+", "other", name="other")
    assert spoken("www.a", word, net) == ["net"]
    assert spoken("www.a", word, other)[0] == "word"


def test_words_with_a_hyphen_between_are_one_token():
    found = tokens("a well-known-er man - he")
    assert [token.spoken for token in found] == ["a", "well-known-er", "man", "", "he"]
    assert (found[1].start, found[1].end) == (2, 15)


def test_digits_among_letters_that_no_rule_reads_are_spelled():
    (token,) = tokens("a12b")
    assert (token.kind, token.spoken) == ("serial", "a 1 2 b")


def test_other_scripts_are_unreadable_and_silent():
    (token,) = tokens("привет")
    assert (token.kind, token.spoken) == ("unreadable", "")


def test_marks_without_a_rule_are_silent():
    assert [(token.kind, token.spoken) for token in tokens("( %")] == [
        ("punctuation", ""),
        ("symbol", ""),
    ]


def test_raised_digits_left_in_a_spoken_form_are_blanked():
    assert spoken("5", rule(TRIGGER_DIGIT, r"5", "name²")) == ["name "]


def test_phonemes_that_a_person_gave_stand_in_the_token():
    given = rule("[", r"\[(?P<text>\w+)\]\(/(?P<ipa>[^/]+)/\)", "tomato", kind="phonemes")
    (token,) = tokens("[tomato](/təmˈɑtO/)", given)
    assert token.ipa == "təmˈɑtO"


def test_what_repeats_itself_is_read_once():
    calls = []

    def answer(match):
        calls.append(match[0])
        return "five"

    normalize = Normalizer([rule(TRIGGER_DIGIT, "5", answer)], Style(), str)
    normalize("a 5 b").clear()
    assert [token.spoken for token in normalize("a 5 b")] == ["a", "five", "b"]
    assert len(calls) == 1
