"""FastSpeech 2 with random weights: what is asked for comes out, and the mel depends
on the conditioning of its frames.
"""

import numpy as np
import pytest
import torch

from frontend.phonemes import BOUNDARY, ENGLISH_SYMBOLS, SYMBOL_ID, parse
from tts.acoustic.config import FastSpeech2Config
from tts.acoustic.fastspeech2 import Decoder, FastSpeech2
from tts.acoustic.mel_decoder import iter_mel
from tts.acoustic.prosody import (
    InvalidPhonemesError,
    apply_settings,
    hz_to_log2_f0,
    log2_f0_to_hz,
)
from vocoders import weights
from vocoders.errors import InvalidWeightsError
from vocoders.mel import LOG_FLOOR, mel_centres
from vocoders.mel_config import MelConfig
from vocoders.pitch import F0_REFERENCE_HZ

CONFIG = FastSpeech2Config(
    num_symbols=len(ENGLISH_SYMBOLS),
    num_speakers=2,
    hidden_dim=16,
    num_encoder_blocks=2,
    predictor_dim=16,
    f0_dim=16,
    num_f0_blocks=1,
    decoder_dim=16,
    num_decoder_blocks=1,
)
IDS = np.array(
    [
        (SYMBOL_ID["_"], 0),
        *(phoneme.id for phoneme, _ in parse("həlˈO wˈɜːld.")),
        (SYMBOL_ID["_"], 0),
    ]
)


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    made = FastSpeech2(CONFIG, MelConfig(), [200.0, 100.0])
    with torch.no_grad():
        made.encoder.duration_predictor.out_proj.bias += 2.0  # some e^2 frames a phoneme
        made.f0_predictor.out_proj.bias[1] += 3.0  # mostly voiced
    return made


@pytest.fixture
def level(model):
    """The same without a frame's own deviation of pitch, all voiced: the contour is exactly what
    the phonemes say.
    """
    kept = {name: value.clone() for name, value in model.f0_predictor.out_proj.state_dict().items()}
    with torch.no_grad():
        model.f0_predictor.out_proj.weight.zero_()
        model.f0_predictor.out_proj.bias.copy_(torch.tensor([0.0, 5.0]))
    yield model
    model.f0_predictor.out_proj.load_state_dict(kept)


def test_everything_is_by_frame_or_by_phoneme(model):
    spoken = model.predict(IDS, 0)
    frames = spoken.durations.sum()
    assert spoken.mel.shape == (100, frames) and spoken.f0.shape == (frames,)
    assert spoken.durations.shape == spoken.pitches.shape == spoken.energies.shape == (len(IDS),)
    assert {array.dtype for array in (spoken.mel, spoken.f0, spoken.pitches, spoken.energies)} == {
        np.dtype(np.float32)
    }
    assert all(
        np.isfinite(array).all()
        for array in (spoken.mel, spoken.f0, spoken.pitches, spoken.energies)
    )


def test_the_same_phonemes_are_said_the_same_and_other_speakers_otherwise(model):
    one = model.predict(IDS, 0)
    again = model.predict(IDS, 0)
    other = model.predict(IDS, 1, durations=model.predict(IDS, 0).durations)
    np.testing.assert_array_equal(one.mel, again.mel)
    assert np.abs(one.mel - other.mel).mean() > 0.01


def test_a_boundary_takes_no_time_of_its_own(model):
    spoken = model.predict(IDS, 0)
    at = IDS[:, 0] == SYMBOL_ID[BOUNDARY]
    assert at.sum() == 1 and spoken.durations[at] == 0 and (spoken.durations[~at] > 0).all()


# ---------------------------------------------------------------- what a listener may turn


def test_given_durations_are_kept_to_the_frame(model):
    wanted = np.random.default_rng(0).integers(0, 9, len(IDS))
    spoken = model.predict(IDS, 0, durations=wanted)
    assert spoken.durations.tolist() == wanted.tolist() and spoken.mel.shape[1] == wanted.sum()
    assert model.predict(IDS, 0, durations=wanted, speed=3.0).durations.tolist() == wanted.tolist()


@pytest.mark.parametrize("name", ["durations", "pitches", "energies"])
def test_what_is_given_for_some_leaves_the_others_to_the_model(model, name):
    own = getattr(model.predict(IDS, 0), name)
    wanted = np.full(len(IDS), np.nan)
    wanted[3] = 2 * own[3] + 1
    output = getattr(model.predict(IDS, 0, **{name: wanted}), name)
    assert output[3] == pytest.approx(wanted[3], rel=1e-4)
    np.testing.assert_allclose(
        np.delete(output, 3), np.delete(own, 3), rtol=1e-4, atol=1 if name == "durations" else 1e-4
    )


def test_what_was_said_may_be_given_again(model):
    own = model.predict(IDS, 0)
    again = model.predict(
        IDS, 0, durations=own.durations, pitches=own.pitches, energies=own.energies
    )
    np.testing.assert_allclose(again.mel, own.mel, atol=1e-3)


