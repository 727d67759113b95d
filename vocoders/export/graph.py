"""A torch network -> one ONNX file with dynamic lengths, which says of itself what it is; needs
torch, onnx and onnxscript.

Each file is run against the network on random input before it is kept. With `half`, weights are
stored in float16 and cast to float32 when the file is opened (ONNX Runtime folds the casts), so the
file is half as large and nothing else changes. With `source`, it holds no weights: it points at
those in a safetensors file (`vocoders.export.external_data`).
"""

from __future__ import annotations

import copy
import logging
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from vocoders.errors import VocoderError
from vocoders.export.external_data import CONTRIBUTED, point
from vocoders.harmonic.synthesis import harmonic_bins, num_filter_params
from vocoders.harmonic.synthesis_torch import Wave
from vocoders.mel_config import MelConfig
from vocoders.onnx_session import OnnxModel
from vocoders.optional_dependencies import require
from vocoders.weights import HEADER_KEY, decode_metadata, digest, encode_metadata, header_hash

if TYPE_CHECKING:
    from vocoders.harmonic.network import HarmonicVocoder

OPSET = 20  # the first with Gelu
CLOSE = 1e-4  # how far the file's results may be from torch's
# the same for networks with rounded products, as a share of the results' standard deviation
ROUGH = 0.1
LENGTHS = (2, 3, 40, 333)  # tried; a multiple of what a network needs is taken
SMALL = 1024  # tensors of fewer values stay float32: norms, biases, constants


class ExportFailed(VocoderError):
    """A network that can't be written, or that says something else once it is."""


@dataclass(frozen=True)
class Part:
    """A network and how it is called.

    network     the module
    inputs      length -> random example inputs by name, in the order of the call, each with a batch
                axis of 1
    axes        which axis of an input has that length (none, if it has not)
    outputs     names of what it gives
    meta        what the file is to say of itself
    multiple    the length must be a multiple of this
    prefix      of the network's tensors in the safetensors file that holds them
    real        an input that the network really gets; for networks whose products are rounded,
                which are right only for such
    """

    network: nn.Module
    inputs: Callable[[int], dict[str, Tensor]]
    axes: Mapping[str, int]
    outputs: Sequence[str]
    meta: Mapping[str, Any]
    multiple: int = 1
    prefix: str = ""
    real: Mapping[str, Tensor] | None = None


def harmonic_part(vocoder: HarmonicVocoder) -> Part:
    """The harmonic vocoder's network: mel, f0_features -> predicted_filters, base_filters."""

    def inputs(length: int) -> dict[str, Tensor]:
        return {
            "mel": 2 * torch.randn(1, vocoder.spec.n_mels, length) - 5,
            "f0_features": torch.randn(1, 2, length),
        }

    meta = {
        "architecture": vocoder.name,
        "config": asdict(vocoder.config),
        "mel_config": vocoder.spec.to_dict(),
        "weights_digest": digest_of(vocoder.network),
    }
    return Part(
        vocoder.network,
        inputs,
        {"mel": 2, "f0_features": 2},
        ["predicted_filters", "base_filters"],
        meta,
    )


def wave_part(spec: MelConfig, max_voiced_hz: float) -> Part:
    """The harmonic vocoder's synthesis: filters, F0 features and noise -> samples."""
    bins = spec.n_fft // 2 + 1

    def inputs(length: int) -> dict[str, Tensor]:
        base = torch.randn(1, length, harmonic_bins(spec, max_voiced_hz) + bins) / 4
        predicted = torch.randn(1, length, num_filter_params(spec, max_voiced_hz)) / 2 - 2
        return {
            "predicted_filters": predicted,
            "base_filters": base,
            "f0_features": torch.stack([torch.randn(length) / 2, torch.ones(length)])[None],
            "noise": torch.randn(1, length, spec.hop_length),
        }

    axes = {"predicted_filters": 1, "base_filters": 1, "f0_features": 2, "noise": 1}
    meta = {
        "architecture": "source-filter",
        "mel_config": spec.to_dict(),
        "max_voiced_hz": max_voiced_hz,
    }
    return Part(Wave(spec, max_voiced_hz), inputs, axes, ["samples"], meta)


def digest_of(network: nn.Module) -> str:
    """The name of a network's weights."""
    return digest({name: values.cpu().numpy() for name, values in network.state_dict().items()})


