"""A language made from a table."""

import pytest

from frontend.generic.language import from_table
from frontend.generic.table import LanguageTable
from frontend.style import Style

TITLES = frozenset(("sig",))
ITALIAN = LanguageTable("Italian", "it", "it", titles=TITLES, is_latin=True)
GREEK = LanguageTable("Greek", "el", "el", titles=TITLES)


@pytest.mark.parametrize(
    "tag, locale", [("it", "it"), ("IT-ch", "it"), ("it_IT", "it"), ("italian", None), ("de", None)]
)
def test_tags_of_its_regions_are_its_own(tag, locale):
    assert from_table(ITALIAN).match_tag(tag) == locale


def test_a_latin_language_reads_no_other_script():
    kinds = {
        language.name: [token.kind for token in language.normalizer(Style())("καλημέρα")]
        for language in map(from_table, (ITALIAN, GREEK))
    }
    assert kinds == {"Italian": ["unreadable"], "Greek": ["word"]}
    assert from_table(GREEK).script == "its letters"


def test_its_locale_its_numbers_and_its_notation():
    language = from_table(ITALIAN)
    assert (language.name, language.locales) == ("Italian", ("it",))
    assert [token.spoken for token in language.normalizer(Style())("3 volte")] == ["tre", "volte"]
    assert language.pronunciation("it").notation is language.notation("it")
