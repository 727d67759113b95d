"""Weights that describe themselves: a safetensors file whose header says, as JSON, what the tensors
are.

The header key "plainspeech" holds a dict: "architecture" (for a vocoder, a name in
vocoders.ARCHITECTURES), "config" (what shapes the network), "mel_config" (the mel it speaks), and
whatever else the maker wants to keep. No pickle, so loading a file runs no code in it.

A safetensors file is the length of its header (8 bytes, little-endian), the header (JSON: each
tensor's dtype, shape and place) and the tensors' raw bytes. Headers are read here, without the
library: ONNX files may point at those bytes (`vocoders.export.external_data`), and speaking from them needs no
more.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import BadWeights
from vocoders.mel_config import MelConfig

HEADER_KEY = "plainspeech"
FORMAT = 1  # of headers, tensor names, graphs
# after the name of int8 weights: what each output's are to be multiplied with; s and z of their
# input, and of their output where that is rounded, too
BESIDE = SCALE, INPUT, OUTPUT = ".scale", ".input", ".output"
LARGEST_HEADER = 10**8  # bytes


class Stored(NamedTuple):
    """A tensor in a file: its dtype as safetensors names it ("F16"), its shape, and its first byte
    and number of bytes.
    """

    dtype: str
    shape: tuple[int, ...]
    offset: int
    length: int


def save(
    path: str | os.PathLike[str], tensors: Mapping[str, NDArray[Any]], meta: Mapping[str, Any]
) -> None:
    """Write tensors and what they are into one file: whole, or not at all.

    path       the safetensors file to make or to replace
    tensors    name -> array
    meta       anything JSON can hold

    The file is written beside its place and moved there, so that nobody ever sees half of it.
    OSError if it cannot be written.
    """
    from safetensors.numpy import save as to_bytes

    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {"format": FORMAT, **meta}
    header = {HEADER_KEY: json.dumps(about, ensure_ascii=False, allow_nan=False)}
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(
            to_bytes({name: np.ascontiguousarray(value) for name, value in tensors.items()}, header)
        )
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def load(path: str | os.PathLike[str]) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Read tensors and what they are.

    returns    (name -> array, meta); weights of one byte (`vocoders.export.quantization`) come as the float32
               that they stand for

    BadWeights if the file is absent, damaged, or a safetensors file of somebody else.
    """
    from safetensors import SafetensorError, safe_open

    meta = describe(path)
    try:
        with safe_open(path, framework="numpy") as file:
            return floats({name: file.get_tensor(name) for name in file.keys()}), meta
    except (SafetensorError, OSError) as error:
        raise damaged(path, error) from None


def floats(tensors: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Weights of one byte multiplied by their scales (outputs,), what goes with them left out; all
    others as they are.
    """
    beside = {name + end for name in tensors if name + SCALE in tensors for end in BESIDE}
    return {
        name: values * tensors[name + SCALE].reshape(-1, *[1] * (values.ndim - 1))
        if name + SCALE in beside
        else values
        for name, values in tensors.items()
        if name not in beside
    }


def state(network: Any, half: bool) -> dict[str, NDArray[Any]]:
    """The weights of a torch module as arrays, float16 if `half`."""
    return {
        name: tensor.cpu().numpy().astype(np.float16 if half else np.float32)
        for name, tensor in network.state_dict().items()
    }


def describe(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Read what the tensors are, without the tensors. Errors as in `load`."""
    return _meta(path, _parsed(path)[0].get("__metadata__"))


def stored(path: str | os.PathLike[str]) -> dict[str, Stored]:
    """Where each tensor lies in a file. Errors as in `load`."""
    header, begin = _parsed(path)
    try:
        return {
            name: Stored(
                at["dtype"],
                tuple(at["shape"]),
                begin + at["data_offsets"][0],
                at["data_offsets"][1] - at["data_offsets"][0],
            )
            for name, at in header.items()
            if name != "__metadata__"
        }
    except (TypeError, KeyError, IndexError) as error:
        raise damaged(path, f"its header does not say where tensors lie ({error})") from None


def layout(path: str | os.PathLike[str]) -> str:
    """A short name of a file's header: the same for files in which the same tensors lie at the same
    places. Errors as in `load`.
    """
    return hashlib.sha256(_header(path)[0]).hexdigest()[:16]


def digest(tensors: Mapping[str, NDArray[Any]]) -> str:
    """A short name of the values, as float32: the same for the same ones, however they are stored."""
    together = hashlib.sha256()
    for name in sorted(tensors):
        together.update(name.encode() + np.ascontiguousarray(tensors[name], np.float32).tobytes())
    return together.hexdigest()[:16]


OLD_FIELDS = {
    "hop": "hop_length",
    "window": "win_length",
    "fft": "n_fft",
    "mels": "n_mels",
    "low": "f_min",
    "high": "f_max",
}


def mel_config_of(meta: Mapping[str, Any], path: str | os.PathLike[str]) -> MelConfig:
    """Mel configuration that a file's weights were trained on; BadWeights where the header of
    `path` lacks it.
    """
    found = meta.get("mel_config")
    if found is None and isinstance(meta.get("spec"), dict):
        found = {OLD_FIELDS.get(name, name): value for name, value in meta["spec"].items()}
    try:
        return MelConfig(**(found or {"mel_config": None}))
    except TypeError as error:
        raise BadWeights(
            f"the header of {path} does not describe a mel ({error}): its mel_config is {found!r}"
        ) from None


def damaged(path: str | os.PathLike[str], error: object) -> BadWeights:
    """What to raise for a file that is no whole safetensors file."""
    return BadWeights(
        f"cannot read the weights in {path}: {error}. It is damaged or no safetensors file; fetch or make it again."
    )


def _header(path: str | os.PathLike[str]) -> tuple[bytes, int]:
    """The header as it stands in the file, and where the tensors' bytes begin."""
    try:
        with Path(path).open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if length > LARGEST_HEADER:
                raise damaged(path, f"its header would have {length} bytes")
            return file.read(length), 8 + length
    except FileNotFoundError:
        raise BadWeights(
            f"there is no weights file {path}. Name a safetensors file, or install again what should be there."
        ) from None
    except OSError as error:
        raise damaged(path, error) from None


def _parsed(path: str | os.PathLike[str]) -> tuple[dict[str, Any], int]:
    content, begin = _header(path)
    try:
        header = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise damaged(path, error) from None
    if not isinstance(header, dict):
        raise damaged(path, f"its header is a {type(header).__name__}, not an object")
    return header, begin


def _meta(path: str | os.PathLike[str], header: Any) -> dict[str, Any]:
    header = header if isinstance(header, dict) else {}
    if HEADER_KEY not in header:
        found = f"it has {', '.join(sorted(header))}" if header else "it has none at all"
        raise BadWeights(
            f"{path} is not one of PlainSpeech's weight files: its header lacks the key {HEADER_KEY!r}; {found}"
        )
    try:
        meta = json.loads(header[HEADER_KEY])
    except (TypeError, ValueError) as error:
        raise BadWeights(
            f"the header of {path} is damaged: {HEADER_KEY!r} is no JSON ({error})"
        ) from None
    if not isinstance(meta, dict):
        raise BadWeights(
            f"the header of {path} is damaged: {HEADER_KEY!r} holds a {type(meta).__name__}, not an object"
        )
    meta.pop("format", None)
    return meta
