"""The acoustic model's trainer.

Durations, pitch and energy are the true ones while the mel is learned (teacher forcing, as in the
paper). From step `adversarial_from` on a discriminator works against blur: its input are segments
of mels. Pitch-shifted clips train the decoder for pitches that nobody used, but not the predictors
of what a speaker would do by himself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import one_hot

from tts.acoustic.config import FastSpeech2Config
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.fastspeech2_onnx import NETWORKS
from tts.acoustic.prosody import hz_to_log2_f0
from tts.errors import SpeechError
from tts.training.batches import AcousticBatch, Batches, modal_voiced_mask
from tts.training.early_stopping import EarlyStopping
from tts.training.losses import MelDiscriminator, f0_losses, mel_loss, variance_losses
from tts.training.postfilter import Strength, postfilter, strength_of
from tts.training.validation import mean_losses, pitch_std_ratios, write_samples
from vocoders import weights
from vocoders.training.adversary import Adversary, Scores
from vocoders.training.batching import step_rng
from vocoders.training.distributed import from_main_process, is_main_process
from vocoders.training.ema import ExponentialMovingAverage
from vocoders.training.feature_file import FeatureFile
from vocoders.training.optimization import half_life_decay, warmup
from vocoders.training.recipe import RecipeError, check_init
from vocoders.training.trainer import Metrics, Trainer, TrainingConfig
from vocoders.training.training_log import TrainingLog

SPEAKER_ROWS = "encoder.speaker_embedding.weight"
LOSS_WEIGHTS = {
    "mel": 1.0,
    "duration": 0.5,
    "pitch": 0.3,
    "energy": 0.3,
    "f0": 0.3,
    "voicing": 0.2,
}


@dataclass(frozen=True)
class AcousticTrainingConfig(TrainingConfig):
    """Hyperparameters of the acoustic model's training."""

    speakers: tuple[str, ...] = ("heart", "michael", "emma", "george")  # in the order of their ids
    networks: tuple[str, ...] = NETWORKS  # those that are trained; the others stay as they are
    augmented_features: str = ""  # a file made by tts.training.pitch_shift; "" for none
    frames_per_batch: int = 4500
    warmup_steps: int = 200
    lr_half_life: int = 5000
    adversarial_from: int = 3000
    disc_learning_rate: float = 2e-4
    disc_segment_frames: int = 96  # of each clip, which the discriminator gets
    adversarial_weight: float = 0.1
    feature_matching_weight: float = 0.2
    validate_every: int = 500
    patience: int = 0  # validations without a new best until a network is held; 0: never


