"""The light forms of `benchmarks/trust.py`: bad luck and ill will end in one line."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from frontend import Frontend
from tts import TTS

ROOT = Path(__file__).parents[2]
LONG = ("side by side", "by turns", "100,000 marks", "line ends")  # seconds each
AUDITED = """
import sys
found = []
names = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
sys.addaudithook(lambda event, args: event in names and found.append(event))
from tts.cli.main import main
code = main({arguments!r})
print(code, found)
"""

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(scope="module")
def crafted(benchmark, tmp_path_factory):
    """The module of crafted voices, and a whole folder."""
    module = benchmark("crafted_voices")
    whole = tmp_path_factory.mktemp("crafted") / "whole"
    module.write_whole(whole)
    return module, whole


@pytest.fixture
def attempt(benchmark):
    """Tells how a function ends: "done", "refused", or a fault."""
    return benchmark("children").attempt


def test_there_are_as_many_kinds_as_are_spoken_of(benchmark):
    texts = benchmark("crafted_texts")
    assert len(benchmark("crafted_weights").KINDS) >= 50
    assert len(texts.SSML_BOMBS) >= 20 and len(texts.TOML_BOMBS | texts.PLS_BOMBS) >= 20


@pytest.mark.packaged
def test_a_whole_folder_speaks(crafted):
    assert TTS.load(crafted[1]).say("Hello.").seconds > 0.2


@pytest.mark.packaged
@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")
def test_a_crafted_voice_is_refused_in_one_line(benchmark, crafted, attempt, tmp_path):
    pytest.importorskip("onnx")
    module, whole = crafted
    wrong = {}
    for number, (name, change) in enumerate(benchmark("crafted_weights").KINDS.items()):
        folder = tmp_path / str(number)
        module.link_whole(whole, folder)
        change(folder)
        kind, message = attempt(lambda folder=folder: TTS.load(folder).say("Hello there."))
        if kind != "refused":
            wrong[name] = (kind, message)
    assert not wrong


def test_a_document_that_asks_for_too_much(benchmark, attempt):
    front = Frontend()
    voices = {"heart": "en-us", "george": "en-gb"}
    wrong = {}
    for name, text in benchmark("crafted_texts").SSML_BOMBS.items():
        if not any(part in name for part in LONG):
            kind, message = attempt(lambda text=text: next(front.ssml(text, voices)))
            if kind not in ("done", "refused"):
                wrong[name] = (kind, message)
    assert not wrong


def test_a_crafted_lexicon_is_refused_in_one_line(benchmark, attempt, tmp_path):
    texts = benchmark("crafted_texts")
    wrong = {}
    for extension, bombs in (("toml", texts.TOML_BOMBS), ("pls", texts.PLS_BOMBS)):
        file = tmp_path / f"a.{extension}"
        for name, content in bombs.items():
            file.write_bytes(content)
            kind, message = attempt(lambda file=file: Frontend(lexicon=file))
            if kind not in ("done", "refused"):
                wrong[name] = (kind, message)
    assert not wrong


@pytest.mark.packaged
def test_random_texts_of_all_planes(benchmark):
    args = argparse.Namespace(texts=250, spoken=5, seed=7)
    assert [found for found in benchmark("trust_texts").fuzz(args) if found[1]] == []


@pytest.mark.packaged
def test_speaking_opens_no_connection(tmp_path):
    arguments = ["say", "Hello there.", "-o", str(tmp_path / "a.wav")]
    code = AUDITED.format(arguments=arguments)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "home")}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=ROOT
    )
    assert run.stdout == "0 []\n", run.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]


def can_trace() -> bool:
    """Whether strace is here and may trace."""
    command = ["strace", "-o", os.devnull, sys.executable, "-c", ""]
    return shutil.which("strace") is not None and subprocess.run(command).returncode == 0


@pytest.mark.packaged
@pytest.mark.parametrize("command", ["say", "serve"])
def test_native_threads_open_no_connection(benchmark, tmp_path, monkeypatch, command):
    if not can_trace():
        pytest.skip("needs strace")
    module = benchmark("trust_processes")
    monkeypatch.setattr(module, "AFTER_S", 1.0)
    if command == "say":
        arguments, port = ["say", "Hello.", "-o", str(tmp_path / "a.wav")], None
    else:
        pytest.importorskip("gradio")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        arguments = [command, "--port", str(port)]  # it has the page, too
    assert module.traced(arguments, tmp_path, port) == ""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('7 connect(5, {sa_family=AF_INET, sin_addr=inet_addr("20.42.65.84")}, 16) = 0', "connect"),
        ('7 openat(AT_FDCWD, "/etc/resolv.conf", O_RDONLY|O_CLOEXEC) = 3', "reads"),
        ('7 connect(5, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0', None),
        ('7 bind(3, {sa_family=AF_INET, sin_addr=inet_addr("127.0.0.1")}, 16) = 0', None),
        ('7 bind(3, {sa_family=AF_INET, sin_addr=inet_addr("0.0.0.0")}, 16) = 0', "bind"),
        ('7 sendto(6, "\\0", 1, 0, NULL, 0 <unfinished ...>', None),
        ('7 sendto(6, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53)}, 16) = 1', "sendto"),
        ("7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3", None),
    ],
)
def test_calls_that_reach_out_are_found_in_a_trace(benchmark, line, found):
    calls = list(benchmark("trust_processes").network_calls(line))
    assert [call.split()[0] for call in calls] == ([] if found is None else [found])


def test_files_that_are_not_what_the_manifest_says_are_found(benchmark, tmp_path):
    row = '{"id": "1", "file": "1.wav", "file_sha256": "0"}\n'
    (tmp_path / "manifest.jsonl").write_text(row)
    (tmp_path / "1.wav").write_bytes(b"x")
    (tmp_path / "2.wav").write_bytes(b"x")
    found = dict(benchmark("trust_files").entries(tmp_path))
    assert found == {
        "1.wav": "not what the manifest says",
        "2.wav": "the manifest does not know it",
    }


def test_a_child_that_hangs_is_killed_and_told(benchmark):
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    children = benchmark("children")
    assert children.in_child(lambda: __import__("time").sleep(60), 0.5).kind == "killed"
    assert children.in_child(lambda: os._exit(3), 5).kind == "died"
    assert children.in_child(lambda: 1 / 0, 5).kind == "ZeroDivisionError"
    assert children.in_child(lambda: Path("/absent/x").read_text(), 5).kind == "refused"
