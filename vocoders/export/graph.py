"""Export of a torch network to an ONNX file with dynamic lengths and a description of itself; needs
torch, onnx and onnxscript.

The written file is run beside the network before it is kept. With `fp16` the weights are stored as
float16 and cast to float32 when the file is opened (ONNX Runtime folds the casts): half the size,
and nothing else changes. With `weights_file` the file holds no weights, but refers to those in a
safetensors file (`vocoders.export.external_data`).
"""

from __future__ import annotations

import copy
import logging
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from vocoders.atomic import atomic_write
from vocoders.errors import VocoderError
from vocoders.export.external_data import link_external_data
from vocoders.export.integer_operators import CONTRIB_DOMAIN
from vocoders.onnx_session import OnnxModel
from vocoders.optional_dependencies import require
from vocoders.weights import HEADER_KEY, decode_metadata, digest, encode_metadata, header_hash

OPSET = 20  # the first with Gelu
ATOL = 1e-4  # largest difference from torch
INT8_RTOL = 0.1  # largest difference of quantized networks: RMS, relative to the output's deviation
TRIED_LENGTHS = (2, 3, 40, 333)  # rounded up to multiples that the network can take
MIN_FP16_SIZE = 1024  # smaller tensors stay float32: norms, biases, constants


class GraphExportError(VocoderError):
    """A network that cannot be written, or whose file gives other results."""


@dataclass(frozen=True)
class ExportSpec:
    """A network and its inputs and outputs.

    network              the module
    example_inputs       length -> random inputs by name, in the order of the call, with a batch
                         axis of 1
    dynamic_axes         name of an input -> its axis of that length; none for other inputs
    output_names         in the order of the outputs
    metadata             description that goes into the file
    length_multiple      of which the length must be a multiple
    tensor_prefix        of the network's tensors in the safetensors file that holds them
    calibration_input    real inputs, for quantized networks, which are accurate only for those
    """

    network: nn.Module
    example_inputs: Callable[[int], dict[str, Tensor]]
    dynamic_axes: Mapping[str, int]
    output_names: Sequence[str]
    metadata: Mapping[str, Any]
    length_multiple: int = 1
    tensor_prefix: str = ""
    calibration_input: Mapping[str, Tensor] | None = None


def digest_of(network: nn.Module) -> str:
    """Short hash of a network's weights."""
    return digest({name: values.cpu().numpy() for name, values in network.state_dict().items()})


def export_graph(
    spec: ExportSpec,
    path: str | os.PathLike[str],
    fp16: bool = False,
    weights_file: Path | None = None,
) -> float:
    """Write a network, whole or not at all; the difference from torch that was found.

    fp16            store the weights as float16
    weights_file    a safetensors file in the same folder that holds the network's tensors; the ONNX
                    file refers to it

    The difference is the largest of any value on random inputs (at most ATOL). With a
    `calibration_input` the network is quantized: it is the RMS difference on that input relative to
    the standard deviation of the output (at most INT8_RTOL). GraphExportError if it is larger.
    """
    path = Path(path)
    network = (to_fp16(spec.network) if fp16 else spec.network).eval()
    model = strip_metadata(trace(network, spec))
    metadata = dict(spec.metadata)
    if weights_file is not None:
        _link(model, weights_file, spec.tensor_prefix)
        metadata |= {"weights_file": weights_file.name, "header_hash": header_hash(weights_file)}
    elif fp16:
        store_fp16(model.graph)
    entry = model.metadata_props.add()
    entry.key = HEADER_KEY
    entry.value = encode_metadata(metadata)
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as temporary:
        temporary.write_bytes(model.SerializeToString())
        return _checked_error(network, spec, OnnxModel(temporary, is_own=True), path.name)


def _link(model: Any, weights_file: Path, prefix: str) -> None:
    """Make a model refer to its weights in a file, and declare the operators that it needs then."""
    link_external_data(model.graph, weights_file, prefix)
    if any(node.domain == CONTRIB_DOMAIN for node in model.graph.node):
        model.opset_import.add(domain=CONTRIB_DOMAIN, version=1)


def _checked_error(network: nn.Module, spec: ExportSpec, written: OnnxModel, name: str) -> float:
    """The difference of a file from torch; GraphExportError if it is too large, or not a number."""
    if spec.calibration_input is None:
        error = max_abs_error(network, spec, written)
        limit = ATOL
    else:
        error = relative_rms_error(network, spec.calibration_input, written)
        limit = INT8_RTOL
    if not error <= limit:
        raise GraphExportError(
            f"{name} would differ from torch by {error:.1e}, more than {limit:g}: it was not "
            "written."
        )
    return error


