"""What training makes small."""

import math

import numpy as np
import pytest
import torch

from frontend.phonemes import BOUNDARY, SYMBOL_ID
from tts.acoustic.prosody import LOG2_F0_UNITS
from tts.training import losses
from vocoders.training.losses import discriminator_loss


def nothing(figures):
    return len(figures) == 6 and all(
        float(value) == pytest.approx(0, abs=1e-12) for value in figures.values()
    )


def mel_loss(batch, mel):
    """With every frame's pitch a usual one."""
    return losses.mel_loss(
        batch._replace(f0_norm=torch.zeros_like(batch.f0_norm)),
        mel,
        torch.zeros(len(batch.f0_norm)),
    )


def test_what_is_predicted_as_it_was_costs_nothing(feature_file, batches):
    batch = batches(feature_file).stack([0, 1])
    frames = batch.durations.clamp_min(1).float().log()
    exact = losses.variance_losses(batch, frames, batch.pitch_norm, batch.energy_norm) | {
        "mel": mel_loss(batch, batch.mel)
    }
    exact |= losses.f0_losses(
        batch, batch.f0_norm - batch.frame_features[..., 5], 100 * (2 * batch.voiced - 1)
    )
    assert nothing(exact)


def test_errors_are_means_over_what_is_there(feature_file, batches):
    batch = batches(feature_file).stack([0, 1])
    frames = batch.durations.clamp_min(1).float().log()
    off = losses.variance_losses(batch, frames + 2, batch.pitch_norm - 3, batch.energy_norm + 1)
    assert [float(off[name]) for name in ("duration", "pitch", "energy")] == pytest.approx(
        [4, 9, 1]
    )
    assert float(mel_loss(batch, batch.mel - 0.5)) == pytest.approx(0.5)
    contour = losses.f0_losses(
        batch, batch.f0_norm - batch.frame_features[..., 5] + 0.25, torch.zeros_like(batch.f0_norm)
    )
    assert [float(contour[name]) for name in ("f0", "voicing")] == pytest.approx(
        [0.25, math.log(2)]
    )


def test_padding_boundaries_and_unvoiced_pitch_cost_nothing(feature_file, batches):
    batch = batches(feature_file).stack([0, 4])
    beyond = (~batch.phoneme_mask).float()
    frames = batch.durations.clamp_min(1).float().log()
    space = (batch.ids[..., 0] == SYMBOL_ID[BOUNDARY]).float()
    assert space.sum() >= 1 and batch.phoneme_mask[space > 0].all()
    off = losses.variance_losses(
        batch, frames + beyond + space, batch.pitch_norm + beyond, batch.energy_norm + beyond
    )
    off |= {"mel": mel_loss(batch, batch.mel + (~batch.frame_mask)[:, None].float())}
    deviation = batch.f0_norm - batch.frame_features[..., 5] + (1 - batch.voiced)
    off |= losses.f0_losses(
        batch, deviation, 100 * (2 * batch.voiced - 1) * torch.where(batch.frame_mask, 1.0, -1.0)
    )
    assert nothing(off)


def test_the_mel_discriminator_learns_at_once_to_tell_blurred_from_sharp():
    torch.manual_seed(0)
    judge = losses.MelDiscriminator(8)
    learning = torch.optim.AdamW(judge.parameters(), 2e-3, (0.5, 0.9))
    before = 0.0
    for step in range(40):
        sharp = torch.randn(4, 100, 32) * 1.5 - 5
        blurred = torch.nn.functional.avg_pool1d(sharp, 5, 1, 2)
        after = losses_of(judge, sharp, blurred)
        before = after.item() if step == 0 else before
        learning.zero_grad()
        after.backward()
        learning.step()
    assert after.item() < 0.3 * before


def test_the_mel_discriminator_begins_awake():
    torch.manual_seed(0)
    measured = [
        losses.MelDiscriminator(8)(torch.randn(2, 100, 32) * 1.5 - 5)[0].std().item()
        for _ in range(5)
    ]
    assert (
        0.3 < float(np.median(measured)) < 3
    )  # with torch's own beginning 0.01: biases are all that is left


def losses_of(judge, real, made):
    return discriminator_loss([judge(real)], [judge(made)])


def test_the_mel_discriminator_judges_patches_and_shows_its_maps():
    mel = (torch.randn(2, 100, 64) - 5).requires_grad_()
    judgement, maps = losses.MelDiscriminator(4)(mel)
    assert judgement.shape == (2, 1, 7, 16) and [row.shape[1] for row in maps] == [4, 4, 8, 8]
    judgement.square().mean().backward()
    assert torch.isfinite(mel.grad).all() and (mel.grad != 0).all(1).any()


def test_what_a_speaker_would_say_is_not_learned_from_pitch_shifted_clips(both, batches):
    batch = batches(both).stack([0, 7])
    wrong = (~batch.is_original).float()[:, None]
    frames = batch.durations.clamp_min(1).float().log()
    off = losses.variance_losses(
        batch, frames + wrong, batch.pitch_norm + wrong, batch.energy_norm + wrong
    )
    assert all(float(value) == 0 for value in off.values())
    own = losses.variance_losses(
        batch, frames + 1 - wrong, batch.pitch_norm + 1 - wrong, batch.energy_norm + 1 - wrong
    )
    assert all(
        float(value) == pytest.approx(1) for value in own.values()
    )  # the mean is over what counts
    alone = losses.variance_losses(batches(both).stack([7, 8]), *[torch.zeros(2, 24)] * 3)
    assert all(float(value) == 0 for value in alone.values())


def test_mel_and_contour_are_learned_from_pitch_shifted_clips_as_well(both, batches):
    batch = batches(both).stack([0, 7])
    wrong = (~batch.is_original).float()[:, None]
    assert float(mel_loss(batch, batch.mel + wrong[:, None])) == pytest.approx(
        0.5
    )  # both are of one length
    off = losses.f0_losses(
        batch,
        batch.f0_norm - batch.frame_features[..., 5] + wrong,
        (100 * (2 * batch.voiced - 1)) * (1 - wrong),
    )
    assert float(off["f0"]) == pytest.approx(0.5) and float(off["voicing"]) == pytest.approx(
        math.log(2) / 2
    )


def test_rare_pitches_of_pitch_shifted_clips_count_for_more(both, batches):
    batch = batches(both).stack([0, 7])
    voiced = torch.zeros_like(batch.voiced)
    voiced[:, 3] = 1
    off = voiced[:, None].expand_as(batch.mel)
    far = batch._replace(voiced=voiced, f0_norm=voiced * 8 * LOG2_F0_UNITS / 12)  # semitones
    measured = batch.frame_mask.sum().item()
    for rows, weight in ((batch.is_original, 1), (~batch.is_original, 5)):  # 1 + (8 / 4) ** 2
        wrong = batch.mel + off * rows[:, None, None]
        expected = weight / (measured + 4)
        assert float(losses.mel_loss(far, wrong, torch.zeros(2))) == pytest.approx(
            expected, rel=1e-4
        )
