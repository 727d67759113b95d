"""Torch networks in weights files: one way to save and to load them; needs torch."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from vocoders import weights
from vocoders.errors import InvalidWeightsError

if TYPE_CHECKING:
    from vocoders.mel_config import MelConfig

Network = TypeVar("Network", bound=nn.Module)


def state_arrays(network: nn.Module, fp16: bool = False) -> dict[str, NDArray[Any]]:
    """Weights of a network as arrays, float32 or float16."""
    dtype = np.float16 if fp16 else np.float32
    return {
        name: tensor.detach().cpu().numpy().astype(dtype)
        for name, tensor in network.state_dict().items()
    }


def save_network(
    path: str | os.PathLike[str],
    architecture: str,
    config: Any,
    spec: MelConfig,
    tensors: Mapping[str, NDArray[Any]],
    **more: Any,
) -> None:
    """Write a network into one safetensors file, whole or not at all.

    architecture    its name in the header
    config          the dataclass that shapes it
    spec            the mel that it was trained on
    tensors         its weights, as `state_arrays` or `vocoders.export.quantization` give them
    more            goes into the header
    """
    about = {"architecture": architecture, "config": asdict(config), "mel_config": spec.to_dict()}
    weights.save(path, tensors, about | more)


def load_network(
    path: str | os.PathLike[str],
    architecture: str,
    build: Callable[[dict[str, Any], MelConfig], Network],
) -> tuple[Network, MelConfig]:
    """A network rebuilt from its file alone, in evaluation mode, float32; and its mel.

    build    header, mel configuration -> the network with random weights

    InvalidWeightsError if the file is absent, damaged, foreign, of another format or architecture,
    or if its tensors are not those of its config.
    """
    weights.checked_metadata(path)
    tensors, meta = weights.load_tensors(path)
    if meta.get("architecture") != architecture:
        raise InvalidWeightsError(
            f"{path} holds the architecture {meta.get('architecture')!r}, not {architecture!r}."
        )
    spec = weights.mel_config_of(meta, path)
    state = {name: torch.from_numpy(array.astype(np.float32)) for name, array in tensors.items()}
    try:
        network = build(meta, spec)
        network.load_state_dict(state)
    except InvalidWeightsError:  # it is a ValueError, and says more
        raise
    except (KeyError, TypeError, ValueError, RuntimeError, ArithmeticError, MemoryError) as error:
        raise InvalidWeightsError(
            f"the tensors in {path} do not fit its header: {error}"
        ) from error
    return network.eval(), spec
