"""Files of deploy/: what can be checked without the machines that they are for."""

import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

import tts
from tts.cli.main import build_parser
from tts.voice import installed

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
