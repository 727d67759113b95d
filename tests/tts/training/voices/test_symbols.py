"""Symbols that are new to a voice."""

import pytest
import torch

from frontend.phonemes import ENGLISH_SYMBOLS, NEAREST, SYMBOL_ID, SYMBOLS
from tts.training.voices.symbols import symbols_of, with_symbols


@pytest.mark.parametrize("locale, last", [("en-us", "ɜː"), ("en-gb", "ɜː"), ("de", "ẽ")])
def test_a_locale_has_symbols_up_to_its_last(locale, last):
    assert SYMBOLS[symbols_of(locale) - 1] == last


def test_new_symbols_begin_as_the_nearest():
    embedding = torch.randn(len(ENGLISH_SYMBOLS), 3)
    grown = with_symbols(embedding, len(SYMBOLS))
    assert torch.equal(grown[: len(ENGLISH_SYMBOLS)], embedding)
    for symbol, nearest in NEAREST.items():
        assert torch.equal(grown[SYMBOL_ID[symbol]], embedding[SYMBOL_ID[nearest]])


def test_what_is_known_stays():
    embedding = torch.randn(len(SYMBOLS), 3)
    assert torch.equal(with_symbols(embedding, len(SYMBOLS)), embedding)
