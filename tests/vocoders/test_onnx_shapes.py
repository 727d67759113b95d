"""Sizes of arrays beside those that ONNX Runtime computes."""

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from vocoders.onnx_check import STANDARD_OPERATORS
from vocoders.onnx_proto import read_node
from vocoders.onnx_shapes import RULES, Extent, ShapeError, extents_of, products_of

INTS, FLOATS = np.int64, np.float32


def array(*dims):
    """An array of floats of some sizes."""
    return np.ones(dims, FLOATS)


def ints(*numbers):
    """A list of whole numbers."""
    return np.array(numbers, INTS)


def node_of(operator, count, outputs=1, **attributes):
    """A node with so many inputs; what was read of it, too."""
    names = [f"y{index}" for index in range(outputs)]
    node = helper.make_node(operator, [f"x{index}" for index in range(count)], names, **attributes)
    return node, read_node(memoryview(node.SerializeToString()))


def extent(values):
    """An array as the rules see it: a list of numbers, as a constant."""
    is_list = values.ndim < 2 and values.size < 17
    numbers = tuple(values.ravel().tolist()) if is_list else None
    return Extent(values.shape, numbers, True)


def computed(node, values):
    """What ONNX Runtime makes of a node."""
    kinds = {INTS: TensorProto.INT64, FLOATS: TensorProto.FLOAT, np.bool_: TensorProto.BOOL}
    ports = [
        helper.make_tensor_value_info(name, kinds[each.dtype.type], each.shape)
        for name, each in zip(node.input, values, strict=True)
    ]
    outputs = [helper.make_empty_tensor_value_info(name) for name in node.output]
    graph = helper.make_graph([node], "g", ports, outputs)
    opset = [helper.make_opsetid("", 20)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    return session.run(None, dict(zip(node.input, values, strict=True)))


CASES = [
    ("Add", [array(4, 1, 3), array(5, 1)], {}),
    ("Where", [np.ones((2, 1), bool), array(3), array(1)], {}),
    ("Concat", [array(2, 3), array(2, 4)], {"axis": -1}),
    ("Concat", [ints(2, 3), ints(4)], {"axis": 0}),
    ("Conv", [array(1, 4, 20), array(6, 2, 3)], {"group": 2, "pads": [1, 2], "strides": [2]}),
    ("Conv", [array(1, 4, 20), array(6, 4, 3), array(6)], {"dilations": [3]}),
    ("Gather", [array(4, 5, 6), ints(1, 2)], {"axis": 1}),
    ("Gather", [ints(7, 8, 9), np.array(1)], {}),
    ("Gemm", [array(3, 2), array(5, 3)], {"transA": 1, "transB": 1}),
    ("LayerNormalization", [array(2, 3), array(3)], {}),
    ("MatMul", [array(2, 3, 4), array(4, 5)], {}),
    ("MatMul", [array(7, 1, 3, 4), array(2, 4, 5)], {}),
    ("MatMul", [array(4), array(2, 4, 5)], {}),
    ("MatMul", [array(2, 4), array(4)], {}),
    ("Cast", [np.array([2.7, 3.0], FLOATS)], {"to": TensorProto.INT64}),
    ("Div", [ints(7, 0, 9), ints(2)], {}),
    ("Div", [np.array([7.0], FLOATS), np.array([2.0], FLOATS)], {}),
    ("Mul", [ints(2, 3), ints(4)], {}),
    ("Range", [np.array(0), np.array(9), np.array(1)], {}),
    ("ReduceMean", [array(2, 3, 4), ints(-1)], {"keepdims": 0}),
    ("ReduceSum", [array(2, 3, 4), ints(0, 2)], {}),
    ("ReduceSum", [array(2, 3)], {"keepdims": 0}),
    ("Reshape", [array(2, 3, 4), ints(0, -1)], {}),
    ("Reshape", [ints(2, 3), ints(-1, 1, 2)], {"allowzero": 1}),
    ("Shape", [array(2, 3, 4)], {"start": 1}),
    ("Shape", [array(2, 3, 4)], {"end": -1}),
    ("Slice", [array(9, 8), ints(-3, 7), ints(2**63 - 1, 0), ints(0, 1), ints(1, -2)], {}),
    ("Slice", [ints(5, 6, 7, 8), ints(1), ints(3)], {}),
    ("Softmax", [array(2, 3)], {}),
    ("Split", [array(2, 7), ints(3, 4)], {"axis": 1, "outputs": 2}),
    ("Squeeze", [array(1, 3, 1), ints(-1)], {}),
    ("Squeeze", [array(1, 3, 1)], {}),
    ("Transpose", [array(2, 3, 4)], {"perm": [2, 0, 1]}),
    ("Transpose", [array(2, 3, 4)], {}),
    ("Unsqueeze", [array(3, 4), ints(0, -1)], {}),
    ("Unsqueeze", [np.array(5), ints(0)], {}),
]


@pytest.mark.parametrize(("operator", "values", "attributes"), CASES)
def test_sizes_and_numbers_are_those_that_are_computed(operator, values, attributes):
    node, read = node_of(operator, len(values), **attributes)
    found = extents_of(read, [extent(each) for each in values])
    for told, made in zip(found, computed(node, values), strict=True):
        assert told.dims == np.shape(made)
        if told.numbers is not None and len(told.dims) < 2:
            assert list(told.numbers) == np.ravel(made).tolist()


def test_each_operator_has_a_rule_or_keeps_the_sizes():
    kept = """Abs Cast Ceil Clip Cos DequantizeLinear Erf Exp Floor Gelu Identity
        LayerNormalization Log Neg QuantizeLinear Reciprocal Relu Round Sigmoid Sin Softmax Sqrt
        Tanh""".split()
    assert set(kept) | RULES.keys() | {"Split"} >= STANDARD_OPERATORS


def test_a_convolution_with_the_channels_last():
    attributes = {"channels_last": 1, "pads": [1, 1]}
    _, node = node_of("QLinearConv", 9, **attributes)
    inputs = [Extent((1, 50, 8)), *[Extent(())] * 2, Extent((6, 8, 3)), *[Extent(())] * 5]
    assert extents_of(node, inputs)[0].dims == (1, 50, 6)
    assert products_of(node, inputs, 300) == 300 * 24


def test_products_of_a_matrix():
    for operator, inputs in {
        "MatMul": [Extent((2, 3, 4)), Extent((4, 5))],
        "Gemm": [Extent((6, 4)), Extent((4, 5))],
    }.items():
        _, node = node_of(operator, 2)
        assert products_of(node, inputs, 30) == 120
    assert products_of(node_of("Add", 2)[1], inputs, 30) == 0


REFUSED = [
    ("Add", [Extent((2,)), Extent((3,))], {}),
    ("Range", [Extent((), (1,)), Extent((), (9,)), Extent((), (1,))], {}),
    ("Range", [Extent((), (0,)), Extent(()), Extent((), (1,))], {}),
    ("Reshape", [Extent((6,)), Extent((2,), (-1, 4))], {}),
    ("Reshape", [Extent((6,)), Extent((2,), (-2, -3))], {}),
    ("Reshape", [Extent((6,)), Extent((2,))], {}),
    ("Slice", [Extent((6,)), Extent((1,), (2,)), Extent((1,), (6,))], {}),  # begins by the length
    ("Mul", [Extent((1,), (2**40,)), Extent((1,), (2**40,))], {}),
    ("Conv", [Extent((1, 4, 9)), Extent((4, 4, 3))], {"auto_pad": "SAME_UPPER"}),
    ("Transpose", [Extent((2, 3))], {"perm": [0, 0]}),
    ("Split", [Extent((5,)), Extent((2,), (-1, 6))], {"outputs": 2}),
]


@pytest.mark.parametrize(("operator", "inputs", "attributes"), REFUSED)
def test_what_can_not_be_told_is_refused(operator, inputs, attributes):
    with pytest.raises(ShapeError):
        extents_of(node_of(operator, len(inputs), **attributes)[1], inputs)


def test_numbers_that_may_shrink_are_unknown():
    for operator, inputs in {
        "Mul": [Extent((1,), (3,)), Extent((1,), (-1,))],
        "Sub": [Extent((1,), (3,)), Extent((1,), (1,))],
        "Div": [Extent((1,), (9,)), Extent((1,), (2,))],  # by the length
    }.items():
        assert extents_of(node_of(operator, 2)[1], inputs)[0].numbers is None
    _, cast = node_of("Cast", 1, to=TensorProto.UINT8)
    assert extents_of(cast, [Extent((1,), (300,))])[0].numbers is None


@pytest.mark.parametrize("numbers", [((-9,), (2,)), ((9,), (0,)), ((9,), (-2,)), ((9.0,), (2,))])
def test_a_quotient_is_known_of_whole_numbers_alone(numbers):
    inputs = [Extent((1,), each, True) for each in numbers]
    assert extents_of(node_of("Div", 2)[1], inputs)[0].numbers is None


def test_a_constant():
    value = numpy_helper.from_array(ints(3, 4))
    (found,) = extents_of(node_of("Constant", 0, value=value)[1], [])
    assert found == Extent((2,), (3, 4), True)
