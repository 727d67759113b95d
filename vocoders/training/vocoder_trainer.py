"""The base of the trainers of all vocoders, and their hyperparameters."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import soundfile
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from vocoders.harmonic.network import HarmonicVocoder
from vocoders.hifigan import HifiganVocoder
from vocoders.training.distributed import is_main_process
from vocoders.training.ema import ExponentialMovingAverage
from vocoders.training.feature_file import FeatureFile
from vocoders.training.trainer import Trainer, TrainingConfig
from vocoders.training.training_log import TrainingLog
from vocoders.wavenet.vocoder import WaveNetVocoder

BatchT = TypeVar("BatchT")
HELD_OUT_CLIPS = 8  # at most, in a validation


@dataclass(frozen=True)
class VocoderTrainingConfig(TrainingConfig):
    """Hyperparameters of a vocoder's training.

    Before `adversarial_from` there are no discriminators and `learning_rate` holds; from then on
    `adversarial_learning_rate`, which halves every `lr_half_life` steps, for both sides.
    """

    vocoder: str = "harmonic"  # or "hifigan", "wavenet"
    speakers: tuple[str, ...] = ()  # all, if none is named
    gta_features: str = ""  # GTA mels of the same clips, made by tts.training.gta_mels
    gta_fraction: float = 0.7  # how often those are taken
    speed_perturb_prob: float = 0.2  # of the rest; so pitches occur that nobody has
    batch_size: int = 8
    segment_frames: int = 64  # the generator's input
    disc_segment_frames: int = 32  # the middle of it, which the discriminators get
    adversarial_learning_rate: float = 4e-4
    adversarial_from: int = 3000
    mel_weight: float = 45.0
    harmonicity_weight: float = 30.0
    phase_weight: float = 10.0
    feature_matching_weight: float = 2.0
    adversarial_weight: float = 1.0
    discriminators: str = "narrow"  # or "published": HiFi-GAN's own, 70.7 M weights
    periods: tuple[int, ...] = (2, 3, 5, 7, 11)
    period_widths: tuple[int, ...] = (16, 32, 96, 192, 192)
    n_ffts: tuple[int, ...] = (512, 1024, 2048)
    stft_width: int = 16
    disc_fraction: float = 1.0  # of the discriminators in each step, drawn anew
    compile_layers: bool = False  # the WaveNet's by torch.compile: faster, needs a C++ compiler


class Sampler(Protocol[BatchT]):  # type: ignore[misc]
    """Makes the batch of a step from some clips."""

    clips: Any

    def __call__(self, step: int) -> BatchT:
        """The batch of a step."""


class VocoderTrainer(Trainer[BatchT]):
    """A vocoder's network, its optimizer and averaged weights."""

    betas = (0.8, 0.99)
    config: VocoderTrainingConfig

    def __init__(
        self, config: VocoderTrainingConfig, network_config: Any, features: FeatureFile
    ) -> None:
        super().__init__(config.steps, Path(config.out) / "last.pt")
        self.config = config
        self.network_config = network_config
        self.features = features
        torch.manual_seed(config.seed)
        self.network = self.build_network().to(self.device)
        self.ema = ExponentialMovingAverage(self.network, config.ema_decay)
        self.optimizer = self.adamw(self.network, config.learning_rate)
        self.parts = {"network": self.network, "optimizer": self.optimizer}

    @abstractmethod
    def build_network(self) -> nn.Module:
        """The network, fresh or with the weights of `init_from`."""

    @abstractmethod
    def sampler(self, clips: list[int]) -> Sampler[BatchT]:
        """Makes batches from some clips."""

    @abstractmethod
    def vocoder(self) -> HarmonicVocoder | HifiganVocoder | WaveNetVocoder:
        """The averaged weights as a vocoder that speaks."""

    def adamw(self, network: nn.Module, learning_rate: float) -> torch.optim.AdamW:
        """An optimizer of the weights of a network."""
        return torch.optim.AdamW(network.parameters(), learning_rate, self.betas, weight_decay=0.01)

    def gta(self) -> FeatureFile | None:
        """The GTA mels that the recipe names."""
        path = self.config.gta_features
        return FeatureFile.load(path) if path else None

    def ema_state(self) -> dict[str, Tensor]:
        """The averaged weights on the CPU."""
        assert self.ema is not None
        return self.ema.cpu_state()

    def save(self) -> None:
        """Write the checkpoint and the vocoder."""
        super().save()
        path = Path(self.config.out) / "vocoder.safetensors"
        self.vocoder().save(path, training=asdict(self.config), step=self.step)

    def held_out_clips(self) -> list[int]:
        """A few clips to validate on."""
        clips = self.features.select("val", self.config.speakers or None)
        return clips[:: max(1, len(clips) // HELD_OUT_CLIPS)][:HELD_OUT_CLIPS]

    def write_sample(self, log: TrainingLog, clip: int, samples: NDArray[Any]) -> None:
        """A synthesized clip to listen to: a file, and in TensorBoard."""
        name, rate = self.features.clips[clip].id, self.features.mel_config.sample_rate
        log.add_audio(self.step, name, samples, rate)
        if is_main_process():
            soundfile.write(Path(self.config.out) / f"{name}.wav", samples, rate)
