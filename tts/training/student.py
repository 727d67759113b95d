"""The trainer of a student network: GELUs are blended into ReLUs, then it is trained quantized
(quantization-aware training).
"""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from tts.training.distillation_tasks import DistillationTask, Inputs, Losses
from vocoders.convnext import ConvNeXt, activation_of
from vocoders.export.calibration import CalibrationObserver, MinMax
from vocoders.export.qat import prepare_qat
from vocoders.export.quantization import smooth_quant
from vocoders.training.batching import step_rng
from vocoders.training.losses import sum_of
from vocoders.training.optimization import warmup
from vocoders.training.trainer import Trainer


@dataclass(frozen=True)
class DistillationConfig:
    """Hyperparameters of a distillation."""

    acoustic: str  # the teachers, as training leaves them
    vocoder: str
    features: str  # made by tts.training.features: phonemes and mels for the inputs
    out: str
    f0_steps: int = 3500
    decoder_steps: int = 3500
    harmonic_steps: int = 2500
    frames_per_batch: int = 4096
    segment_frames: int = 128
    learning_rate: float = 6e-4
    warmup_steps: int = 50
    blend_fraction: float = 0.2  # share of the steps after which there are only ReLUs
    qat_start: float = 0.4  # share of the steps after which the student is quantized
    calibration_batches: int = 24  # whose ranges the quantization takes
    seed: int = 0
    log_every: int = 50
    save_every: int = 250


class BlendedActivation:
    """Linear interpolation between two activations, for the blocks of a network."""

    def __init__(self, first: str, second: str) -> None:
        self.first = activation_of(first)
        self.second = activation_of(second)
        self.fraction = 0.0  # of the second

    def __call__(self, values: Tensor) -> Tensor:
        """The activations of values, of the same shape."""
        if self.fraction >= 1:
            return self.second(values)
        return torch.lerp(self.first(values), self.second(values), self.fraction)


class StudentTrainer(Trainer[Inputs]):
    """A student, which begins as a copy of its teacher, and its optimizer. It learns on the CPU."""

    def __init__(
        self, name: str, task: DistillationTask, config: DistillationConfig, steps: int
    ) -> None:
        super().__init__(steps, Path(config.out) / f"{name}.pt", torch.device("cpu"))
        self.name = name
        self.task = task
        self.config = config
        self.network = copy.deepcopy(task.teacher)
        self.activation = BlendedActivation("gelu", "relu")
        for module in self.network.modules():
            if isinstance(module, ConvNeXt):
                self.prepare_block(module)
        self.ranges: dict[str, MinMax] = {}
        self.reset_optimizer()

    def prepare_block(self, block: ConvNeXt) -> None:
        """Give a block the blended activation; its layer scale goes into its weights."""
        block.activation = self.activation
        block.quant_relu_after = ("pw_conv1",)
        block.fuse_layer_scale()
        block.layer_scale.requires_grad_(False)

    def reset_optimizer(self) -> None:
        """A fresh optimizer of the student's weights."""
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), self.config.learning_rate, (0.9, 0.98), weight_decay=0
        )
        self.parts = {"network": self.network, "optimizer": self.optimizer}

    def learning_rate(self) -> float:
        """The learning rate of the next step: whole until the GELUs have gone, half until the
        student is quantized, then falling along a cosine.
        """
        config = self.config
        done = self.step / self.last_step
        if done < config.blend_fraction:
            factor = 1.0
        elif done < config.qat_start:
            factor = 0.5
        else:
            angle = math.pi * (done - config.qat_start) / (1 - config.qat_start)
            factor = 0.25 * (1 + math.cos(angle)) + 0.01
        return config.learning_rate * factor * warmup(self.step, config.warmup_steps)

    def batch(self, step: int) -> Inputs:
        """The inputs of a step."""
        rng = step_rng(self.config.seed, step)
        return self.task.inputs(rng, self.config.frames_per_batch)

    def to_device(self, batch: Inputs) -> Inputs:
        """The same: students learn where their inputs are made."""
        return batch

    def train_step(self, batch: Inputs) -> Losses:
        """One step; activations and quantization follow the schedule."""
        blend_steps = self.config.blend_fraction * self.last_step
        self.activation.fraction = min(1.0, self.step / blend_steps)
        if self.step >= self.config.qat_start * self.last_step and not self.ranges:
            self.start_qat(smooth_quant(self.network, self.calibrate()))
        return super().train_step(batch)

    def losses(self, batch: Inputs) -> Losses:
        """The task's losses."""
        with torch.no_grad():
            target = self.task.teacher(*batch)
        return self.task.losses(self.network(*batch), target, batch)

    def total_loss(self, losses: Losses) -> Tensor:
        """Their sum."""
        return sum_of(losses.values())

    def calibrate(self) -> dict[str, MinMax]:
        """Ranges of the inputs and outputs of the student's layers in some batches."""
        config = self.config
        with CalibrationObserver({"student": self.network}) as observer, torch.no_grad():
            for number in range(config.calibration_batches):
                rng = step_rng(config.seed + 1, number)
                self.network(*self.task.inputs(rng, config.frames_per_batch))
        return observer.ranges["student"]

    def start_qat(self, ranges: dict[str, MinMax]) -> None:
        """Switch to quantization-aware training with the given ranges."""
        self.ranges = ranges
        prepare_qat(self.network, ranges)
        self.reset_optimizer()

    def state(self) -> dict[str, Any]:
        """Everything that a run goes on from."""
        return super().state() | {
            "ranges": {name: list(ends) for name, ends in self.ranges.items()}
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        if state["ranges"]:
            self.start_qat({name: MinMax(*ends) for name, ends in state["ranges"].items()})
        super().restore(state)
