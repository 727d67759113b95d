"""The inventory and its notation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend import UnknownPhonemeError
from frontend.phonemes import (
    BOUNDARY,
    ENGLISH_SYMBOLS,
    NEAREST,
    SILENCE,
    SYMBOL_ID,
    SYMBOLS,
    Phoneme,
    for_voice,
    format_phonemes,
    parse,
    parse_words,
)


def test_the_inventory_is_what_the_voices_were_trained_with():
    assert len(SYMBOLS) == len(set(SYMBOLS))
    assert SYMBOLS[: len(ENGLISH_SYMBOLS)] == ENGLISH_SYMBOLS and len(ENGLISH_SYMBOLS) == 60
    assert SYMBOLS[:3] == (SILENCE, BOUNDARY, ",")
    assert (SYMBOL_ID["b"], SYMBOL_ID["θ"], SYMBOL_ID["ɜː"]) == (9, 33, 59)
    assert [SYMBOL_ID[symbol] for symbol in ("x", "yː", "r", "ɗ")] == [60, 71, 86, 111]


def test_every_symbol_of_another_language_has_a_near_english_one():
    assert set(NEAREST.values()) <= set(ENGLISH_SYMBOLS)
    assert set(SYMBOLS) == {*ENGLISH_SYMBOLS, *NEAREST}


@pytest.mark.parametrize(
    "symbol, known, spoken", [("n", 60, "n"), ("yː", 60, "iː"), ("yː", 112, "yː"), ("ɗ", 72, "d")]
)
def test_a_voice_speaks_the_nearest_symbol_that_it_knows(symbol, known, spoken):
    assert SYMBOLS[for_voice(SYMBOL_ID[symbol], known)] == spoken


def test_only_given_symbols_are_parsed():
    assert parse("aː")[0][0].symbol == "aː"
    assert parse("aː", ENGLISH_SYMBOLS)[0][0].symbol == "a"
    with pytest.raises(UnknownPhonemeError):
        parse("ç", ENGLISH_SYMBOLS)


@pytest.mark.parametrize(
    "text, phonemes",
    [
        ("ˈa", [("a", 1)]),
        ("ˌiːˈi", [("iː", 2), ("i", 1)]),
        ("ɪː", [("ɪ", 0)]),
        ("ɛ\u0303n", [("ɛ", 0), ("n", 0)]),
        ("a b.", [("a", 0), (" ", 0), ("b", 0), (".", 0)]),
        ("ˈˌa", [("a", 2)]),
        ("", []),
    ],
)
def test_parse(text, phonemes):
    assert [(phoneme.symbol, phoneme.stress) for phoneme, _ in parse(text)] == phonemes
    assert sum(width for _, width in parse(text)) == len(text)


def test_words_are_parsed_one_by_one():
    assert parse_words(["ˈab", "", "k"]) == [
        [Phoneme("a", 1), Phoneme("b")],
        [],
        [Phoneme("k")],
    ]


@pytest.mark.parametrize("text", ["你", "aˈ", "a$"])
def test_unknown_symbols_are_named(text):
    with pytest.raises(UnknownPhonemeError, match="no phoneme of the inventory"):
        parse(text)


@given(st.lists(st.tuples(st.sampled_from(SYMBOLS[1:]), st.sampled_from([0, 1, 2]))))
def test_formatted_phonemes_are_read_back(pairs):
    phonemes = [Phoneme(symbol, stress) for symbol, stress in pairs]
    assert [phoneme for phoneme, _ in parse(format_phonemes(phonemes))] == phonemes


def test_ids_are_symbol_and_stress():
    assert Phoneme("a", 2).id == (SYMBOL_ID["a"], 2)
