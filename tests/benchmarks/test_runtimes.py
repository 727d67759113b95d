"""benchmarks/runtimes.py: networks are compared on inputs that they were given."""

import numpy as np
import pytest

from tts import TTS
from tts.voice import PACKAGE_VOICES
from vocoders.onnx_session import OnnxModel


@pytest.fixture(scope="module")
def runtimes(benchmark):
    return benchmark("runtimes")


@pytest.mark.packaged
def test_the_inputs_of_all_networks_are_recorded(runtimes, monkeypatch):
    monkeypatch.setitem(runtimes.TEXTS, "10 s", "Hello.")
    tts = TTS.load("heart", runtime="onnx")
    inputs = runtimes.inputs_of(tts)
    networks = runtimes.networks_of(tts)
    assert set(inputs) == set(networks)
    assert all(isinstance(network, OnnxModel) for network in networks.values())  # put back
    row = runtimes.compared(networks["decoder"], networks["decoder"], inputs["decoder"], 1)
    assert row["error"] == 0
    assert min(row["float32"], row["int8"]) >= 0


def test_options_hold_while_sessions_are_opened(runtimes, monkeypatch):
    import onnxruntime

    seen = []
    opened = onnxruntime.InferenceSession

    def session(path, options, **more):
        seen.append(options.graph_optimization_level)
        return opened(path, options, **more)

    monkeypatch.setattr(onnxruntime, "InferenceSession", session)
    with runtimes.session_options({"graph_optimization_level": "ORT_DISABLE_ALL"}):
        OnnxModel(PACKAGE_VOICES / "harmonic.onnx")
    OnnxModel(PACKAGE_VOICES / "harmonic.onnx")
    levels = onnxruntime.GraphOptimizationLevel
    assert seen[0] == levels.ORT_DISABLE_ALL
    assert seen[1] != levels.ORT_DISABLE_ALL


def test_the_report_has_a_row_for_each_runtime_setting_and_network(runtimes):
    row = {"wall": 0.2, "cpu": 0.1, "speech": 5.0, "mb": 120.0}
    both = {"onnx": row, "torch": row}
    opened = {"an arena": {"open": 1.0, "networks": 2.0, "whole": 3.0, "mb": 4.0}}
    small = {"encoder": {"float32": 5.0, "int8": 2.5, "error": 0.01}}
    text = "\n".join(runtimes.report(3, both, both, both, opened, small))
    assert "| torch | 100 | 200 | 50.0 | 0.10 | 0.20 | 120 | 120 |" in text
    assert "| an arena | 1 | 2 | 3 | 4 |" in text
    assert "| encoder | 5.0 | 2.5 | 1.0% |" in text


def test_peak_memory_is_that_of_this_process(runtimes):
    large = np.ones(30_000_000)  # 240 MB
    assert 240 < runtimes.peak_memory() < 20_000
    assert large[0] == 1
