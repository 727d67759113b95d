"""Voice folders that somebody made to do harm, or that were damaged: each kind is one change of a
whole folder. `benchmarks/trust.py voices` speaks from each of them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tts.voice import PACKAGE_VOICES

Change = Callable[[Path], None]
FILES = (
    "acoustic.encoder.onnx",
    "acoustic.f0_predictor.onnx",
    "acoustic.decoder.onnx",
    "acoustic.safetensors",
    "harmonic.onnx",
    "harmonic.safetensors",
)
ENCODER, F0_PREDICTOR, DECODER, _, VOCODER, _ = FILES
SETTINGS = {
    "format": 1,
    "name": "crafted",
    "locale": "en-us",
    "speaker": 0,
    "description": "made to do harm",
    "acoustic": "acoustic.encoder.onnx",
    "vocoder": "harmonic.onnx",
}
DEEP = 100_000
MEGABYTE = 1_000_000


def write_whole(folder: Path) -> None:
    """A voice folder in which nothing is wrong; its weights are those of the package."""
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copy(PACKAGE_VOICES / name, folder / name)
    set_json(folder, SETTINGS)


def link_whole(source: Path, folder: Path) -> None:
    """The same folder again; files are shared until they are changed."""
    folder.mkdir(parents=True)
    for file in source.iterdir():
        os.link(file, folder / file.name)


def put(folder: Path, name: str, content: bytes) -> None:
    """Replace a file; its other links keep what they had."""
    (folder / name).unlink(missing_ok=True)
    (folder / name).write_bytes(content)


def set_json(folder: Path, settings: Mapping[str, Any]) -> None:
    """Write voice.json."""
    put(folder, "voice.json", json.dumps(settings).encode("utf-8", "surrogatepass"))


# changes of voice.json


def raw_json(content: bytes) -> Change:
    """These bytes in place of voice.json."""
    return partial(put, name="voice.json", content=content)


def setting(key: str, value: Any) -> Change:
    """Another value of a setting."""
    return lambda folder: set_json(folder, {**SETTINGS, key: value})


def raw_setting(key: str, value: str) -> Change:
    """A value of a setting as it is written in JSON."""
    text = json.dumps({**SETTINGS, key: "HERE"}).replace('"HERE"', value)
    return raw_json(text.encode())


def without_setting(key: str) -> Change:
    """A setting that is missing."""
    return lambda folder: set_json(folder, {k: v for k, v in SETTINGS.items() if k != key})


def sparse_json(folder: Path) -> None:
    """A voice.json of 8 GB that takes no place on the disk."""
    put(folder, "voice.json", b"{")
    os.truncate(folder / "voice.json", 8 * 10**9)


def pipe_json(folder: Path) -> None:
    """A pipe that nobody writes to, in place of voice.json."""
    (folder / "voice.json").unlink()
    os.mkfifo(folder / "voice.json")


def pipe_network(folder: Path) -> None:
    """A pipe that nobody writes to, in place of a network."""
    (folder / ENCODER).unlink()
    os.mkfifo(folder / ENCODER)


def circle_json(folder: Path) -> None:
    """A voice.json that is a link to itself."""
    (folder / "voice.json").unlink()
    (folder / "voice.json").symlink_to("voice.json")


JSON_KINDS: dict[str, Change] = {
    "json: empty": raw_json(b""),
    "json: no UTF-8": raw_json(b"\xff\xfe{}"),
    "json: a list": raw_json(b"[]"),
    "json: null": raw_json(b"null"),
    "json: deep lists": raw_json(b"[" * DEEP),
    "json: deep objects": raw_json(b'{"a":' * DEEP),
    "json: 8 GB": sparse_json,
    "json: a pipe": pipe_json,
    "json: a link to itself": circle_json,
    "json: /dev/zero": lambda folder: _link(folder, "voice.json", "/dev/zero"),
    "json: 10,000 digits": raw_setting("speaker", "9" * 10_000),
    "json: 1e999": raw_setting("speaker", "1e999"),
    "json: 100,000 unknown keys": lambda folder: set_json(
        folder, {**SETTINGS, **{f"key{number}": 0 for number in range(100_000)}}
    ),
    "json: a value of 1 MB of another type": setting("name", ["x" * 10] * 100_000),
    "json: a setting is missing": without_setting("locale"),
    "format: 400 digits": raw_setting("format", "9" * 400),
    "speaker: -1": setting("speaker", -1),
    "speaker: 10^30": setting("speaker", 10**30),
    "speaker: true": setting("speaker", True),
    "name: ../../x": setting("name", "../../x"),
    "name: 1 MB": setting("name", "x" * MEGABYTE),
    "name: half a character": setting("name", "\ud800"),
    "name: escape codes": setting("name", "\x1b[2J"),
    "locale: unknown": setting("locale", "xx"),
    "locale: 1 MB": setting("locale", "x" * MEGABYTE),
    "locale: ../../x": setting("locale", "../../x"),
    "description: 1 MB of lines": setting("description", "x\n" * (MEGABYTE // 2)),
    "acoustic: none": setting("acoustic", ""),
    "acoustic: /etc/passwd": setting("acoustic", "/etc/passwd"),
    "acoustic: /dev/zero": setting("acoustic", "/dev/zero"),
    "acoustic: NUL": setting("acoustic", "a\0b.encoder.onnx"),
    "acoustic: half a character": setting("acoustic", "\ud800.encoder.onnx"),
    "acoustic: 1 MB": setting("acoustic", "x/" * (MEGABYTE // 2)),
    "acoustic: a pipe": pipe_network,
}


def _link(folder: Path, name: str, target: str) -> None:
    """A link in place of a file."""
    (folder / name).unlink()
    (folder / name).symlink_to(target)
