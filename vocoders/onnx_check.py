"""What a graph may hold that somebody else made: checked before ONNX Runtime opens it, because it
computes whatever a graph says, and part of it on opening.

A network for speaking is a chain of layers. It has no loops or branches, so it ends; a number of
nodes that fits a network; and no operators of other makers, nor those that make an array of any
size out of a number (ConstantOfShape, Expand, Tile, Pad, Resize). What nodes make of constants
alone is computed on opening, and must be small. All else is computed within the memory that
`vocoders.onnx_memory` allows.

A graph without loops may still take hours. So what it does is counted for inputs of two lengths
(`vocoders.onnx_work`), and must be of the order of what our own networks do.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vocoders.errors import InvalidWeightsError
from vocoders.onnx_proto import (
    ATTRIBUTE_TENSOR,
    NODE_ATTRIBUTE,
    NODE_DOMAIN,
    NODE_OPERATOR,
    Node,
    Tensor,
    fields,
    read_node,
    read_port,
    read_tensor,
    word_of,
)
from vocoders.onnx_work import work_faults

STANDARD_OPERATORS = frozenset(
    """Abs Add Cast Ceil Clip Concat Constant Conv Cos DequantizeLinear Div Erf Exp Floor Gather
    Gelu Gemm Identity LayerNormalization Log MatMul MatMulInteger Max Min Mul Neg Pow QLinearConv
    QLinearMatMul QuantizeLinear Range Reciprocal ReduceMean ReduceSum Relu Reshape Round Shape
    Sigmoid Sin Slice Softmax Split Sqrt Squeeze Sub Tanh Transpose Unsqueeze Where""".split()
)
CONTRIB_OPERATORS = frozenset({"MatMulIntegerToFloat", "QLinearConv"})
KNOWN_OPERATORS = {"": STANDARD_OPERATORS, "ai.onnx": STANDARD_OPERATORS}
KNOWN_OPERATORS["com.microsoft"] = CONTRIB_OPERATORS
MAX_NODES = 5000  # of a graph; the largest of ours has 400
MAX_ELEMENTS = 2 * 10**7  # of the tensors of a graph; those of ours have 4 * 10^6 at most

# Numbers of fields in onnx.proto3, by message.
MODEL_GRAPH, MODEL_TRAINING, MODEL_FUNCTIONS = 7, 20, 25
GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_INPUT, GRAPH_SPARSE = 1, 5, 11, 15
ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS, ATTRIBUTE_SPARSE, ATTRIBUTES_SPARSE = 6, 11, 22, 23


class ForeignGraphError(InvalidWeightsError):
    """A graph that no export of PlainSpeech writes."""


def check_graph(path: Path) -> None:
    """Raise ForeignGraphError, naming the file, if a graph holds what no network for speaking
    needs; InvalidWeightsError if it can't be read.
    """
    try:
        with path.open("rb") as file:
            model = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        fault = next(model_faults(model), "")
    except (IndexError, OSError, ValueError) as error:  # an empty file is a ValueError
        raise InvalidWeightsError(
            f"cannot read the network in {path}: {error}. It is damaged or no ONNX file; export or "
            "install it again."
        ) from error
    if fault:
        raise ForeignGraphError(
            f"the network in {path} is none that `plainspeech export` writes: it has {fault}. "
            "Export the voice again, or get it from somebody you trust."
        )


@dataclass
class Graph:
    """What was read of a graph.

    inputs    sizes by name; None for a size that may be any
    tensors   its constants
    """

    nodes: list[Node] = field(default_factory=list)
    inputs: dict[bytes, list[int | None] | None] = field(default_factory=dict)
    tensors: list[Tensor] = field(default_factory=list)

    def add(self, number: int, value: memoryview) -> None:
        """One field of a GraphProto."""
        if number == GRAPH_NODE:
            self.nodes.append(read_node(value))
        elif number == GRAPH_INITIALIZER:
            self.tensors.append(read_tensor(value))
        elif number == GRAPH_INPUT:
            name, dims = read_port(value)
            self.inputs[name] = dims


def model_faults(model: memoryview) -> Iterator[str]:
    """Faults of a ModelProto. A graph that comes twice is one, whose parts are joined."""
    graph = Graph()
    for number, value in fields(model):
        if number in (MODEL_TRAINING, MODEL_FUNCTIONS):
            yield "functions of its own"
        if number == MODEL_GRAPH and isinstance(value, memoryview):
            for part, inner in fields(value):
                yield from graph_faults(part, inner)
                if isinstance(inner, memoryview):
                    graph.add(part, inner)
                if len(graph.nodes) > MAX_NODES:
                    yield f"more than {MAX_NODES} nodes"
    if sum(tensor.elements for tensor in graph.tensors) > MAX_ELEMENTS:
        yield f"constants of more than {MAX_ELEMENTS} elements"
    yield from work_faults(graph.nodes, graph.inputs, graph.tensors)


def graph_faults(number: int, value: int | memoryview) -> Iterator[str]:
    """Faults of one field of a GraphProto."""
    if number == GRAPH_SPARSE:
        yield "sparse tensors"
    if number == GRAPH_NODE and isinstance(value, memoryview):
        yield from node_faults(value)
    if number == GRAPH_INITIALIZER and isinstance(value, memoryview):
        yield from tensor_faults(value)


def node_faults(node: memoryview) -> Iterator[str]:
    """Faults of a NodeProto."""
    operator = ""
    domain = ""
    for number, value in fields(node):
        if isinstance(value, int):
            continue
        if number == NODE_OPERATOR:
            operator = word_of(value)
        elif number == NODE_DOMAIN:
            domain = word_of(value)
        elif number == NODE_ATTRIBUTE:
            yield from attribute_faults(value)
    if operator not in KNOWN_OPERATORS.get(domain, ()):
        yield f"the operator {domain and domain + '.'}{operator}"


def attribute_faults(attribute: memoryview) -> Iterator[str]:
    """Faults of an AttributeProto."""
    for number, value in fields(attribute):
        if number in (ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS):
            yield "a graph within a node"
        if number in (ATTRIBUTE_SPARSE, ATTRIBUTES_SPARSE):
            yield "sparse tensors"
        if number == ATTRIBUTE_TENSOR and isinstance(value, memoryview):
            yield from tensor_faults(value)


def tensor_faults(tensor: memoryview) -> Iterator[str]:
    """Faults of a TensorProto."""
    if read_tensor(tensor).elements > MAX_ELEMENTS:
        yield f"a tensor of more than {MAX_ELEMENTS} elements"
