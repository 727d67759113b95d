"""README, docs and CONTRIBUTING are true: what they say to type works, and what they name exists.

Blocks of Python, shell, SSML and TOML are executed, each page in a folder of its own. Blocks
without a language are commands that set up or train; what they name must exist.
"""

import inspect
import io
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tts import TTS
from tts.cli.main import main
from tts.synthesis.synthesizer import Synthesizer
from tts.voice import PACKAGE_VOICES
from vocoders.export.graph import export_graph
from vocoders.export.harmonic import synthesis_spec
from vocoders.harmonic.network_onnx import HarmonicOnnx

ROOT = Path(__file__).parent.parent
PAGES = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "ARCHITECTURE", "SECURITY")),
    *sorted((ROOT / "docs").glob("*.md")),
]
UNEXECUTED = ("docs/onnx.md", "ARCHITECTURE.md")  # these have tests of their own
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
README = TEXTS["README.md"]
LANGUAGES = {"", "python", "sh", "xml", "toml", "json"}

pytestmark = pytest.mark.usefixtures("tiny_heart")


def blocks(page, language):
    return re.findall(
        rf"^```{language}\n(.*?)^```$", without_other_blocks(TEXTS[page], language), re.M | re.S
    )


def without_other_blocks(text, language):
    """The text whose blocks in other languages are gone, so that their last fence opens none."""

    def kept(match):
        return match[0] if match[1] == language else ""

    return re.sub(r"^```(\w*)\n.*?^```$", kept, text, flags=re.M | re.S)


def pages_with(language):
    return [page for page in TEXTS if blocks(page, language)]


def test_all_blocks_are_in_a_language_that_is_tested_here():
    for page, text in TEXTS.items():
        fences = re.findall(r"^```(\w*)$", text, re.M)
        assert set(fences[::2]) <= LANGUAGES, page
        assert set(fences[1::2]) <= {""}, page


@pytest.fixture
def python_blocks(tmp_path, monkeypatch):
    """Runs the Python blocks of a page one after the other; gives the folder they ran in."""
    monkeypatch.chdir(tmp_path)

    def run(page):
        names: dict[str, object] = {}
        for block in blocks(page, "python"):
            exec(compile(block, page, "exec"), names)
        return tmp_path

    return run


@pytest.mark.parametrize("page", [page for page in pages_with("python") if page not in UNEXECUTED])
def test_the_python_blocks_run(page, python_blocks):
    folder = python_blocks(page)
    written = re.findall(r'"(\w+\.(?:wav|flac|mp3|ogg))"', "".join(blocks(page, "python")))
    files = [file.name for file in folder.iterdir() if file.is_file()]
    assert sorted(files) == sorted(set(written))
    for name in set(written):
        assert soundfile.info(folder / name).duration > 0.1


def test_the_guide_prints_the_words_with_their_times(python_blocks, capsys):
    python_blocks("docs/guide.md")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    times = [line for line in lines if re.fullmatch(r"(\d+\.\d\d ){2}\S+", " ".join(line))]
    words = [word.strip(".?") for *_, word in times]
    assert words == ["Dr", "Wu", "owes", "$5", "Will", "she", "pay"]
    assert [float(start) for start, *_ in times] == sorted(float(start) for start, *_ in times)


def test_the_onnx_files_speak_as_the_page_says(python_blocks, tmp_path):
    # what `plainspeech export` would write
    shutil.copytree(
        PACKAGE_VOICES, tmp_path / "out", ignore=shutil.ignore_patterns("*.json", "*.md")
    )
    harmonic = HarmonicOnnx.load(PACKAGE_VOICES / "harmonic.onnx")
    graph = tmp_path / "out" / "harmonic.synthesis.onnx"
    export_graph(synthesis_spec(harmonic.spec, harmonic.max_voiced_hz), graph)
    samples, rate = soundfile.read(python_blocks("docs/onnx.md") / "plain.wav")
    assert 1 < len(samples) / rate < 4
    assert 0.01 < np.sqrt((samples**2).mean()) < 0.5


def test_the_diagram_is_the_body_of_the_method():
    (shown,) = blocks("ARCHITECTURE.md", "python")
    assert shown == synthesize_body(), "run python tests/test_readme.py, and look at the table"


def synthesize_body():
    source = textwrap.dedent(inspect.getsource(Synthesizer.synthesize))
    return textwrap.dedent(source.split('"""\n', 2)[-1])


def write_the_diagram():
    """Put the method's body, as it is now, into ARCHITECTURE.md."""
    page = ROOT / "ARCHITECTURE.md"
    before, _, rest = page.read_text(encoding="utf-8").partition("```python\n")
    _, _, after = rest.partition("```\n")
    block = f"```python\n{synthesize_body()}```\n"
    page.write_text(f"{before}{block}{after}", encoding="utf-8")


@pytest.mark.parametrize("page", pages_with("xml"))
def test_the_ssml_is_spoken(page):
    tts = TTS.load("heart")
    for block in blocks(page, "xml"):
        audio = tts.say(block, ssml=True)
        assert audio.seconds > 0.5
        assert len(audio.marks) == block.count("<mark ")


