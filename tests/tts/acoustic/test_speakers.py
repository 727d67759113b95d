"""Speakers of a model, and mixtures of them."""

import numpy as np
import pytest

from tts.acoustic.prosody import InvalidPhonemesError
from tts.acoustic.speakers import mean_pitch, mix_speakers, pitch_spread, speaker_weights


def test_a_speaker_is_a_row_and_a_mixture_is_made_of_several():
    assert speaker_weights(2, 4).tolist() == [0, 0, 1, 0]
    assert speaker_weights(np.int64(1), 2).tolist() == [0, 1]
    mixed = speaker_weights([(0, 3.0), (2, 1.0)], 3)
    np.testing.assert_allclose(mixed, [0.75, 0, 0.25])
    assert mixed.dtype == np.float32
    np.testing.assert_allclose(speaker_weights([(0, 1.0), (1, 1.0), (0, 2.0)], 2), [0.75, 0.25])


@pytest.mark.parametrize(
    ("speaker", "message"),
    [
        (4, "no speaker 4: this model has 0 to 3"),
        (-1, "no speaker -1"),
        ([(0, 1.0), (7, 1.0)], "no speaker 7"),
        ([(0, -0.5), (1, 1.5)], "speaker 0 can't have the weight -0.5"),
        ([(0, float("nan"))], "weight nan"),
        ([(0, float("inf"))], "weight inf"),
        ([(0, 0.0), (1, 0.0)], "needs a speaker"),
        ([], "needs a speaker"),
    ],
)
def test_impossible_speakers_are_refused(speaker, message):
    with pytest.raises(InvalidPhonemesError, match=message):
        speaker_weights(speaker, 4)


def test_pitch_is_mixed_in_octaves_and_its_spread_in_factors():
    assert mean_pitch([100.0, 400.0], 1) == 400
    assert mean_pitch([100.0, 400.0], [(0, 1.0), (1, 1.0)]) == pytest.approx(200)
    assert pitch_spread([1.0, 2.0], 0) == 1
    assert pitch_spread([1.0, 2.0], [(0, 0.25), (1, 0.75)]) == pytest.approx(1.75)


def test_a_mixture_is_padded_for_a_longer_embedding():
    mixture = mix_speakers([(0, 1.0), (1, 1.0)], [100.0, 400.0], [1.0, 2.0], 3)
    assert mixture.weights.tolist() == [0.5, 0.5, 0]
    assert (mixture.pitch_mean, mixture.pitch_std_scale) == (pytest.approx(200), 1.5)
    assert mix_speakers(1, [100.0, 400.0], [1.0, 2.0], 2).weights.tolist() == [0, 1]
