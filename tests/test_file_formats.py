"""The names in our file formats are those of file_formats.json.

Users and other programs read these files. Whoever changes a name raises `vocoders.weights.FORMAT`,
says so in CHANGELOG.md, and writes the table anew: `python tests/test_file_formats.py`.
"""

from __future__ import annotations

import json
import re
import struct
import tempfile
from pathlib import Path

import pytest

from frontend import Frontend
from tts import TTS
from tts.batch import render
from vocoders import weights

TABLE = Path(__file__).with_name("file_formats.json")
VOICES = Path(__file__).parent.parent / "tts" / "voices"
PACKAGED = ("acoustic.safetensors", "harmonic.safetensors", "wavenet.safetensors")
NESTED = ("config", "mel_config")  # dicts in the metadata whose keys are part of the format


def metadata_keys(metadata: dict) -> dict:
    """The keys of the metadata and of the dicts in it; what a recipe held does not count."""
    return {
        "keys": sorted(metadata),
        **{name: sorted(metadata[name]) for name in NESTED if name in metadata},
    }


def read_header(path: Path) -> dict:
    """The JSON before the tensors of a safetensors file."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8 : 8 + length])


def safetensors_names(path: Path) -> dict:
    """The keys of a header, and the tensors' names with N for the number of a layer."""
    header = read_header(path)
    strings = header.pop("__metadata__")
    names = {re.sub(r"(?<=\.)\d+(?=\.)", "N", name) for name in header}
    return {
        "header": sorted(strings),
        "metadata": metadata_keys(json.loads(strings["plainspeech"])),
        "tensors": sorted(names),
    }


def onnx_names(path: Path) -> dict:
    """The inputs and outputs of a graph with their axes, and the keys of its metadata."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, options)
    strings = session.get_modelmeta().custom_metadata_map
    return {
        "inputs": {value.name: axes(value) for value in session.get_inputs()},
        "outputs": {value.name: axes(value) for value in session.get_outputs()},
        "header": sorted(strings),
        "metadata": metadata_keys(json.loads(strings["plainspeech"])),
    }


def axes(value) -> list:
    """The type of a tensor and its axes; a variable one is "N"."""
    return [value.type, *(axis if isinstance(axis, int) else "N" for axis in value.shape)]


def packaged_names() -> dict:
    """The names in the packaged voices."""
    found: dict = {"format": weights.FORMAT}
    for name in PACKAGED:
        found[name] = safetensors_names(VOICES / name)
    for path in sorted(VOICES.glob("*.onnx")):
        found[path.name] = onnx_names(path)
    for path in sorted(VOICES.glob("*/voice.json")):
        found[f"{path.parent.name}/voice.json"] = sorted(json.loads(path.read_text("utf-8")))
    return found


def manifest_names(tts: TTS, folder: Path) -> dict:
    """The keys of an entry in the manifest of a batch, and those of its settings."""
    list(render(["Hello."], folder, tts))
    (row,) = (folder / "manifest.jsonl").read_text("utf-8").splitlines()
    entry = json.loads(row)
    return {"keys": sorted(entry), "settings": sorted(entry["settings"])}


def explain_names() -> list:
    """The keys of an object that `explain --json` prints."""
    (keys,) = {tuple(sorted(piece.as_dict())) for piece in Frontend().explain("Dr. Wu owes $5.")}
    return list(keys)


@pytest.fixture(scope="module")
def table():
    return json.loads(TABLE.read_text("utf-8"))


@pytest.mark.packaged
def test_the_packaged_files_have_the_names_of_the_table(table):
    found = packaged_names()
    assert sorted(found) == sorted(table["packaged"])
    for name in found:
        assert found[name] == table["packaged"][name], name


@pytest.mark.packaged
def test_every_packaged_file_has_the_number_of_the_format():
    for name in PACKAGED:
        metadata = json.loads(read_header(VOICES / name)["__metadata__"]["plainspeech"])
        assert metadata["format"] == weights.FORMAT
    for path in VOICES.glob("*/voice.json"):
        assert json.loads(path.read_text("utf-8"))["format"] == weights.FORMAT


def test_a_manifest_has_the_keys_of_the_table(table, tiny_voice, tmp_path):
    assert manifest_names(TTS.load(tiny_voice), tmp_path) == table["manifest.jsonl"]


def test_explain_has_the_keys_of_the_table(table):
    assert explain_names() == table["explain --json"]


def write_table() -> None:
    """Write the table from the packaged files."""
    with tempfile.TemporaryDirectory() as folder:
        manifest = manifest_names(TTS.load("heart"), Path(folder))
    found = {
        "packaged": packaged_names(),
        "manifest.jsonl": manifest,
        "explain --json": explain_names(),
    }
    TABLE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_table()
