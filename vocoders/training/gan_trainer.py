"""Trainers of vocoders that have discriminators (generative adversarial networks)."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import numpy as np
import torch
from torch import Tensor

from vocoders.harmonic.synthesis_torch import ln_f0_to_hz_torch
from vocoders.training.adversary import Adversary, Scores
from vocoders.training.batching import step_rng
from vocoders.training.discriminators import Discriminators
from vocoders.training.feature_file import FeatureFile
from vocoders.training.hifigan_discriminators import HifiganDiscriminators
from vocoders.training.losses import (
    HarmonicityLoss,
    HarmonicPhaseLoss,
    InputMelLoss,
    MultiResMelLoss,
)
from vocoders.training.optimization import half_life_decay, warmup
from vocoders.training.recipe import RecipeError
from vocoders.training.segments import INT16_MAX, SegmentBatch, SegmentSampler
from vocoders.training.stft import batch_stft
from vocoders.training.trainer import Metrics
from vocoders.training.training_log import TrainingLog
from vocoders.training.vocoder_trainer import VocoderTrainer, VocoderTrainingConfig

DISCRIMINATORS = ("narrow", "published")


class GanTrainer(VocoderTrainer[SegmentBatch]):
    """A generator with discriminators; subclasses say what it generates. The generator gets more
    frames than the discriminators, so that its context is complete where they look.
    """

    max_grad_norm = 100.0
    max_voiced_hz = 0.0  # where the pulses of the excitation end
    phase_loss_hz = 6000.0  # below which the phases of harmonics are compared

    def __init__(
        self, config: VocoderTrainingConfig, network_config: Any, features: FeatureFile
    ) -> None:
        super().__init__(config, network_config, features)
        discriminators = build_discriminators(config).to(self.device)
        self.discriminators = discriminators
        self.optimizer_d = self.adamw(discriminators, config.adversarial_learning_rate)
        self.parts |= {"discriminators": discriminators, "optimizer_d": self.optimizer_d}
        self.adversary = Adversary(
            discriminators, self.optimizer_d, self.max_grad_norm, self.autocast
        )
        self.mel_loss = MultiResMelLoss(features.mel_config).to(self.device)
        self.input_mel_loss = InputMelLoss(features.mel_config).to(self.device)
        self.harmonicity_loss = HarmonicityLoss(features.mel_config).to(self.device)
        self.phase_loss = HarmonicPhaseLoss(features.mel_config, self.phase_loss_hz).to(self.device)
        self.loss_weights = {
            "mel": config.mel_weight,
            "input_mel": config.mel_weight,
            "harmonicity": config.harmonicity_weight,
            "phase": config.phase_weight,
            "adversarial": config.adversarial_weight,
            "feature_matching": config.feature_matching_weight,
        }

    @abstractmethod
    def generate(self, batch: SegmentBatch) -> tuple[Tensor, Metrics]:
        """Samples (batch, samples), and the losses that only this vocoder has."""

    def harmonic_losses(self, samples: Tensor, voiced_part: Tensor, batch: SegmentBatch) -> Metrics:
        """Losses of the harmonics, which log mels do not show.

        samples        that were generated, (batch, samples)
        voiced_part    spectrum of what is harmonic in them, (batch, frames, bins)
        """
        f0 = ln_f0_to_hz_torch(batch.f0_features[:, 0])
        voiced = batch.f0_features[:, 1]
        real = batch_stft(batch.samples, self.features.mel_config)
        return {
            "harmonicity": self.harmonicity_loss(samples, batch.samples, f0, voiced),
            "phase": self.phase_loss(voiced_part, real, f0, voiced),
        }

    def sampler(self, clips: list[int]) -> SegmentSampler:
        """Makes batches from some clips."""
        config = self.config
        return SegmentSampler(
            self.features,
            clips,
            config.segment_frames,
            config.batch_size,
            config.seed,
            self.max_voiced_hz,
            self.gta(),
            config.gta_fraction,
            config.speed_perturb_prob,
        )

    def learning_rate(self) -> float:
        """The learning rate of the next step, for both sides."""
        config = self.config
        if self.step < config.adversarial_from:
            return config.learning_rate * warmup(self.step, config.warmup_steps)
        return (
            config.adversarial_learning_rate
            * half_life_decay(self.step - config.adversarial_from, config.lr_half_life)
            * warmup(self.step, config.warmup_steps)
        )

    def scheduled_optimizers(self) -> list[torch.optim.Optimizer]:
        """Those of the generator and of the discriminators."""
        return [self.optimizer, self.optimizer_d]

    def losses(self, batch: SegmentBatch) -> Metrics:
        """The generator's losses, and that of the discriminators."""
        samples, losses = self.generate(batch)
        losses |= self.reconstruction_losses(samples, batch)
        if self.step >= self.config.adversarial_from:
            losses |= self.adversarial_losses(samples, batch)
        return losses

    def reconstruction_losses(self, samples: Tensor, batch: SegmentBatch) -> Metrics:
        """Mel losses: against the recordings or, where the input mel was a predicted one, against
        that; each in proportion to its share of the batch.
        """
        real = batch.mel_is_real
        share = real.float().mean()
        losses: Metrics = {}
        if real.any():
            losses["mel"] = self.mel_loss(samples[real], batch.samples[real]) * share
        if not real.all():
            input_mel_loss = self.input_mel_loss(samples[~real], batch.mel[~real])
            losses["input_mel"] = input_mel_loss * (1 - share)
        return losses

    def adversarial_losses(self, samples: Tensor, batch: SegmentBatch) -> Metrics:
        """The losses of a random part of the discriminators in the middle of the segments."""
        rng = step_rng(self.config.seed + 1, self.step)
        subset = self.discriminators.sample_subset(rng, self.config.disc_fraction)

        def score(samples: Tensor) -> Scores:
            return self.discriminators(samples, subset)

        def score_pair(real: Tensor, fake: Tensor) -> tuple[Scores, Scores]:
            return split_real_fake(score(torch.cat([real, fake])))

        return self.adversary.losses(
            self.centre_crop(batch.samples), self.centre_crop(samples), score, score_pair
        )

    def centre_crop(self, samples: Tensor) -> Tensor:
        """The part of (batch, samples) that the discriminators get."""
        hop = self.features.mel_config.hop_length
        config = self.config
        first = (config.segment_frames - config.disc_segment_frames) // 2 * hop
        return samples[:, first : first + config.disc_segment_frames * hop]

    def validate(self, log: TrainingLog) -> dict[str, float]:
        """Mel loss of copy synthesis with the averaged weights; the samples are written."""
        vocoder = self.vocoder()
        arrays = self.features.arrays
        mel_loss = MultiResMelLoss(self.features.mel_config)
        clips = self.held_out_clips()
        total = 0.0
        for clip in clips:
            fake = vocoder(arrays["mel"][clip].T.astype(np.float32), arrays["f0"][clip])
            real = arrays["samples"][clip].astype(np.float32) / INT16_MAX
            total += float(mel_loss(torch.from_numpy(fake)[None], torch.from_numpy(real)[None]))
            self.write_sample(log, clip, fake)
        return {"mel": total / max(1, len(clips))}


def build_discriminators(
    config: VocoderTrainingConfig,
) -> Discriminators | HifiganDiscriminators:
    """The discriminators that a recipe names."""
    if config.discriminators not in DISCRIMINATORS:
        raise RecipeError(
            f"there are no discriminators {config.discriminators!r}. "
            f"Known: {', '.join(DISCRIMINATORS)}."
        )
    if config.discriminators == "published":
        return HifiganDiscriminators()
    return Discriminators(config.periods, config.period_widths, config.n_ffts, config.stft_width)


def split_real_fake(scores: Scores) -> tuple[Scores, Scores]:
    """Outputs for two stacked batches -> those for the first, those for the second."""
    real: Scores = []
    fake: Scores = []
    for score, maps in scores:
        first, second = zip(*(tensor.chunk(2) for tensor in (score, *maps)), strict=True)
        real.append((first[0], list(first[1:])))
        fake.append((second[0], list(second[1:])))
    return real, fake
