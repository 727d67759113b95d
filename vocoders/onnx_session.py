"""Networks in ONNX Runtime: arrays in, arrays out, no torch. `vocoders.export.graph` writes the
files.

A file's metadata holds the same JSON as the header of a safetensors file (`vocoders.weights`). A
file holds its weights, or refers to those in a safetensors file beside it as external data. Then
"weights_file" names that file, and "header_hash" is the hash of the header that it must have.

Session options were chosen by measurement (`benchmarks/runtimes.py` repeats it):

- optimization beyond ORT_ENABLE_BASIC changes no speed, but opening takes longer
- memory patterns suit fixed lengths; ours change
- a memory arena that keeps what it has (10 to 35 MB) makes the networks 8 % faster, and numpy
  between them as much slower; that of `vocoders.onnx_memory` keeps nothing
- without folding of constants the networks are 14 % slower, and round otherwise
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import InvalidWeightsError, VocoderError
from vocoders.mel_config import Array
from vocoders.onnx_check import check_graph
from vocoders.onnx_memory import MAX_ARENA_BYTES, REFUSAL, run_options, use_arena
from vocoders.weights import HEADER_KEY, check_whole, decode_metadata, header_hash

Shape = tuple[int | None, ...]  # None for a size that may be any
Result = TypeVar("Result")


class RunGate:
    """Lets several runs compute at once. One for which no memory was left beside the others does it
    again, alone.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running = 0
        self._alone = 0  # runs that are to be alone: the one that is, and those that wait for it

    def run(self, work: Callable[[], Result]) -> Result:
        """The result of a run, or its error."""
        try:
            with self._turn(False):
                return work()
        except Exception as error:  # ONNX Runtime's exceptions have no other common base
            if REFUSAL not in str(error):
                raise
        with self._turn(True):
            return work()

    @contextmanager
    def _turn(self, is_alone: bool) -> Iterator[None]:
        """A time in which to compute."""
        with self._changed:
            self._alone += is_alone
            self._changed.wait_for(lambda: not (self._running if is_alone else self._alone))
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._alone -= is_alone
                self._changed.notify_all()


GATE = RunGate()


class OnnxModel:
    """One network from one file. Several threads may use it at once.

    path       an .onnx file that `vocoders.export.graph` wrote
    threads    among which each matrix product is shared
    is_own     whether it was made just now: not checked by `vocoders.onnx_check`

    InvalidWeightsError if the file is absent, damaged, foreign or of another format; VocoderError
    without onnxruntime.
    """

    def __init__(
        self, path: str | os.PathLike[str], threads: int = 1, is_own: bool = False
    ) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise InvalidWeightsError(
                f"there is no network {path}. `plainspeech export` writes networks for ONNX "
                "Runtime."
            )
        if not is_own:
            check_graph(self.path)
        self.session, self._options = open_session(self.path, threads)
        self.meta = read_metadata(self.session, self.path)
        check_external_data(self.path, self.meta)
        self.inputs = [port.name for port in self.session.get_inputs()]

    def __call__(self, *arrays: NDArray[Any], shapes: Sequence[Shape] = ()) -> list[Array]:
        """Outputs for arrays without a batch axis, given in the order of the inputs.

        shapes   of the outputs; None for a size that may be any, no shapes for any outputs

        InvalidWeightsError if the network can't compute, or gives something else.
        """
        batched = (np.asarray(array)[None] for array in arrays)
        try:
            feed = dict(zip(self.inputs, batched, strict=True))
            outputs = [out[0] for out in self._run(feed)]
        except Exception as error:  # its exceptions have no other common base
            if REFUSAL in str(error):
                raise InvalidWeightsError(
                    f"the network in {self.path} asks for more than {MAX_ARENA_BYTES >> 20} MB to "
                    "compute in. No network of PlainSpeech does; export or install it again."
                ) from error
            raise InvalidWeightsError(
                f"the network in {self.path} can't compute: {one_line(error)}. It is damaged; "
                "export or install it again."
            ) from error
        if shapes and not has_shapes(outputs, shapes):
            found = ", ".join(str(np.shape(out)) for out in outputs)
            raise InvalidWeightsError(
                f"the network in {self.path} gives arrays of the shapes {found}; expected were "
                f"{', '.join(map(str, shapes))}. Export or install it again."
            )
        return outputs

    def _run(self, feed: dict[str, NDArray[Any]]) -> list[Array]:
        """Outputs for inputs by name."""
        found: list[Array] = GATE.run(lambda: self.session.run(None, feed, self._options))
        return found

    def metadata(self, *keys: str) -> Any:
        """Value under keys within keys; InvalidWeightsError, naming the file, where absent."""
        value: Any = self.meta
        for key in keys:
            if not isinstance(value, dict) or key not in value:
                raise InvalidWeightsError(
                    f"the metadata of {self.path} lacks {' / '.join(keys)}. Export it again."
                )
            value = value[key]
        return value


