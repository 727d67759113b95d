"""Early stopping, network by network.

The networks of an acoustic model learn at different speeds: durations and pitch are overfitted
after a few hundred steps of a small corpus, while the decoder still gains. So each network has a
validation loss of its own. When it has not fallen for `patience` validations, the network gets its
best weights back and is held, while the others go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torch import Tensor

NETWORK_LOSSES = {
    "encoder": ("duration", "pitch", "energy"),
    "f0_predictor": ("f0", "voicing"),
    "decoder": ("mel",),
}


class EarlyStopping:
    """The best validation of each network so far.

    networks    those that are watched
    patience    validations without a new best after which a network is held; 0 for never
    """

    def __init__(self, networks: tuple[str, ...], patience: int) -> None:
        self.networks = networks
        self.patience = patience
        self.best_loss: dict[str, float] = {}
        self.best_weights: dict[str, dict[str, Tensor]] = {}
        self.waited: dict[str, int] = {}
        self.held: list[str] = []

    def update(self, losses: Mapping[str, float], weights: Mapping[str, Tensor]) -> list[str]:
        """Take in a validation; returns the networks to hold from now on.

        losses     by their names in NETWORK_LOSSES
        weights    a state dict: the names of a network's tensors begin with its own
        """
        ended = []
        for network in self.networks:
            if network in self.held or not self.patience:
                continue
            loss = sum(losses[name] for name in NETWORK_LOSSES[network])
            if loss < self.best_loss.get(network, float("inf")):
                self.best_loss[network] = loss
                self.waited[network] = 0
                self.best_weights[network] = {
                    name: value.clone()
                    for name, value in weights.items()
                    if name.startswith(f"{network}.")
                }
            else:
                self.waited[network] += 1
            if self.waited[network] >= self.patience:
                ended.append(network)
        self.held += ended
        return ended

    def state_dict(self) -> dict[str, Any]:
        """Everything that a resumed run needs."""
        names = ("best_loss", "best_weights", "waited", "held")
        return {name: getattr(self, name) for name in names}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from a state."""
        for name, value in state.items():
            setattr(self, name, value)
