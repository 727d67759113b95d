"""The weights of an ONNX graph -> places in a safetensors file beside it, so that torch and ONNX
Runtime read the same bytes; needs onnx.

ONNX calls it external data: an initializer that says file, offset and length. The file's float16 is
cast, and turned where torch keeps a matrix the other way round, by nodes that ONNX Runtime folds
when it opens the graph. A product with weights of one byte (`vocoders.export.quantization`) becomes one of
whole numbers: its input is rounded as the file says. So does a convolution, which then takes frames
by channels as they lie; and what is rounded when it is made is given in bytes to the product that
takes it so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import VocoderError
from vocoders.weights import (
    INPUT_QPARAMS,
    OUTPUT_QPARAMS,
    QPARAM_SUFFIXES,
    SCALE,
    TensorInfo,
    tensor_table,
)

Key = tuple[tuple[int, ...], bytes]
CONTRIBUTED = "com.microsoft"  # the domain of ONNX Runtime's own operators
KINDS = {"F16": np.float16, "F32": np.float32, "I8": np.int8}


class PointingFailed(VocoderError):
    """A graph and a safetensors file that do not hold the same weights."""


class Place(NamedTuple):
    """Where values are: a tensor of the file, and whether it is turned to be them."""

    name: str
    tensor: TensorInfo
    turned: bool


def point(graph: Any, file: Path, prefix: str = "") -> None:
    """Make a graph's weights point at the tensors of a file whose names begin with `prefix`; what
    was computed from none of them stays in the graph.

    Equal values, bit by bit, are found, whatever the exporter called them. PointingFailed if a
    tensor of the file is not among them.
    """
    from onnx import numpy_helper

    known = places(file, prefix)
    found = {
        tensor.name: known.get(key_of(numpy_helper.to_array(tensor)))
        for tensor in graph.initializer
    }
    if missing := sorted(
        {place.name for place in known.values()} - {place.name for place in found.values() if place}
    ):
        raise PointingFailed(
            f"the graph does not have, as they stand in {file}, {', '.join(missing)}: the exporter has changed them, or the file is "
            f"another network's."
        )
    drop_ones(graph)
    lay_flat(graph, {name for name, place in found.items() if place and place.tensor.dtype == "I8"})
    used = {name for node in graph.node for name in node.input}
    kept = [
        tensor for tensor in graph.initializer if found[tensor.name] is None and tensor.name in used
    ]
    pointed = {name: place for name, place in found.items() if place and name in used}
    nodes = list(WholeNumbers(graph, pointed, read(file, prefix)).nodes())
    taken = {name for node in nodes for name in node.input}
    del graph.node[:], graph.initializer[:]
    graph.node.extend(
        [
            *(
                node
                for name, place in pointed.items()
                if name in taken
                for node in unpacked(place, name)
            ),
            *nodes,
        ]
    )
    graph.initializer.extend([*kept, *pointers(pointed, file)])


def places(file: Path, prefix: str) -> dict[Key, Place]:
    """Where a file has which values, as float32, and those of each matrix that is turned;
    PointingFailed for other kinds of numbers.
    """
    found: dict[Key, Place] = {}
    tensors = read(file, prefix)
    for name, (tensor, values) in tensors.items():
        if name.endswith(QPARAM_SUFFIXES):
            continue
        if tensor.dtype == "I8":
            values = values * tensors[name + SCALE][1].reshape(-1, *[1] * (values.ndim - 1))
        elif tensor.dtype != "F16":
            raise PointingFailed(
                f"{name} in {file} is {tensor.dtype}: only float16 (F16) and bytes with a scale (I8) can be pointed at."
            )
        for turned, form in forms(values).items():
            found.setdefault(key_of(form), Place(name, tensor, turned))
    return found


def read(file: Path, prefix: str) -> dict[str, tuple[TensorInfo, NDArray[Any]]]:
    """The tensors whose names begin so: where they lie, and their values."""
    content = np.memmap(file, np.uint8, "r")
    return {
        name: (
            at,
            content[at.offset : at.offset + at.length]
            .view(KINDS.get(at.dtype, np.uint8))
            .reshape(at.shape if at.dtype in KINDS else -1),
        )
        for name, at in tensor_table(file).items()
        if name.startswith(prefix)
    }


def forms(values: NDArray[Any]) -> dict[bool, NDArray[Any]]:
    """A tensor as it is and, of a matrix, as products take it: (outputs, inputs) turned."""
    return {False: values, True: values.T} if values.ndim == 2 else {False: values}


def key_of(values: NDArray[Any]) -> Key:
    """What equal arrays share."""
    return values.shape, np.ascontiguousarray(
        values, np.float32
    ).tobytes() if values.dtype.kind == "f" else b""


def drop_ones(graph: Any) -> None:
    """Leave out products with a vector of ones, such as scales that were absorbed."""
    from onnx import numpy_helper

    ones = {
        tensor.name
        for tensor in graph.initializer
        if len(tensor.dims) == 1 and np.all(numpy_helper.to_array(tensor) == 1)
    }
    useless = {
        node.output[0]: next(name for name in node.input if name not in ones)
        for node in graph.node
        if node.op_type == "Mul" and len(ones & {*node.input}) == 1
    }
    nodes = [node for node in graph.node if node.output[0] not in useless]
    for node in nodes:
        node.input[:] = [useless.get(name, name) for name in node.input]
    del graph.node[:]
    graph.node.extend(nodes)


def lay_flat(graph: Any, in_bytes: set[str]) -> None:
    """Let convolutions with bytes take and give frames by channels, without the turning (to
    channels by frames, and back) around them.

    PointingFailed where one is not turned so.
    """
    made = {name: node for node in graph.node for name in node.output}
    users = {name: node for node in graph.node for name in node.input}
    dropped = []
    for node in graph.node:
        if node.op_type != "Conv" or node.input[1] not in in_bytes:
            continue
        turns = [
            turn
            for turn in (made.get(node.input[0]), users.get(node.output[0]))
            if turn is not None and is_turn(turn)
        ]
        if len(turns) != 2:
            raise PointingFailed(
                f"{node.name} is a convolution in bytes, but not between two turns of frames by channels."
            )
        node.input[0], node.output[0] = turns[0].input[0], turns[1].output[0]
        dropped += [turn.name for turn in turns]
    nodes = [node for node in graph.node if node.name not in dropped]
    del graph.node[:]
    graph.node.extend(nodes)


def is_turn(node: Any) -> bool:
    """Whether a node turns frames by channels into channels by frames, or back."""
    return node.op_type == "Transpose" and list(node.attribute[0].ints) == [0, 2, 1]


def pointers(pointed: dict[str, Place], file: Path) -> Iterator[Any]:
    """The initializers that say where the tensors of the file lie, each once; with bytes, also
    their scales and how their inputs are rounded.
    """
    from onnx import TensorProto, numpy_helper

    kinds = {"F16": TensorProto.FLOAT16, "I8": TensorProto.INT8}
    tensors = read(file, "")
    for name, place in {place.name: place for place in pointed.values()}.items():
        made = TensorProto(
            name=stored_name(name),
            data_type=kinds[place.tensor.dtype],
            dims=place.tensor.shape,
            data_location=TensorProto.EXTERNAL,
        )
        for key, value in (
            ("location", file.name),
            ("offset", place.tensor.offset),
            ("length", place.tensor.length),
        ):
            entry = made.external_data.add()
            entry.key = key
            entry.value = str(value)
        yield made
        if place.tensor.dtype == "I8":
            step, zero = tensors[name + INPUT_QPARAMS][1]
            ends = {
                "scale": tensors[name + SCALE][1],
                "input_scale": step,
                "input_zero_point": np.uint8(zero),
            }
            if name + OUTPUT_QPARAMS in tensors:
                step_out, zero_out = tensors[name + OUTPUT_QPARAMS][1]
                ends |= {
                    "output_scale": step_out,
                    "output_zero_point": np.uint8(zero_out),
                    "bias_scale": ends["scale"] * step,
                    "weight_zero_point": np.zeros(len(ends["scale"]), np.int8),
                    "last_axis": np.array([-1]),
                }
            for end, values in ends.items():
                yield numpy_helper.from_array(np.array(values), f"{name}.{end}")


def unpacked(place: Place, wanted: str) -> Iterator[Any]:
    """The nodes that make of a stored tensor what the graph knows under a name; of bytes, as bytes."""
    from onnx import TensorProto, helper

    name = stored_name(place.name)
    if place.turned:
        name, before = f"{wanted}.transposed", name
        yield helper.make_node("Transpose", [before], [name], perm=[1, 0])
    if place.tensor.dtype == "I8":
        yield helper.make_node("Identity", [name], [wanted])
    else:
        yield helper.make_node("Cast", [name], [wanted], to=TensorProto.FLOAT)


class WholeNumbers:
    """A graph in which each product with bytes, and the bias that is added to it, are to be one of
    whole numbers.

    graph      whose convolutions lie flat
    pointed    its weights that lie in the file
    tensors    of the file, with their values
    """

    def __init__(
        self,
        graph: Any,
        pointed: dict[str, Place],
        tensors: dict[str, tuple[TensorInfo, NDArray[Any]]],
    ) -> None:
        self.graph = graph
        self.tensors = tensors
        self.bytes = {name: place for name, place in pointed.items() if place.tensor.dtype == "I8"}
        self.ranks = {tensor.name: len(tensor.dims) for tensor in graph.initializer}
        self.users: dict[str, list[Any]] = defaultdict(list)
        for node in graph.node:
            for name in node.input:
                self.users[name].append(node)
        self.rounded: dict[
            str, str
        ] = {}  # what is there in bytes, too: name -> the weights whose OUTPUT_QPARAMS says how
        self.done: set[str] = set()  # results that come out of what stands before them

    def nodes(self) -> Iterator[Any]:
        """The new graph's; PointingFailed if bytes are used otherwise."""
        for node in self.graph.node:
            place = next((self.bytes[name] for name in node.input if name in self.bytes), None)
            if place is not None:
                yield from self.product(node, place.name)
            elif node.output[0] not in self.done:
                yield node

    def product(self, node: Any, name: str) -> Iterator[Any]:
        """A product with the weights of that name, in whole numbers."""
        from onnx import helper

        if node.op_type not in ("MatMul", "Conv") or node.input[1] not in self.bytes:
            raise PointingFailed(
                f"{name} is stored in bytes, but used by {node.op_type}, not as the second part of a product of matrices."
            )
        result, bias = self.with_bias(node)
        given = f"{result}.quantized"
        if self.same_rounding(node.input[0], name):
            given = bytes_of(node.input[0])
        else:
            yield helper.make_node(
                "QuantizeLinear",
                [node.input[0], f"{name}.input_scale", f"{name}.input_zero_point"],
                [given],
            )
        if name + OUTPUT_QPARAMS in self.tensors:
            yield from self.rounding(node, name, given, result, bias)
        else:
            parts = [
                given,
                node.input[1],
                f"{name}.input_scale",
                f"{name}.scale",
                f"{name}.input_zero_point",
                "",
                bias,
            ]
            yield helper.make_node("MatMulIntegerToFloat", parts, [result], domain=CONTRIBUTED)

    def rounding(self, node: Any, name: str, given: str, result: str, bias: str) -> Iterator[Any]:
        """The same where what is made is rounded: a convolution over frames, for a matrix one of a
        single frame. The bias is in units of the sums.
        """
        from onnx import TensorProto, helper

        weight = node.input[1]
        attributes = node.attribute
        if node.op_type == "MatMul":
            weight = f"{result}.unsqueezed"
            yield helper.make_node("Unsqueeze", [stored_name(name), f"{name}.last_axis"], [weight])
        whole = f"{result}.bias" if bias else ""
        if bias:
            units = f"{result}.units"
            yield helper.make_node("Div", [bias, f"{name}.bias_scale"], [units])
            yield helper.make_node("Round", [units], [f"{units}.round"])
            yield helper.make_node("Cast", [f"{units}.round"], [whole], to=TensorProto.INT32)
        result = self.without_rectifier(result, name)
        convolution = helper.make_node(
            "QLinearConv",
            [
                given,
                f"{name}.input_scale",
                f"{name}.input_zero_point",
                weight,
                f"{name}.scale",
                f"{name}.weight_zero_point",
                f"{name}.output_scale",
                f"{name}.output_zero_point",
                whole,
            ],
            [bytes_of(result)],
            domain=CONTRIBUTED,
            channels_last=1,
        )
        convolution.attribute.extend(attributes)
        yield convolution
        self.rounded[result] = name
        if not all(self.takes_bytes(user, result) for user in self.users[result]):
            yield helper.make_node(
                "DequantizeLinear",
                [bytes_of(result), f"{name}.output_scale", f"{name}.output_zero_point"],
                [result],
            )

    def with_bias(self, node: Any) -> tuple[str, str]:
        """A product's result, and its bias, which is added either in it or to it; "" for none."""
        if node.op_type == "Conv":
            return node.output[0], node.input[2]
        after = self.users[node.output[0]]
        bias = [
            name
            for user in after
            for name in user.input
            if len(after) == 1 and user.op_type == "Add" and self.ranks.get(name) == 1
        ]
        if not bias:
            return node.output[0], ""
        self.done.add(after[0].output[0])
        return after[0].output[0], bias[0]

    def without_rectifier(self, result: str, name: str) -> str:
        """What comes after a rectifier that has nothing to do, because the least byte is 0;
        otherwise the same.
        """
        after = self.users[result]
        if (
            len(after) != 1
            or after[0].op_type != "Relu"
            or self.tensors[name + OUTPUT_QPARAMS][1][1] != 0
        ):
            return result
        self.done.add(after[0].output[0])
        return str(after[0].output[0])

    def takes_bytes(self, node: Any, given: str) -> bool:
        """Whether a node is a product that rounds what it is given as that is rounded."""
        return any(
            name in self.bytes and self.same_rounding(given, self.bytes[name].name)
            for name in node.input
        )

    def same_rounding(self, given: str, name: str) -> bool:
        """Whether something is there in bytes of the kind that a product with the weights of that
        name takes.
        """
        return given in self.rounded and np.array_equal(
            self.tensors[self.rounded[given] + OUTPUT_QPARAMS][1],
            self.tensors[name + INPUT_QPARAMS][1],
        )


def bytes_of(name: str) -> str:
    """What something is called in bytes."""
    return f"{name}.int8"


def stored_name(name: str) -> str:
    """What a tensor of the file is called in the graph."""
    return f"{name}.stored"
