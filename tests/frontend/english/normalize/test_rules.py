"""Each rule's own example and counter-example."""

import pytest

from frontend import Frontend
from frontend.clean import clean
from frontend.english.normalize.table import RULES, normalizer

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
