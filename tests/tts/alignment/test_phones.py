import pytest

from frontend.phonemes import CONSONANTS, VOWELS
from tts.alignment.phones import (
    NEAREST_PHONE,
    PHONE_ID,
    PHONES,
    UnknownPhoneError,
    phone_of,
    tokenize,
)


def test_every_phoneme_of_the_inventory_has_a_phone():
    for symbol in (*CONSONANTS, *VOWELS):
        assert phone_of(symbol) in PHONE_ID


def test_no_phone_stands_twice_and_all_substitutes_exist():
    assert len(set(PHONES)) == len(PHONES)
    assert set(NEAREST_PHONE.values()) <= set(PHONES)
    assert not set(NEAREST_PHONE) & set(PHONES)


def test_a_symbol_without_a_phone_is_named():
    with pytest.raises(UnknownPhoneError, match="knows no phone 'ǂ'"):
        phone_of("ǂ")


@pytest.mark.parametrize(
    ("written", "symbols", "widths"),
    [
        ("jˈɛs.", ["j", "ɛ", "s", "."], [1, 2, 1, 1]),
        ("bɔ̃ ʒˈuːʁ", ["b", "ɔ", " ", "ʒ", "u", "ʁ"], [1, 2, 1, 1, 3, 1]),
        ("tʰa—ʈa", ["t", "a", "—", "t", "a"], [2, 1, 1, 1, 1]),
        ("", [], []),
    ],
)
def test_a_transcription_becomes_tokens_that_count_all_its_characters(written, symbols, widths):
    tokens = tokenize(written)
    assert [token.symbol for token in tokens] == symbols
    assert [token.width for token in tokens] == widths
    assert sum(widths) == len(written)


def test_only_punctuation_is_a_pause():
    assert [token.is_pause for token in tokenize("a, b…")] == [False, True, False, False, True]
