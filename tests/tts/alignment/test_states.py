import pytest

from frontend.phonemes import Phoneme
from tts.alignment.phones import PHONES, UnknownPhoneError
from tts.alignment.states import states_of


def test_a_phoneme_is_a_state_and_a_boundary_one_that_may_be_passed_over():
    states = states_of([Phoneme("_"), Phoneme("iː", 1), Phoneme(" "), Phoneme("t"), Phoneme("_")])
    assert [PHONES[number] for number in states.phones] == ["_", "i", "_", "t", "_"]
    assert states.optional.tolist() == [False, False, True, False, False]
    assert states.phonemes.tolist() == [0, 1, 2, 3, 4]
    assert states.least_frames == 4


def test_two_optional_states_never_stand_together():
    symbols = "_a , b  c_".replace("c", "k")
    optional = states_of([Phoneme(symbol) for symbol in symbols]).optional
    assert not (optional[1:] & optional[:-1]).any()


def test_foreign_symbols_are_refused():
    with pytest.raises(UnknownPhoneError, match="ǂ"):
        states_of([Phoneme("_"), Phoneme("ǂ"), Phoneme("_")])
