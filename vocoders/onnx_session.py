"""Networks in ONNX Runtime: arrays in, arrays out, no torch. `vocoders.export.graph` writes such files.

The file's metadata holds, under the same key as in our safetensors, the same JSON: "architecture",
"config", "mel_config", and what else its maker kept. A file may hold its weights, or only point at those
in a safetensors file beside it: "weights" names that, "layout" is the header it must have.

How sessions are opened was measured (`benchmarks/runtimes.py` does it again): optimizing beyond
ORT_ENABLE_BASIC changes no speed but takes longer; memory patterns suit fixed lengths, ours change;
an arena makes the networks 8 % faster and what numpy does between them as much slower, because it
keeps 10 to 35 MB from it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import BadWeights, VocoderError
from vocoders.mel_config import Array
from vocoders.weights import HEADER_KEY, layout


class OnnxNetwork:
    """One network from one file. It may be used from several threads at once.

    path       an .onnx file that `vocoders.export.graph` wrote
    threads    that share each of its products of matrices

    BadWeights if the file is absent, damaged or not ours; VocoderError without onnxruntime.
    """

    def __init__(self, path: str | os.PathLike[str], threads: int = 1) -> None:
        self.path = Path(path)
        self.session = open_session(self.path, threads)
        self.meta = meta_of(self.session, self.path)
        check_weights(self.path, self.meta)
        self.inputs = [port.name for port in self.session.get_inputs()]

    def __call__(self, *arrays: NDArray[Any]) -> list[Array]:
        """What the network makes of arrays without a batch axis, in the order of its inputs."""
        feed = {
            name: np.asarray(array)[None] for name, array in zip(self.inputs, arrays, strict=True)
        }
        return [out[0] for out in self.session.run(None, feed)]


def open_session(path: Path, threads: int) -> Any:
    """An onnxruntime.InferenceSession on the processor, whose threads do not spin while they wait."""
    try:
        import onnxruntime
    except ImportError:
        raise VocoderError(
            f"{path} needs onnxruntime, which is not installed: pip install onnxruntime"
        ) from None
    if not path.is_file():
        raise BadWeights(
            f"there is no network {path}. `plainspeech export` writes networks for ONNX Runtime."
        )
    if threads < 1:
        raise VocoderError(f"threads must be one at least, not {threads}.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.enable_mem_pattern = options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its exceptions have no common base but this
        reason = " ".join(str(error).split())[:200]
        raise BadWeights(
            f"cannot read the network in {path}: {reason}. It is damaged or no ONNX file; export or install it again."
        ) from None


def meta_of(session: Any, path: Path) -> dict[str, Any]:
    """What the file says of itself; BadWeights if it says nothing of ours."""
    try:
        meta = json.loads(session.get_modelmeta().custom_metadata_map[HEADER_KEY])
    except (KeyError, ValueError):
        meta = None
    if not isinstance(meta, dict):
        raise BadWeights(
            f"{path} is not one of PlainSpeech's networks: its metadata lacks the key {HEADER_KEY!r}, or it holds no object."
        )
    return meta


def check_weights(path: Path, meta: dict[str, Any]) -> None:
    """BadWeights if a network points at a safetensors file in which tensors now lie at other
    places: what it reads there would be noise.
    """
    if "weights" not in meta:
        return
    found = layout(path.parent / Path(str(meta["weights"])).name)
    if found != meta.get("layout"):
        raise BadWeights(
            f"{path} does not belong to {meta['weights']} beside it: it points into a file with the header {meta.get('layout')}, not "
            f"{found}. Make both again with `python -m tts.training.package`, or install them again."
        )


def in_meta(network: OnnxNetwork, *keys: str) -> Any:
    """What the metadata holds under keys within keys; BadWeights, naming the file, where it does
    not.
    """
    value: Any = network.meta
    for key in keys:
        if not isinstance(value, dict) or key not in value:
            raise BadWeights(
                f"the metadata of {network.path} lacks {' / '.join(keys)}. Export it again."
            )
        value = value[key]
    return value
