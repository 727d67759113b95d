"""Voice folders whose safetensors files somebody made to do harm, or that were damaged; speaking
from them needs torch. With those of `crafted_voices` and `crafted_graphs`, all kinds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from crafted_graphs import GRAPH_KINDS, cut, raw_file
from crafted_voices import DEEP, FILES, JSON_KINDS, SETTINGS, Change, put, set_json


def torch_voice(change: Change) -> Change:
    """A folder whose voice.json names safetensors files, after another change."""

    def whole(folder: Path) -> None:
        files = {"acoustic": "acoustic.safetensors", "vocoder": "harmonic.safetensors"}
        for name in FILES:
            if name.endswith(".onnx"):
                (folder / name).unlink()
        set_json(folder, {**SETTINGS, **files})
        change(folder)

    return whole


def header(content: bytes, length: int | None = None) -> Change:
    """The acoustic weights with this header."""
    size = len(content) if length is None else length
    return raw_file("acoustic.safetensors", size.to_bytes(8, "little") + content)


def header_value(*keys: str, to: Any, name: str = "acoustic.safetensors") -> Change:
    """Weights with another value in the description of their header."""

    def change(folder: Path) -> None:
        content = (folder / name).read_bytes()
        size = int.from_bytes(content[:8], "little")
        table = json.loads(content[8 : 8 + size])
        about = json.loads(table["__metadata__"]["plainspeech"])
        values = about
        for key in keys[:-1]:
            values = values[key]
        values[keys[-1]] = to
        table["__metadata__"]["plainspeech"] = json.dumps(about)
        new = json.dumps(table).encode()
        put(folder, name, len(new).to_bytes(8, "little") + new + content[8 + size :])

    return change


WEIGHTS_KINDS: dict[str, Change] = {
    "weights: empty": torch_voice(raw_file("acoustic.safetensors", b"")),
    "weights: cut": torch_voice(cut("acoustic.safetensors", 0.5)),
    "weights: a header of 2^63": torch_voice(header(b"{}", 1 << 63)),
    "weights: a deep header": torch_voice(header(b'{"a":' * DEEP)),
    "weights: a list as header": torch_voice(header(b"[]")),
    "weights: metadata is a number": torch_voice(header(b'{"__metadata__": 1}')),
    "weights: architecture is a list": torch_voice(
        header_value("architecture", to=[], name="harmonic.safetensors")
    ),
    "weights: 10^9 channels": torch_voice(header_value("config", "hidden_dim", to=10**9)),
    "weights: 10^9 blocks": torch_voice(header_value("config", "num_encoder_blocks", to=10**9)),
    "weights: channels are words": torch_voice(header_value("config", "hidden_dim", to="x")),
    "weights: an unknown key": torch_voice(header_value("config", "x", to=1)),
    "weights: n_fft -1": torch_voice(
        header_value("mel_config", "n_fft", to=-1, name="harmonic.safetensors")
    ),
}
KINDS = JSON_KINDS | GRAPH_KINDS | WEIGHTS_KINDS
