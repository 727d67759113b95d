"""Weights files that describe themselves: safetensors with JSON in the header.

The header's key "plainspeech" holds an object:

    format          number of the format: FORMAT, others are refused
    architecture    for a vocoder, a name in vocoders.ARCHITECTURES
    config          what shapes the network
    mel_config      the mel that it was trained on
    ...             whatever else the maker keeps

Loading a file runs no code in it.

A safetensors file is the length of its header (8 bytes, little-endian), the header (JSON: dtype,
shape and position of each tensor), and the tensors' bytes. Headers are read here without the
library: ONNX files refer to those bytes as external data (`vocoders.export.external_data`), and
inference with them needs no more.
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

from vocoders.atomic import atomic_write
from vocoders.errors import InvalidWeightsError, VocoderError
from vocoders.header_checks import check_config, check_sizes, config_of, parse_json
from vocoders.mel_config import MelConfig

HEADER_KEY = "plainspeech"
FORMAT = 1  # of header keys, tensor names, graphs and their inputs and outputs
MAX_HEADER_BYTES = 10**8

# Suffixes of quantization parameters, after the name of int8 weights: the scale of each output;
# scale and zero point of the layer's input, and of its output where that is quantized, too.
SCALE = ".scale"
INPUT_QPARAMS = ".input_qparams"
OUTPUT_QPARAMS = ".output_qparams"
QPARAM_SUFFIXES = (SCALE, INPUT_QPARAMS, OUTPUT_QPARAMS)


class TensorInfo(NamedTuple):
    """Position of a tensor in a file.

    dtype     as safetensors names it, such as "F16"
    shape     of the tensor
    offset    its first byte in the file
    length    its bytes
    """

    dtype: str
    shape: tuple[int, ...]
    offset: int
    length: int


def save(
    path: str | os.PathLike[str], tensors: Mapping[str, NDArray[Any]], meta: Mapping[str, Any]
) -> None:
    """Write tensors and their description into one file, whole or not at all.

    path       the safetensors file to make or to replace; its folder is made, too
    tensors    name -> array
    meta       anything that JSON can hold

    OSError if it cannot be written.
    """
    from safetensors.numpy import save as to_bytes

    header = {HEADER_KEY: encode_metadata(meta)}
    contiguous = {name: np.ascontiguousarray(value) for name, value in tensors.items()}
    content = to_bytes(contiguous, header)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as temporary:
        temporary.write_bytes(content)


def load_tensors(path: str | os.PathLike[str]) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Tensors and their description: (name -> array, meta).

    Quantized weights come dequantized, as float32. InvalidWeightsError if the file is absent,
    damaged, foreign, or of another format.
    """
    from safetensors import SafetensorError, safe_open

    meta = tensor_metadata(path)
    try:
        with safe_open(path, framework="numpy") as file:
            names = file.keys()
            tensors = {name: file.get_tensor(name) for name in names}
    except (SafetensorError, OSError) as error:
        raise damaged_error(path, error) from error
    return dequantize(tensors), meta


