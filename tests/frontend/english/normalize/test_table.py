"""The order of the rules: what a rule reads is not read in part by one that stands before it."""

import pytest

from frontend.english.normalize.table import RULES, normalizer
from frontend.style import Style


def test_every_rule_stands_once():
    assert len(set(map(id, RULES))) == len(RULES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1/2", "one half"),
        ("10:30", "ten thirty"),
        ("$5.50", "five dollars and fifty cents"),
        ("3-4", "three to four"),
        ("v1.2.3", "version one point two point three"),
    ],
)
def test_the_rule_of_the_whole_reads(text, words):
    assert " ".join(token.spoken for token in normalizer()(text)) == words


def test_the_style_reaches_the_rules():
    assert normalizer(Style(emoji="name")).style.emoji == "name"
