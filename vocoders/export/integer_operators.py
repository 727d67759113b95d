"""Products with int8 weights in an ONNX graph, rewritten as integer operators; needs onnx.

The exporter writes float operators. A product with int8 weights becomes QuantizeLinear (its input
as uint8) and MatMulIntegerToFloat. Where its output is quantized as well it becomes QLinearConv,
and the next product takes the uint8 output as it is. Convolutions take frames by channels
(channels last), as the tensors lie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from vocoders.export.tensor_refs import ExternalDataError, FileTensor, TensorRef, storage_name
from vocoders.weights import INPUT_QPARAMS, OUTPUT_QPARAMS

CONTRIB_DOMAIN = "com.microsoft"  # of ONNX Runtime's own operators


class Product(NamedTuple):
    """A product with int8 weights.

    node       of the graph, MatMul or Conv
    weights    name of the weights in the file
    input      name of the uint8 input
    output     name of the float output, after the bias
    bias       name of the bias; "" for none
    """

    node: Any
    weights: str
    input: str
    output: str
    bias: str


class IntegerRewriter:
    """Rewriting of a graph's products with int8 weights, and of the biases that are added to them.

    graph         its quantized convolutions are channels last (`to_channels_last`)
    references    its weights that lie in the file
    tensors       of the file
    """

    def __init__(
        self, graph: Any, references: Mapping[str, TensorRef], tensors: Mapping[str, FileTensor]
    ) -> None:
        self.graph = graph
        self.tensors = tensors
        self.int8 = {name: ref.name for name, ref in references.items() if ref.is_int8}
        self.graph_outputs = {output.name for output in graph.output}
        self.ranks = {tensor.name: len(tensor.dims) for tensor in graph.initializer}
        self.consumers: dict[str, list[Any]] = defaultdict(list)
        for node in graph.node:
            for name in node.input:
                self.consumers[name].append(node)
        self.requantized: dict[str, str] = {}  # value that exists as uint8, too -> its weights
        self.absorbed: set[str] = set()  # outputs of nodes that an earlier product computes

    def nodes(self) -> Iterator[Any]:
        """Nodes of the rewritten graph; ExternalDataError if int8 weights are used otherwise."""
        for node in self.graph.node:
            weights = next((self.int8[name] for name in node.input if name in self.int8), None)
            if weights is not None:
                yield from self._rewrite(node, weights)
            elif node.output[0] not in self.absorbed:
                yield node

    def _rewrite(self, node: Any, weights: str) -> Iterator[Any]:
        """A product in integer operators."""
        if node.op_type not in ("MatMul", "Conv") or node.input[1] not in self.int8:
            raise ExternalDataError(
                f"{weights} is int8, but used by {node.op_type}, not as the second factor of a "
                "matrix product or convolution."
            )
        output, bias = self._output_and_bias(node)
        source = node.input[0]
        quantized = int8_name(source)
        if not self.same_qparams(source, weights):
            quantized = f"{output}.quantized"
            yield _quantize(source, quantized, weights)
        product = Product(node, weights, quantized, output, bias)
        if weights + OUTPUT_QPARAMS in self.tensors:
            yield from self._rewrite_requantized(product)
        else:
            yield self._rewrite_matmul(product)

    def _rewrite_matmul(self, product: Product) -> Any:
        """A product with a float output."""
        from onnx import helper

        weights = product.weights
        inputs = [
            product.input,
            product.node.input[1],
            f"{weights}.input_scale",
            f"{weights}.scale",
            f"{weights}.input_zero_point",
            "",
            product.bias,
        ]
        return helper.make_node(
            "MatMulIntegerToFloat", inputs, [product.output], domain=CONTRIB_DOMAIN
        )

    def _rewrite_requantized(self, product: Product) -> Iterator[Any]:
        """A product with a uint8 output: a convolution over frames; a matrix product is one with a
        kernel of one frame.
        """
        weights = product.weights
        kernel = product.node.input[1]
        if product.node.op_type == "MatMul":
            kernel = f"{product.output}.unsqueezed"
            yield _unsqueeze(kernel, weights)
        bias = f"{product.output}.bias" if product.bias else ""
        if bias:
            yield from _quantize_bias(product, bias)
        output = self._absorb_relu(product.output, weights)
        yield _qlinear_conv(product, kernel, bias, output)
        self.requantized[output] = weights
        if self._needed_as_float(output):
            yield _dequantize(output, weights)

    def _output_and_bias(self, node: Any) -> tuple[str, str]:
        """The output of a product after its bias, and the bias: an input of a convolution, or what
        the following node adds; "" for none.
        """
        output = node.output[0]
        if node.op_type == "Conv":
            return output, node.input[2]
        consumers = self.consumers[output]
        if len(consumers) != 1 or consumers[0].op_type != "Add":
            return output, ""
        bias = [name for name in consumers[0].input if self.ranks.get(name) == 1]
        if not bias:
            return output, ""
        return self._absorb(consumers[0]), bias[0]

    def _absorb_relu(self, output: str, weights: str) -> str:
        """The output of the ReLU that follows, if the uint8 output cannot be less than 0 anyway;
        otherwise `output`.
        """
        consumers = self.consumers[output]
        zero_point = self.tensors[weights + OUTPUT_QPARAMS].values[1]
        if len(consumers) != 1 or consumers[0].op_type != "Relu" or zero_point != 0:
            return output
        return self._absorb(consumers[0])

    def _absorb(self, node: Any) -> str:
        """Leave a node out; its output, which the product before it computes."""
        output = str(node.output[0])
        self.absorbed.add(output)
        return output

    def _needed_as_float(self, name: str) -> bool:
        """Whether not every consumer of a uint8 value is a product that takes it as it is."""
        if name in self.graph_outputs:
            return True
        return not all(self.accepts_int8(node, name) for node in self.consumers[name])

    def accepts_int8(self, node: Any, name: str) -> bool:
        """Whether a node is a product that takes an existing uint8 value as it is."""
        return any(
            weight in self.int8 and self.same_qparams(name, self.int8[weight])
            for weight in node.input
        )

    def same_qparams(self, name: str, weights: str) -> bool:
        """Whether a value exists as uint8 with the scale and zero point that a product with these
        weights needs.
        """
        if name not in self.requantized:
            return False
        found = self.tensors[self.requantized[name] + OUTPUT_QPARAMS].values
        return np.array_equal(found, self.tensors[weights + INPUT_QPARAMS].values)


def to_channels_last(graph: Any, int8: set[str]) -> None:
    """Let convolutions with int8 weights take and give frames by channels, and remove the
    transpositions before and after them. ExternalDataError where they are missing.
    """
    producers = {name: node for node in graph.node for name in node.output}
    consumers = {name: node for node in graph.node for name in node.input}
    removed = set()
    for node in graph.node:
        if node.op_type == "Conv" and node.input[1] in int8:
            before: Any = producers.get(node.input[0])
            after: Any = consumers.get(node.output[0])
            _take_place_of_transpositions(before, node, after)
            removed |= {before.name, after.name}
    nodes = [node for node in graph.node if node.name not in removed]
    del graph.node[:]
    graph.node.extend(nodes)


def _take_place_of_transpositions(before: Any, convolution: Any, after: Any) -> None:
    """Connect a convolution to the input of the node before and the output of the node after."""
    if not (is_transpose(before) and is_transpose(after)):
        raise ExternalDataError(
            f"{convolution.name} is an int8 convolution, but not between two transpositions of "
            "frames and channels."
        )
    convolution.input[0] = before.input[0]
    convolution.output[0] = after.output[0]


def is_transpose(node: Any) -> bool:
    """Whether a node (or None) swaps frames and channels."""
    if node is None or node.op_type != "Transpose":
        return False
    return list(node.attribute[0].ints) == [0, 2, 1]


def int8_name(name: str) -> str:
    """Name of a value as uint8."""
    return f"{name}.int8"


def _quantize(source: str, target: str, weights: str) -> Any:
    """The node that quantizes the input of a product."""
    from onnx import helper

    qparams = [f"{weights}.input_scale", f"{weights}.input_zero_point"]
    return helper.make_node("QuantizeLinear", [source, *qparams], [target])


def _dequantize(name: str, weights: str) -> Any:
    """The node that makes floats of the uint8 output of a product."""
    from onnx import helper

    qparams = [f"{weights}.output_scale", f"{weights}.output_zero_point"]
    return helper.make_node("DequantizeLinear", [int8_name(name), *qparams], [name])


def _unsqueeze(target: str, weights: str) -> Any:
    """The node that makes a convolution kernel of one frame from a matrix."""
    from onnx import helper

    return helper.make_node("Unsqueeze", [storage_name(weights), f"{weights}.last_axis"], [target])


def _quantize_bias(product: Product, target: str) -> Iterator[Any]:
    """The nodes that round a bias to units of the integer sums."""
    from onnx import TensorProto, helper

    units = f"{product.output}.units"
    yield helper.make_node("Div", [product.bias, f"{product.weights}.bias_scale"], [units])
    yield helper.make_node("Round", [units], [f"{units}.round"])
    yield helper.make_node("Cast", [f"{units}.round"], [target], to=TensorProto.INT32)


def _qlinear_conv(product: Product, kernel: str, bias: str, output: str) -> Any:
    """The convolution in integers, with a uint8 output."""
    from onnx import helper

    weights = product.weights
    inputs = [
        product.input,
        f"{weights}.input_scale",
        f"{weights}.input_zero_point",
        kernel,
        f"{weights}.scale",
        f"{weights}.weight_zero_point",
        f"{weights}.output_scale",
        f"{weights}.output_zero_point",
        bias,
    ]
    node = helper.make_node(
        "QLinearConv", inputs, [int8_name(output)], domain=CONTRIB_DOMAIN, channels_last=1
    )
    node.attribute.extend(product.node.attribute)
    return node
