"""FastSpeech 2 from three ONNX files: which files belong together."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tts.acoustic import fastspeech2_onnx
from tts.acoustic.fastspeech2_onnx import NETWORKS, FastSpeech2Onnx, check_network, network_file
from vocoders.errors import InvalidWeightsError


def test_the_files_are_named_by_that_of_the_encoder():
    encoder = Path("voices") / "acoustic.encoder.onnx"
    assert network_file(encoder, "encoder") == encoder
    assert network_file(encoder, "decoder") == Path("voices") / "acoustic.decoder.onnx"


def network(**meta):
    return SimpleNamespace(path=Path("a.onnx"), meta=meta)


def test_a_network_of_another_name_or_kind_is_refused():
    check_network(network(architecture="fastspeech2", network="decoder"), "decoder")
    for meta in (
        {"architecture": "fastspeech2", "network": "encoder"},
        {"architecture": "harmonic", "network": "decoder"},
        {},
    ):
        with pytest.raises(InvalidWeightsError, match="is not the decoder of an acoustic model"):
            check_network(network(**meta), "decoder")


def test_networks_of_two_exports_are_not_mixed(monkeypatch):
    def opened(path, threads):
        name = path.name.split(".")[1]
        digest = "new" if name == "decoder" else "old"
        meta = {"architecture": "fastspeech2", "network": name, "weights_digest": digest}
        return SimpleNamespace(path=path, meta=meta)

    assert NETWORKS[-1] == "decoder"
    monkeypatch.setattr(fastspeech2_onnx, "OnnxModel", opened)
    with pytest.raises(InvalidWeightsError, match=r"a\.decoder\.onnx and .*different models"):
        FastSpeech2Onnx.load("a.encoder.onnx")
