"""Torch networks come back from their files as they were, and what does not fit is refused."""

from dataclasses import dataclass

import numpy as np
import pytest
import torch
from torch import nn

from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig
from vocoders.network_file import load_network, save_network, state_arrays

SPEC = MelConfig(n_mels=7)


@dataclass(frozen=True)
class Config:
    dim: int = 3


def build(meta, spec):
    return nn.Linear(spec.n_mels, Config(**meta["config"]).dim)


def save(path, network, architecture="linear", config=Config(), fp16=False):
    save_network(path, architecture, config, SPEC, state_arrays(network, fp16), step=5)


@pytest.mark.parametrize("fp16", [False, True])
def test_a_network_comes_back_as_float32_in_evaluation_mode(tmp_path, fp16):
    network = nn.Linear(7, 3)
    save(tmp_path / "a.safetensors", network, fp16=fp16)
    again, spec = load_network(tmp_path / "a.safetensors", "linear", build)
    assert spec == SPEC and not again.training and again.weight.dtype == torch.float32
    np.testing.assert_allclose(
        again.weight.detach(), network.weight.detach(), atol=1e-3 if fp16 else 0
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"architecture": "other"}, "holds the architecture 'other', not 'linear'"),
        ({"config": Config(4)}, "do not fit its header"),
        ({"network": nn.Linear(8, 3)}, "do not fit its header"),
        ({"network": nn.Linear(7, 3, bias=False)}, "do not fit its header.*bias"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_file(tmp_path, changes, said):
    save(tmp_path / "a.safetensors", **{"network": nn.Linear(7, 3), **changes})
    with pytest.raises(VocoderError, match="(?s)" + said):
        load_network(tmp_path / "a.safetensors", "linear", build)
