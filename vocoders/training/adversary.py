"""Discriminators and their optimizer: the other side of adversarial training."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from vocoders.training.discriminators import DiscriminatorOutput
from vocoders.training.losses import discriminator_loss, feature_matching_loss, generator_loss
from vocoders.training.optimization import optimizer_step

Scores = list[DiscriminatorOutput]


class Adversary:
    """Discriminators that are trained to tell real from fake, and the losses that the generator
    gets from them.
    """

    def __init__(
        self,
        network: nn.Module,
        optimizer: torch.optim.Optimizer,
        max_grad_norm: float,
        autocast: Callable[[], torch.autocast],
    ) -> None:
        self.network = network
        self.optimizer = optimizer
        self.max_grad_norm = max_grad_norm
        self.autocast = autocast

    def losses(
        self,
        real: Tensor,
        fake: Tensor,
        score: Callable[[Tensor], Scores],
        score_pair: Callable[[Tensor, Tensor], tuple[Scores, Scores]],
    ) -> dict[str, Tensor]:
        """Train the discriminators by one step, then score with them.

        real, fake    samples or mels, (batch, ...)
        score         outputs of the discriminators for one of them, score_pair for both
        returns       "discriminator": their loss before the step; "adversarial" and
                      "feature_matching": the generator's
        """
        with self.autocast():
            real_scores, fake_scores = score_pair(real, fake.detach())
        loss = discriminator_loss(real_scores, fake_scores)
        optimizer_step(loss, self.optimizer, self.network, self.max_grad_norm)
        self.network.requires_grad_(False)
        with self.autocast():
            with torch.no_grad():
                real_scores = score(real)
            fake_scores = score(fake)
        self.network.requires_grad_(True)
        return {
            "discriminator": loss,
            "adversarial": generator_loss(fake_scores),
            "feature_matching": feature_matching_loss(real_scores, fake_scores),
        }