class AcousticTrainer(Trainer[AcousticBatch]):
    """Acoustic model, discriminator, their optimizers, averaged weights."""

    network: FastSpeech2

    def __init__(
        self,
        config: AcousticTrainingConfig,
        network_config: FastSpeech2Config,
        features: FeatureFile,
        held_out: Batches,
    ) -> None:
        super().__init__(config.steps, Path(config.out) / "last.pt")
        self.config = config
        self.network_config = network_config
        self.features = features
        self.held_out = held_out
        torch.manual_seed(config.seed)
        means = [mean_f0(features, name) for name in config.speakers]
        self.network = self.build_network(means).to(self.device)
        self.speaker_mean = torch.from_numpy(hz_to_log2_f0(np.array(means))).to(self.device)
        self.ema = ExponentialMovingAverage(self.network, config.ema_decay)
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), config.learning_rate, (0.9, 0.98), weight_decay=0.01
        )
        self.discriminator = MelDiscriminator().to(self.device)
        self.optimizer_d = torch.optim.AdamW(
            self.discriminator.parameters(), config.disc_learning_rate, (0.5, 0.9)
        )
        self.adversary = Adversary(
            self.discriminator, self.optimizer_d, self.max_grad_norm, self.autocast
        )
        self.early_stopping = EarlyStopping(self.watched_networks(), config.patience)
        self.parts = {
            "network": self.network,
            "optimizer": self.optimizer,
            "early_stopping": self.early_stopping,
            "discriminator": self.discriminator,
            "optimizer_d": self.optimizer_d,
        }
        self.loss_weights = LOSS_WEIGHTS | {
            "adversarial": config.adversarial_weight,
            "feature_matching": config.feature_matching_weight,
        }

    def build_network(self, means: list[float]) -> FastSpeech2:
        """The model, fresh or with the weights of `init_from`, which may have fewer speakers; parts
        that are not trained get no gradient.
        """
        config = self.config
        if unknown := sorted(set(config.networks) - set(NETWORKS)):
            raise RecipeError(
                f"networks: there is no {', '.join(unknown)}. Known: {', '.join(NETWORKS)}."
            )
        network = FastSpeech2(self.network_config, self.features.mel_config, means)
        if path := config.init_from:
            network.load_state_dict(self.initial_weights(path))
        for name in set(NETWORKS) - set(config.networks):
            getattr(network, name).requires_grad_(False)
        return network

    def initial_weights(self, path: str) -> dict[str, Tensor]:
        """The weights in a file for the speakers of this run, without the postfilter that packaging
        has added. RecipeError for another configuration.
        """
        initial = FastSpeech2.load(path)
        count = self.network_config.num_speakers
        grown = replace(initial.config, num_speakers=max(count, initial.config.num_speakers))
        check_init(path, grown, self.network_config)
        initial.spec.check(self.features.mel_config, path, "the file of features")
        postfilter(initial, Strength(), strength_of(weights.tensor_metadata(Path(path))))
        return with_new_speakers(initial.state_dict(), count)

    def watched_networks(self) -> tuple[str, ...]:
        """Networks that are held when their validation loss no longer falls. Not the decoder if it
        has a discriminator: that makes mels sharper, and the mean error of sharp mels is greater.
        """
        config = self.config
        has_discriminator = config.adversarial_from < config.steps
        return tuple(name for name in config.networks if name != "decoder" or not has_discriminator)

    def hold(self, networks: Sequence[str]) -> None:
        """Give networks their best weights back and train them no longer; when all are held, the
        run ends.
        """
        assert self.ema is not None
        for name in networks:
            best = self.early_stopping.best_weights[name]
            self.network.load_state_dict(best, strict=False)
            for key, value in best.items():
                self.ema.state[key].copy_(value)
        self.freeze_held()

    def freeze_held(self) -> None:
        """Compute no gradients of the networks that are held."""
        held = self.early_stopping.held
        for name in held:
            getattr(self.network, name).requires_grad_(False)
        if set(held) >= set(self.config.networks):
            self.last_step = self.step

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        super().restore(state)
        self.freeze_held()

    def learning_rate(self) -> float:
        """The learning rate of the next step."""
        config = self.config
        warm = config.learning_rate * warmup(self.step, config.warmup_steps)
        return warm * half_life_decay(self.step, config.lr_half_life)

    def forward(self, batch: AcousticBatch) -> tuple[Tensor, Metrics]:
        """The predicted mel (batch, mels, frames) under teacher forcing, and all losses but the
        adversarial ones.
        """
        network = self.network
        with self.autocast():
            weights = one_hot(batch.speaker, self.network_config.num_speakers).float()
            hidden, *predicted = network.encoder(batch.ids, weights, batch.phoneme_mask)
            frame_hidden = (
                hidden.flatten(0, 1)[batch.expand_index] * batch.frame_mask[..., None]
            )  # (batch, frames, width)
            residual, logit = network.f0_predictor(frame_hidden, batch.frame_features)
            mel = network.decoder(frame_hidden, batch.frame_features, batch.f0_norm, batch.voiced)
        losses = {"mel": mel_loss(batch, mel, self.speaker_mean[batch.speaker])}
        losses |= variance_losses(batch, *predicted)
        losses |= f0_losses(batch, residual, logit)
        return mel.float(), losses

    def losses(self, batch: AcousticBatch) -> Metrics:
        """The losses of a training step."""
        torch.manual_seed(self.config.seed * 1_000_003 + self.step)  # dropout
        self.network.eval()  # no dropout in parts that are not trained
        for name in set(self.config.networks) - set(self.early_stopping.held):
            getattr(self.network, name).train()
        mel, losses = self.forward(batch)
        if self.step >= self.config.adversarial_from:
            real, fake = self.disc_segments(batch, mel)
            losses |= self.adversary.losses(real, fake, self.score, self.score_pair)
        return losses

    def score(self, mel: Tensor) -> Scores:
        """The discriminator's output."""
        return [self.discriminator(mel)]

    def score_pair(self, real: Tensor, fake: Tensor) -> tuple[Scores, Scores]:
        """The discriminator's outputs for both."""
        return self.score(real), self.score(fake)

    def disc_segments(self, batch: AcousticBatch, mel: Tensor) -> tuple[Tensor, Tensor]:
        """The same random segment of each clip's real and predicted mel, (batch, mels,
        disc_segment_frames).
        """
        rng = step_rng(self.config.seed + 1, self.step)
        length = min(self.config.disc_segment_frames, mel.shape[2])
        room = (batch.frame_mask.sum(1).cpu().numpy() - length).clip(0)
        firsts = (rng.random(len(room)) * (room + 1)).astype(int).tolist()
        return crop_rows(batch.mel, firsts, length), crop_rows(mel, firsts, length)

    def model(self) -> FastSpeech2:
        """The averaged weights as a model that speaks; its pitch_std_scale are found when it is
        saved.
        """
        assert self.ema is not None
        model = FastSpeech2(self.network_config, self.features.mel_config, self.network.pitch_means)
        model.load_state_dict(self.ema.cpu_state())
        return model

    def save(self) -> None:
        """Write the checkpoint and the model."""
        super().save()
        model = self.model()
        model.pitch_std_scale = pitch_std_ratios(model, self.held_out)
        path = Path(self.config.out) / "acoustic.safetensors"
        model.save(path, training=asdict(self.config), step=self.step)

    @torch.no_grad()
    def validate(self, log: TrainingLog) -> dict[str, float]:
        """The losses on held-out clips with the averaged weights, a picture of real and predicted
        mel, and clips to listen to.
        """
        assert self.ema is not None
        if not len(self.held_out.clips):
            return {}
        current = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.network.load_state_dict(self.ema.state)
        self.network.eval()
        metrics, image = mean_losses(self, self.held_out)
        log.add_image(self.step, "predicted over real", image)
        self.network.load_state_dict(current)
        metrics = from_main_process(metrics)
        held = self.early_stopping.update(metrics, self.ema.state)
        self.hold(held)
        for name in held:
            log.write_line(f"{name}: best validation loss put back; no longer trained")
        if is_main_process():
            for name, samples in write_samples(self.model(), self.held_out, Path(self.config.out)):
                log.add_audio(self.step, name, samples, self.features.mel_config.sample_rate)
        return metrics