def write(
    part: Part, path: str | os.PathLike[str], half: bool = False, source: Path | None = None
) -> float:
    """Write a network, whole or not at all; the largest distance from torch that was found.
    ExportFailed if it is over CLOSE.

    half      store weights as float16
    source    a safetensors file in the same folder whose tensors are the network's: then the file
              holds none, but points at them

    With `part.real` the network's products are those of `vocoders.export.quantization`; then the distance is
    that of the outputs on this input, root mean square, as a share of their standard deviation, and
    ExportFailed means that it is over ROUGH.
    """
    path = Path(path)
    network = halved(part.network) if half else part.network
    model = bare(traced(network.eval(), part))
    if source is not None:
        point(model.graph, source, part.prefix)
        if any(node.domain == CONTRIBUTED for node in model.graph.node):
            model.opset_import.add(domain=CONTRIBUTED, version=1)
    elif half:
        store_half(model.graph)
    entry = model.metadata_props.add()
    meta = {
        **part.meta,
        **(
            {}
            if source is None
            else {"weights_file": source.name, "header_hash": header_hash(source)}
        ),
    }
    entry.key = HEADER_KEY
    entry.value = encode_metadata(meta)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        beside.write_bytes(model.SerializeToString())
        worst, most = (
            (distance(network, part, OnnxModel(beside)), CLOSE)
            if part.real is None
            else (roughness(network, part.real, OnnxModel(beside)), ROUGH)
        )
        if not worst <= most:
            raise ExportFailed(
                f"{path.name} would be {worst:.1e} off what torch says, more than {most:g}: it was not written."
            )
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return worst


def is_rounded(file: Path) -> bool:
    """Whether the products of a network in a file are those of whole numbers."""
    import onnx

    return any(
        node.domain == CONTRIBUTED for node in onnx.load(file, load_external_data=False).graph.node
    )


def whole(source: Path, path: Path) -> None:
    """Write a network that points at weights (`vocoders.export.external_data`) as one file that holds them:
    whole, or not at all.
    """
    import onnx

    model = onnx.load(source)
    (entry,) = (entry for entry in model.metadata_props if entry.key == HEADER_KEY)
    meta = decode_metadata(entry.value, source)
    del meta["weights_file"], meta["header_hash"]
    entry.value = encode_metadata(meta)
    beside = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        beside.write_bytes(model.SerializeToString())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def traced(network: nn.Module, part: Part) -> Any:
    """The network as an onnx.ModelProto whose marked axes may have any length."""
    require("export", "writing ONNX files")
    given = part.inputs(8 * part.multiple)
    shapes = tuple(
        {part.axes[name]: torch.export.Dim.DYNAMIC} if name in part.axes else None for name in given
    )
    loud = logging.getLogger("torch.onnx").level
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = torch.onnx.export(
                network,
                tuple(given.values()),
                input_names=list(given),
                output_names=list(part.outputs),
                dynamic_shapes=shapes,
                opset_version=OPSET,
                dynamo=True,
                verbose=False,
            )
    finally:
        logging.getLogger("torch.onnx").setLevel(loud)
    if made is None:
        raise ExportFailed("torch made no ONNX program of the network.")
    return made.model_proto


def bare(model: Any) -> Any:
    """The same model without what torch notes of its making: where each line of code lay on this
    machine, shapes it can be told again.
    """
    graph = model.graph
    for described in (model, graph, *graph.node, *graph.input, *graph.output, *graph.initializer):
        described.ClearField("doc_string")
        described.ClearField("metadata_props")
    graph.ClearField("value_info")
    return model


def halved(network: nn.Module) -> nn.Module:
    """A copy whose larger weights are rounded to float16, in float32."""
    copied = copy.deepcopy(network)
    with torch.no_grad():
        for values in (*copied.parameters(), *copied.buffers()):
            if values.is_floating_point() and values.numel() >= SMALL:
                values.copy_(values.half().float())
    return copied


def store_half(graph: Any) -> None:
    """Keep the graph's larger float32 tensors as float16, each cast back by a node of its own."""
    from onnx import TensorProto, helper, numpy_helper

    casts = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < SMALL:
            continue
        name, stored = tensor.name, f"{tensor.name}.half"
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), stored))
        casts.append(
            helper.make_node("Cast", [stored], [name], f"{name}.cast", to=TensorProto.FLOAT)
        )
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def distance(network: nn.Module, part: Part, written: OnnxModel) -> float:
    """The largest difference between the file and torch, on random inputs of several lengths."""
    worst = 0.0
    for length in LENGTHS:
        given = part.inputs(-(-length // part.multiple) * part.multiple)
        with torch.inference_mode():
            out = network(*given.values())
        expected = out if isinstance(out, tuple) else (out,)
        found = written(*(value[0].numpy() for value in given.values()))
        gaps = [
            float(np.abs(one - other[0].numpy()).max())
            for one, other in zip(found, expected, strict=True)
        ]
        worst = float(np.max([worst, *gaps]))  # NaN stays
    return worst


def roughness(network: nn.Module, real: Mapping[str, Tensor], written: OnnxModel) -> float:
    """The largest distance of an output of the file from torch's, root mean square, as a share of
    its standard deviation.
    """
    with torch.inference_mode():
        out = network(*real.values())
    expected = [part[0].numpy() for part in (out if isinstance(out, tuple) else (out,))]
    found = written(*(value[0].numpy() for value in real.values()))
    return max(
        float(np.sqrt(np.mean((one - other) ** 2)) / other.std())
        for one, other in zip(found, expected, strict=True)
    )
