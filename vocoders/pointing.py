"""The weights of an ONNX graph -> places in a safetensors file beside it, so that torch and ONNX Runtime read the same bytes; needs onnx.

ONNX calls it external data: an initializer that says file, offset and length. The file's float16 is cast, and turned where torch keeps a matrix the
other way round, by nodes that ONNX Runtime folds when it opens the graph.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.mel import VocoderError
from vocoders.weights import Stored, stored

Key = tuple[tuple[int, ...], bytes]


class PointingFailed(VocoderError):
    """A graph and a safetensors file that do not hold the same weights."""


class Place(NamedTuple):
    """Where values are: a tensor of the file, and whether it must be turned."""

    name: str
    tensor: Stored
    turned: bool


def point(graph: Any, file: Path, prefix: str = "") -> None:
    """Make a graph's weights point at the tensors of a file whose names begin with `prefix`; what was computed from none of them stays in the graph.

    Equal values, bit by bit, are found, whatever the exporter called them. PointingFailed if a tensor of the file is not among them.
    """
    from onnx import numpy_helper

    known, casts, used = places(file, prefix), list[Any](), set[str]()
    initializers = list(graph.initializer)
    del graph.initializer[:]
    for tensor in initializers:
        place = known.get(key_of(numpy_helper.to_array(tensor)))
        if place is None:
            graph.initializer.append(tensor)
            continue
        if place.name not in used:
            graph.initializer.append(pointer(place, file.name))
        used.add(place.name)
        casts += cast(place, tensor.name)
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    if missing := sorted({place.name for place in known.values()} - used):
        raise PointingFailed(f"the graph does not have, as they stand in {file}, {', '.join(missing)}: the exporter has changed them, or the file is "
                             f"another network's.")


def places(file: Path, prefix: str) -> dict[Key, Place]:
    """Where a file has which values, as float32, and those of each matrix that is turned; PointingFailed unless they are float16."""
    found: dict[Key, Place] = {}
    content = np.memmap(file, np.uint8, "r")
    for name, tensor in stored(file).items():
        if not name.startswith(prefix):
            continue
        if tensor.dtype != "F16":
            raise PointingFailed(f"{name} in {file} is {tensor.dtype}: only float16 (F16) can be pointed at.")
        values = content[tensor.offset:tensor.offset + tensor.length].view(np.float16).reshape(tensor.shape)
        found.setdefault(key_of(values), Place(name, tensor, False))
        if values.ndim == 2:
            found.setdefault(key_of(values.T), Place(name, tensor, True))
    return found


def key_of(values: NDArray[Any]) -> Key:
    """What equal arrays share."""
    return values.shape, np.ascontiguousarray(values, np.float32).tobytes() if values.dtype.kind == "f" else b""


def pointer(place: Place, file: str) -> Any:
    """The initializer of a tensor that lies in the file."""
    from onnx import TensorProto

    made = TensorProto(name=stored_name(place), data_type=TensorProto.FLOAT16, dims=place.tensor.shape, data_location=TensorProto.EXTERNAL)
    for key, value in (("location", file), ("offset", place.tensor.offset), ("length", place.tensor.length)):
        entry = made.external_data.add()
        entry.key, entry.value = key, str(value)
    return made


def cast(place: Place, wanted: str) -> list[Any]:
    """The nodes that make of it what the graph knows under a name."""
    from onnx import TensorProto, helper

    if not place.turned:
        return [helper.make_node("Cast", [stored_name(place)], [wanted], to=TensorProto.FLOAT)]
    turn = helper.make_node("Transpose", [stored_name(place)], [f"{wanted}.turned"], perm=[1, 0])
    return [turn, helper.make_node("Cast", [f"{wanted}.turned"], [wanted], to=TensorProto.FLOAT)]


def stored_name(place: Place) -> str:
    """What a tensor of the file is called in the graph."""
    return f"{place.name}.stored"
