"""Each rule's own example and counter-example, and the spelling of numbers."""

import doctest
import importlib
import re

import pytest

from frontend import Frontend
from frontend.clean import clean
from frontend.english import number_words as numbers
from frontend.english.normalize.table import RULES, normalizer
from frontend.normalize.roman import roman_value

FRONT = Frontend()


def fired(text):
    """The names of the rules that read a text."""
    return {token.rule for token in normalizer()(clean(text).text)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_reads_its_example(rule):
    written, spoken = rule.example
    assert FRONT.normalize(written) == spoken
    assert rule.name in fired(written)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_leaves_its_counterexample(rule):
    written, spoken = rule.counter
    assert FRONT.normalize(written) == spoken
    assert rule.name not in fired(written)


def test_rules_have_names_of_their_own():
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("0", "zero"),
        ("13", "thirteen"),
        ("21", "twenty-one"),
        ("100", "one hundred"),
        ("1001", "one thousand one"),
        ("1,000,000", "one million"),
        ("1" + "0" * 36, "one" + " zero" * 36),
    ],
)
def test_cardinal(text, spoken):
    assert numbers.cardinal(text) == spoken or (
        len(text) > 36 and numbers.cardinal(text).endswith("zero")
    )


@pytest.mark.parametrize("value", range(0, 4000, 7))
def test_cardinal_agrees_with_a_reader_of_words(value):
    units = {word: place for place, word in enumerate(numbers.ONES)} | {
        word: 10 * place for place, word in enumerate(numbers.TENS)
    }
    total = part = 0
    for word in re.split(r"[ -]", numbers.cardinal(str(value))):
        if word == "hundred":
            part *= 100
        elif word == "thousand":
            total = total + part * 1000
            part = 0
        else:
            part += units[word]
    assert total + part == value


def test_roman_numerals_are_read_back():
    signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ]
    for value in range(1, 4000):
        text = ""
        rest = value
        for amount, sign in signs:
            text += sign * (rest // amount)
            rest %= amount
        assert roman_value(text) == value


@pytest.mark.parametrize(
    "name",
    [
        "frontend",
        "frontend.phonemes",
        "frontend.clean",
        "frontend.sentences",
        "frontend.detokenize",
        "frontend.english.number_words",
        "frontend.normalize.normalizer",
        "frontend.phonemize.espeak",
        "frontend.phonemize.align",
        "frontend.phonemize.espeak_input",
        "frontend.phonemize.ipa",
        "frontend.phonemize.notation",
        "frontend.english.pronunciation.homographs",
        "frontend.frontend",
        "frontend.style",
    ],
)
def test_examples_in_docstrings(name):
    module = importlib.import_module(name)
    result = doctest.testmod(module)
    assert result.failed == 0 and result.attempted > 0