@pytest.mark.parametrize("speed", [0.5, 2.0])
def test_speed_divides_the_length(model, speed):
    usual, other = (
        model.predict(np.tile(IDS, (4, 1)), 0, speed=rate).durations.sum() for rate in (1.0, speed)
    )
    assert other == pytest.approx(usual / speed, rel=0.05)


@pytest.mark.parametrize("semitones", [-5.0, 4.0, 12.0])
def test_pitch_moves_by_semitones(level, semitones):
    usual = level.predict(IDS, 0)
    moved = level.predict(IDS, 0, pitch=semitones)
    np.testing.assert_allclose(12 * np.log2(moved.f0 / usual.f0), semitones, atol=1e-3)
    np.testing.assert_allclose(12 * np.log2(moved.pitches / usual.pitches), semitones, atol=1e-3)
    assert np.abs(moved.mel - usual.mel).mean() > 1e-3  # the decoder depends on it
    np.testing.assert_array_equal(moved.durations, usual.durations)


def test_frames_deviate_from_a_moved_pitch_as_from_their_own(model):
    usual, moved = (model.predict(IDS, 0, pitch=semitones) for semitones in (0.0, 4.0))
    both = (usual.f0 > 0) & (moved.f0 > 0)
    assert both.mean() > 0.5 and np.median(
        12 * np.log2(moved.f0[both] / usual.f0[both])
    ) == pytest.approx(4, abs=0.5)


@pytest.mark.parametrize("speaker", [0, 1])
def test_pitch_range_is_around_the_speakers_own(model, level, speaker):
    own = model.pitch_means[speaker]
    flat, usual, lively = (
        level.predict(IDS, speaker, pitch_range=pitch_range) for pitch_range in (0.0, 1.0, 2.0)
    )
    np.testing.assert_allclose(flat.f0, own, rtol=1e-4)
    np.testing.assert_allclose(
        np.log2(lively.pitches / own), 2 * np.log2(usual.pitches / own), atol=1e-3
    )


def test_a_speakers_spread_is_a_range_of_its_own(model):
    lively = model.predict(IDS, 1, pitch_range=1.5)
    model.pitch_std_scale = [1.0, 1.5]
    stretched = model.predict(IDS, 1)
    other = model.predict(IDS, 0)
    model.pitch_std_scale = [1.0, 1.0]
    np.testing.assert_array_equal(stretched.f0, lively.f0)
    np.testing.assert_array_equal(other.f0, model.predict(IDS, 0).f0)


def test_a_narrow_range_also_flattens_the_frames_own_deviation(model):
    flat = model.predict(IDS, 0, pitch_range=0.0).f0
    assert (flat > 0).any() and np.ptp(flat[flat > 0]) < 1e-2


def test_given_pitches_are_met_in_the_middle_of_each_phoneme(level):
    wanted = np.random.default_rng(0).uniform(100, 300, len(IDS))
    spoken = level.predict(IDS, 0, pitches=wanted, durations=np.full(len(IDS), 5), pitch=7.0)
    np.testing.assert_allclose(spoken.f0[2::5], wanted, rtol=1e-4)


def test_unvoiced_frames_have_no_pitch(level):
    with torch.no_grad():
        level.f0_predictor.out_proj.bias[1] = -5.0
    assert not level.predict(IDS, 0).f0.any()


def test_energy_is_in_decibels(model):
    usual = model.predict(IDS, 0)
    louder = model.predict(IDS, 0, energy=6.0)
    np.testing.assert_allclose(
        louder.mel, np.maximum(usual.mel + 6 * np.log(10) / 20, np.log(LOG_FLOOR)), atol=1e-4
    )
    np.testing.assert_allclose(louder.energies, usual.energies + 6, atol=1e-4)
    assert model.predict(IDS, 0, energy=-300.0).mel.min() == pytest.approx(
        np.log(LOG_FLOOR), abs=1e-4
    )


# ---------------------------------------------------------------- what can't be said


@pytest.mark.parametrize(
    ("ids", "speaker", "said"),
    [
        (IDS[:, 0], 0, r"\(phonemes, 2\)"),
        (IDS[:0], 0, r"\(phonemes, 2\)"),
        (IDS + np.array([0, 3]), 0, "stress"),
        (IDS - 1, 0, "under"),
        (IDS, 2, "no speaker 2"),
        (IDS, -1, "no speaker -1"),
    ],
)
def test_impossible_phonemes_are_told(model, ids, speaker, said):
    with pytest.raises(InvalidPhonemesError, match=said):
        model.predict(ids, speaker)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"durations": np.ones(3)}, "one number a phoneme"),
        ({"pitches": np.full(len(IDS), -1.0)}, "pitches must not be negative"),
        ({"durations": np.zeros(len(IDS))}, "come to 0 frames"),
        ({"durations": np.full(len(IDS), 10_000)}, "1 to 60000"),
    ],
)
def test_impossible_prosody_is_told(model, given, said):
    with pytest.raises(InvalidPhonemesError, match=said):
        model.predict(IDS, 0, **given)


# ---------------------------------------------------------------- the parts


