"""What an extra brings is asked for by name: one line that says what to install, and no traceback.
Everything else works without.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import soundfile

from vocoders import weights
from vocoders.mel_config import MelConfig
from vocoders.optional_dependencies import EXTRAS

ROOT = Path(__file__).parent.parent
ABSENT = sorted({package for packages in EXTRAS.values() for package in packages})
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPTIONAL = PROJECT["optional-dependencies"]


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """An environment in which no extra can be imported, and a folder with weights of each
    architecture.
    """
    folder = tmp_path_factory.mktemp("bare")
    (folder / "sitecustomize.py").write_text(
        f"import sys\nsys.modules.update(dict.fromkeys({ABSENT!r}))\n", encoding="utf-8"
    )
    (folder / "page.html").write_text("<p>Hello.</p>", encoding="utf-8")
    for architecture in ("hifigan", "wavenet", "harmonic"):
        header = {
            "architecture": architecture,
            "config": {},
            "mel_config": MelConfig().to_dict(),
        }
        weights.save(folder / f"{architecture}.safetensors", {}, header)
    return folder


def run(bare, folder, *arguments, **more):
    plain = {name: value for name, value in os.environ.items() if name != "PLAINSPEECH_VOICES"}
    environment = {**plain, "PYTHONPATH": os.pathsep.join([str(bare), str(ROOT)]), **more}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def refused(ran):
    """The one line that a command ended with."""
    assert ran.returncode == 1 and "Traceback" not in ran.stderr, ran.stderr
    (line,) = ran.stderr.splitlines()
    return line


def extra_in(line):
    """The extra that a message names."""
    (clone, extra) = re.search(r'pip install -e "(.*)\[(\w+)\]"$', line).groups()
    assert Path(clone) == ROOT
    return extra


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["say", "Hello.", "--runtime", "torch"], "torch"),
        (["say", "Hello.", "--vocoder", "{bare}/hifigan.safetensors"], "torch"),
        (["say", "Hello.", "--vocoder", "{bare}/harmonic.safetensors"], "torch"),
        (["say", "Hello.", "--vocoder", "{bare}/wavenet.safetensors"], "wavenet"),
        (["export", "heart", "out"], "export"),
        (["page"], "demo"),
        (["completion", "bash"], "completion"),
        (["batch", "{bare}/page.html", "-o", "out"], "books"),
    ],
)
def test_a_command_says_which_extra_it_lacks(bare, tmp_path, arguments, extra):
    line = refused(
        run(bare, tmp_path, "tts", *(argument.format(bare=bare) for argument in arguments))
    )
    assert extra_in(line) == extra
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "module",
    [
        "tts.training.train",
        "tts.training.distil",
        "tts.training.features",
        "tts.training.package",
        "tts.training.gta_mels",
        "vocoders.training.train",
    ],
)
def test_a_training_says_which_extra_it_lacks(bare, tmp_path, module):
    assert extra_in(refused(run(bare, tmp_path, module, "--help"))) == "train"


def test_a_voice_without_onnx_files_says_that_it_needs_torch(bare, tmp_path, tiny_voices):
    line = refused(
        run(
            bare,
            tmp_path,
            "tts",
            "say",
            "Hello.",
            "-v",
            "tiny",
            PLAINSPEECH_VOICES=str(tiny_voices),
        )
    )
    assert extra_in(line) == "torch" and "acoustic.safetensors" in line


def test_the_packaged_voice_speaks_reads_and_vocodes_without_any(bare, tmp_path):
    for arguments in (
        ["say", "Dr. Wu owes $5.", "-o", "a.mp3"],
        ["vocode", "a.mp3", "b.wav", "--rate", "16000"],
        ["voices"],
        ["explain", "$5"],
        [
            "say",
            "--ssml",
            "<speak>Hello <voice name='george'>there.</voice></speak>",
            "-o",
            "c.wav",
        ],
    ):
        ran = run(bare, tmp_path, "tts", *arguments)
        assert ran.returncode == 0, ran.stderr
    assert (
        1 < soundfile.info(tmp_path / "b.wav").duration < 4
        and soundfile.info(tmp_path / "c.wav").duration > 0.5
    )


def test_from_python_it_is_an_error_of_ours(bare):
    code = """if True:
        import sys, tts, vocoders
        for ask in (
            lambda: tts.FastSpeech2,
            lambda: vocoders.HifiganVocoder,
            lambda: vocoders.WaveNetVocoder,
            lambda: tts.TTS.load(runtime="torch"),
        ):
            try:
                ask()
            except ValueError as error:
                print(error)
        import vocoders.training"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(bare), str(ROOT)])}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    extras = [extra_in(line) for line in ran.stdout.splitlines()]
    assert extras == ["torch", "torch", "wavenet", "torch"]
    assert "MissingDependencyError: training needs" in ran.stderr


@pytest.mark.parametrize("package", ["tts", "frontend", "vocoders"])
def test_star_import_and_help_need_no_extra(bare, package):
    code = f"import pydoc; from {package} import *; import {package}; pydoc.render_doc({package})"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(bare), str(ROOT)])}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def distributions(extra):
    """What an extra installs, with what the extras that it names install."""
    found = {name for name in OPTIONAL[extra] if not name.startswith("plainspeech[")}
    for inner in re.findall(r"plainspeech\[([\w,]+)\]", " ".join(OPTIONAL[extra])):
        found = found.union(*map(distributions, inner.split(",")))
    modules = {"markdown_it_py": "markdown_it"}  # where it has another name
    names = [re.match(r"[\w-]+", name)[0].replace("-", "_") for name in found]
    return {modules.get(name, name) for name in names}


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_brings_what_is_asked_of_it(extra):
    assert set(EXTRAS[extra]) == distributions(extra)
    assert distributions(extra) <= distributions("all") <= distributions("dev")
    assert f"| `{extra}` |" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_core_is_what_speaking_needs():
    names = {re.match(r"[\w-]+", name)[0] for name in PROJECT["dependencies"]}
    assert names == {
        "numpy",
        "onnxruntime",
        "phonemizer",
        "espeakng-loader",
        "inflect",
        "soundfile",
        "soxr",
    }
