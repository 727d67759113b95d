"""The harmonic vocoder from an ONNX file: the same filters, and no other file."""

import numpy as np
import pytest

from vocoders.errors import InvalidWeightsError
from vocoders.harmonic.network_onnx import HarmonicOnnx
from vocoders.mel_config import MelConfig


class Network:
    """A network of ONNX Runtime that adds its inputs up."""

    path = "a.onnx"

    def __init__(self, path="a.onnx", threads=1, architecture="harmonic"):
        self.threads = threads
        self.meta = {
            "architecture": architecture,
            "mel_config": MelConfig().to_dict(),
            "config": {"max_voiced_hz": 6000, "kernel_size": 7, "num_blocks": 2},
        }

    def __call__(self, mel, f0_features, shapes):
        assert shapes == [(mel.shape[1], None)] * 2
        return mel + 1, f0_features + 2

    def metadata(self, *keys):
        value = self.meta
        for key in keys:
            value = value[key]
        return value


def test_the_description_comes_from_the_file():
    vocoder = HarmonicOnnx(Network())
    assert vocoder.max_voiced_hz == 6000.0
    assert vocoder.spec.n_mels == 100
    assert vocoder.context_frames == 9  # 3 convolutions, 3 frames on either side
    predicted, base = vocoder.predict_filters(np.zeros((1, 3)), np.zeros((1, 2)))
    assert (predicted.tolist(), base.tolist()) == ([[1, 1, 1]], [[2, 2]])


def test_a_file_of_another_architecture_is_refused(monkeypatch):
    monkeypatch.setattr(
        "vocoders.harmonic.network_onnx.OnnxModel",
        lambda path, threads: Network(path, threads, path.split(".")[0]),
    )
    assert HarmonicOnnx.load("harmonic.onnx", 3).network.threads == 3
    with pytest.raises(InvalidWeightsError, match=r"wavenet\.onnx holds the architecture"):
        HarmonicOnnx.load("wavenet.onnx")
