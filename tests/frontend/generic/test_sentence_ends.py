"""Dots that end sentences, by a table and by sentencex."""

import pytest

from frontend.generic.sentence_ends import sentence_rules
from frontend.generic.table import LanguageTable
from frontend.sentences import sentences

TABLE = LanguageTable(
    "Toy", "xx", "xx", abbreviations={"z. B.": "x", "usw.": "y"},
    titles=frozenset(("Dr", "-str")), starters=frozenset(("das",)),
)  # fmt: skip
ITALIAN = LanguageTable("Italian", "it", "it")


def split(text, table):
    return [text[start:end] for start, end in sentences(text, sentence_rules(table))]


@pytest.mark.parametrize(
    "text, count",
    [
        ("Hier ist Dr. Das.", 1),
        ("Es gibt usw. Das ist gut.", 2),
        ("Es gibt usw. Berlin ist gut.", 1),
        ("Am 3. Mai kam er.", 1),
        ("Bergstr. Nummer zwei.", 1),
        ("Er kam 1987. Berlin schlief.", 2),
        ("A. Meier kam.", 1),
    ],
)
def test_by_a_table(text, count):
    assert len(split(text, TABLE)) == count


def test_by_the_library():
    assert split("Il sig. Rossi è qui. G. Verdi canta.", ITALIAN) == [
        "Il sig. Rossi è qui.",
        "G. Verdi canta.",
    ]
