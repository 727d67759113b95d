"""Graphs are read before ONNX Runtime opens them: what speaks passes, and nothing else."""

import onnx
import pytest
from onnx import TensorProto, helper

from tts.voice import PACKAGE_VOICES
from vocoders import onnx_check
from vocoders.errors import InvalidWeightsError
from vocoders.onnx_check import ForeignGraphError, check_graph

GROUP = b"\xa3\x1f\xa4\x1f"  # a field of a kind that has not been in use since 2008
WIDE_TAG = b"\xba\x80\x80\x80\x10\x00"  # field 7, the graph, to who reads its lower 32 bits


def model_of(*nodes, initializers=()):
    """Bytes of a model from x to y."""
    port = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "n"]) for name in "xy"]
    graph = helper.make_graph(list(nodes), "g", port[:1], port[1:], list(initializers))
    return helper.make_model(graph).SerializeToString()


def branch():
    """A node that computes one of two graphs."""
    graph = helper.make_graph([helper.make_node("Neg", ["x"], ["y"])], "g", [], [])
    return helper.make_node("If", ["x"], ["y"], then_branch=graph, else_branch=graph)


def tensor(shape, name="t"):
    """A tensor that says it has a shape, and has no data."""
    return TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape)


ADD = helper.make_node("Add", ["x", "x"], ["y"])
SUM = helper.make_node("Add", ["t", "u"], ["v"])
WIDE = [tensor([30000, 1]), tensor([1, 30000], "u")]
FOREIGN = {
    "the operator Loop": model_of(helper.make_node("Loop", ["x"], ["y"])),
    "a graph within a node": model_of(branch()),
    r"the operator com\.example\.Add": model_of(
        helper.make_node("Add", ["x", "x"], ["y"], domain="com.example")
    ),
    "the operator ConstantOfShape": model_of(helper.make_node("ConstantOfShape", ["x"], ["y"])),
    r"the operator 'A\\nB'": model_of(helper.make_node("A\nB", ["x"], ["y"])),
    "more than 5000 nodes": model_of(*[ADD] * 5001),
    "a tensor of more than": model_of(ADD, initializers=[tensor([10**5, 10**5])]),
    "a tensor of more than 20000000 elements": model_of(
        helper.make_node("Constant", [], ["y"], value=tensor([-1]))
    ),
    "constants of more than 20000000 elements": model_of(
        ADD, initializers=[tensor([2 * 10**7]), tensor([1], "u")]
    ),
    "nodes that make far more of constants than these are": model_of(ADD, SUM, initializers=WIDE),
    "nodes whose .* not in the order of their arrays": model_of(
        helper.make_node("Neg", ["v"], ["w"]), SUM, initializers=[tensor([3]), tensor([3], "u")]
    ),
    "the operator Range on constants": model_of(
        ADD, helper.make_node("Range", ["t", "t", "t"], ["v"]), initializers=[tensor([])]
    ),
    "the operator Scan": model_of(ADD) + model_of(helper.make_node("Scan", ["x"], ["y"])),
}


def test_what_speaks_passes():
    files = sorted(PACKAGE_VOICES.rglob("*.onnx"))
    assert files
    for file in files:
        check_graph(file)


@pytest.mark.parametrize("fault", FOREIGN)
def test_what_no_export_writes_is_refused_by_name(tmp_path, fault):
    file = tmp_path / "a.onnx"
    file.write_bytes(FOREIGN[fault])
    with pytest.raises(ForeignGraphError, match=rf"a\.onnx is none that .* it has {fault}"):
        check_graph(file)


def test_functions_and_sparse_tensors_are_refused(tmp_path):
    file = tmp_path / "a.onnx"
    model = onnx.ModelProto.FromString(model_of(ADD))
    model.functions.add(name="f")
    file.write_bytes(model.SerializeToString())
    with pytest.raises(ForeignGraphError, match="functions"):
        check_graph(file)
    del model.functions[:]
    model.graph.sparse_initializer.add()
    file.write_bytes(model.SerializeToString())
    with pytest.raises(ForeignGraphError, match="sparse"):
        check_graph(file)


@pytest.mark.parametrize(
    "content", [b"", b"\xff" * 20, b"\x0a\x05ab", GROUP + model_of(ADD), WIDE_TAG + model_of(ADD)]
)
def test_what_another_reader_may_read_otherwise_is_refused(tmp_path, content):
    file = tmp_path / "a.onnx"
    file.write_bytes(content)
    with pytest.raises(InvalidWeightsError, match="damaged or no ONNX file"):
        check_graph(file)


def test_every_operator_that_is_let_through_ends():
    assert not {"Loop", "If", "Scan", "SequenceMap"} & onnx_check.STANDARD_OPERATORS
