"""Weights of an ONNX graph as external data: references to tensors in a safetensors file, so that
torch and ONNX Runtime read the same bytes; needs onnx.

An initializer with external data has a file name, an offset and a length. float16 tensors are cast,
and transposed where torch keeps a matrix the other way round, by nodes that ONNX Runtime folds when
it opens the graph. int8 weights are used by integer operators (`integer_operators.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vocoders.export.integer_operators import IntegerRewriter, to_channels_last
from vocoders.export.tensor_refs import (
    ExternalDataError,
    FileTensor,
    TensorRef,
    find_tensors,
    fingerprint,
    read_tensors,
    storage_name,
)
from vocoders.weights import INPUT_QPARAMS, OUTPUT_QPARAMS, SCALE

References = dict[str, TensorRef]  # by the name of an initializer


def link_external_data(graph: Any, file: Path, prefix: str = "") -> None:
    """Replace the weights of a graph by references to the tensors of a file whose names begin with
    `prefix`. Constants that are no weights stay in the graph.

    Weights are found by their values, bit by bit, whatever the exporter called them.
    ExternalDataError if a tensor of the file is not among them.
    """
    references = _find_references(graph, file, prefix)
    remove_unit_muls(graph)
    to_channels_last(graph, {name for name, ref in references.items() if ref.is_int8})
    used = {name for node in graph.node for name in node.input}
    constants = [
        tensor
        for tensor in graph.initializer
        if tensor.name in used and tensor.name not in references
    ]
    references = {name: ref for name, ref in references.items() if name in used}
    rewriter = IntegerRewriter(graph, references, read_tensors(file, prefix))
    nodes = list(rewriter.nodes())
    replace_nodes(graph, [*_unpack_nodes(references, nodes), *nodes])
    del graph.initializer[:]
    graph.initializer.extend([*constants, *external_initializers(references, file)])


def _find_references(graph: Any, file: Path, prefix: str) -> References:
    """The tensors of a file that the initializers of a graph equal; ExternalDataError if one of the
    file's is not among them.
    """
    from onnx import numpy_helper

    known = find_tensors(file, prefix)
    references = {}
    for tensor in graph.initializer:
        reference = known.get(fingerprint(numpy_helper.to_array(tensor)))
        if reference is not None:
            references[tensor.name] = reference
    found = {reference.name for reference in references.values()}
    missing = sorted({reference.name for reference in known.values()} - found)
    if missing:
        raise ExternalDataError(
            f"the graph does not have, as they stand in {file}, {', '.join(missing)}: the exporter "
            "has changed them, or the file is another network's."
        )
    return references


def replace_nodes(graph: Any, nodes: list[Any]) -> None:
    """Give a graph other nodes."""
    del graph.node[:]
    graph.node.extend(nodes)


def remove_unit_muls(graph: Any) -> None:
    """Remove multiplications by a vector of ones, such as layer scales that were fused."""
    replaced = dict(_unit_muls(graph))
    nodes = [node for node in graph.node if node.output[0] not in replaced]
    for node in nodes:
        node.input[:] = [replaced.get(name, name) for name in node.input]
    replace_nodes(graph, nodes)


def _unit_muls(graph: Any) -> Iterator[tuple[str, str]]:
    """Output of each multiplication by a vector of ones, and the other factor; outputs of the graph
    aside.
    """
    ones = {tensor.name for tensor in graph.initializer if _is_ones(tensor)}
    outputs = {output.name for output in graph.output}
    for node in graph.node:
        if node.op_type != "Mul" or node.output[0] in outputs:
            continue
        factors = [name for name in node.input if name not in ones]
        if len(factors) == 1:
            yield node.output[0], factors[0]


def _is_ones(tensor: Any) -> bool:
    """Whether an initializer is a vector of ones."""
    from onnx import numpy_helper

    return len(tensor.dims) == 1 and bool(np.all(numpy_helper.to_array(tensor) == 1))


def _unpack_nodes(references: References, nodes: list[Any]) -> Iterator[Any]:
    """The nodes that make a graph's weights from the stored tensors, for weights that are used."""
    used = {name for node in nodes for name in node.input}
    for name, reference in references.items():
        if name in used:
            yield from _unpack(reference, name)


def _unpack(reference: TensorRef, name: str) -> Iterator[Any]:
    """The nodes that transpose a stored tensor where necessary and cast float16 to float32; int8
    stays int8.
    """
    from onnx import TensorProto, helper

    stored = storage_name(reference.name)
    if reference.transposed:
        transposed = f"{name}.transposed"
        yield helper.make_node("Transpose", [stored], [transposed], perm=[1, 0])
        stored = transposed
    if reference.is_int8:
        yield helper.make_node("Identity", [stored], [name])
    else:
        yield helper.make_node("Cast", [stored], [name], to=TensorProto.FLOAT)


def external_initializers(references: References, file: Path) -> Iterator[Any]:
    """The initializers of the tensors that a graph refers to, each once; beside int8 weights also
    their quantization parameters, as values.
    """
    from onnx import numpy_helper

    tensors = read_tensors(file)
    unique = {reference.name: reference for reference in references.values()}
    for reference in unique.values():
        yield _external_initializer(reference, file)
        if reference.is_int8:
            for suffix, values in quantization_constants(reference.name, tensors).items():
                yield numpy_helper.from_array(np.array(values), f"{reference.name}.{suffix}")


def _external_initializer(reference: TensorRef, file: Path) -> Any:
    """One initializer with external data."""
    from onnx import TensorProto

    made = TensorProto(
        name=storage_name(reference.name),
        data_type=TensorProto.INT8 if reference.is_int8 else TensorProto.FLOAT16,
        dims=reference.info.shape,
        data_location=TensorProto.EXTERNAL,
    )
    location = {
        "location": file.name,
        "offset": reference.info.offset,
        "length": reference.info.length,
    }
    for key, value in location.items():
        entry = made.external_data.add()
        entry.key = key
        entry.value = str(value)
    return made


def quantization_constants(
    name: str, tensors: Mapping[str, FileTensor]
) -> dict[str, NDArray[Any] | np.generic]:
    """Constants of the integer operators that use int8 weights, by suffix of their names."""
    scale = tensors[name + SCALE].values
    input_scale, input_zero_point = tensors[name + INPUT_QPARAMS].values
    constants = {
        "scale": scale,
        "input_scale": input_scale,
        "input_zero_point": np.uint8(input_zero_point),
    }
    if name + OUTPUT_QPARAMS not in tensors:
        return constants
    output_scale, output_zero_point = tensors[name + OUTPUT_QPARAMS].values
    return constants | {
        "output_scale": output_scale,
        "output_zero_point": np.uint8(output_zero_point),
        "bias_scale": scale * input_scale,
        "weight_zero_point": np.zeros(len(scale), np.int8),
        "last_axis": np.array([-1]),
    }
