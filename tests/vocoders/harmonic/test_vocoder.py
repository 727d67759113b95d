"""Sound of the harmonic vocoder: length, seed, pitch, blocks, refusals."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vocoders
from vocoders.errors import SpecMismatchError, VocoderError
from vocoders.harmonic import vocoder as vocoder_module
from vocoders.mel_config import MelConfig
from vocoders.pitch import estimate_f0

SPEC = MelConfig()


def test_length_is_frames_times_hop(vocoder, spoken):
    for frames in (1, 2, 5, 31):
        mel, pitch = spoken(frames)
        samples = vocoder(mel, pitch)
        assert (
            samples.shape == (frames * SPEC.hop_length,)
            and samples.dtype == np.float32
            and np.isfinite(samples).all()
        )


def test_the_seed_decides(vocoder, spoken):
    mel, pitch = spoken()
    np.testing.assert_array_equal(vocoder(mel, pitch, seed=4), vocoder(mel, pitch, seed=4))
    assert not np.array_equal(vocoder(mel, pitch, seed=4), vocoder(mel, pitch, seed=5))
    unvoiced = np.zeros_like(pitch)  # where there is noise only
    one, other = (vocoder(mel, unvoiced, seed=seed) for seed in (4, 5))
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.5


def test_it_speaks_at_the_pitch_it_is_given(vocoder, spoken):
    for hertz in (110.0, 220.0):
        mel, _ = spoken(60, 160.0)
        found = estimate_f0(vocoder(mel, np.full(60, hertz, np.float32)), SPEC)[8:-8]
        assert (found > 0).mean() > 0.8
        assert np.median(np.abs(1200 * np.log2(found[found > 0] / hertz))) < 10


def test_other_mels_and_missing_or_impossible_pitch_are_refused(vocoder, tmp_path, spoken):
    mel, pitch = spoken()
    for bad in (None, pitch[:-1], np.full(30, np.nan), np.full(30, -5.0), np.full(30, 20000.0)):
        with pytest.raises(VocoderError, match="pitch"):
            vocoder(mel, bad)
    with pytest.raises(VocoderError, match="100 mels"):
        vocoder(mel[:80], pitch)
    vocoder.save(tmp_path / "v.safetensors")
    with pytest.raises(SpecMismatchError, match="mels 80"):
        vocoders.load(tmp_path / "v.safetensors", dataclasses.replace(SPEC, n_mels=80))


@given(st.lists(st.integers(1, 90), min_size=1, max_size=6), st.integers(0, 5))
@settings(max_examples=20)
def test_a_mel_in_pieces_gives_the_samples_of_the_whole(vocoder, spoken, lengths, seed):
    frames = sum(lengths)
    mel = np.tile(spoken(30)[0], (1, 18))[:, :frames] + np.random.default_rng(seed).normal(
        0, 0.3, (SPEC.n_mels, frames)
    ).astype(np.float32)
    pitch = np.where(np.arange(frames) % 40 < 30, 180.0, 0).astype(np.float32)
    pieces = list(vocoder.stream(np.split(mel, np.cumsum(lengths)[:-1], 1), pitch, seed))
    np.testing.assert_allclose(np.concatenate(pieces), vocoder(mel, pitch, seed), atol=1e-5)
    came = np.cumsum(lengths)
    went = np.cumsum([len(piece) for piece in pieces]) / SPEC.hop_length
    assert len(pieces) == len(lengths) and (went >= came - vocoder.latency_frames).all()


def test_how_far_the_network_looks_is_told_by_its_config(vocoder):
    assert isinstance(vocoder, vocoders.Streaming)
    assert vocoder.context_frames == (vocoder.config.num_blocks + 1) * (
        vocoder.config.kernel_size // 2
    )
    rng = np.random.default_rng(0)
    mel = rng.normal(-4, 2, (SPEC.n_mels, 60)).astype(np.float32)
    voice = np.zeros((2, 60), np.float32)
    other = mel.copy()
    other[:, 40:] += 1
    changed = np.flatnonzero(
        np.abs(
            vocoder.predict_filters(other, voice)[0] - vocoder.predict_filters(mel, voice)[0]
        ).max(1)
        > 1e-8
    )
    assert changed[0] == 40 - vocoder.context_frames


@pytest.mark.parametrize("lengths", [(10, 10), (10, 30), (31,)])
def test_pieces_of_another_length_than_the_pitch_are_refused(vocoder, lengths, spoken):
    mel, pitch = spoken(40)
    with pytest.raises(VocoderError, match="30"):
        list(vocoder.stream([mel[:, :length] for length in lengths], pitch[:30]))


def test_a_long_mel_is_given_to_the_network_in_windows(vocoder, monkeypatch):
    rng = np.random.default_rng(3)
    mel = rng.normal(-4, 2, (SPEC.n_mels, 430)).astype(np.float32)
    pitch = np.where(np.arange(430) % 50 < 35, 180.0, 0).astype(np.float32)
    whole = vocoder(mel, pitch, 1)
    seen = []
    predict = vocoder.predict_filters
    monkeypatch.setattr(vocoder_module, "MAX_INFER_FRAMES", 100)
    monkeypatch.setattr(
        vocoder,
        "predict_filters",
        lambda mel, f0: seen.append(mel.shape[1]) or predict(mel, f0),
    )
    np.testing.assert_allclose(vocoder(mel, pitch, 1), whole, atol=1e-5)
    assert len(seen) == 5 and max(seen) <= 100 + 2 * vocoder.context_frames
