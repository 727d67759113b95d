"""Files of deploy/: what can be checked without the machines that they are for."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import tts
from tts import TTS
from tts.cli.main import build_parser
from tts.voice import VOICE_PACKAGES, Voice, installed

DEPLOY = Path(__file__).parent.parent / "deploy"


def load_addon():
    """The start of the add-on as a module."""
    spec = importlib.util.spec_from_file_location("addon", DEPLOY / "home-assistant" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_addon_starts_the_server_by_its_options():
    options = yaml.safe_load((DEPLOY / "home-assistant/config.yaml").read_text(encoding="utf-8"))
    words = load_addon().command(options["options"])
    args = build_parser().parse_args(words[1:])
    assert (args.voice, args.max_jobs, args.wyoming) == ("heart", 2, 10200)
    assert options["version"] == tts.__version__
    voices = re.findall(r"\w+", options["schema"]["voice"].removeprefix("list"))
    assert set(voices) == set(installed())


def test_the_addon_tells_home_assistant_where_the_server_is():
    request = load_addon().discovery("addon-host", "token")
    assert json.loads(request.data) == {
        "service": "wyoming",
        "config": {"uri": "tcp://addon-host:10200"},
    }
    assert request.get_header("Authorization") == "Bearer token"


def test_the_images_and_the_unit_use_options_that_exist():
    image = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (words,) = re.findall(r"^CMD \[(.*)\]$", image, re.M)
    unit = (DEPLOY / "plainspeech.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=\S+ (.*)$", unit, re.M)
    for line in (["serve", *json.loads(f"[{words}]")], command.split()):
        args = build_parser().parse_args(line)
        assert (args.port, args.wyoming) == (8000, 10200)
    for name in re.findall(r"^COPY (.*) /source/$", image, re.M)[0].split():
        assert (DEPLOY.parent / name).is_file()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_reads_the_unit(tmp_path):
    unit = (DEPLOY / "plainspeech.service").read_text(encoding="utf-8")
    file = tmp_path / "plainspeech.service"
    file.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit, flags=re.M))
    ran = subprocess.run(
        ["systemd-analyze", "verify", file], capture_output=True, text=True, check=False
    )
    assert "plainspeech.service:" not in ran.stderr, ran.stderr


KERSTIN = DEPLOY / "voices" / "plainspeech-voice-kerstin"


def test_the_voice_package_names_a_module_that_holds_the_voice():
    project = tomllib.loads((KERSTIN / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (module,) = project["entry-points"][VOICE_PACKAGES].values()
    voice = Voice.read(KERSTIN / module / "kerstin")
    voice.check()
    assert (voice.name, voice.locale) == ("kerstin", "de")
    inside = {voice.acoustic.parent, voice.vocoder.parent}
    assert inside == {voice.folder}, "a package of its own can't name files of another"
    assert (voice.folder / "CARD.md").is_file() and (KERSTIN / "README.md").is_file()


@pytest.mark.packaged
def test_the_voice_package_is_built_found_by_name_and_speaks_german(tmp_path, monkeypatch):
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--target", str(tmp_path), str(KERSTIN)]
    subprocess.run(command, check=True, timeout=120)
    monkeypatch.syspath_prepend(tmp_path)
    tts = TTS.load("kerstin")
    assert tmp_path in tts.voice.folder.parents
    audio = tts.say("Guten Tag. Der Zug fährt um 14:30 Uhr ab.")
    assert {"fährt", "14:30 Uhr"} <= {word.text for word in audio.words}
    assert 2.0 < audio.seconds < 6.0
