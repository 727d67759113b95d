"""What a batch holds, and of which clips."""

import dataclasses
import math

import numpy as np
import pytest
import torch

from frontend.phonemes import SYMBOLS
from tts.acoustic.prosody import ENERGY_SCALE_DB
from tts.training.batches import Batches, by_phoneme, clip_arrays, joined, modal
from vocoders.errors import SpecMismatchError
from vocoders.mel_config import MelConfig
from vocoders.pitch import hz_to_log2_f0


def test_means_by_phoneme_are_weighted_and_gaps_filled():
    values = np.array([1.0, 3.0, 10.0, 20.0])
    weight = np.array([1.0, 3.0, 0.0, 1.0])
    np.testing.assert_allclose(by_phoneme(values, np.array([2, 0, 2]), weight), [2.5, 11.25, 20.0])


def test_pitch_is_taught_from_voiced_frames_and_energy_from_all(pack, hertz_of):
    row = clip_arrays(pack, 0, 1)
    voiced = np.flatnonzero([SYMBOLS[symbol] in "mi" for symbol in row["ids"][:, 0]])
    np.testing.assert_allclose(
        row["tones"][voiced], hz_to_log2_f0(np.array(hertz_of["ann"])), atol=0.02
    )
    louder = dataclasses.replace(
        pack,
        arrays={
            **pack.arrays,
            "mel": [mel.astype(np.float32) + math.log(10) / 2 for mel in pack.arrays["mel"]],
        },
    )
    np.testing.assert_allclose(
        clip_arrays(louder, 0, 1)["levels"] - row["levels"], 10 / ENERGY_SCALE_DB, atol=1e-4
    )  # 10 dB
    hertz = np.where(
        np.arange(len(row["tone"])) < row["durations"][0] + 3, 220.0, 0.0
    )  # the last voiced frame lies in the first phoneme
    hertz[-5:] = 440.0
    moved = dataclasses.replace(
        pack, arrays={**pack.arrays, "pitch": [hertz, *list(pack.arrays["pitch"])[1:]]}
    )
    assert clip_arrays(moved, 0, 1)["tones"][1] == pytest.approx(
        hz_to_log2_f0(np.array(220.0)), abs=0.01
    )
    assert (
        row["speaker"] == 1
        and row["row"].tolist() == np.repeat(np.arange(len(row["ids"])), row["durations"]).tolist()
    )


def test_clips_without_phonemes_are_not_taught(pack, batches):
    assert batches(pack).clips.tolist() == [0, 1, 3, 4]


def test_a_step_always_sees_the_same_batch_and_others_others(pack, batches):
    draw, again, other = (batches(pack, frames=128, seed=seed) for seed in (0, 0, 1))
    for step in range(4):
        for one, two in zip(draw(step), again(step), strict=True):
            torch.testing.assert_close(one, two, atol=0, rtol=0)
    seen = [
        [tuple(draw_(step).durations.flatten().tolist()) for step in range(8)]
        for draw_ in (draw, other)
    ]
    assert len(set(seen[0])) > 1 and seen[0] != seen[1]


def test_a_batch_holds_as_many_frames_as_asked_of_clips_of_like_length(pack, batches):
    many = dataclasses.replace(
        pack,
        clips=pack.clips * 20,
        arrays={name: list(rows) * 20 for name, rows in pack.arrays.items()},
    )
    alike = []
    for step in range(12):
        batch = batches(many, frames=1024)(step)
        alike.append(float(batch.heard.sum(1).min() / batch.heard.sum(1).max()))
        assert 512 <= batch.mel.shape[0] * batch.mel.shape[2] <= 1024
        assert batch.mel.shape[2] % 64 == 0 and batch.ids.shape[1] % 24 == 0
    assert np.median(alike) > 0.75  # 0.69 if drawn anyhow


def test_padding_is_known_as_such_and_frames_know_their_phoneme(pack, batches):
    batch = batches(pack).stack([0, 1])
    lengths = [len(pack.arrays["mel"][clip]) for clip in (0, 1)]
    assert batch.heard.sum(1).tolist() == lengths and batch.known.sum(1).tolist() == [
        len(pack.arrays["ids"][clip]) for clip in (0, 1)
    ]
    owners = batch.ids.flatten(0, 1)[batch.row[1, : lengths[1]]]
    expected = np.repeat(pack.arrays["ids"][1], pack.arrays["durations"][1], 0)
    np.testing.assert_array_equal(owners.numpy(), expected)
    np.testing.assert_array_equal(
        batch.mel[1, :, : lengths[1]].numpy(), pack.arrays["mel"][1].T.astype(np.float32)
    )
    assert not batch.mel[1, :, lengths[1] :].any() and not batch.durations[~batch.known].any()


def test_moved_clips_are_drawn_among_the_others_and_known_as_such(pack, both):
    assert [clip.id for clip in both.clips[7:]] == [
        "ann0+4.0",
        "ann1+4.0",
        "bob0+4.0",
        "bob1+4.0",
    ] and len(both.about["texts"]) == len(both.clips)
    assert both.chosen("train") == pack.chosen("train")
    mixed = Batches(
        both, both.chosen("train") + both.chosen("moved"), ["ann", "bob", "cat"], 512, 0
    )
    seen = [mixed(step) for step in range(6)]
    assert all(
        batch.own.dtype == torch.bool and batch.own.shape == (len(batch.ids),) for batch in seen
    )
    assert any(0 < batch.own.sum() < len(batch.own) for batch in seen)
    batch = mixed.stack([0, 7, 1])
    assert batch.own.tolist() == [True, False, True]
    raised = (batch.tone[1] - batch.tone[0])[batch.heard[0]]
    np.testing.assert_allclose(
        raised,
        hz_to_log2_f0(np.array(220 * 2 ** (1 / 3))) - hz_to_log2_f0(np.array(220.0)),
        atol=1e-3,
    )
    torch.testing.assert_close(batch.mel[1], batch.mel[0], atol=0, rtol=0)


def test_packs_of_different_mels_are_not_joined(pack):
    with pytest.raises(SpecMismatchError, match="the pack of moved clips has hop_length 300"):
        joined(pack, dataclasses.replace(pack, spec=MelConfig(hop_length=300)))


def test_creak_is_no_tone_of_a_phoneme(pack):
    """The second half of a clip creaks at 40 Hz: its phonemes have the pitch of what is not creak."""
    hertz = np.where(np.arange(len(pack.arrays["mel"][0])) % 10 < 6, 220.0, 40.0)
    hertz[:2] = 0
    assert modal(hertz).tolist() == (hertz == 220).tolist()
    assert not modal(np.zeros(4)).any()
    creaking = dataclasses.replace(
        pack, arrays={**pack.arrays, "pitch": [hertz, *list(pack.arrays["pitch"])[1:]]}
    )
    tones = clip_arrays(creaking, 0, 0)["tones"]
    np.testing.assert_allclose(tones, hz_to_log2_f0(np.array(220.0)), atol=0.02)
