"""What a graph may hold that somebody else made: checked before ONNX Runtime opens it, because it
computes whatever a graph says, and part of it on opening.

A network for speaking is a chain of layers. It has no loops or branches, so it ends; a number of
nodes that fits a network; and no operators of other makers, nor those that make an array of any
size out of a number (ConstantOfShape, Expand, Tile, Pad, Resize). What nodes make of constants
alone is computed on opening, and must be small. All else is computed within the memory that
`vocoders.onnx_memory` allows.

An ONNX file is a message of protocol buffers (onnx.proto3, https://protobuf.dev/programming-guides/
encoding): fields of a number and a value, which may be a message again. They are read here, since
the package onnx is not needed for speaking.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import NamedTuple

from vocoders.errors import InvalidWeightsError

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
MAX_ELEMENTS = 10**8  # of a tensor; the largest of ours has 10^5
MAX_FOLDED = 5 * 10**7  # elements that nodes make of constants; ours make 1.6 * 10^7
SIZED_BY_VALUES = frozenset({"Conv", "QLinearConv", "Range"})  # whose output may be of any size

# Numbers of fields in onnx.proto3, by message.
MODEL_GRAPH, MODEL_TRAINING, MODEL_FUNCTIONS = 7, 20, 25
GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_SPARSE = 1, 5, 15
NODE_INPUT, NODE_OUTPUT, NODE_OPERATOR, NODE_ATTRIBUTE, NODE_DOMAIN = 1, 2, 4, 5, 7
ATTRIBUTE_TENSOR, ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS = 5, 6, 11
ATTRIBUTE_SPARSE, ATTRIBUTES_SPARSE = 22, 23
TENSOR_DIMS, TENSOR_NAME = 1, 8
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5  # kinds of values
MAX_VARINT = 10  # bytes

Field = tuple[int, int | memoryview]  # number, value


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


class Node(NamedTuple):
    """A node: its operator, the names of its arrays, and elements that it holds at most."""

    operator: str
    inputs: list[bytes]
    outputs: list[bytes]
    held: int


def model_faults(model: memoryview) -> Iterator[str]:
    """Faults of a ModelProto. A graph that comes twice is one, whose parts are joined."""
    nodes: list[Node] = []
    constants: dict[bytes, int] = {}
    for number, value in fields(model):
        if number in (MODEL_TRAINING, MODEL_FUNCTIONS):
            yield "functions of its own"
        if number == MODEL_GRAPH and isinstance(value, memoryview):
            for part, inner in fields(value):
                yield from graph_faults(part, inner)
                if part == GRAPH_NODE and isinstance(inner, memoryview):
                    nodes.append(read_node(inner))
                if part == GRAPH_INITIALIZER and isinstance(inner, memoryview):
                    name, elements = read_tensor(inner)
                    constants[name] = elements
                if len(nodes) > MAX_NODES:
                    yield f"more than {MAX_NODES} nodes"
    if sum(constants.values()) > MAX_ELEMENTS:
        yield f"constants of more than {MAX_ELEMENTS} elements"
    yield from constant_faults(nodes, constants)


def constant_faults(nodes: list[Node], sizes: dict[bytes, int]) -> Iterator[str]:
    """Faults of the nodes that only have constants as inputs.

    sizes   elements of the constants; those that nodes make of them are added
    """
    sizes[b""] = 1  # an input that is left out
    folded = 0
    others = []
    for node in nodes:
        if not sizes.keys() >= set(node.inputs):
            others.append(node)
            continue
        if node.operator in SIZED_BY_VALUES:
            yield f"the operator {node.operator} on constants"
        given = [sizes[name] for name in node.inputs]
        elements = max(prod(given), sum(given), node.held)  # arrays are multiplied or put together
        folded += elements
        if folded > MAX_FOLDED:
            yield f"nodes that make more than {MAX_FOLDED} elements of constants"
        sizes |= dict.fromkeys(node.outputs, elements)
    if any(sizes.keys() >= set(node.inputs) for node in others):
        yield "nodes that are not in the order of their arrays"


def read_node(node: memoryview) -> Node:
    """A NodeProto."""
    found = Node("", [], [], len(node))
    for number, value in fields(node):
        if isinstance(value, int):
            continue
        if number == NODE_INPUT:
            found.inputs.append(bytes(value))
        elif number == NODE_OUTPUT:
            found.outputs.append(bytes(value))
        elif number == NODE_OPERATOR:
            found = found._replace(operator=word_of(value))
        elif number == NODE_ATTRIBUTE:
            found = found._replace(held=max(found.held, held_elements(value)))
    return found


def held_elements(attribute: memoryview) -> int:
    """Elements of the tensors of an AttributeProto."""
    tensors = (value for number, value in fields(attribute) if number == ATTRIBUTE_TENSOR)
    return sum(read_tensor(tensor)[1] for tensor in tensors if isinstance(tensor, memoryview))


def read_tensor(tensor: memoryview) -> tuple[bytes, int]:
    """Name and number of elements of a TensorProto; one at least."""
    name = b""
    dims: list[int] = []
    for number, value in fields(tensor):
        if number == TENSOR_DIMS:
            dims += [value] if isinstance(value, int) else packed(value)
        elif number == TENSOR_NAME and isinstance(value, memoryview):
            name = bytes(value)
    return name, max(1, prod(dims))


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
    if read_tensor(tensor)[1] > MAX_ELEMENTS:
        yield f"a tensor of more than {MAX_ELEMENTS} elements"


def word_of(value: memoryview) -> str:
    """A name in a message, short enough for a line."""
    text = bytes(value[:40]).decode("utf-8", "replace")
    return text if text.isprintable() else repr(text)


def fields(message: memoryview) -> Iterator[Field]:
    """The fields of a message in order; IndexError or ValueError where it is none."""
    place = 0
    while place < len(message):
        tag, place = varint(message, place)
        if tag >> 32:  # others would read only its lower half
            raise ValueError("a field of an impossible number")
        kind = tag & 7
        value: int | memoryview
        if kind == VARINT:
            value, place = varint(message, place)
        else:
            length, place = length_of(kind, message, place)
            value = message[place : place + length]
            place += length
            if place > len(message):
                raise ValueError("a field ends after its message")
        yield tag >> 3, value


def length_of(kind: int, message: memoryview, place: int) -> tuple[int, int]:
    """Length of a value in bytes, and where it begins."""
    if kind == BYTES:
        return varint(message, place)
    if kind in (FIXED32, FIXED64):
        return (4 if kind == FIXED32 else 8), place
    raise ValueError(f"fields of kind {kind} are unknown")


def varint(message: memoryview, place: int) -> tuple[int, int]:
    """A whole number of seven bits a byte, the lowest first, and where it ends."""
    value = message[place]
    if value < 0x80:
        return value, place + 1
    value &= 0x7F
    for count in range(1, MAX_VARINT):
        byte = message[place + count]
        value |= (byte & 0x7F) << 7 * count
        if byte < 0x80:
            return value, place + count + 1
    raise ValueError("a number of more than ten bytes")


def packed(values: memoryview) -> list[int]:
    """Numbers one after the other."""
    found = []
    place = 0
    while place < len(values):
        value, place = varint(values, place)
        found.append(value)
    return found
