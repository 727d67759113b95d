"""Steps of an optimizer and factors of a learning rate."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from vocoders.training.distributed import average_gradients


def optimizer_step(
    loss: Tensor, optimizer: torch.optim.Optimizer, module: nn.Module, max_grad_norm: float
) -> None:
    """One step down the gradient of a loss, averaged over all processes; a gradient of a module
    longer than max_grad_norm is shortened to it.
    """
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    average_gradients(module)
    nn.utils.clip_grad_norm_(module.parameters(), max_grad_norm)
    optimizer.step()


def set_learning_rate(optimizer: torch.optim.Optimizer, learning_rate: float) -> None:
    """The learning rate of the next step."""
    for group in optimizer.param_groups:
        group["lr"] = learning_rate


def warmup(step: int, steps: int) -> float:
    """Factor of a learning rate that rises linearly to 1 in the first steps."""
    return min(1.0, (step + 1) / steps)


def half_life_decay(step: int, half_life: float) -> float:
    """Factor of a learning rate that halves every `half_life` steps."""
    return float(0.5 ** (step / half_life))
