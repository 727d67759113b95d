"""Tensors of a safetensors file, found by their values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import VocoderError
from vocoders.weights import QPARAM_SUFFIXES, SCALE, TensorInfo, tensor_table

Fingerprint = tuple[tuple[int, ...], bytes]
DTYPES = {"F16": np.float16, "F32": np.float32, "I8": np.int8}


class ExternalDataError(VocoderError):
    """A graph and a safetensors file that do not hold the same weights."""


class TensorRef(NamedTuple):
    """Reference to a tensor of a file; `transposed` if the graph needs its transpose."""

    name: str
    info: TensorInfo
    transposed: bool

    @property
    def is_int8(self) -> bool:
        """Whether the tensor is quantized."""
        return self.info.dtype == "I8"


class FileTensor(NamedTuple):
    """A tensor of a file: its position and its values, which are read when they are used."""

    info: TensorInfo
    values: NDArray[Any]


def read_tensors(file: Path, prefix: str = "") -> dict[str, FileTensor]:
    """The tensors of a safetensors file whose names begin with `prefix`."""
    content = np.memmap(file, np.uint8, "r")
    return {
        name: FileTensor(info, _values(content, info))
        for name, info in tensor_table(file).items()
        if name.startswith(prefix)
    }


def _values(content: NDArray[np.uint8], info: TensorInfo) -> NDArray[Any]:
    """The values of a tensor; bytes if its dtype is not one of DTYPES."""
    raw = content[info.offset : info.offset + info.length]
    dtype = DTYPES.get(info.dtype)
    return raw if dtype is None else raw.view(dtype).reshape(info.shape)


def find_tensors(file: Path, prefix: str) -> dict[Fingerprint, TensorRef]:
    """The tensors of a file by their values as float32, in every layout that a graph may have.

    ExternalDataError for a dtype that a graph cannot refer to.
    """
    found: dict[Fingerprint, TensorRef] = {}
    tensors = read_tensors(file, prefix)
    for name, (info, _) in tensors.items():
        if name.endswith(QPARAM_SUFFIXES):
            continue
        if info.dtype not in ("F16", "I8"):
            raise ExternalDataError(
                f"{name} in {file} is {info.dtype}: a graph can refer only to float16 (F16) and to "
                "int8 with a scale (I8)."
            )
        for transposed, values in layouts(_dequantized(name, tensors)).items():
            found.setdefault(fingerprint(values), TensorRef(name, info, transposed))
    return found


def _dequantized(name: str, tensors: Mapping[str, FileTensor]) -> NDArray[Any]:
    """The values of a tensor; int8 weights times the scale of each output."""
    info, values = tensors[name]
    if info.dtype != "I8":
        return values
    scale = tensors[name + SCALE].values
    return np.asarray(values * scale.reshape(-1, *[1] * (values.ndim - 1)))


def layouts(values: NDArray[Any]) -> dict[bool, NDArray[Any]]:
    """The layouts of a tensor by whether they are transposed: a matrix (outputs, inputs) also as
    (inputs, outputs), as products take it.
    """
    return {False: values, True: values.T} if values.ndim == 2 else {False: values}


def fingerprint(values: NDArray[Any]) -> Fingerprint:
    """Shape and bytes as float32, equal for equal arrays; no bytes for integers, which are never
    weights.
    """
    if values.dtype.kind != "f":
        return values.shape, b""
    return values.shape, np.ascontiguousarray(values, np.float32).tobytes()


def storage_name(name: str) -> str:
    """Name in a graph of a tensor of the file."""
    return f"{name}.stored"
