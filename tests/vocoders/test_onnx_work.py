"""What a graph computes is counted before it runs."""

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from tts.voice import PACKAGE_VOICES
from vocoders import onnx_work
from vocoders.errors import InvalidWeightsError
from vocoders.onnx_check import check_graph


def fault_of(tmp_path, nodes, tensors=(), dims=(1, "n", 4)):
    """The line for a graph from x to y; nothing if it may be opened."""
    port = [helper.make_tensor_value_info(name, TensorProto.FLOAT, dims) for name in "xy"]
    values = [numpy_helper.from_array(np.asarray(each), name) for name, each in tensors]
    nodes = [
        helper.make_node(name, list(given), [made], **more) for name, given, made, more in nodes
    ]
    file = tmp_path / "a.onnx"
    graph = helper.make_graph(nodes, "g", port[:1], port[1:], values)
    file.write_bytes(helper.make_model(graph).SerializeToString())
    try:
        check_graph(file)
    except InvalidWeightsError as error:
        return str(error)
    return ""


def ones(*dims):
    return np.ones(dims, np.float32)


def chain(operator, count):
    """So many nodes, one after the other."""
    names = ["x", *(f"v{index}" for index in range(count - 1)), "y"]
    return [(operator, [names[index]], names[index + 1], {}) for index in range(count)]


def test_layers_may_be_opened(tmp_path):
    nodes = [
        ("MatMul", "xw", "a", {}),
        ("Gelu", "a", "b", {}),
        ("Reshape", "bs", "y", {}),
    ]
    tensors = [("w", ones(4, 600)), ("s", np.array([1, -1, 3, 200]))]
    assert fault_of(tmp_path, nodes, tensors) == ""
    assert fault_of(tmp_path, chain("Sin", 1000)) == ""


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 7, 8, 9, 10, 11])
def test_a_decoder_may_take_several_frames_at_a_time(tmp_path, count):
    nodes = [("Reshape", "xs", "y", {})]
    assert fault_of(tmp_path, nodes, [("s", np.array([1, -1, 4 * count]))]) == ""


HEAVY = {
    "a convolution": (
        [("ReduceSum", "x", "g", {}), ("Add", "gr", "a", {}), ("Conv", "ak", "y", {})],
        [("r", ones(1, 1, 10**5)), ("k", ones(1, 1, 50_000))],
    ),
    "matrices": ([("Add", ["x", "w"], "a", {}), ("MatMul", "aw", "y", {})], [("w", ones(4000, 4))]),
    "nodes": (
        [("Gather", "tx", "v", {}), ("Sin", "v", "y", {})],
        [("t", ones(2, 10**6))],
    ),
    "doubling": (
        [
            ("Concat", ["x" if not i else f"v{i}"] * 2, f"v{i + 1}" if i < 29 else "y", {"axis": 0})
            for i in range(30)
        ],
        [],
    ),
    "squares of the length": (
        [("Transpose", "x", "t", {"perm": [0, 2, 1]}), ("MatMul", "xt", "a", {})]
        + [("Sin", [f"v{i}" if i else "a"], f"v{i + 1}", {}) for i in range(900)],
        [],
    ),
}


@pytest.mark.parametrize("kind", HEAVY)
def test_what_would_take_hours_is_refused(tmp_path, kind):
    nodes, tensors = HEAVY[kind]
    assert "has" in fault_of(tmp_path, nodes, tensors)
    assert kind == "matrices" or "far more to compute" in fault_of(tmp_path, nodes, tensors)


def test_arrays_that_shrink_with_the_length_are_refused(tmp_path):
    nodes = [
        ("Shape", "x", "n", {"start": 1, "end": 2}),
        ("Concat", "no", "s", {"axis": 0}),
        ("Reshape", "ts", "b", {}),
        ("ReduceSum", "b", "y", {}),
    ]
    tensors = [("o", np.array([-1])), ("t", ones(2400))]
    assert "larger for shorter inputs" in fault_of(tmp_path, nodes, tensors)


def test_constants_are_not_computed_with(tmp_path):
    nodes = [("MatMul", "ww", "a", {}), ("Add", "xa", "y", {})]
    assert "MatMul on constants" in fault_of(tmp_path, nodes, [("w", ones(4, 4))])
    nodes = [("Concat", ["w"] * 9, "a", {"axis": 0}), ("ReduceSum", "a", "y", {})]
    assert "far more of constants" in fault_of(tmp_path, nodes, [("w", ones(400_000))])


@pytest.mark.parametrize(
    ("nodes", "dims"),
    [
        ([("Sin", "x", "y", {})], None),
        ([("Sin", "z", "y", {})], (1, "n")),
        ([("Concat", "x", "y", {"axis": 1.5})], (1, "n")),
        ([("Transpose", "x", "y", {"perm": [9, 9]})], (1, "n")),
        ([("Gather", "x", "y", {})], (1, "n")),
    ],
)
def test_sizes_that_can_not_be_told_are_refused_in_one_line(tmp_path, nodes, dims):
    fault = fault_of(tmp_path, nodes, dims=dims)
    assert "is none that `plainspeech export` writes: it has" in fault and "\n" not in fault


@pytest.mark.packaged
def test_ours_stay_far_from_the_limit(monkeypatch):
    monkeypatch.setattr(onnx_work, "MAX_WORK", onnx_work.MAX_WORK // 4)
    for file in PACKAGE_VOICES.rglob("*.onnx"):
        check_graph(file)