def is_quantized(file: Path) -> bool:
    """Whether a network in a file has integer operators."""
    import onnx

    graph = onnx.load(file, load_external_data=False).graph
    return any(node.domain == CONTRIB_DOMAIN for node in graph.node)


def inline_weights(source: Path, path: Path) -> None:
    """Write a network with external data as one file with its weights, whole or not at all."""
    import onnx

    model = onnx.load(source)
    (entry,) = (entry for entry in model.metadata_props if entry.key == HEADER_KEY)
    metadata = decode_metadata(entry.value, source)
    del metadata["weights_file"], metadata["header_hash"]
    entry.value = encode_metadata(metadata)
    with atomic_write(path) as temporary:
        temporary.write_bytes(model.SerializeToString())


def trace(network: nn.Module, spec: ExportSpec) -> Any:
    """The network as an onnx.ModelProto whose dynamic axes may have any length."""
    require("export", "writing ONNX files")
    inputs = spec.example_inputs(8 * spec.length_multiple)
    axes = [spec.dynamic_axes.get(name) for name in inputs]
    dynamic = tuple(None if axis is None else {axis: torch.export.Dim.DYNAMIC} for axis in axes)
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            program = torch.onnx.export(
                network,
                tuple(inputs.values()),
                input_names=list(inputs),
                output_names=list(spec.output_names),
                dynamic_shapes=dynamic,
                opset_version=OPSET,
                dynamo=True,
                verbose=False,
            )
    finally:
        logger.setLevel(level)
    if program is None:
        raise GraphExportError("torch made no ONNX program of the network.")
    return program.model_proto


def strip_metadata(model: Any) -> Any:
    """The same model without torch's notes: source lines on this machine, inferred shapes."""
    graph = model.graph
    for described in (model, graph, *graph.node, *graph.input, *graph.output, *graph.initializer):
        described.ClearField("doc_string")
        described.ClearField("metadata_props")
    graph.ClearField("value_info")
    return model


def to_fp16(network: nn.Module) -> nn.Module:
    """A copy whose larger weights are rounded to float16, still in float32."""
    copied = copy.deepcopy(network)
    with torch.no_grad():
        for values in (*copied.parameters(), *copied.buffers()):
            if values.is_floating_point() and values.numel() >= MIN_FP16_SIZE:
                values.copy_(values.half().float())
    return copied


def store_fp16(graph: Any) -> None:
    """Store a graph's larger float32 tensors as float16, each with a node that casts it back."""
    from onnx import TensorProto, helper, numpy_helper

    casts = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < MIN_FP16_SIZE:
            continue
        name = tensor.name
        stored = f"{name}.half"
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), stored))
        cast = helper.make_node("Cast", [stored], [name], f"{name}.cast", to=TensorProto.FLOAT)
        casts.append(cast)
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def outputs_of_both(
    network: nn.Module, inputs: Mapping[str, Tensor], written: OnnxModel
) -> list[tuple[Any, Any]]:
    """Each output of a file beside that of torch, without the batch axis."""
    with torch.inference_mode():
        out = network(*inputs.values())
    expected = out if isinstance(out, tuple) else (out,)
    found = written(*(value[0].numpy() for value in inputs.values()))
    return [(one, other[0].numpy()) for one, other in zip(found, expected, strict=True)]


def max_abs_error(network: nn.Module, spec: ExportSpec, written: OnnxModel) -> float:
    """Largest difference between a file and torch, on random inputs of several lengths; not a
    number if one of the outputs is not.
    """
    errors = []
    for length in TRIED_LENGTHS:
        multiple = spec.length_multiple
        inputs = spec.example_inputs(-(-length // multiple) * multiple)
        for found, expected in outputs_of_both(network, inputs, written):
            errors.append(np.abs(found - expected).max())
    return float(np.max(errors))


def relative_rms_error(
    network: nn.Module, inputs: Mapping[str, Tensor], written: OnnxModel
) -> float:
    """Largest RMS difference of an output of a file from torch, relative to its standard
    deviation; not a number if one of the outputs is not.
    """
    errors = [
        np.sqrt(np.mean((found - expected) ** 2)) / expected.std()
        for found, expected in outputs_of_both(network, inputs, written)
    ]
    return float(np.max(errors))
