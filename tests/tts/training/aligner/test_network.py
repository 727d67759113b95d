import numpy as np
import torch

from tts.training.aligner.network import AlignerNetwork
from vocoders.mel_config import MelConfig
from vocoders.weights import load_tensors


def test_large_weights_are_stored_in_a_byte(tmp_path):
    network = AlignerNetwork(100, 32, 1)
    network.save(tmp_path / "a.safetensors", MelConfig(), step=7)
    size = (tmp_path / "a.safetensors").stat().st_size
    weights = sum(value.numel() for value in network.parameters())
    assert size < 1.2 * weights + 10_000
    tensors, meta = load_tensors(tmp_path / "a.safetensors")
    assert meta["step"] == 7 and meta["architecture"] == "aligner"
    error = np.abs(tensors["in_conv.weight"] - network.in_conv.weight.detach().numpy()).max()
    assert error < 0.01 * float(network.in_conv.weight.detach().abs().max())


def test_writing_does_not_change_the_network(tmp_path):
    network = AlignerNetwork(100, 16, 2)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    network.save(tmp_path / "a.safetensors", MelConfig())
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
