"""What a batch holds, and of which clips."""

import dataclasses
import math

import numpy as np
import pytest
import torch

from frontend.phonemes import SYMBOLS
from tts.acoustic.prosody import ENERGY_SCALE_DB, hz_to_log2_f0
from tts.training.batches import (
    PITCH_SHIFTED,
    Batches,
    average_by_phoneme,
    clip_arrays,
    concat,
    modal_voiced_mask,
)
from vocoders.errors import SpecMismatchError
from vocoders.mel_config import MelConfig


def test_means_by_phoneme_are_weighted_and_gaps_filled():
    values = np.array([1.0, 3.0, 10.0, 20.0])
    weight = np.array([1.0, 3.0, 0.0, 1.0])
    np.testing.assert_allclose(
        average_by_phoneme(values, np.array([2, 0, 2]), weight), [2.5, 11.25, 20.0]
    )


def test_pitch_is_taught_from_voiced_frames_and_energy_from_all(feature_file, hertz_of):
    row = clip_arrays(feature_file, 0, 1)
    voiced = np.flatnonzero([SYMBOLS[symbol] in "mi" for symbol in row["ids"][:, 0]])
    np.testing.assert_allclose(
        row["pitch_norm"][voiced], hz_to_log2_f0(np.array(hertz_of["ann"])), atol=0.02
    )
    louder = dataclasses.replace(
        feature_file,
        arrays={
            **feature_file.arrays,
            "mel": [
                mel.astype(np.float32) + math.log(10) / 2 for mel in feature_file.arrays["mel"]
            ],
        },
    )
    np.testing.assert_allclose(
        clip_arrays(louder, 0, 1)["energy_norm"] - row["energy_norm"],
        10 / ENERGY_SCALE_DB,
        atol=1e-4,
    )  # 10 dB
    hertz = np.where(
        np.arange(len(row["f0_norm"])) < row["durations"][0] + 3, 220.0, 0.0
    )  # the last voiced frame lies in the first phoneme
    hertz[-5:] = 440.0
    moved = dataclasses.replace(
        feature_file,
        arrays={**feature_file.arrays, "f0": [hertz, *list(feature_file.arrays["f0"])[1:]]},
    )
    assert clip_arrays(moved, 0, 1)["pitch_norm"][1] == pytest.approx(
        hz_to_log2_f0(np.array(220.0)), abs=0.01
    )
    assert (
        row["speaker"] == 1
        and row["expand_index"].tolist()
        == np.repeat(np.arange(len(row["ids"])), row["durations"]).tolist()
    )


def test_clips_without_phonemes_are_not_taught(feature_file, batches):
    assert batches(feature_file).clips.tolist() == [0, 1, 3, 4]


def test_a_step_always_sees_the_same_batch_and_others_others(feature_file, batches):
    draw, again, other = (batches(feature_file, frames=128, seed=seed) for seed in (0, 0, 1))
    for step in range(4):
        for one, two in zip(draw(step), again(step), strict=True):
            torch.testing.assert_close(one, two, atol=0, rtol=0)
    seen = [
        [tuple(draw_(step).durations.flatten().tolist()) for step in range(8)]
        for draw_ in (draw, other)
    ]
    assert len(set(seen[0])) > 1 and seen[0] != seen[1]


def test_a_batch_holds_as_many_frames_as_asked_of_clips_of_like_length(feature_file, batches):
    many = dataclasses.replace(
        feature_file,
        clips=feature_file.clips * 20,
        arrays={name: list(rows) * 20 for name, rows in feature_file.arrays.items()},
    )
    alike = []
    for step in range(12):
        batch = batches(many, frames=1024)(step)
        alike.append(float(batch.frame_mask.sum(1).min() / batch.frame_mask.sum(1).max()))
        assert 512 <= batch.mel.shape[0] * batch.mel.shape[2] <= 1024
        assert batch.mel.shape[2] % 64 == 0 and batch.ids.shape[1] % 24 == 0
    assert np.median(alike) > 0.75  # 0.69 if drawn anyhow


def test_padding_is_known_as_such_and_frames_know_their_phoneme(feature_file, batches):
    batch = batches(feature_file).stack([0, 1])
    lengths = [len(feature_file.arrays["mel"][clip]) for clip in (0, 1)]
    assert batch.frame_mask.sum(1).tolist() == lengths and batch.phoneme_mask.sum(1).tolist() == [
        len(feature_file.arrays["ids"][clip]) for clip in (0, 1)
    ]
    owners = batch.ids.flatten(0, 1)[batch.expand_index[1, : lengths[1]]]
    expected = np.repeat(feature_file.arrays["ids"][1], feature_file.arrays["durations"][1], 0)
    np.testing.assert_array_equal(owners.numpy(), expected)
    np.testing.assert_array_equal(
        batch.mel[1, :, : lengths[1]].numpy(), feature_file.arrays["mel"][1].T.astype(np.float32)
    )
    assert (
        not batch.mel[1, :, lengths[1] :].any() and not batch.durations[~batch.phoneme_mask].any()
    )


def test_pitch_shifted_clips_are_drawn_among_the_others_and_known_as_such(feature_file, both):
    assert [clip.id for clip in both.clips[7:]] == [
        "ann0+4.0",
        "ann1+4.0",
        "bob0+4.0",
        "bob1+4.0",
    ] and len(both.metadata["texts"]) == len(both.clips)
    assert both.select("train") == feature_file.select("train")
    mixed = Batches(
        both, both.select("train") + both.select(PITCH_SHIFTED), ["ann", "bob", "cat"], 512, 0
    )
    seen = [mixed(step) for step in range(6)]
    assert all(
        batch.is_original.dtype == torch.bool and batch.is_original.shape == (len(batch.ids),)
        for batch in seen
    )
    assert any(0 < batch.is_original.sum() < len(batch.is_original) for batch in seen)
    batch = mixed.stack([0, 7, 1])
    assert batch.is_original.tolist() == [True, False, True]
    raised = (batch.f0_norm[1] - batch.f0_norm[0])[batch.frame_mask[0]]
    np.testing.assert_allclose(
        raised,
        hz_to_log2_f0(np.array(220 * 2 ** (1 / 3))) - hz_to_log2_f0(np.array(220.0)),
        atol=1e-3,
    )
    torch.testing.assert_close(batch.mel[1], batch.mel[0], atol=0, rtol=0)


def test_features_of_different_mels_are_not_joined(feature_file):
    with pytest.raises(
        SpecMismatchError, match="the file of pitch-shifted clips has hop_length 300"
    ):
        concat(
            feature_file, dataclasses.replace(feature_file, mel_config=MelConfig(hop_length=300))
        )


def test_creak_is_no_tone_of_a_phoneme(feature_file):
    """Four of ten frames creak at 40 Hz: phonemes have the pitch of the others."""
    hertz = np.where(np.arange(len(feature_file.arrays["mel"][0])) % 10 < 6, 220.0, 40.0)
    hertz[:2] = 0
    assert modal_voiced_mask(hertz).tolist() == (hertz == 220).tolist()
    assert not modal_voiced_mask(np.zeros(4)).any()
    creaking = dataclasses.replace(
        feature_file,
        arrays={**feature_file.arrays, "f0": [hertz, *list(feature_file.arrays["f0"])[1:]]},
    )
    tones = clip_arrays(creaking, 0, 0)["pitch_norm"]
    np.testing.assert_allclose(tones, hz_to_log2_f0(np.array(220.0)), atol=0.02)
