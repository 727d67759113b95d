"""Export of the harmonic vocoder: inputs and outputs of its network and its synthesis."""

import numpy as np
import pytest

from vocoders.export.graph import export_graph
from vocoders.export.harmonic import network_spec, synthesis_spec
from vocoders.harmonic.config import HarmonicConfig
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.harmonic.network_onnx import HarmonicOnnx
from vocoders.onnx_session import OnnxModel


@pytest.fixture(scope="module")
def vocoder():
    return HarmonicVocoder(HarmonicConfig(hidden_dim=16, num_blocks=1))


def names(ports):
    return [port.name for port in ports]


def test_the_network_is_read_by_the_vocoder_in_onnx_runtime(vocoder, tmp_path):
    assert export_graph(network_spec(vocoder), tmp_path / "h.onnx") < 1e-4
    loaded = HarmonicOnnx.load(tmp_path / "h.onnx")
    rng = np.random.default_rng(0)
    mel = rng.normal(-5, 1, (100, 30)).astype(np.float32)
    f0 = rng.uniform(100, 300, 30).astype(np.float32)
    np.testing.assert_allclose(loaded(mel, f0, 3), vocoder(mel, f0, 3), atol=1e-4)


def test_the_synthesis_takes_what_the_network_gives(vocoder, tmp_path):
    export_graph(network_spec(vocoder), tmp_path / "h.onnx")
    synthesis = synthesis_spec(vocoder.spec, vocoder.max_voiced_hz)
    assert export_graph(synthesis, tmp_path / "h.synthesis.onnx") < 1e-4
    network = OnnxModel(tmp_path / "h.onnx")
    rest = OnnxModel(tmp_path / "h.synthesis.onnx", is_own=True)
    assert names(network.session.get_inputs()) == ["mel", "f0_features"]
    filters = names(network.session.get_outputs())
    assert filters == ["predicted_filters", "base_filters"]
    assert names(rest.session.get_inputs()) == [*filters, "f0_features", "noise"]
    mel = np.full((100, 12), -5, np.float32)
    f0_features = np.stack([np.zeros(12), np.ones(12)]).astype(np.float32)
    noise = np.random.default_rng(0).standard_normal((12, 256)).astype(np.float32)
    (samples,) = rest(*network(mel, f0_features), f0_features, noise)
    assert samples.shape == (12 * 256,) and np.abs(samples).max() > 0
