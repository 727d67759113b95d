"""What PyInstaller collects for a program that speaks (tried whole: `pyinstaller program.py`)."""

import runpy
import tomllib
from pathlib import Path

import pytest

from tts.frozen import hook_dirs

pytest.importorskip("PyInstaller")
FOLDER = Path(hook_dirs()[0])
ROOT = Path(__file__).parents[3]


def collected(package, kind):
    """Names of what the hook of a package names."""
    found = runpy.run_path(str(FOLDER / f"hook-{package}.py"))[kind]
    return {Path(entry if isinstance(entry, str) else entry[0]).name for entry in found}


def test_the_entry_point_names_the_folder():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pyinstaller40"] == {"hook-dirs": "tts.frozen:hook_dirs"}
    assert sorted(FOLDER.glob("hook-*.py"))


def test_voices_tables_and_espeak_are_collected():
    assert {"acoustic.encoder.onnx", "harmonic.safetensors", "voice.json"} <= collected(
        "tts", "datas"
    )
    assert {f"tts.batch.readers.{name}" for name in ("epub", "table", "cues")} <= collected(
        "tts", "hiddenimports"
    )
    packaged = {file.name for file in (ROOT / "frontend").rglob("data/*") if file.is_file()}
    assert packaged and packaged <= collected("frontend", "datas")
    assert "phondata" in collected("espeakng_loader", "datas")
    assert any("espeak" in name for name in collected("espeakng_loader", "binaries"))
