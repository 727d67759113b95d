"""Products with int8 weights as integer operators: results near the float ones, uint8 handed on,
other uses refused.
"""

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper, numpy_helper

from vocoders import weights
from vocoders.export.external_data import link_external_data
from vocoders.export.integer_operators import CONTRIB_DOMAIN, is_transpose, to_channels_last
from vocoders.export.tensor_refs import ExternalDataError

RNG = np.random.default_rng(0)
CHANNELS = 8
INPUT_RANGE = np.array([8 / 255, 128], np.float32)  # scale and zero point of -4 to 4
OUTPUT_RANGE = np.array([12 / 255, 128], np.float32)  # of -6 to 6
RELU_RANGE = np.array([4 / 255, 0], np.float32)  # of 0 to 4


def int8_layer(name, *shape, output=None):
    """The tensors of a quantized layer, and its weights as float32."""
    integers = RNG.integers(-60, 61, (CHANNELS, CHANNELS, *shape)).astype(np.int8)
    scale = RNG.uniform(0.002, 0.004, CHANNELS).astype(np.float32)
    tensors = {
        name: integers,
        f"{name}.scale": scale,
        f"{name}.input_qparams": INPUT_RANGE,
    }
    if output is not None:
        tensors[f"{name}.output_qparams"] = output
    return tensors, integers * scale.reshape(-1, 1, *[1] * len(shape))


def small_bias():
    return RNG.uniform(-0.5, 0.5, CHANNELS).astype(np.float16)


def graph_of(nodes, **initializers):
    """A graph x (1, frames, CHANNELS) -> y."""
    shape = [1, "frames", CHANNELS]
    return helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
        [
            numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name)
            for name, values in initializers.items()
        ],
    )


