"""Exponential moving average of weights."""

from __future__ import annotations

import torch
from torch import nn


class ExponentialMovingAverage:
    """Averaged weights of a module, (state_dict), with a decay that warms up: at the n-th step
    min(decay, (1 + n) / (10 + n)).
    """

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.decay = decay
        self.state = {name: value.detach().clone() for name, value in module.state_dict().items()}

    @torch.no_grad()
    def update(self, module: nn.Module, step: int) -> None:
        """Move towards the module's present weights; integer buffers are copied."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, value in module.state_dict().items():
            if value.is_floating_point():
                self.state[name].lerp_(value, 1 - decay)
            else:
                self.state[name].copy_(value)

    def cpu_state(self) -> dict[str, torch.Tensor]:
        """The averaged weights on the CPU, as a model that is to be saved loads them."""
        return {name: value.cpu() for name, value in self.state.items()}
