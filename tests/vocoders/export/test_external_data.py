"""Graphs that refer to the weights of a file give the same results as with their own."""

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper, numpy_helper

from vocoders import weights
from vocoders.export.external_data import link_external_data, remove_unit_muls
from vocoders.export.tensor_refs import ExternalDataError

RNG = np.random.default_rng(0)
MATRIX = RNG.standard_normal((4, 6)).astype(np.float16)  # (outputs, inputs), as torch keeps it
BIAS = RNG.standard_normal(4).astype(np.float16)


def graph_of(nodes, **initializers):
    """A graph x (frames, 6) -> y (frames, 4)."""
    return helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["frames", 6])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["frames", 4])],
        [numpy_helper.from_array(values, name) for name, values in initializers.items()],
    )


def linear_graph(matrix=MATRIX, bias=BIAS):
    """x times the transposed matrix, times ones, plus bias."""
    nodes = [
        helper.make_node("MatMul", ["x", "m"], ["product"]),
        helper.make_node("Mul", ["product", "one"], ["scaled"]),
        helper.make_node("Add", ["scaled", "b"], ["y"]),
    ]
    return graph_of(
        nodes,
        m=np.ascontiguousarray(matrix.T, np.float32),
        b=bias.astype(np.float32),
        one=np.ones(4, np.float32),
    )


def run(graph, folder, x):
    """The output of a graph whose external data lie in a folder."""
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    onnx.save(model, folder / "g.onnx")
    session = ort.InferenceSession(folder / "g.onnx", providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


@pytest.fixture
def file(tmp_path):
    weights.save(tmp_path / "w.safetensors", {"net.weight": MATRIX, "net.bias": BIAS}, {})
    return tmp_path / "w.safetensors"


def test_a_linked_graph_gives_the_same_results_and_holds_no_weights(tmp_path, file):
    x = RNG.standard_normal((3, 6)).astype(np.float32)
    graph = linear_graph()
    link_external_data(graph, file, "net.")
    assert {tensor.name for tensor in graph.initializer} == {
        "net.weight.stored",
        "net.bias.stored",
    }
    assert all(tensor.external_data for tensor in graph.initializer)
    found = run(graph, tmp_path, x)
    np.testing.assert_allclose(found, x @ MATRIX.T.astype(np.float32) + BIAS, atol=1e-5)


def test_references_lead_to_the_bytes_of_the_file(file):
    graph = linear_graph()
    link_external_data(graph, file)
    table = weights.tensor_table(file)
    content = file.read_bytes()
    for tensor in graph.initializer:
        entry = {item.key: item.value for item in tensor.external_data}
        info = table[tensor.name.removesuffix(".stored")]
        assert entry["location"] == file.name and tuple(tensor.dims) == info.shape
        offset = int(entry["offset"])
        stored = content[offset : offset + int(entry["length"])]
        assert stored == (MATRIX if "weight" in tensor.name else BIAS).tobytes()


def test_a_graph_of_other_weights_is_refused_and_the_tensor_is_named(file):
    with pytest.raises(ExternalDataError, match=r"does not have, as they stand in .*, net\.bias:"):
        link_external_data(linear_graph(bias=BIAS + 1), file)


def test_tensors_of_other_networks_in_the_file_are_left_alone(tmp_path):
    tensors = {"net.weight": MATRIX, "net.bias": BIAS, "other.weight": MATRIX + 1}
    weights.save(tmp_path / "w.safetensors", tensors, {})
    link_external_data(linear_graph(), tmp_path / "w.safetensors", "net.")
    with pytest.raises(ExternalDataError, match=r"other\.weight"):
        link_external_data(linear_graph(), tmp_path / "w.safetensors")


def test_constants_that_are_no_weights_stay_in_the_graph(tmp_path, file):
    graph = linear_graph()
    graph.node[1].input[1] = "shift"
    graph.node[1].op_type = "Sub"
    graph.initializer.append(numpy_helper.from_array(np.full(4, 2, np.float32), "shift"))
    x = RNG.standard_normal((3, 6)).astype(np.float32)
    link_external_data(graph, file)
    kept = [tensor.name for tensor in graph.initializer if not tensor.external_data]
    assert kept == ["shift"]  # and the ones, which nothing uses any more, are gone
    found = run(graph, tmp_path, x)
    np.testing.assert_allclose(found, x @ MATRIX.T.astype(np.float32) + BIAS - 2, atol=1e-5)


def test_the_output_of_a_graph_is_never_removed():
    graph = graph_of([helper.make_node("Mul", ["x", "one"], ["y"])], one=np.ones(6, np.float32))
    remove_unit_muls(graph)
    assert len(graph.node) == 1


def test_multiplications_by_ones_are_removed_and_no_others():
    nodes = [
        helper.make_node("Mul", ["x", "one"], ["a"]),
        helper.make_node("Mul", ["two", "a"], ["b"]),
        helper.make_node("Mul", ["one", "b"], ["c"]),
        helper.make_node("Add", ["c", "one"], ["y"]),
    ]
    graph = graph_of(nodes, one=np.ones(6, np.float32), two=np.full(6, 2, np.float32))
    remove_unit_muls(graph)
    assert [(node.op_type, list(node.input)) for node in graph.node] == [
        ("Mul", ["two", "x"]),
        ("Add", ["b", "one"]),
    ]