def with_new_speakers(state: dict[str, Tensor], count: int) -> dict[str, Tensor]:
    """Weights with a row of the embedding for each of `count` speakers: new ones begin as the mean
    of the others.
    """
    rows = state[SPEAKER_ROWS]
    mean = rows.mean(0, keepdim=True)
    return state | {SPEAKER_ROWS: torch.cat([rows, mean.expand(count - len(rows), -1)])}


def mean_f0(features: FeatureFile, speaker: str) -> float:
    """Geometric mean of a speaker's modal voiced frames, in Hz; SpeechError without a clip."""
    clips = features.select("train", [speaker])
    rows = [features.arrays["f0"][clip] for clip in clips]
    if not rows:
        known = ", ".join(sorted({clip.speaker for clip in features.clips}))
        raise SpeechError(f"the features hold no training clip of {speaker!r}. They hold: {known}.")
    modal = np.concatenate([f0[modal_voiced_mask(f0)] for f0 in rows])
    return float(np.exp(np.log(modal).mean()))


def crop_rows(mel: Tensor, firsts: list[int], length: int) -> Tensor:
    """The frames of each row from its own first on, (batch, mels, length)."""
    rows = [row[:, first : first + length] for row, first in zip(mel, firsts, strict=True)]
    return torch.stack(rows)
