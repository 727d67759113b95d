"""What an ONNX file says, read without the package onnx, which is not needed for speaking.

The file is a message of protocol buffers (onnx.proto3, https://protobuf.dev/programming-guides/
encoding): fields of a number and a value, which may be a message again.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from math import prod
from typing import Any, NamedTuple

# Numbers of fields in onnx.proto3, by message.
NODE_INPUT, NODE_OUTPUT, NODE_OPERATOR, NODE_ATTRIBUTE, NODE_DOMAIN = 1, 2, 4, 5, 7
ATTRIBUTE_NAME, ATTRIBUTE_INT, ATTRIBUTE_STRING, ATTRIBUTE_TENSOR = 1, 3, 4, 5
ATTRIBUTE_INTS = 8
TENSOR_DIMS, TENSOR_TYPE, TENSOR_FLOATS, TENSOR_INT64S = 1, 2, 4, 7
TENSOR_NAME, TENSOR_RAW = 8, 9
PORT_NAME, PORT_TYPE = 1, 2
TYPE_TENSOR, TENSOR_SHAPE, SHAPE_DIM, DIM_VALUE = 1, 2, 1, 1
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5  # kinds of values
MAX_VARINT = 10  # bytes
MAX_NUMBERS = 16  # of a tensor that are read; a shape has fewer
FLOAT, INT64 = 1, 7  # TensorProto.DataType
NUMBER_CODES = {FLOAT: "f", INT64: "q"}  # of the module struct

Field = tuple[int, int | memoryview]  # number, value


class Tensor(NamedTuple):
    """A TensorProto: its name, sizes, and its numbers if they are few and are in the file."""

    name: bytes
    dims: tuple[int, ...]
    numbers: tuple[float, ...] | None

    @property
    def elements(self) -> int:
        """Number of elements; one at least."""
        return max(1, prod(self.dims))


class Node(NamedTuple):
    """A NodeProto: its operator, the names of its arrays, and its attributes: whole numbers, lists
    of them, strings and tensors.
    """

    operator: str
    inputs: list[bytes]
    outputs: list[bytes]
    attributes: dict[str, Any]


def read_node(node: memoryview) -> Node:
    """A NodeProto. ValueError for an attribute that comes twice, of which another reader may take
    the other.
    """
    operator = ""
    inputs: list[bytes] = []
    outputs: list[bytes] = []
    attributes: dict[str, Any] = {}
    for number, value in fields(node):
        if isinstance(value, int):
            continue
        if number == NODE_INPUT:
            inputs.append(bytes(value))
        elif number == NODE_OUTPUT:
            outputs.append(bytes(value))
        elif number == NODE_OPERATOR:
            operator = word_of(value)
        elif number == NODE_ATTRIBUTE:
            name, content = read_attribute(value)
            if name in attributes:
                raise ValueError("an attribute comes twice")
            attributes[name] = content
    return Node(operator, inputs, outputs, attributes)


def read_attribute(attribute: memoryview) -> tuple[str, Any]:
    """Name and value of an AttributeProto; None for a value of another kind."""
    name = ""
    found: Any = None
    numbers: list[int] = []
    for number, value in fields(attribute):
        if number == ATTRIBUTE_NAME and isinstance(value, memoryview):
            name = word_of(value)
        elif number == ATTRIBUTE_INT and isinstance(value, int):
            found = signed(value)
        elif number == ATTRIBUTE_STRING and isinstance(value, memoryview):
            found = word_of(value)
        elif number == ATTRIBUTE_TENSOR and isinstance(value, memoryview):
            if found is not None:
                raise ValueError("an attribute has two values")
            found = read_tensor(value)
        elif number == ATTRIBUTE_INTS:
            numbers += [value] if isinstance(value, int) else packed(value)
    return name, [signed(each) for each in numbers] if numbers else found


def read_tensor(tensor: memoryview) -> Tensor:
    """A TensorProto."""
    name = b""
    dims: list[int] = []
    kind = 0
    raw: memoryview | None = None
    listed: list[float] = []
    for number, value in fields(tensor):
        if number == TENSOR_DIMS:
            dims += [value] if isinstance(value, int) else packed(value)
        elif isinstance(value, int):
            kind = value if number == TENSOR_TYPE else kind
            listed += [signed(value)] if number == TENSOR_INT64S else []
        elif number == TENSOR_NAME:
            name = bytes(value)
        elif number == TENSOR_RAW:
            raw = value
        elif number == TENSOR_INT64S:
            listed += map(signed, packed(value[: MAX_VARINT * MAX_NUMBERS]))
        elif number == TENSOR_FLOATS:
            listed += unpacked("f", value)
    if raw is not None:
        listed = unpacked(NUMBER_CODES.get(kind, ""), raw)
    is_whole = len(listed) == prod(dims) <= MAX_NUMBERS and len(dims) < 2
    return Tensor(name, tuple(dims), tuple(listed) if is_whole else None)


def unpacked(code: str, values: memoryview) -> list[float]:
    """Numbers of a kind of the module struct, if they are few; none for an unknown kind."""
    if not code or len(values) > MAX_NUMBERS * struct.calcsize(code):
        return []
    count = len(values) // struct.calcsize(code)
    return list(struct.unpack_from(f"<{count}{code}", values))


def read_port(port: memoryview) -> tuple[bytes, list[int | None] | None]:
    """Name and sizes of a ValueInfoProto, None for a size that may be any; None for the sizes of
    what is no tensor, or does not say.
    """
    name = b""
    dims: list[int | None] | None = None
    for number, value in fields(port):
        if number == PORT_NAME and isinstance(value, memoryview):
            name = bytes(value)
        elif number == PORT_TYPE and isinstance(value, memoryview):
            for shape in messages(value, TYPE_TENSOR, TENSOR_SHAPE):
                dims = [size_of(dim) for dim in messages(shape, SHAPE_DIM)]
    return name, dims


def messages(message: memoryview, *path: int) -> Iterator[memoryview]:
    """The messages under these numbers of fields within each other."""
    for number, value in fields(message):
        if number == path[0] and isinstance(value, memoryview):
            if len(path) == 1:
                yield value
            else:
                yield from messages(value, *path[1:])


def size_of(dim: memoryview) -> int | None:
    """The size that a TensorShapeProto.Dimension says; None if it may be any."""
    sizes = [value for number, value in fields(dim) if number == DIM_VALUE]
    return sizes[-1] if sizes and isinstance(sizes[-1], int) else None


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


def signed(value: int) -> int:
    """A whole number of 64 bits that may be below 0."""
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value


def packed(values: memoryview) -> list[int]:
    """Numbers one after the other."""
    found = []
    place = 0
    while place < len(values):
        value, place = varint(values, place)
        found.append(value)
    return found