def run(graph, folder, x):
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB_DOMAIN, 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=10), folder / "g.onnx")
    session = ort.InferenceSession(folder / "g.onnx", providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


def both(graph, tensors, folder):
    """Outputs of a graph in floats and in integers, and the operators of the latter."""
    x = RNG.uniform(-3, 3, (1, 20, CHANNELS)).astype(np.float32)
    expected = run(graph, folder, x)
    weights.save(folder / "w.safetensors", tensors, {})
    link_external_data(graph, folder / "w.safetensors")
    return expected, run(graph, folder, x), [node.op_type for node in graph.node]


def error(expected, found):
    """RMS difference, relative to the deviation."""
    return np.sqrt(np.mean((expected - found) ** 2)) / expected.std()


def test_a_product_with_a_float_output(tmp_path):
    tensors, matrix = int8_layer("w")
    nodes = [
        helper.make_node("MatMul", ["x", "m"], ["product"]),
        helper.make_node("Add", ["product", "b"], ["y"]),
    ]
    bias = small_bias()
    graph = graph_of(nodes, m=matrix.T, b=bias)
    expected, found, operators = both(graph, tensors | {"b": bias}, tmp_path)
    assert operators.count("MatMulIntegerToFloat") == operators.count("QuantizeLinear") == 1
    assert not {"MatMul", "Add"} & {*operators}
    assert 0 < error(expected, found) < 0.05


def test_a_product_without_a_bias(tmp_path):
    tensors, matrix = int8_layer("w")
    graph = graph_of([helper.make_node("MatMul", ["x", "m"], ["y"])], m=matrix.T)
    expected, found, _ = both(graph, tensors, tmp_path)
    assert 0 < error(expected, found) < 0.05


def relu_graph(first, second, bias):
    """Two products with a ReLU between them."""
    nodes = [
        helper.make_node("MatMul", ["x", "m1"], ["product"]),
        helper.make_node("Add", ["product", "b"], ["sum"]),
        helper.make_node("Relu", ["sum"], ["hidden"]),
        helper.make_node("MatMul", ["hidden", "m2"], ["y"]),
    ]
    return graph_of(nodes, m1=first.T, m2=second.T, b=bias)


def test_a_relu_is_free_and_the_next_product_takes_the_uint8_output(tmp_path):
    one, first = int8_layer("w1", output=RELU_RANGE)
    other, second = int8_layer("w2")
    other["w2.input_qparams"] = RELU_RANGE
    bias = small_bias()
    graph = relu_graph(first, second, bias)
    expected, found, operators = both(graph, one | other | {"b": bias}, tmp_path)
    assert "Relu" not in operators and "DequantizeLinear" not in operators
    assert operators.count("QuantizeLinear") == operators.count("QLinearConv") == 1
    assert 0 < error(expected, found) < 0.05


def test_an_output_that_the_next_product_takes_otherwise_is_quantized_again(tmp_path):
    one, first = int8_layer("w1", output=RELU_RANGE)
    other, second = int8_layer("w2")
    bias = small_bias()
    graph = relu_graph(first, second, bias)
    expected, found, operators = both(graph, one | other | {"b": bias}, tmp_path)
    assert operators.count("QuantizeLinear") == 2
    assert operators.count("DequantizeLinear") == 1
    assert 0 < error(expected, found) < 0.05


def test_a_relu_stays_where_uint8_can_be_negative(tmp_path):
    one, first = int8_layer("w1", output=OUTPUT_RANGE)
    other, second = int8_layer("w2")
    bias = small_bias()
    graph = relu_graph(first, second, bias)
    expected, found, operators = both(graph, one | other | {"b": bias}, tmp_path)
    assert "Relu" in operators
    assert 0 < error(expected, found) < 0.05


def conv_nodes():
    return [
        helper.make_node("Transpose", ["x"], ["before"], "t1", perm=[0, 2, 1]),
        helper.make_node("Conv", ["before", "m", "b"], ["conv"], "c", pads=[1, 1]),
        helper.make_node("Transpose", ["conv"], ["y"], "t2", perm=[0, 2, 1]),
    ]


def test_a_convolution_takes_frames_by_channels(tmp_path):
    tensors, kernel = int8_layer("w", 3, output=OUTPUT_RANGE)
    bias = small_bias()
    graph = graph_of(conv_nodes(), m=kernel, b=bias)
    expected, found, operators = both(graph, tensors | {"b": bias}, tmp_path)
    assert "Transpose" not in operators and operators.count("QLinearConv") == 1
    assert operators.count("DequantizeLinear") == 1
    assert 0 < error(expected, found) < 0.05


def test_int8_weights_of_another_operator_are_refused(tmp_path):
    tensors, matrix = int8_layer("w")
    graph = graph_of([helper.make_node("Mul", ["x", "m"], ["y"])], m=matrix)
    weights.save(tmp_path / "w.safetensors", tensors, {})
    with pytest.raises(ExternalDataError, match="w is int8, but used by Mul"):
        link_external_data(graph, tmp_path / "w.safetensors")


@pytest.mark.parametrize("missing", [0, 2])
def test_a_convolution_without_transpositions_is_refused(missing):
    nodes = conv_nodes()
    nodes[missing].op_type = "Identity"
    graph = graph_of(nodes)
    with pytest.raises(ExternalDataError, match="c is an int8 convolution, but not between two"):
        to_channels_last(graph, {"m"})


def test_float_convolutions_keep_their_transpositions():
    graph = graph_of(conv_nodes())
    to_channels_last(graph, set())
    assert [node.op_type for node in graph.node] == ["Transpose", "Conv", "Transpose"]


def test_only_a_swap_of_frames_and_channels_counts():
    assert is_transpose(helper.make_node("Transpose", ["x"], ["y"], perm=[0, 2, 1]))
    assert not is_transpose(helper.make_node("Transpose", ["x"], ["y"], perm=[2, 1, 0]))
    assert not is_transpose(helper.make_node("Identity", ["x"], ["y"]))
    assert not is_transpose(None)
