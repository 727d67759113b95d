"""What is measured, shown and written of held-out clips."""

import dataclasses

import numpy as np
import pytest
import soundfile
import torch

from tts.training.validation import (
    STRIP_ROWS,
    mean_losses,
    mel_pair_image,
    pitch_std_ratios,
    write_samples,
)


def test_pitch_that_is_predicted_too_even_has_a_ratio_above_one(
    feature_file, make_trainer, batches
):
    model = make_trainer().model()
    rng = np.random.default_rng(0)
    rows = [rng.uniform(100, 300, len(row)) for row in feature_file.arrays["f0"]]
    lively = dataclasses.replace(feature_file, arrays={**feature_file.arrays, "f0": rows})
    before = pitch_std_ratios(model, batches(lively, "val"))
    with torch.no_grad():
        for weight in model.encoder.pitch_predictor.out_proj.parameters():
            weight /= 2  # half as lively
    after = pitch_std_ratios(model, batches(lively, "val"))
    assert min(before) > 0
    assert after[:2] == pytest.approx([2 * ratio for ratio in before[:2]], rel=0.01)
    assert before[2] == after[2] == 1  # of whom nothing is known


def test_losses_are_means_over_groups_of_clips(feature_file, make_trainer, batches):
    trainer = make_trainer()
    trainer.network.eval()
    held_out = batches(feature_file, "train")
    with torch.no_grad():
        means, image = mean_losses(trainer, held_out)
        _, expected = trainer.forward(held_out.stack(held_out.clips.tolist()))
    assert means.keys() == expected.keys()
    assert means["mel"] == pytest.approx(float(expected["mel"]))
    assert image.shape[:2] == (1, 200 + STRIP_ROWS)


def test_a_picture_shows_the_predicted_mel_over_the_real_one():
    durations = torch.tensor([2.0, 0.0, 1.0, 3.0])
    image = mel_pair_image(torch.full((3, 7), -11.5), torch.full((3, 7), 5.0), durations)
    assert image.shape == (1, 6 + STRIP_ROWS, 7)
    assert (image[0, :3] == 1).all() and (image[0, -3:] == 0).all()
    for row in image[0, 3:-3]:  # a phoneme in turn, and a frame of padding
        assert row.tolist() == [1, 1, 0, 1, 1, 1, 0]


def test_one_clip_of_each_speaker_is_written(feature_file, make_trainer, batches, tmp_path):
    samples = dict(write_samples(make_trainer().model(), batches(feature_file, "val"), tmp_path))
    assert sorted(samples) == ["ann2", "bob2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ann2.wav", "bob2.wav"]
    assert soundfile.info(tmp_path / "ann2.wav").samplerate == 24000
