"""Sounds of other languages, by the English ones that are like them."""

import numpy as np
import pytest

from frontend.phonemes import NEAREST, Phoneme
from tts.alignment import Aligner
from tts.alignment.phones import PHONE_ID, PHONES, phone_of
from tts.alignment.substitutes import SUBSTITUTES, is_foreign, with_substitutes


@pytest.mark.parametrize("symbol", NEAREST)
def test_every_symbol_of_another_language_has_a_phone(symbol):
    assert phone_of(symbol) in PHONE_ID


def test_a_sound_is_at_least_as_likely_as_its_substitutes():
    log_probs = np.full((2, len(PHONES)), -9.0, np.float32)
    log_probs[0, PHONE_ID["ʃ"]] = -1.0
    log_probs[1, PHONE_ID["ç"]] = -0.5
    heard = with_substitutes(log_probs)
    assert heard[:, PHONE_ID["ç"]].tolist() == [-1.0, -0.5]
    assert heard[0, PHONE_ID["ʃ"]] == -1.0
    assert (log_probs == -9.0).sum() == log_probs.size - 2


def test_substitutes_are_phones_and_none_is_its_own():
    for phone, substitutes in SUBSTITUTES.items():
        assert set(substitutes) <= PHONE_ID.keys() and phone not in substitutes


def test_english_is_not_foreign():
    assert not is_foreign([Phoneme("a", 1), Phoneme("iː")])
    assert is_foreign([Phoneme("a", 1), Phoneme("ç")])


def aligned(symbols, sounds, knows_foreign=False):
    """The alignment of a sound of four phones, three frames each, by a classifier that is sure."""

    class Classifier:
        mel_config = Aligner().mel_config

        def __call__(self, mel):
            log_probs = np.full((12, len(PHONES)), -9.0, np.float32)
            for place, phone in enumerate(sounds):
                log_probs[3 * place : 3 * place + 3, PHONE_ID[phone]] = -0.1
            return log_probs

    Classifier.knows_foreign = knows_foreign
    phonemes = tuple(Phoneme(each) for each in symbols)
    utterance = type("U", (), {"phonemes": phonemes, "words": ()})
    return Aligner(Classifier())(np.zeros((100, 12), np.float32), "", [utterance])


@pytest.mark.parametrize("symbols", ["_aç_", "_aʃ_"])
def test_a_foreign_sound_is_found_where_its_substitute_sounds(symbols):
    alignment = aligned(symbols, "_aʃ_")
    assert alignment.durations.tolist() == [3, 3, 3, 3]
    assert alignment.score == pytest.approx(0)


def test_a_classifier_that_knows_foreign_sounds_needs_no_substitutes():
    assert aligned("_aç_", "_aç_", knows_foreign=True).score == pytest.approx(0)
    assert aligned("_aç_", "_aʃ_", knows_foreign=True).score < -2


def test_a_phoneme_lasts_three_frames_where_there_is_room():
    durations = aligned("_asʃ_", "_aʃ_").durations
    assert durations.sum() == 12 and (durations[1:-1] >= 3).all()
    crowded = aligned("_" + "asʃm" + "_", "_aʃ_").durations
    assert crowded.sum() == 12 and crowded.min() >= 1 and sorted(crowded)[2] >= 2
