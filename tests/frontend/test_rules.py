"""Each rule's own example and counter-example, in every language."""

import pytest

from frontend import Frontend
from frontend.clean import clean
from frontend.languages import LOCALES, language_of
from frontend.style import Style

NORMALIZERS = {
    language.locales[0]: language.normalizer(Style(language.locales[0]))
    for language in map(language_of, LOCALES)
}
FRONTENDS = {locale: Frontend(locale) for locale in NORMALIZERS}
RULES = [(locale, rule) for locale, reader in NORMALIZERS.items() for rule in reader.rules]
EVERY_RULE = pytest.mark.parametrize(
    ("locale", "rule"), RULES, ids=[f"{locale} {rule.name}" for locale, rule in RULES]
)


def fired(locale, text):
    """The names of the rules that read a text."""
    return {token.rule for token in NORMALIZERS[locale](clean(text).text)}


@EVERY_RULE
def test_rule_reads_its_example(locale, rule):
    written, spoken = rule.example
    assert FRONTENDS[locale].normalize(written) == spoken
    assert rule.name in fired(locale, written)


@EVERY_RULE
def test_rule_leaves_its_counterexample(locale, rule):
    written, spoken = rule.counter
    assert FRONTENDS[locale].normalize(written) == spoken
    assert rule.name not in fired(locale, written)


@pytest.mark.parametrize("locale", NORMALIZERS)
def test_rules_have_names_of_their_own(locale):
    names = [rule.name for rule in NORMALIZERS[locale].rules]
    assert len(names) == len(set(names)) > 20
