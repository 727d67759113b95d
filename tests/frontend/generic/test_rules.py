"""Rules made from a table of words."""

import pytest

from frontend.generic.language import from_table
from frontend.generic.number_words import NumberWords
from frontend.generic.rules import OwnRules, alternatives, first_words, table_rules
from frontend.generic.table import CurrencyNouns, LanguageTable, Noun
from frontend.style import Style

ITALIAN = LanguageTable(
    "Italian", "it", "it",
    point="virgola", minus="meno", plus="più", span="a",
    symbols={"&": "e"},
    units={"km": Noun("un chilometro", "chilometri"), "kg": Noun("un chilo", "chili")},
    per="al",
    currencies={"€": CurrencyNouns(Noun("un euro", "euro"), Noun("un centesimo", "centesimi"))},
    magnitudes={"mln": Noun("un milione di", "milioni di")},
    abbreviations={"p. es.": "per esempio", "sig.": "signor"},
    clock=lambda hours, minutes, words: f"ore {words(str(hours))} e {words(str(minutes))}",
    titles=frozenset(("sig",)), starters=frozenset(("il",)), is_latin=True,
)  # fmt: skip
LANGUAGE = from_table(ITALIAN)


def read(text):
    tokens = LANGUAGE.normalizer(Style("it"))(text)
    return " ".join(token.spoken for token in tokens if token.spoken)


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1,50 €", "un euro cinquanta"),
        ("€ 2", "due euro"),
        ("0,01 €", "un centesimo"),
        ("0,20 €", "venti centesimi"),
        ("3 mln €", "tre milioni di euro"),
        ("1 mln", "un milione di"),
        ("1,234 €", "uno virgola due tre quattro euro"),
        ("1 km, 2 km", "un chilometro due chilometri"),
        ("2 €/kg", "due euro al chili"),
        ("-5 e +6", "meno cinque e più sei"),
        ("5–6", "cinque a sei"),
        ("alle 15:30", "alle ore quindici e trenta"),
        ("25:30", "venticinque trenta"),
        ("p. es. il sig. Rossi", "per esempio il signor Rossi"),
        ("P.es. oggi", "Per esempio oggi"),
        ("lui & lei", "lui e lei"),
        ("007", "zero zero sette"),
    ],
)
def test_readings(written, spoken):
    assert read(written) == spoken


def test_a_table_without_words_reads_numbers_alone():
    table = LanguageTable("Italian", "it", "it")
    assert [rule.name for rule in table_rules(table, NumberWords(table), OwnRules())][-1:] == [
        "number"
    ]


def test_patterns_and_triggers():
    assert alternatives(["m", "mm", "°"]) == "mm|m|°"
    assert first_words(["z. B.", "zu", "€", "z. T."]) == "z zu €"
