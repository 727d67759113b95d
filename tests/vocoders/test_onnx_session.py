"""Networks in ONNX Runtime: arrays in and out, metadata, refusals."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnx
import pytest
import torch

from vocoders.errors import InvalidWeightsError, VocoderError
from vocoders.export.graph import ExportSpec, export_graph
from vocoders.mel_config import MelConfig
from vocoders.onnx_memory import REFUSAL
from vocoders.onnx_session import OnnxModel, RunGate, check_external_data
from vocoders.weights import HEADER_KEY, header_hash, save


class Sum(torch.nn.Module):
    """a + 2 b, and their product."""

    def forward(self, a, b):
        return a + 2 * b, a * b


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("onnx") / "sum.onnx"
    metadata = {
        "architecture": "sum",
        "config": {"dim": 3},
        "mel_config": MelConfig().to_dict(),
    }
    spec = ExportSpec(
        Sum(),
        lambda length: {"a": torch.randn(1, length, 3), "b": torch.randn(1, length, 3)},
        {"a": 1, "b": 1},
        ["sum", "product"],
        metadata,
    )
    export_graph(spec, path)
    return path


def test_arrays_have_no_batch_axis_and_the_order_of_the_inputs(file):
    model = OnnxModel(file)
    a = np.arange(12, dtype=np.float32).reshape(4, 3)
    b = np.ones((4, 3), np.float32)
    total, product = model(a, b)
    assert model.inputs == ["a", "b"]
    np.testing.assert_array_equal(total, a + 2)
    np.testing.assert_array_equal(product, a)
    with pytest.raises(ValueError):
        model(a)


def test_a_value_of_the_metadata_is_found_or_named(file):
    model = OnnxModel(file)
    assert model.metadata("config", "dim") == 3
    for keys in (("config", "width"), ("colour",), ("architecture", "config")):
        with pytest.raises(InvalidWeightsError, match=f"lacks {' / '.join(keys)}. Export"):
            model.metadata(*keys)


def test_what_is_no_network_of_ours_is_refused_by_name(file, tmp_path):
    with pytest.raises(InvalidWeightsError, match=r"there is no network .*absent\.onnx"):
        OnnxModel(tmp_path / "absent.onnx")
    with pytest.raises(VocoderError, match="threads must be one at least, not 0"):
        OnnxModel(file, threads=0)
    damaged = tmp_path / "damaged.onnx"
    damaged.write_bytes(file.read_bytes()[:40])
    with pytest.raises(InvalidWeightsError, match=r"damaged\.onnx: .*damaged or no ONNX file"):
        OnnxModel(damaged)
    graph = onnx.load(file)
    del graph.metadata_props[:]
    foreign = tmp_path / "foreign.onnx"
    onnx.save(graph, foreign)
    with pytest.raises(InvalidWeightsError, match=f"foreign.onnx is not one of .*{HEADER_KEY}"):
        OnnxModel(foreign)


def test_external_data_must_have_the_header_that_the_network_refers_to(tmp_path):
    weights = tmp_path / "weights.safetensors"
    save(weights, {"a": np.zeros(3, np.float32)}, {"architecture": "sum"})
    found = header_hash(weights)
    network = tmp_path / "sum.onnx"
    check_external_data(network, {})
    check_external_data(network, {"weights_file": weights.name, "header_hash": found})
    # a path is never followed out of the folder
    check_external_data(network, {"weights_file": f"../{weights.name}", "header_hash": found})
    with pytest.raises(InvalidWeightsError, match=f"does not belong to weights.* not {found}"):
        check_external_data(network, {"weights_file": weights.name, "header_hash": "0"})


def test_a_run_without_memory_is_done_again_alone():
    gate = RunGate()
    running = set()
    most = threading.Semaphore(0)
    seen = []

    def greedy():
        seen.append(len(running))
        if running:
            raise RuntimeError(f"{REFUSAL} nothing")
        return "done"

    def usual():
        running.add(1)
        most.release()
        time.sleep(0.2)
        running.clear()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(gate.run, usual)
        most.acquire()
        assert gate.run(greedy) == "done"
        other.result()
    assert seen == [1, 0]
    with pytest.raises(RuntimeError, match="nothing"):
        running.add(1)
        gate.run(greedy)


def test_another_error_is_not_tried_again():
    calls = []
    with pytest.raises(ZeroDivisionError):
        RunGate().run(lambda: calls.append(1) or 1 / 0)
    assert len(calls) == 1