def test_scale_and_hertz_are_inverse_with_the_zero_in_the_middle():
    hertz = np.array([60.0, F0_REFERENCE_HZ, 500.0])
    np.testing.assert_allclose(log2_f0_to_hz(hz_to_log2_f0(hertz)), hertz, rtol=1e-5)
    np.testing.assert_allclose(
        hz_to_log2_f0(np.array([F0_REFERENCE_HZ, 2 * F0_REFERENCE_HZ])), [0, 2], atol=1e-6
    )


def test_the_decoder_hears_where_harmonics_fall():
    spec = MelConfig()
    centres = mel_centres(spec)
    comb = (
        Decoder(CONFIG, spec)
        .harmonic_comb(
            torch.from_numpy(hz_to_log2_f0(np.array([[400.0, 400.0, 120.0]]))),
            torch.tensor([[1.0, 0.0, 1.0]]),
        )[0]
        .numpy()
    )
    near = np.abs(centres - 800).argmin()
    between = np.abs(centres - 600).argmin()
    assert comb[0, near] > 0.5 and comb[0, between] < -0.5
    assert np.abs(comb[2, -20:]).max() < 0.01 and not comb[1].any()


def test_padding_does_not_change_what_is_said(model):
    ids = torch.from_numpy(IDS)[None]
    padded = torch.nn.functional.pad(ids, (0, 0, 0, 5))
    mask = torch.arange(len(IDS) + 5)[None] < len(IDS)
    with torch.inference_mode():
        alone = model.encoder(ids, torch.tensor([[1.0, 0.0]]))
        among = model.encoder(padded, torch.tensor([[1.0, 0.0]]), mask)
    for one, other in zip(alone, among, strict=True):
        torch.testing.assert_close(other[:, : len(IDS)], one, atol=1e-5, rtol=1e-5)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("fp16", [False, True])
def test_a_saved_model_says_the_same(model, tmp_path, fp16):
    model.save(tmp_path / "a.safetensors", fp16=fp16, step=7)
    again = FastSpeech2.load(tmp_path / "a.safetensors")
    assert (again.config, again.spec, again.pitch_means, again.pitch_std_scale) == (
        CONFIG,
        MelConfig(),
        [200.0, 100.0],
        [1.0, 1.0],
    )
    assert weights.tensor_metadata(tmp_path / "a.safetensors")["step"] == 7
    stored = weights.load_tensors(tmp_path / "a.safetensors")[0]
    assert {array.dtype for array in stored.values()} == {
        np.dtype(np.float16 if fp16 else np.float32)
    }
    durations = np.full(len(IDS), 4)
    mine = model.predict(IDS, 1, durations=durations)
    its = again.predict(IDS, 1, durations=durations)
    np.testing.assert_allclose(its.mel, mine.mel, atol=0.05 if fp16 else 0)
    assert fp16 == bool(np.abs(its.mel - mine.mel).max() > 0)


def test_weights_that_do_not_fit_are_told(model, tmp_path):
    model.save(tmp_path / "a.safetensors")
    tensors, meta = weights.load_tensors(tmp_path / "a.safetensors")
    broken = {
        "'harmonic', not 'fastspeech2'": meta | {"architecture": "harmonic"},
        "other phonemes": meta | {"symbols": ["_", "x"]},
        "do not fit its header": meta | {"config": meta["config"] | {"hidden_dim": 8}},
        "unknown keys: colour": meta | {"config": meta["config"] | {"colour": 1}},
    }
    for said, about in broken.items():
        weights.save(tmp_path / "b.safetensors", tensors, about)
        with pytest.raises(InvalidWeightsError, match=said):
            FastSpeech2.load(tmp_path / "b.safetensors")


@pytest.mark.parametrize("lengths", [(1, 2, 3, 5, 8, 1000), (7, 1000), (10**6,)])
def test_a_mel_in_pieces_is_the_whole(model, lengths):
    predicted = model.predict_prosody(np.tile(IDS, (6, 1)), model.mixture(0))
    features = model.expand(apply_settings(predicted, energy=3.0))
    frames = len(features.f0)
    ends = np.minimum(np.cumsum(lengths), frames)
    lengths = np.diff(ends[: 1 + int(np.argmax(ends == frames))], prepend=0)
    pieces = list(iter_mel(model, features, lengths))
    whole = model.predict(np.tile(IDS, (6, 1)), 0, energy=3.0)
    np.testing.assert_allclose(np.concatenate(pieces, 1), whole.mel, atol=1e-5)
    np.testing.assert_array_equal(features.f0, whole.f0)


def test_the_decoder_looks_as_far_as_its_config_says(model):
    features = model.expand(
        apply_settings(model.predict_prosody(np.tile(IDS, (6, 1)), model.mixture(0)))
    )
    count = len(features.f0) // 2 * 2
    parts = [part[:count].copy() for part in features.decoder_inputs]
    before = model.decode(*parts)
    at = count // 2 // model.reduction_factor * model.reduction_factor
    parts[0][at:] += 1
    changed = np.flatnonzero(np.abs(model.decode(*parts) - before).max(0) > 1e-7)
    assert changed[0] == at - model.receptive_radius * model.reduction_factor
