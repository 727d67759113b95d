"""The wheel holds all that it must, and speaks from where it was installed, without torch."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
import soundfile

from vocoders.optional_dependencies import EXTRAS

ROOT = Path(__file__).parent.parent.parent
MEGABYTE = 2**20

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built from the tree."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--no-isolation",
            "--wheel",
            "--outdir",
            str(folder),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("plainspeech-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The python of an environment with the wheel; what that depends on it borrows from here, but
    no extra (.ci/run installs all of it afresh).
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(python),
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            str(wheel),
        ],
        check=True,
    )
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    absent = sorted({package for packages in EXTRAS.values() for package in packages})
    lines = [
        sysconfig.get_path("purelib"),
        f"import sys; sys.modules.update(dict.fromkeys({absent!r}))",
    ]
    (Path(site.stdout.strip()) / "borrowed.pth").write_text("\n".join(lines), encoding="utf-8")
    return python


def run(folder, *command):
    """A command that knows nothing of the clone."""
    hidden = ("PYTHONPATH", "PLAINSPEECH_VOICES")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_it_holds_packages_voices_and_licence(wheel):
    with zipfile.ZipFile(wheel) as content:
        names = set(content.namelist())
    for folder in ("tts", "frontend", "vocoders"):
        wanted = {
            file.relative_to(ROOT).as_posix()
            for file in (ROOT / folder).rglob("*")
            if file.suffix
            in (
                ".py",
                ".json",
                ".md",
                ".toml",
                ".typed",
                ".tsv",
                ".txt",
                ".safetensors",
                ".onnx",
                ".js",
                ".css",
            )
            and "__pycache__" not in file.parts
        }
        assert sorted(wanted - names) == []
    assert {"tts/py.typed", "tts/app.py", "tts/voices/heart/voice.json"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {
        "tts",
        "frontend",
        "vocoders",
        "plainspeech",
    }


@pytest.mark.packaged
def test_it_holds_the_trained_weights(wheel):
    with zipfile.ZipFile(wheel) as content:
        names = content.namelist()
    assert {
        "tts/voices/acoustic.safetensors",
        "tts/voices/harmonic.safetensors",
        "tts/voices/harmonic.onnx",
    } <= set(names)
    assert wheel.stat().st_size < 30 * MEGABYTE


def test_what_is_installed_speaks_with_its_own_voice(installed, tmp_path):
    ran = run(
        tmp_path, installed, "-m", "tts", "say", "Hello there, this is the wheel.", "-o", "a.wav"
    )
    assert ran.returncode == 0, ran.stderr
    assert 1 < soundfile.info(tmp_path / "a.wav").duration < 5
    where = run(tmp_path, installed, "-c", "import tts; print(tts.__file__)")
    assert str(Path(installed).parent.parent.resolve()) in str(Path(where.stdout.strip()).resolve())


def test_the_environment_has_no_torch(installed, tmp_path):
    ran = run(tmp_path, installed, "-m", "tts", "say", "Hello.", "--runtime", "torch")
    assert (
        ran.returncode == 1
        and "plainspeech[torch]" in ran.stderr
        and list(tmp_path.iterdir()) == []
    )


def test_the_command_is_installed(installed, tmp_path):
    command = Path(installed).with_name(
        "plainspeech.exe" if sys.platform == "win32" else "plainspeech"
    )
    ran = run(tmp_path, command, "--version")
    assert ran.stdout.startswith("plainspeech ")
