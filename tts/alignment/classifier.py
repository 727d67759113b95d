"""Phone classifier in numpy: a mel -> the log probability of each phone in each frame.

Convolution over 5 frames, ConvNeXt blocks (Liu et al. 2022, arXiv 2201.03545), a linear layer and a
log softmax. `tts.training.aligner.network` is the same network in torch, which trains it.

    h = conv(m - mean(m))                                 m: log mel, mean by band over loud frames
    h = h + W2 relu(W1 norm(depthwise(h)))                a block; its scale is folded into W2
    log p(k | t) = log softmax(W norm(h_t))
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tts.alignment.phones import PHONES
from vocoders import weights
from vocoders.errors import InvalidWeightsError
from vocoders.mel_config import Array, MelConfig

PACKAGED = Path(__file__).with_name("aligner.safetensors")
ARCHITECTURE = "aligner"
LOUD_RANGE_DB = 40.0  # below the loudest frame: frames from which the mean of a band is taken
NORM_EPSILON = 1e-5


def normalized_mel(mel: Array) -> Array:
    """The mel (mels, frames) without the mean of each band over its loud frames: what a microphone,
    a room and the level add is gone. Returns (frames, mels).
    """
    power = np.exp(2 * mel.astype(np.float64)).sum(0)
    loud = power > power.max() * 10 ** (-LOUD_RANGE_DB / 10)
    mean = mel[:, loud].mean(1, keepdims=True)
    return np.ascontiguousarray((mel - mean).T, np.float32)


class PhoneClassifier:
    """The network with its weights.

    tensors         as a weights file holds them
    mel_config      of the mels that it takes
    knows_foreign   whether it was trained on the sounds of the language that it hears, and needs
                    no substitutes for those that English lacks
    """

    def __init__(
        self,
        tensors: Mapping[str, NDArray[Any]],
        mel_config: MelConfig,
        knows_foreign: bool = False,
    ) -> None:
        self.knows_foreign = knows_foreign
        self.tensors = {name: np.asarray(value, np.float32) for name, value in tensors.items()}
        self.mel_config = mel_config
        self.num_blocks = 1 + max(
            int(name.split(".")[1]) for name in tensors if name.startswith("blocks.")
        )

    @classmethod
    def load(cls, path: Path = PACKAGED) -> PhoneClassifier:
        """The classifier in a file; InvalidWeightsError for another kind of file."""
        tensors, meta = read_weights(path)
        if meta.get("architecture") != ARCHITECTURE or list(PHONES) != meta.get("phones"):
            raise InvalidWeightsError(
                f"{path} holds no aligner for the {len(PHONES)} phones of this version. Leave it "
                "out to use the packaged one, or train one: `python -m tts.training.aligner`."
            )
        return cls(tensors, weights.mel_config_of(meta, path), bool(meta.get("knows_foreign")))

    def __call__(self, mel: Array) -> Array:
        """A mel (mels, frames) -> log probabilities (frames, phones)."""
        hidden = self.convolve(normalized_mel(mel))
        for number in range(self.num_blocks):
            hidden = hidden + self.block(hidden, f"blocks.{number}.")
        return log_softmax(self.linear(self.norm(hidden, "norm."), "out_proj."))

    def convolve(self, frames: Array) -> Array:
        """The first layer: (frames, mels) -> (frames, dim)."""
        weight = self.tensors["in_conv.weight"]  # (dim, mels, taps)
        taps = weight.shape[2]
        padded = np.pad(frames, ((taps // 2, taps // 2), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, taps, axis=0)
        flat = windows.reshape(len(frames), -1)  # (frames, mels * taps)
        out: Array = flat @ weight.reshape(len(weight), -1).T + self.tensors["in_conv.bias"]
        return out

    def block(self, hidden: Array, prefix: str) -> Array:
        """What a ConvNeXt block adds, (frames, dim)."""
        taps = self.tensors[f"{prefix}dw_conv.weight"][:, 0]  # (dim, taps)
        margin = taps.shape[1] // 2
        padded = np.pad(hidden, ((margin, margin), (0, 0)))
        mixed = np.tile(self.tensors[f"{prefix}dw_conv.bias"], (len(hidden), 1))
        for tap in range(taps.shape[1]):
            mixed += padded[tap : tap + len(hidden)] * taps[:, tap]
        inner = self.linear(self.norm(mixed, f"{prefix}norm."), f"{prefix}pw_conv1.")
        return self.linear(np.maximum(inner, 0), f"{prefix}pw_conv2.")

    def linear(self, hidden: Array, prefix: str) -> Array:
        """A linear layer over the last axis."""
        out: Array = hidden @ self.tensors[f"{prefix}weight"].T + self.tensors[f"{prefix}bias"]
        return out

    def norm(self, hidden: Array, prefix: str) -> Array:
        """Layer norm over the last axis."""
        centred = hidden - hidden.mean(-1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(-1, keepdims=True) + NORM_EPSILON)
        out: Array = (
            centred / deviation * self.tensors[f"{prefix}weight"] + self.tensors[f"{prefix}bias"]
        )
        return out


def log_softmax(logits: Array) -> Array:
    """Log of the softmax over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    out: Array = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return out


def read_weights(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Tensors, dequantized, and description of a weights file, read without safetensors' library:
    the plain installation lacks it. InvalidWeightsError as in `vocoders.weights.load_tensors`.
    """
    meta = weights.tensor_metadata(path)
    content = path.read_bytes()
    types = {"I8": np.int8, "F16": np.float16, "F32": np.float32}
    tensors = {}
    for name, info in weights.tensor_table(path).items():
        if info.dtype not in types or info.offset + info.length > len(content):
            raise weights.damaged_error(path, f"{name} is not whole")
        part = content[info.offset : info.offset + info.length]
        tensors[name] = np.frombuffer(part, types[info.dtype]).reshape(info.shape)
    return weights.dequantize(tensors), meta


@cache
def packaged_classifier() -> PhoneClassifier:
    """The classifier that the package holds, loaded once."""
    return PhoneClassifier.load()
