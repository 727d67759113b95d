"""The base of all trainers: a network, its optimizer, learning-rate schedule, averaged weights and
checkpoint. `vocoders.training.loop.fit` calls it step by step.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn

from vocoders.training import device as devices
from vocoders.training.checkpoint import save_checkpoint
from vocoders.training.ema import ExponentialMovingAverage
from vocoders.training.losses import sum_of
from vocoders.training.optimization import optimizer_step, set_learning_rate
from vocoders.training.training_log import TrainingLog

BatchT = TypeVar("BatchT")
Metrics = dict[str, Tensor]


@dataclass(frozen=True)
class TrainingConfig:
    """Hyperparameters of every run; none of them shapes the weights."""

    features: str  # a file made by tts.training.features
    out: str  # folder of checkpoints, samples and curves
    init_from: str = ""  # weights to begin from
    steps: int = 1_000_000
    learning_rate: float = 1e-3
    warmup_steps: int = 100
    lr_half_life: int = 20_000  # steps in which the learning rate halves
    ema_decay: float = 0.999
    seed: int = 0
    workers: int = 1  # threads that make batches
    log_every: int = 50
    validate_every: int = 1000
    save_every: int = 500


class Trainer(ABC, Generic[BatchT]):
    """A network that is trained, and all that its checkpoint holds.

    A subclass sets `network`, `optimizer` and, if weights are averaged, `ema`; `parts` are the
    modules and optimizers whose state goes into the checkpoint under their names.
    """

    name = ""  # at the beginning of a progress line
    max_grad_norm = 1.0
    network: nn.Module
    optimizer: torch.optim.Optimizer

    def __init__(
        self, last_step: int, checkpoint: Path, device: torch.device | None = None
    ) -> None:
        self.last_step = last_step
        self.checkpoint = checkpoint
        self.device = device or devices.pick_device()
        self.precision = devices.pick_precision(self.device)
        self.step = 0
        self.ema: ExponentialMovingAverage | None = None
        self.parts: dict[str, Any] = {}
        self.loss_weights: dict[str, float] = {}

    @abstractmethod
    def learning_rate(self) -> float:
        """The learning rate of the next step."""

    @abstractmethod
    def losses(self, batch: BatchT) -> Metrics:
        """All losses of a batch. Those that `loss_weights` names are minimized, the others are
        only logged.
        """

    def train_step(self, batch: BatchT) -> Metrics:
        """One step; returns its losses."""
        for optimizer in self.scheduled_optimizers():
            set_learning_rate(optimizer, self.learning_rate())
        losses = self.losses(batch)
        optimizer_step(self.total_loss(losses), self.optimizer, self.network, self.max_grad_norm)
        self.step += 1
        if self.ema:
            self.ema.update(self.network, self.step)
        return losses

    def scheduled_optimizers(self) -> Sequence[torch.optim.Optimizer]:
        """The optimizers that follow the schedule of the learning rate."""
        return [self.optimizer]

    def total_loss(self, losses: Metrics) -> Tensor:
        """The weighted sum."""
        weights = self.loss_weights
        return sum_of(weights[name] * loss for name, loss in losses.items() if name in weights)

    def autocast(self) -> torch.autocast:
        """A context in which matrix products are computed in the trainer's precision."""
        return torch.autocast(
            self.device.type, self.precision, enabled=self.precision != torch.float32
        )

    def to_device(self, batch: BatchT) -> BatchT:
        """A batch on the trainer's device."""
        return batch.to(self.device)  # type: ignore[attr-defined]

    def validate(self, log: TrainingLog) -> dict[str, float]:
        """Metrics on held-out clips, where a trainer has some."""
        return {}

    def save(self) -> None:
        """Write the checkpoint."""
        save_checkpoint(self.checkpoint, self.state())

    def state(self) -> dict[str, Any]:
        """Everything that a run goes on from."""
        state = {name: part.state_dict() for name, part in self.parts.items()}
        if self.ema:
            state["ema"] = self.ema.state
        return state | {"step": self.step, "precision": str(self.precision).rpartition(".")[2]}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        if self.ema:
            self.ema.state = state["ema"]
        self.step = state["step"]
        if "precision" in state:
            self.precision = devices.resumed_precision(self.device, state["precision"])
