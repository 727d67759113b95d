"""What the README says to type works: its Python blocks one after the other, its shell blocks line
by line.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tts.cli.main import main
from tts.voice import PACKAGED
from vocoders.export.graph import wave_part, write
from vocoders.harmonic.network_onnx import HarmonicOnnx

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.usefixtures("tiny_heart")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_python_blocks_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(
        PACKAGED, tmp_path / "out", ignore=shutil.ignore_patterns("*.json", "*.md")
    )  # as `plainspeech export` would name them
    harmonic = HarmonicOnnx.load(PACKAGED / "harmonic.onnx")
    write(wave_part(harmonic.spec, harmonic.limit), tmp_path / "out" / "harmonic.wave.onnx")
    names: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), names)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "book.flac",
        "hello.wav",
        "out",
        "plain.wav",
    ]
    samples, rate = soundfile.read("plain.wav")
    assert 1 < len(samples) / rate < 4 and 0.01 < np.sqrt((samples**2).mean()) < 0.5
    times = [
        line.split() for line in capsys.readouterr().out.splitlines() if not line.endswith(" s")
    ]
    assert [word.strip(".?") for *_, word in times] == [
        "Dr",
        "Wu",
        "owes",
        "$5",
        "Will",
        "she",
        "pay",
    ]
    assert [float(start) for start, *_ in times] == sorted(float(start) for start, *_ in times)


@pytest.fixture
def shell(tmp_path, monkeypatch, capfdbinary):
    """Runs a line as a shell does, but for `plainspeech`, which is run here, with the words and
    standard input that the shell gave it; gives what it put out. (Each in a process of its own
    would import torch anew.)
    """
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "plainspeech"
    command.write_text(
        f'#!/bin/sh\nprintf "%s\\0" "$@" > "{tmp_path}/bin/words"\n'
        f'case " $* " in *" - "*) cat > "{tmp_path}/bin/typed";; esac\n',
        encoding="utf-8",
    )
    command.chmod(0o755)
    monkeypatch.chdir(tmp_path)

    def run(line):
        (tmp_path / "bin" / "typed").write_bytes(b"")
        subprocess.run(
            line,
            shell=True,
            cwd=tmp_path,
            env={**os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"},
            check=True,
        )
        with (tmp_path / "bin" / "typed").open(encoding="utf-8") as typed:
            monkeypatch.setattr(sys, "stdin", typed)
            code = main((tmp_path / "bin" / "words").read_text(encoding="utf-8").split("\0")[:-1])
        out, said = capfdbinary.readouterr()
        assert code == 0, f"{line}\n{said.decode()}"
        return out

    return run


@pytest.mark.skipif(
    sys.platform == "win32", reason="the examples are for a shell of Linux or macOS"
)
def test_the_commands_run(tmp_path, shell):
    for name in ("book.txt", "lines.txt"):
        (tmp_path / name).write_text("Hello there.\nThe end.\n", encoding="utf-8")
    (tmp_path / "words.toml").write_text('[words]\nWu = "wˈu"\n', encoding="utf-8")
    said = {line: shell(line) for block in blocks("sh") for line in block.splitlines()}
    assert len(said) == 10
    assert [
        soundfile.info(io.BytesIO(out)).duration > 0.05
        for line, out in said.items()
        if line.endswith("> read.wav")
    ] == [True]
    assert [out for line, out in said.items() if line.startswith("plainspeech normalize")] == [
        b"Doctor Wu owes five dollars.\n"
    ]
    assert (tmp_path / "out" / "0002.wav").exists()


def test_every_command_option_and_setting_it_names_exists():
    from tts.cli.main import COMMANDS, parser
    from tts.delivery import RANGES

    help_texts = parser().format_help() + "".join(_help(name) for name in COMMANDS)
    for option in set(re.findall(r"`(--[a-z-]+)", README)):
        assert option in help_texts, option
    settings = re.findall(
        r"^\| `([a-z_]+)` \|.*\|.*\|$", README.split("## Voices")[0], re.MULTILINE
    )
    assert sorted(settings) == sorted([*RANGES, "seed"])


def _help(name):
    import argparse

    from tts.cli.main import COMMANDS

    command = argparse.ArgumentParser(name)
    COMMANDS[name][1](command)
    return command.format_help()


@pytest.mark.skipif(sys.platform == "win32", reason="needs make")
def test_the_makefile_has_the_two_commands(tmp_path):
    for goal in ("say", "test", "page", "lint", "wheel"):
        ran = subprocess.run(
            ["make", "-n", goal, f"VENV={tmp_path}/venv", "TEXT=It's $$5."],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert "-m venv" in ran.stdout
        assert ("torch==" in ran.stdout) == (goal != "say")


@pytest.mark.skipif(sys.platform == "win32", reason="needs make")
@pytest.mark.parametrize(
    "text", ["It's $5.", 'a "quoted" `ls` $(pwd)', "-5 degrees; # no comment", "größe \\ $HOME"]
)
def test_make_say_passes_the_text_on_as_it_is(tmp_path, text):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "plainspeech").write_text(
        '#!/bin/sh\nprintf "%s|" "$@"\n', encoding="utf-8"
    )
    (tmp_path / "bin" / "plainspeech").chmod(0o755)
    for mark in (".made", ".say"):
        (tmp_path / mark).touch()
    ran = subprocess.run(
        ["make", "-s", "say", f"VENV={tmp_path}", f"TEXT={text}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == f"say|-v|heart|-o|speech.wav|--|{text}|"