def has_shapes(arrays: Sequence[Array], shapes: Sequence[Shape]) -> bool:
    """Whether arrays are float32 arrays of these shapes."""
    if len(arrays) != len(shapes):
        return False
    return all(
        array.dtype == np.float32
        and array.ndim == len(shape)
        and all(wanted in (None, size) for size, wanted in zip(array.shape, shape, strict=True))
        for array, shape in zip(arrays, shapes, strict=True)
    )


def one_line(error: Exception) -> str:
    """The message of an error of ONNX Runtime."""
    return " ".join(str(error).split())[:200]


def open_session(path: Path, threads: int) -> tuple[Any, Any]:
    """An onnxruntime.InferenceSession on the processor, whose threads do not spin while they wait,
    and the options of its runs.
    """
    onnxruntime = _import_onnxruntime(path)
    if threads < 1:
        raise VocoderError(f"threads must be one at least, not {threads}.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.enable_mem_pattern = False
    use_arena(onnxruntime, options)
    options.log_severity_level = 4  # errors are raised, too
    try:
        session = onnxruntime.InferenceSession(
            str(path),
            options,
            providers=["CPUExecutionProvider"],
        )
        return session, run_options(onnxruntime)
    except Exception as error:  # its exceptions have no other common base
        raise InvalidWeightsError(
            f"cannot read the network in {path}: {one_line(error)}. It is damaged or no ONNX "
            "file; export or install it again."
        ) from error


def _import_onnxruntime(path: Path) -> Any:
    """The package onnxruntime. Since 1.31 it reports to its maker unless it is told not to before
    it is imported; whoever wants that sets ORT_DISABLE_TELEMETRY=0.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    try:
        import onnxruntime
    except ModuleNotFoundError as error:
        if error.name != "onnxruntime":
            raise VocoderError(f"onnxruntime cannot be imported: {error}") from error
        raise VocoderError(
            f"{path} needs onnxruntime, which is not installed: pip install onnxruntime"
        ) from error
    except ImportError as error:
        raise VocoderError(
            f"onnxruntime is installed, but cannot be imported: {error}. Install it again."
        ) from error
    return onnxruntime


def read_metadata(session: Any, path: Path) -> dict[str, Any]:
    """Description of a network; InvalidWeightsError if it is not one of PlainSpeech's."""
    found = session.get_modelmeta().custom_metadata_map
    if HEADER_KEY not in found:
        raise InvalidWeightsError(
            f"{path} is not one of PlainSpeech's networks: its metadata lacks the key "
            f"{HEADER_KEY!r}."
        )
    return decode_metadata(found[HEADER_KEY], path)


def check_external_data(path: Path, meta: dict[str, Any]) -> None:
    """Raise InvalidWeightsError if tensors lie elsewhere in the safetensors file than a network
    says: it would read noise.
    """
    if "weights_file" not in meta:
        return
    name = Path(str(meta["weights_file"])).name
    found = header_hash(path.parent / name)
    check_whole(path.parent / name)
    if found != meta.get("header_hash"):
        raise InvalidWeightsError(
            f"{path} does not belong to {name} beside it: it refers to a file with the header "
            f"{meta.get('header_hash')}, not {found}. Make both again with "
            "`python -m tts.training.package`, or install them again."
        )
