import numpy as np
import pytest
import torch

from tts.alignment.classifier import (
    PACKAGED,
    PhoneClassifier,
    log_softmax,
    normalized_mel,
    read_weights,
)
from tts.alignment.phones import PHONES
from tts.training.aligner.network import AlignerNetwork
from vocoders import weights
from vocoders.errors import InvalidWeightsError
from vocoders.mel_config import MelConfig

MEL = np.random.default_rng(0).normal(-4, 2, (100, 40)).astype(np.float32)


@pytest.fixture
def network():
    torch.manual_seed(0)
    network = AlignerNetwork(100, 16, 2)
    for block in network.blocks:
        torch.nn.init.normal_(block.layer_scale)
    return network


@pytest.mark.parametrize(("int8", "tolerance"), [(False, 1e-4), (True, 0.3)])
def test_numpy_computes_what_torch_does(network, tmp_path, int8, tolerance):
    network.save(tmp_path / "a.safetensors", MelConfig(), int8=int8)
    found = PhoneClassifier.load(tmp_path / "a.safetensors")(MEL)
    with torch.no_grad():
        expected = network(torch.from_numpy(normalized_mel(MEL))[None])[0].numpy()
    assert found.shape == (40, len(PHONES))
    assert np.abs(found - expected).max() < tolerance


def test_a_saved_network_is_the_same_when_it_is_loaded(network, tmp_path):
    network.save(tmp_path / "a.safetensors", MelConfig(), int8=False)
    again = AlignerNetwork.load(tmp_path / "a.safetensors")
    frames = torch.from_numpy(normalized_mel(MEL))[None]
    assert torch.allclose(again(frames), network(frames), atol=1e-4)


def test_level_and_filter_of_a_recording_do_not_matter():
    curve = np.linspace(-2, 3, 100, dtype=np.float32)[:, None]
    assert np.abs(normalized_mel(MEL) - normalized_mel(MEL + 1.5)).max() < 1e-5
    filtered = normalized_mel(np.concatenate([MEL[:, :20]] * 2, 1) + curve)
    assert filtered[:20] == pytest.approx(filtered[20:])


def test_the_mean_is_that_of_loud_frames():
    silent = np.concatenate([MEL, np.full((100, 400), -11.5, np.float32)], 1)
    assert normalized_mel(silent)[:40] == pytest.approx(normalized_mel(MEL))


def test_probabilities_sum_to_one():
    assert np.exp(log_softmax(MEL)).sum(-1) == pytest.approx(np.ones(100), abs=1e-5)


def test_the_packaged_weights_fit_and_are_small():
    assert PhoneClassifier.load().num_blocks > 1
    assert PACKAGED.stat().st_size < 1_200_000


def test_other_weights_are_refused(tmp_path):
    weights.save(tmp_path / "b.safetensors", {"x": np.zeros(3)}, {"architecture": "harmonic"})
    with pytest.raises(InvalidWeightsError, match=r"cannot read|holds no aligner"):
        PhoneClassifier.load(tmp_path / "b.safetensors")


def test_a_cut_file_is_refused(network, tmp_path):
    path = tmp_path / "a.safetensors"
    network.save(path, MelConfig())
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(InvalidWeightsError, match="damaged"):
        read_weights(path)
