"""Adaptation of the phone classifier to a speaker whose texts are known, but not their times.

    loss = L / frames          L: the forward-sum loss of `tts.alignment.paths`

Its gradient by the log probabilities is the negative occupancy, which numpy computes. So a step is
the cross entropy with the occupancy as soft labels: expectation maximization, a step at a time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from tts.alignment.classifier import normalized_mel
from tts.alignment.paths import occupancy
from tts.alignment.states import States
from tts.training.aligner.network import AlignerNetwork
from vocoders.mel_config import Array
from vocoders.training.batching import step_rng
from vocoders.training.ema import ExponentialMovingAverage
from vocoders.training.loop import TimeBudget
from vocoders.training.optimization import optimizer_step, set_learning_rate


class AdaptationClip(NamedTuple):
    """A clip to adapt on.

    frames   (frames, mels), normalized
    states   of its text
    """

    frames: Array
    states: States

    @classmethod
    def of(cls, mel: Array, states: States) -> AdaptationClip:
        """A clip from its mel (mels, frames)."""
        return cls(normalized_mel(mel), states)


@dataclass(frozen=True)
class AdaptationConfig:
    """Hyperparameters of an adaptation."""

    steps: int = 60
    batch_size: int = 6
    learning_rate: float = 4e-4
    ema_decay: float = 0.95
    seed: int = 0


def adapt(
    network: AlignerNetwork,
    clips: Sequence[AdaptationClip],
    config: AdaptationConfig,
    minutes: float = math.inf,
    report: Callable[[float], None] = lambda share: None,
) -> AlignerNetwork:
    """Train a network in place on clips with known texts; returns it, with averaged weights.

    report    called with the share that is done, 0 to 1
    """
    fitting = [clip for clip in clips if len(clip.frames) >= clip.states.least_frames]
    optimizer = torch.optim.AdamW(network.parameters(), config.learning_rate, (0.9, 0.98))
    average = ExponentialMovingAverage(network, config.ema_decay)
    budget = TimeBudget(minutes)
    steps = config.steps if fitting else 0
    for step in range(steps):
        if budget.left < 0:
            break
        set_learning_rate(optimizer, config.learning_rate * (1 - 0.9 * step / steps))
        chosen = step_rng(config.seed, step).integers(len(fitting), size=config.batch_size)
        loss = forward_sum_loss(network, [fitting[number] for number in chosen])
        optimizer_step(loss, optimizer, network, 1.0)
        average.update(network, step + 1)
        report((step + 1) / steps)
    network.load_state_dict(average.state)
    return network


def forward_sum_loss(network: AlignerNetwork, clips: Sequence[AdaptationClip]) -> Tensor:
    """A loss with the gradient of the mean forward-sum loss a frame."""
    longest = max(len(clip.frames) for clip in clips)
    padded = [np.pad(clip.frames, ((0, longest - len(clip.frames)), (0, 0))) for clip in clips]
    log_probs = network(torch.from_numpy(np.stack(padded)))  # (batch, frames, phones)
    detached = log_probs.detach().numpy()
    labels = np.zeros(detached.shape, np.float32)
    for row, clip in enumerate(clips):
        frames = len(clip.frames)
        _, labels[row, :frames] = occupancy(detached[row, :frames], clip.states)
    total = sum(len(clip.frames) for clip in clips)
    return -(torch.from_numpy(labels) * log_probs).sum() / total
