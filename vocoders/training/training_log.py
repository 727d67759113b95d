"""Progress of a run: lines on stderr; scalars, images and audio for TensorBoard."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from vocoders.training.distributed import is_main_process

Samples = NDArray[np.floating]


class TrainingLog:
    """Metrics of the steps since the last line; their means are written to TensorBoard. Of several
    processes only the main one writes.
    """

    def __init__(self, folder: Path) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self.sums = dict[str, Tensor]()
        self.count = 0
        self.writer = SummaryWriter(str(folder)) if is_main_process() else None

    def add(self, metrics: dict[str, Tensor]) -> None:
        """Add the metrics of a step. They stay on the device: nothing waits for them here."""
        self.count += 1
        for name, value in metrics.items():
            total = self.sums.get(name, torch.zeros((), device=value.device))
            self.sums[name] = total + value.detach().float()

    def means(self, step: int, prefix: str = "train") -> dict[str, float]:
        """Means since the last call, written to TensorBoard as well."""
        means = {name: float(value) / max(1, self.count) for name, value in self.sums.items()}
        self.sums = {}
        self.count = 0
        self.add_scalars(step, prefix, means)
        return means

    def add_scalars(self, step: int, prefix: str, values: dict[str, float]) -> None:
        """Values of one step for TensorBoard."""
        for name, value in values.items():
            if self.writer is not None:
                self.writer.add_scalar(f"{prefix}/{name}", value, step)

    def add_image(self, step: int, name: str, image: Tensor) -> None:
        """An image (channels, height, width), from 0 to 1, for TensorBoard."""
        if self.writer is not None:
            self.writer.add_image(name, image, step)

    def add_audio(self, step: int, name: str, samples: Samples, sample_rate: int) -> None:
        """Samples (samples,) at a rate in Hz, to listen to in TensorBoard."""
        if self.writer is not None:
            self.writer.add_audio(name, np.asarray(samples)[None], step, sample_rate)

    def write_line(self, text: str) -> None:
        """One line on stderr."""
        if is_main_process():
            sys.stderr.write(text + "\n")
            sys.stderr.flush()


def metrics_text(values: dict[str, float]) -> str:
    """Names and values in one line of text."""
    return "  ".join(f"{name} {value:.3f}" for name, value in values.items())
