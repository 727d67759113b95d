"""A tiny mel configuration, and WaveNets with a few channels and random weights."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from vocoders.mel_config import MelConfig
from vocoders.wavenet.config import WaveNetConfig
from vocoders.wavenet.model import WaveNet

SMALL = {
    "residual_channels": 8,
    "skip_channels": 16,
    "stacks": 2,
    "layers_per_stack": 3,
    "cond_channels": 8,
    "cond_kernel_size": 3,
    "mixture_components": 3,
    "lpc_order": 0,
    "pitch_taps": 0,
}


@pytest.fixture(scope="session")
def spec() -> MelConfig:
    """A mel of 6 bands at 8 kHz, 16 samples a frame."""
    return MelConfig(
        sample_rate=8000, hop_length=16, win_length=64, n_fft=64, n_mels=6, f_max=4000.0
    )


@pytest.fixture(scope="session")
def make_network(spec: MelConfig) -> Callable[..., WaveNet]:
    """Keyword changes of the config -> a WaveNet with random weights, always the same."""

    def make(**changes: Any) -> WaveNet:
        torch.manual_seed(0)
        network = WaveNet(WaveNetConfig(**(SMALL | changes)), spec).eval()
        with torch.no_grad():
            for name, value in network.named_parameters():
                if "weight" in name:
                    value.mul_(1.5)  # otherwise the past would hardly matter
        return network

    return make


@pytest.fixture(scope="session")
def make_mel(spec: MelConfig) -> Callable[..., np.ndarray]:
    """Number of frames (and a seed) -> a random mel."""

    def make(frames: int, seed: int = 0) -> np.ndarray:
        rng = np.random.default_rng(seed)
        return rng.normal(-4, 2, (spec.n_mels, frames)).astype(np.float32)

    return make


@pytest.fixture(scope="session")
def make_f0() -> Callable[[int], np.ndarray]:
    """Number of frames -> F0 in Hz; each fifth frame is unvoiced."""

    def make(frames: int) -> np.ndarray:
        index = np.arange(frames)
        return np.where(index % 5 == 4, 0, 180 + 3 * index).astype(np.float32)

    return make


@pytest.fixture(scope="session")
def inputs_of(make_f0: Callable[[int], np.ndarray]) -> Callable[..., Any]:
    """A network, samples (batch, samples) and their mel -> the inputs of the network."""

    def prepare(network: WaveNet, samples: torch.Tensor, mel: np.ndarray) -> Any:
        batch = len(samples)
        mels = torch.from_numpy(mel)[None].expand(batch, -1, -1)
        f0 = None
        if network.config.pitch_taps:
            f0 = torch.from_numpy(make_f0(mel.shape[1]))[None].expand(batch, -1)
        return network.prepare_inputs(samples, mels, f0)

    return prepare
