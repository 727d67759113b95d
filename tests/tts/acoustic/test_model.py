"""The arithmetic of an acoustic model between its networks."""

from dataclasses import replace

import numpy as np
import pytest

from frontend.phonemes import BOUNDARY, SYMBOL_ID, SYMBOLS
from tts.acoustic.model import NUM_STRESS_LEVELS, AcousticModel, check_inventory
from tts.acoustic.prosody import InvalidPhonemesError, apply_settings, hz_to_log2_f0
from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig

IDS = np.array(
    [(SYMBOL_ID["_"], 0), (9, 1), (SYMBOL_ID[BOUNDARY], 0), (12, 2), (SYMBOL_ID["_"], 0)]
)


class Plain(AcousticModel):
    """Networks that can be read off: e frames a phoneme, a tone a semitone over the speaker's mean,
    frames voiced where the phoneme is no silence, the mel is the F0 on the model's scale.
    """

    spec = MelConfig(n_mels=3)
    pitch_means = (200.0, 100.0)
    pitch_std_scale = (1.0, 2.0)
    num_speakers = 2
    symbols = SYMBOLS
    reduction_factor = 1
    receptive_radius = 0
    residual = 0.0

    def encode(self, ids, weights):
        sounding = (~np.isin(ids[:, 0], [SYMBOL_ID["_"]])).astype(np.float32)
        tone = hz_to_log2_f0(np.array(self.pitch_means[int(weights.argmax())] * 2 ** (1 / 12)))
        ones = np.ones(len(ids), np.float32)
        return sounding[:, None], ones, tone * ones, -2 * ones

    def predict_f0(self, frame_hidden, frame_features):
        count = len(frame_hidden)
        return np.full(count, self.residual, np.float32), 2 * frame_hidden[:, 0] - 1

    def decode(self, frame_hidden, frame_features, f0_norm, voiced):
        return np.tile(f0_norm, (3, 1))


@pytest.fixture
def model():
    return Plain()


def test_a_boundary_between_words_has_no_time(model):
    predicted = model.predict_prosody(IDS, model.mixture(0))
    np.testing.assert_allclose(predicted.durations, np.e * (IDS[:, 0] != SYMBOL_ID[BOUNDARY]))
    assert predicted.speaker_f0 == 200 and predicted.energies.tolist() == [-20.0] * 5


def test_frames_have_the_pitch_of_their_phonemes_and_none_in_silence(model):
    features = model.expand(apply_settings(model.predict_prosody(IDS, model.mixture(0))))
    count = int(features.durations.sum())
    assert features.f0.shape == features.voiced.shape == (count,)
    assert features.frame_features.shape == (count, 6) and len(features.frame_hidden) == count
    silent = np.repeat(IDS[:, 0] == SYMBOL_ID["_"], features.durations)
    assert not features.f0[silent].any() and not features.voiced[silent].any()
    np.testing.assert_allclose(features.f0[~silent], 200 * 2 ** (1 / 12), rtol=1e-5)


def test_the_pitch_range_spreads_the_frames_own_deviation_too(model):
    model.residual = 2 / 12  # a semitone
    predicted = model.predict_prosody(IDS, model.mixture(0))
    voiced = model.expand(apply_settings(predicted)).voiced > 0
    flat, usual, lively = (
        12 * np.log2(model.expand(apply_settings(predicted, pitch_range=times)).f0[voiced] / 200)
        for times in (0.0, 1.0, 2.0)
    )
    for found, semitones in ((flat, 0), (usual, 2), (lively, 4)):
        np.testing.assert_allclose(found, semitones, atol=1e-4)


@pytest.mark.parametrize(("speed", "vocoded"), [(1.0, 10), (1.5, 7), (2.0, 5), (3.0, 5)])
def test_what_is_compressed_too_much_is_left_to_the_samples(model, speed, vocoded):
    predicted = model.predict_prosody(IDS, model.mixture(0))  # e frames a phoneme
    predicted = replace(predicted, durations=np.array([2.0, 3.0, 0.0, 3.0, 2.0]))
    prosody = apply_settings(predicted, speed=speed)
    features = model.expand(prosody, max_compression=2.0)
    assert features.durations.sum() == len(features.f0) == vocoded
    assert features.spoken_durations.sum() == round(10 / speed) or speed == 3.0
    assert (features.sample_knots is None) == (speed < 3)
    if speed == 3:
        np.testing.assert_allclose(features.sample_knots[0], [0, 1, 2.5, 2.5, 4, 5])
        assert features.sample_knots[1, -1] == features.spoken_durations.sum()
    everything = model.expand(prosody)
    assert everything.sample_knots is None
    np.testing.assert_array_equal(everything.durations, features.spoken_durations)


def test_each_speaker_has_a_mean_and_a_spread(model):
    output = model.predict(IDS, 1)
    np.testing.assert_allclose(output.pitches, 100 * 2 ** (2 / 12), rtol=1e-5)


def test_the_whole_is_its_parts(model):
    output = model.predict(IDS, 0, speed=0.5, pitch=3.0, energy=6.0, energies=np.full(5, -10.0))
    prosody = apply_settings(
        model.predict_prosody(IDS, model.mixture(0)), speed=0.5, pitch=3.0, energy=6.0
    )
    features = model.expand(prosody)
    assert output.durations.tolist() == features.durations.tolist()
    np.testing.assert_array_equal(output.f0, features.f0)
    np.testing.assert_allclose(output.energies, -4.0)
    np.testing.assert_allclose(output.mel[0], features.f0_norm + 6 * np.log(10) / 20, rtol=1e-5)


@pytest.mark.parametrize(
    ("ids", "speaker", "message"),
    [
        (IDS[:, 0], 0, r"\(phonemes, 2\)"),
        (IDS[:0], 0, r"\(phonemes, 2\)"),
        (IDS + np.array([0, NUM_STRESS_LEVELS]), 0, "stress"),
        (IDS - 1, 0, "under"),
        (IDS + np.array([len(SYMBOLS), 0]), 0, f"under {len(SYMBOLS)}"),
        (IDS, 2, "no speaker 2"),
        (IDS, -1, "no speaker -1"),
    ],
)
def test_impossible_ids_are_refused(model, ids, speaker, message):
    with pytest.raises(InvalidPhonemesError, match=message):
        model.predict(ids, speaker)


def test_the_inventory_may_be_shorter_but_not_another():
    older = list(SYMBOLS[:-1])
    assert check_inventory({"symbols": older}, "a.safetensors") == older
    for symbols in (["x", *SYMBOLS[1:]], None, "_"):
        with pytest.raises(VocoderError, match=r"a\.safetensors was trained with other phonemes"):
            check_inventory({"symbols": symbols}, "a.safetensors")


def test_a_symbol_of_another_language_is_spoken_as_the_nearest(model):
    model.symbols = SYMBOLS[:60]
    ids = np.array([(SYMBOL_ID["_"], 0), (SYMBOL_ID["yː"], 1), (SYMBOL_ID["_"], 0)])
    spoken = model.validate_ids(ids)
    assert spoken.tolist() == [[0, 0], [SYMBOL_ID["iː"], 1], [0, 0]]
    assert ids[1, 0] == SYMBOL_ID["yː"]
    model.symbols = SYMBOLS
    assert model.validate_ids(ids)[1, 0] == SYMBOL_ID["yː"]
