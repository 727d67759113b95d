"""Each rule's own example and counter-example."""

import pytest

from frontend import Frontend
from frontend.clean import clean
from frontend.generic.number_words import NumberWords
from frontend.generic.rules import table_rules
from frontend.german.language import GERMAN
from frontend.german.normalize.table import OWN_RULES
from frontend.german.table import GERMAN_TABLE
from frontend.style import Style

FRONT = Frontend("de")
RULES = table_rules(GERMAN_TABLE, NumberWords(GERMAN_TABLE), OWN_RULES)


def fired(text):
    """The names of the rules that read a text."""
    return {token.rule for token in GERMAN.normalizer(Style("de"))(clean(text).text)}


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