def test_the_voice_json_is_that_of_heart():
    (shown,) = blocks("docs/voices.md", "json")
    packaged = (PACKAGE_VOICES / "heart" / "voice.json").read_text(encoding="utf-8")
    assert json.loads(shown) == json.loads(packaged)


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
@pytest.mark.parametrize("page", pages_with("sh"))
def test_the_commands_run(page, tmp_path, shell):
    for name in ("book.txt", "lines.txt"):
        (tmp_path / name).write_text("Hello there.\nThe end.\n", encoding="utf-8")
    for block in blocks(page, "toml"):
        (tmp_path / "words.toml").write_text(block, encoding="utf-8")
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    out = {line: shell(line) for line in lines}
    for line, piped in out.items():
        if line.endswith("> read.wav"):
            assert soundfile.info(io.BytesIO(piped)).duration > 0.05
        if line.startswith("plainspeech normalize"):
            assert piped == b"Doctor Wu owes five dollars.\n"
        for name in re.findall(r"(?:-o|vocode \S+) (\w+\.\w+)$", line):
            assert soundfile.info(tmp_path / name).duration > 0.05
    assert (tmp_path / "out" / "0002.wav").exists()


def test_the_lexicon_of_the_guide_is_one(tmp_path):
    (block,) = blocks("docs/guide.md", "toml")
    (tmp_path / "words.toml").write_text(block, encoding="utf-8")
    frontend = TTS.load("heart", lexicon=tmp_path / "words.toml").frontend
    assert "ʤˈɪf" in frontend.phonemize("A gif.")
    assert frontend.phonemize("a record") != frontend.phonemize("to record")


@pytest.mark.parametrize("page", pages_with(""))
def test_what_other_commands_name_exists(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = {file.name for file in ROOT.glob("*/training/recipes/*.toml")}
    for block in blocks(page, ""):
        for goal in re.findall(r"^make (\w+)", block, re.M):
            assert f"\n{goal}:" in makefile, goal
        for module in re.findall(r"python -m ((?:tts|vocoders|frontend)\S+)", block):
            assert find_spec(module), module
        for file in re.findall(r"python (benchmarks/\S+)", block):
            assert (ROOT / file).is_file(), file
        for recipe in re.findall(r"[\w-]+\.toml", block):
            assert recipe in recipes, recipe


def test_what_the_recipes_read_is_made_by_a_command_of_the_page():
    commands = "".join(blocks("docs/training.md", ""))
    for recipe in ROOT.glob("*/training/recipes/*.toml"):
        keys = tomllib.loads(recipe.read_text(encoding="utf-8"))
        read = {key: keys[key] for key in keys if "features" in key}
        for key, file in read.items():
            assert file in commands.split(), f"{recipe.name}: {key}"


@pytest.mark.parametrize("page", TEXTS)
def test_what_its_text_names_exists(page):
    text = without_other_blocks(TEXTS[page], None)
    here = (ROOT / page).parent
    for link in re.findall(r"\]\((?!https?:|/)([\w./-]+)(?:#[^)]*)?\)", text):
        assert (here / link).exists(), link
    for file in re.findall(r"`((?:tts|vocoders|frontend|tests|benchmarks)/[\w/.-]+)`", text):
        if file not in ("tts/a/b.py", "tests/tts/a/test_b.py", "tts/voices/NAME/CARD.md"):
            assert (ROOT / file).exists(), file


def test_every_command_option_and_setting_named_exists():
    from tts.cli.main import COMMANDS, build_parser
    from tts.delivery import RANGES

    help_texts = build_parser().format_help() + "".join(_help(name) for name in COMMANDS)
    for page in ("README.md", "docs/index.md", "docs/guide.md", "docs/command-line.md"):
        for option in set(re.findall(r"`(--[a-z-]+)", TEXTS[page])):
            assert option in help_texts, option
    commands = re.findall(r"^\| `([a-z]+)` \|", TEXTS["docs/command-line.md"], re.M)
    assert sorted(commands) == sorted(COMMANDS)
    section = TEXTS["docs/guide.md"].split("## Change the delivery")[1].split("##")[0]
    settings = re.findall(r"^\| `([a-z_]+)` \|", section, re.M)
    assert sorted(settings) == sorted([*RANGES, "seed"])


def _help(name):
    import argparse

    from tts.cli.main import COMMANDS

    command = argparse.ArgumentParser(name)
    COMMANDS[name][1](command)
    return command.format_help()


@pytest.mark.skipif(sys.platform == "win32", reason="needs make")
def test_the_makefile_has_the_two_commands(tmp_path):
    for goal in ("say", "test", "coverage", "page", "lint", "docs", "wheel"):
        ran = subprocess.run(
            ["make", "-n", goal, f"VENV={tmp_path}/venv", "TEXT=It's $$5."],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert "-m venv" in ran.stdout
        assert ("torch==" in ran.stdout) == (goal not in ("say", "docs", "page"))
        assert (".[demo]" in ran.stdout) == (goal == "page")


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


if __name__ == "__main__":
    write_the_diagram()