def dequantize(tensors: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The same tensors without quantization parameters: int8 weights times their scales (outputs,),
    all others as they are.
    """
    quantized = {name for name in tensors if name + SCALE in tensors}
    qparams = {name + suffix for name in quantized for suffix in QPARAM_SUFFIXES}
    found = {}
    for name, values in tensors.items():
        if name in quantized:
            scale = tensors[name + SCALE]
            found[name] = values * scale.reshape(-1, *[1] * (values.ndim - 1))
        elif name not in qparams:
            found[name] = values
    return found


def tensor_metadata(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Description of a file's tensors, without the tensors. Errors as in `load`."""
    header = _header(path).get("__metadata__")
    header = header if isinstance(header, dict) else {}
    if HEADER_KEY not in header:
        found = f"it has {', '.join(sorted(header))}" if header else "it has none at all"
        raise InvalidWeightsError(
            f"{path} is not one of PlainSpeech's weights files: its header lacks the key "
            f"{HEADER_KEY!r}; {found}"
        )
    return decode_metadata(header[HEADER_KEY], path)


def encode_metadata(meta: Mapping[str, Any]) -> str:
    """Description of a file as JSON, with the number of the format."""
    return json.dumps({"format": FORMAT, **meta}, ensure_ascii=False, allow_nan=False)


def decode_metadata(text: Any, path: str | os.PathLike[str]) -> dict[str, Any]:
    """Inverse of `encode_metadata`, without the number of the format.

    InvalidWeightsError, naming the file, if it is no JSON object or of another format.
    """
    try:
        meta = parse_json(text)
    except (TypeError, ValueError) as error:
        raise InvalidWeightsError(
            f"the header of {path} is damaged: {HEADER_KEY!r} is no JSON ({error})"
        ) from error
    if not isinstance(meta, dict):
        raise InvalidWeightsError(
            f"the header of {path} is damaged: {HEADER_KEY!r} holds a {type(meta).__name__}, "
            "not an object"
        )
    check_format(meta.pop("format", None), path)
    if "config" in meta:
        check_config(meta["config"], path)
    return meta


def check_format(found: object, path: str | os.PathLike[str]) -> None:
    """Raise InvalidWeightsError, in one line, unless this version reads the format of a file."""
    if type(found) is int and found == FORMAT:
        return
    named = "has no format number" if found is None else f"has format {found!r}"
    raise InvalidWeightsError(
        f"{path} {named}; this version of PlainSpeech reads format {FORMAT}. "
        "Install the version that made it, or make it again."
    )


def tensor_table(path: str | os.PathLike[str]) -> dict[str, TensorInfo]:
    """Position of each tensor in a file. Errors as in `load`."""
    content, begin = _header_bytes(path)
    header = _parse_header(content, path)
    try:
        return {
            name: _tensor_info(entry, begin)
            for name, entry in header.items()
            if name != "__metadata__"
        }
    except (TypeError, KeyError, IndexError, ValueError, OverflowError) as error:
        raise damaged_error(path, f"its header does not say where tensors lie ({error})") from error


def checked_metadata(
    path: str | os.PathLike[str], config: type[Any] | None = None
) -> dict[str, Any]:
    """Description of a network's file that is whole, and describes a mel and a network that such a
    file can hold. Errors as in `load`. It is found out before torch is imported, which is slow, and
    takes 200 MB.

    config   the dataclass that shapes the network, where it is known
    """
    meta = tensor_metadata(path)
    check_whole(path)
    mel_config_of(meta, path)
    shapes = (info.shape for info in tensor_table(path).values())
    check_sizes(meta.get("config", {}), shapes, path)
    if config is not None:
        config_of(config, meta, path)
    return meta


def check_whole(path: str | os.PathLike[str]) -> None:
    """Raise InvalidWeightsError if a file is shorter than its header says."""
    end = max((each.offset + each.length for each in tensor_table(path).values()), default=0)
    size = Path(path).stat().st_size
    if end > size:
        raise damaged_error(path, f"it has {size} bytes, and its header asks for {end}")


def _tensor_info(entry: Mapping[str, Any], begin: int) -> TensorInfo:
    first, last = (int(offset) for offset in entry["data_offsets"])
    return TensorInfo(entry["dtype"], tuple(entry["shape"]), begin + first, last - first)


def header_hash(path: str | os.PathLike[str]) -> str:
    """Short hash of a file's header: equal for files in which the same tensors lie at the same
    positions. Errors as in `load`.
    """
    return hashlib.sha256(_header_bytes(path)[0]).hexdigest()[:16]


def digest(tensors: Mapping[str, NDArray[Any]]) -> str:
    """Short hash of names and values as float32: equal however the values are stored."""
    hashed = hashlib.sha256()
    for name in sorted(tensors):
        hashed.update(name.encode() + np.ascontiguousarray(tensors[name], np.float32).tobytes())
    return hashed.hexdigest()[:16]


def mel_config_of(meta: Mapping[str, Any], path: str | os.PathLike[str]) -> MelConfig:
    """Mel configuration that a file's weights were trained on; InvalidWeightsError where the
    description lacks it, or has numbers that no mel can have.
    """
    found = meta.get("mel_config")
    try:
        config = MelConfig(**found)  # type: ignore[arg-type]
        config.validate()
    except (TypeError, VocoderError) as error:
        raise InvalidWeightsError(
            f"the header of {path} does not describe a mel ({error}): its mel_config is {found!r}"
        ) from error
    return config


def damaged_error(path: str | os.PathLike[str], error: object) -> InvalidWeightsError:
    """Error for a file that is no whole safetensors file."""
    return InvalidWeightsError(
        f"cannot read the weights in {path}: {error}. It is damaged or no safetensors file; fetch "
        "or make it again."
    )


def _header(path: str | os.PathLike[str]) -> dict[str, Any]:
    return _parse_header(_header_bytes(path)[0], path)


def _header_bytes(path: str | os.PathLike[str]) -> tuple[bytes, int]:
    """The header as it stands in the file, and where the tensors' bytes begin."""
    try:
        with Path(path).open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if length > MAX_HEADER_BYTES:
                raise damaged_error(path, f"its header would have {length} bytes")
            return file.read(length), 8 + length
    except FileNotFoundError:
        raise InvalidWeightsError(
            f"there is no weights file {path}. Name a safetensors file, or install again what "
            "should be there."
        ) from None
    except OSError as error:
        raise damaged_error(path, error) from error


def _parse_header(content: bytes, path: str | os.PathLike[str]) -> dict[str, Any]:
    try:
        header = parse_json(content)
    except ValueError as error:
        raise damaged_error(path, error) from error
    if not isinstance(header, dict):
        raise damaged_error(path, f"its header is a {type(header).__name__}, not an object")
    return header
