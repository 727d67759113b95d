"""Weights that describe themselves: a safetensors file whose header says, as JSON, what the tensors are.

The header key "plainspeech" holds a dict: "architecture" (for a vocoder, a name in vocoders.ARCHITECTURES), "config" (what shapes the network),
"spec" (the mel it speaks), and whatever else the maker wants to keep. No pickle, so loading a file runs no code in it.
"""
from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save as to_bytes

from vocoders.mel import MelSpec, VocoderError

HEADER_KEY = "plainspeech"


class BadWeights(VocoderError):
    """A weights file that is missing, damaged or not ours."""


def save(path: str | os.PathLike[str], tensors: Mapping[str, NDArray[Any]], meta: Mapping[str, Any]) -> None:
    """Write tensors and what they are into one file: whole, or not at all.

    path       the safetensors file to make or to replace
    tensors    name -> array
    meta       anything JSON can hold

    The file is written beside its place and moved there, so that nobody ever sees half of it. OSError if it cannot be written.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    header = {HEADER_KEY: json.dumps(meta, ensure_ascii=False, allow_nan=False)}
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(to_bytes({name: np.ascontiguousarray(value) for name, value in tensors.items()}, header))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def load(path: str | os.PathLike[str]) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Read tensors and what they are.

    returns    (name -> array, meta)

    BadWeights if the file is absent, damaged, or a safetensors file of somebody else.
    """
    with _opened(path) as file:
        meta = _meta(path, file.metadata())
        return {name: file.get_tensor(name) for name in file.keys()}, meta  # noqa: SIM118 - safe_open is no dict


def describe(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Read what the tensors are, without the tensors. Errors as in `load`."""
    with _opened(path) as file:
        return _meta(path, file.metadata())


def spec_in(meta: Mapping[str, Any], path: str | os.PathLike[str]) -> MelSpec:
    """The mel that a file's weights were trained on; BadWeights where the header of `path` does not say."""
    try:
        return MelSpec(**meta["spec"])
    except (KeyError, TypeError) as error:
        raise BadWeights(f"the header of {path} does not describe a mel ({error}): its spec is {meta.get('spec')!r}") from None


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[Any]:
    try:
        with safe_open(path, framework="numpy") as file:
            yield file
    except FileNotFoundError:
        raise BadWeights(f"there is no weights file {path}. Name a safetensors file, or install again what should be there.") from None
    except (SafetensorError, OSError) as error:
        raise BadWeights(f"cannot read the weights in {path}: {error}. It is damaged or no safetensors file; fetch or make it again.") from None


def _meta(path: str | os.PathLike[str], header: Mapping[str, str] | None) -> dict[str, Any]:
    if HEADER_KEY not in (header := header or {}):
        found = f"it has {', '.join(sorted(header))}" if header else "it has none at all"
        raise BadWeights(f"{path} is not one of PlainSpeech's weight files: its header lacks the key {HEADER_KEY!r}; {found}")
    try:
        meta = json.loads(header[HEADER_KEY])
    except ValueError as error:
        raise BadWeights(f"the header of {path} is damaged: {HEADER_KEY!r} is no JSON ({error})") from None
    if not isinstance(meta, dict):
        raise BadWeights(f"the header of {path} is damaged: {HEADER_KEY!r} holds a {type(meta).__name__}, not an object")
    return meta
