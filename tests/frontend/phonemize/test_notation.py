"""Rewriting one notation in another."""

from frontend.phonemize.notation import Notation


def test_the_longest_symbol_counts():
    assert Notation({"a": "1", "ab": "2", "abc": "3"}).rewrite("abcabad") == "321d"


def test_symbols_are_no_patterns():
    assert Notation({".": "", "^": "-"}).rewrite("a.b^c") == "ab-c"


def test_an_empty_table_changes_nothing():
    assert Notation({}).rewrite("abc") == "abc"
