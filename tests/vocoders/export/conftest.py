"""A small harmonic network that is large enough to be quantized, and inputs of it."""

from collections.abc import Callable
from importlib.util import find_spec

import pytest
import torch

from vocoders.export.calibration import CalibrationObserver, MinMax
from vocoders.harmonic.config import HarmonicConfig
from vocoders.harmonic.network import HarmonicNetwork
from vocoders.mel_config import MelConfig

# these need the extra `export`
if not all(map(find_spec, ("onnx", "onnxruntime", "onnxscript"))):
    collect_ignore = [
        "test_external_data.py",
        "test_graph.py",
        "test_harmonic.py",
        "test_integer_operators.py",
    ]


@pytest.fixture
def network() -> HarmonicNetwork:
    """Two blocks, whose norms have uneven gains."""
    torch.manual_seed(3)
    config = HarmonicConfig(hidden_dim=128, num_blocks=2, expansion=2)
    made = HarmonicNetwork(config, MelConfig()).eval()
    with torch.no_grad():
        for block in made.blocks:
            block.norm.weight.copy_(torch.rand(128) * 5 + 0.05)
            block.norm.bias.normal_()
    return made


@pytest.fixture(scope="session")
def random_inputs() -> Callable[..., tuple[torch.Tensor, torch.Tensor]]:
    """A seed and a number of frames -> a mel and F0 features."""

    def make(seed: int = 0, frames: int = 50) -> tuple[torch.Tensor, torch.Tensor]:
        generator = torch.Generator().manual_seed(seed)
        mel = 2 * torch.randn(1, 100, frames, generator=generator) - 5
        return mel, torch.randn(1, 2, frames, generator=generator)

    return make


@pytest.fixture
def calibrated(
    random_inputs: Callable[..., tuple[torch.Tensor, torch.Tensor]],
) -> Callable[[torch.nn.Module], dict[str, MinMax]]:
    """A network -> the ranges of its layers on two random inputs."""

    def calibrate(network: torch.nn.Module) -> dict[str, MinMax]:
        with CalibrationObserver({"it": network}) as observer, torch.inference_mode():
            network(*random_inputs(1))
            network(*random_inputs(2))
        return observer.ranges["it"]

    return calibrate
