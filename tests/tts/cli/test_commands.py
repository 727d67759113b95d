"""Each command, as a user calls it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile
import torch

from tts import SpeechError
from tts.cli import commands
from tts.cli.main import build_parser, main
from tts.loading import BACKEND_SUFFIXES

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.usefixtures("tiny_heart", "here")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def typed(monkeypatch):
    """Puts bytes on standard input."""

    def put(content: bytes):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))

    return put


def run(*arguments, content=b""):
    """The command in a process of its own: exit code, standard output, standard error."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        "PYTHONIOENCODING": "",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tts", *arguments],
        input=content,
        capture_output=True,
        env=environment,
        check=False,
    )
    return ran.returncode, ran.stdout, ran.stderr.decode("utf-8").replace("\r\n", "\n")


def test_say_writes_a_file_and_tells_where_and_how_fast(here):
    code, out, said = run("say", "Hello there.", "-o", "größe.flac")
    assert (code, out) == (0, b"")
    seconds = soundfile.info(here / "größe.flac").duration
    assert said.startswith(f"größe.flac: {seconds:.2f} s of speech in ")
    assert "times real time, voice heart" in said
    assert len(said.splitlines()) == 1


def test_say_without_a_name_writes_speech_wav(here):
    assert main(["say", "Hello", "there."]) == 0
    assert [file.name for file in here.iterdir()] == ["speech.wav"]


@pytest.mark.parametrize(
    "arguments", [["say", "-", "-o", "a.wav"], ["say", "-f", "book.txt", "-o", "a.wav"]]
)
def test_say_reads_standard_input_and_files(here, typed, arguments):
    content = "Hello there. Ünd one more.\r\n\r\nThe end.".encode()
    (here / "book.txt").write_bytes(content)
    typed(content)
    assert main(arguments) == 0
    main(["say", "Hello there. Ünd one more.\n\nThe end.", "-o", "b.wav"])
    assert (here / "a.wav").read_bytes() == (here / "b.wav").read_bytes()


def test_say_to_standard_output_is_a_wav_file(typed, capfdbinary):
    typed(b"Hello there.")
    assert main(["say", "-", "-o", "-", "--rate", "16000"]) == 0
    out, said = capfdbinary.readouterr()
    samples, rate = soundfile.read(io.BytesIO(out))
    assert rate == 16000
    assert said.decode().startswith(f"standard output: {len(samples) / rate:.2f} s")


@pytest.mark.parametrize(
    ("options", "rate", "subtype"),
    [
        (["-o", "a.wav", "--bits", "24", "--rate", "44100"], 44100, "PCM_24"),
        (["-o", "a.wav", "--bits", "float"], 24000, "FLOAT"),
        (["-o", "a.ogg"], 24000, "VORBIS"),
        (["-o", "a.mp3", "--rate", "48000"], 48000, "MPEG_LAYER_III"),
        (["-o", "a.flac", "--bits", "24"], 24000, "PCM_24"),
    ],
)
def test_say_writes_what_the_extension_and_options_ask_for(here, options, rate, subtype):
    assert main(["say", "Hello.", *options]) == 0
    info = soundfile.info(here / options[1])
    assert (info.samplerate, info.subtype) == (rate, subtype)


@pytest.mark.parametrize(
    "option",
    [
        ["--speed", "0.5"],
        ["--pitch", "-4"],
        ["--energy", "-6"],
        ["--pitch-range", "0"],
        ["--seed", "7"],
        ["-v", "emma"],
        ["--vocoder", "griffin-lim"],
        ["--pause", "1.5"],
        ["--loudness", "-30"],
        ["--loudness", "off"],
    ],
)
def test_every_option_of_say_changes_the_sound(here, option):
    assert main(["say", "Hello there. And you?", "-o", "plain.wav"]) == 0
    assert main(["say", "Hello there. And you?", "-o", "changed.wav", *option]) == 0
    assert (here / "plain.wav").read_bytes() != (here / "changed.wav").read_bytes()


def test_runtime_and_threads_may_be_chosen(here, capsys):
    """The tiny voices have no ONNX files."""
    threads = torch.get_num_threads()
    try:
        assert (
            main(["say", "Hello.", "-o", "plain.wav"])
            == main(["say", "Hello.", "-o", "a.wav", "--runtime", "torch", "--threads", "2"])
            == 0
        )
        assert torch.get_num_threads() == 2
        assert (
            main(["vocode", "a.wav", "b.wav", "--runtime", "torch", "--threads", "1"]) == 0
            and (here / "b.wav").stat().st_size > 1000
        )
    finally:
        torch.set_num_threads(threads)
    capsys.readouterr()
    for command in (["say", "Hello."], ["vocode", "a.wav", "c.wav"]):
        assert (
            main([*command, "--runtime", "onnx"]) == 1
            and "plainspeech export heart" in capsys.readouterr().err
        )
    for wrong in (["--threads", "0"], ["--threads", "x"], ["--runtime", "tensorflow"]):
        with pytest.raises(SystemExit, match="2"):
            main(["say", "Hello.", *wrong])
        assert wrong[0] in capsys.readouterr().err
    assert [
        build_parser().parse_args(["say", "Hello.", "--runtime", name]).runtime
        for name in BACKEND_SUFFIXES
    ] == list(BACKEND_SUFFIXES)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")
def test_say_plays_and_keeps_no_file(here, tmp_path_factory, monkeypatch, capsys):
    players = tmp_path_factory.mktemp("players")
    for name, script in (
        ("aplay", f"exec /bin/cat > {players}/heard.wav"),
        ("pw-play", f'/bin/cp "$1" {players}/copied.wav'),
    ):
        (players / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (players / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(players))
    assert main(["say", "Hello.", "--play"]) == 0  # while it is being spoken
    heard, rate = soundfile.read(players / "heard.wav")
    assert rate == 24000
    (players / "aplay").unlink()
    assert main(["say", "Hello.", "--play"]) == 0  # by a player that wants a file
    copied, _ = soundfile.read(players / "copied.wav")
    assert heard == pytest.approx(copied, abs=1e-4)
    assert list(here.iterdir()) == []
    assert "played" in capsys.readouterr().err


def test_voices_are_listed(capsys, tiny_heart):
    assert main(["voices"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = ["emma", "george", "heart", "kathleen", "michael", "tiny"]
    assert [line.split()[0] for line in lines] == names
    assert [line.split()[1] for line in lines] == ["en-gb", "en-gb", *["en-us"] * 4]
    assert str(tiny_heart / "emma") in lines[0]


def test_normalize_and_phonemize_read_a_text(capsys):
    assert main(["normalize", "Dr. Wu owes $5."]) == 0
    assert capsys.readouterr().out.strip().lower() == "doctor wu owes five dollars."
    assert main(["phonemize", "tomato"]) == 0
    american = capsys.readouterr().out
    assert main(["phonemize", "tomato", "--locale", "en-gb"]) == 0
    assert american != capsys.readouterr().out


def test_line_in_line_out():
    code, out, said = run("normalize", content="Dr. Wu\n\n...\n$5 für 3 cats\r\nlast".encode())
    assert (code, said) == (0, "")
    lines = out.decode("utf-8").replace("\r\n", "\n").split("\n")
    assert len(lines) == 6
    assert (lines[0], lines[1], lines[2], lines[4], lines[5]) == ("Doctor Wu", "", "", "last", "")


@pytest.mark.parametrize(
    "command", [["normalize"], ["explain"], ["phonemize"], ["explain", "--json"]]
)
def test_a_style_chooses_how_numbers_are_read(command, capsys):
    said = []
    for options in ([], ["--style", "money-and=no,zero=oh"]):
        assert main([*command, "$5.10, call 555-0100", *options]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] != said[1]
    if command[0] != "phonemize":
        assert "five dollars and ten cents" in said[0] and "zero" in said[0]
        assert "five dollars ten cents" in said[1] and "zero" not in said[1]


def test_say_and_batch_take_a_style(here, capsys):
    (here / "lines.txt").write_text("It is $5.10.", encoding="utf-8")
    for name, options in {"plain": [], "own": ["--style", "money-and=no"]}.items():
        assert main(["say", "It is $5.10.", "-o", f"{name}.wav", *options]) == 0
        assert main(["batch", "lines.txt", "-o", name, *options]) == 0
    assert (here / "plain.wav").stat().st_size != (here / "own.wav").stat().st_size
    assert (
        json.loads((here / "own/manifest.jsonl").read_text(encoding="utf-8"))["settings"]["style"]
        == "money-and=no"
    )
    capsys.readouterr()
    assert main(["say", "Hello.", "--style", "zero=nil"]) == 1
    assert "zero=zero|oh" in capsys.readouterr().err


def test_explain_is_a_table_of_what_was_read(capsys):
    assert main(["explain", "Dr. Wu owes $5."]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["source", "class", "rule", "spoken", "phonemes", "from"]
    assert [row.split()[0] for row in rows] == ["Dr.", "Wu", "owes", "$5", "."]
    assert "five dollars" in rows[3]


def test_explain_gives_json_line_by_line():
    lines = ["Dr. Wu owes $5.", "", "...", "Größe: 3 km"]
    code, out, said = run("explain", "--json", content="\n".join(lines).encode())
    assert (code, said) == (0, "")
    for line, row in zip(lines, out.decode("utf-8").splitlines(), strict=True):
        pieces = json.loads(row)
        assert "".join(line[piece["start"] : piece["end"]] for piece in pieces) == line
        assert all(
            piece.keys() == {"start", "end", "class", "rule", "spoken", "phonemes", "origin"}
            for piece in pieces
        )


def test_a_lexicon_says_how_words_sound(here, capsys):
    (here / "words.toml").write_text('[words]\ngif = "ʤˈɪf"\n', encoding="utf-8")
    assert main(["phonemize", "a gif", "--lexicon", "words.toml"]) == 0
    assert "ʤˈɪf" in capsys.readouterr().out
    main(["phonemize", "a gif"])
    assert "ʤˈɪf" not in capsys.readouterr().out
    for name, options in {"plain": [], "own": ["--lexicon", "words.toml"]}.items():
        assert main(["say", "Hello, gif.", "-o", f"{name}.wav", *options]) == 0
    assert (here / "plain.wav").read_bytes() != (here / "own.wav").read_bytes()


def test_vocode_speaks_a_recording_again(here, capsys):
    main(["say", "Hello there.", "-o", "a.wav"])
    for vocoder in ("harmonic", "griffin-lim"):
        assert main(["vocode", "a.wav", f"{vocoder}.flac", "--vocoder", vocoder]) == 0
        assert soundfile.info(here / f"{vocoder}.flac").duration == pytest.approx(
            soundfile.info(here / "a.wav").duration, abs=256 / 24000
        )
    assert "harmonic.flac: " in capsys.readouterr().err


def test_vocode_takes_any_sample_rate(here):
    main(["say", "Hello there.", "-o", "a.wav", "--rate", "44100"])
    assert main(["vocode", "a.wav", "b.wav", "--rate", "8000"]) == 0
    assert soundfile.info(here / "b.wav").samplerate == 8000


def test_batch_counts_and_ends_in_1_if_a_line_failed(here, capsys):
    (here / "lines.txt").write_bytes(b"One.\n...\nThree.\n")
    assert main(["batch", "lines.txt", "-o", "out/deep", "--format", "ogg"]) == 1
    assert "out/deep: 2 spoken, 0 done before, 1 failed" in capsys.readouterr().err
    assert sorted(file.name for file in (here / "out/deep").iterdir()) == [
        "0001.ogg",
        "0003.ogg",
        "manifest.jsonl",
    ]
    (here / "lines.txt").write_bytes(b"One.\n\nThree.\n")
    assert main(["batch", "lines.txt", "-o", "out/deep", "--format", "ogg"]) == 0
    assert "0 spoken, 2 done before, 0 failed" in capsys.readouterr().err


def test_batch_reads_standard_input(here, typed):
    typed(b"One.")
    assert main(["batch", "-", "-o", "out", "--pause", "1"]) == 0
    assert (
        json.loads((here / "out/manifest.jsonl").read_text(encoding="utf-8"))["settings"]["pause"]
        == 1
    )


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["say", "a"], "speech.wav"),
        (["say", "a", "-o", ""], "speech.wav"),
        (["say", "a", "-o", "a.mp3"], "a.mp3"),
        (["say", "a", "-o", "-"], "-"),
        (["say", "a", "--play"], None),
        (["say", "a", "--play", "-o", "a.flac"], "a.flac"),
    ],
)
def test_say_knows_where_to_write(arguments, output):
    assert commands.say_output(build_parser().parse_args(arguments)) == output


@pytest.mark.parametrize("options", [["-o", "-"], ["--rate", "16000", "-o", "-"]])
def test_play_and_standard_output_are_not_combined(options):
    with pytest.raises(SpeechError, match="--play and -o - can't be combined"):
        commands.say_output(build_parser().parse_args(["say", "a", "--play", *options]))


def test_without_a_player_nothing_is_synthesized(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(commands, "synthesize_to", None)
    assert main(["say", "Hello.", "--play"]) == 1
    assert "looked for afplay" in capsys.readouterr().err


def test_page_serves_the_page_and_opens_a_browser(monkeypatch):
    served = []

    def serve(*address, open_browser):
        served.append((*address, open_browser))

    monkeypatch.setattr("tts.page.locate.load_page", lambda: {"serve": serve})
    assert main(["page", "--host", "0.0.0.0", "--port", "80"]) == 0
    assert main(["page", "--no-open"]) == 0
    assert served == [("0.0.0.0", 80, True), ("127.0.0.1", 7860, False)]


def test_say_speaks_while_its_input_goes_on(here, tiny_heart):
    """The first sentence comes out while standard input is still open."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    command = [sys.executable, "-m", "tts", "say", "-", "-o", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        process.stdin.write(b"One is here. And two is ")
        process.stdin.flush()
        first = process.stdout.read(2000)  # a header has 44 bytes
        process.stdin.write(b"there.")
        process.stdin.close()
        rest = process.stdout.read()
    main(["say", "One is here. And two is there.", "-o", "whole.wav"])
    samples, _ = soundfile.read(io.BytesIO(first + rest), dtype="int16")
    whole, _ = soundfile.read(here / "whole.wav", dtype="int16")
    assert len(first) == 2000
    assert len(samples) == len(whole) and abs(samples.astype(int) - whole).max() < 50


def test_a_second_file_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["say", "-f", "a.txt", "-f", "b.txt"])
    assert ended.value.code == 2
    assert "-f is given twice. Give one file" in capsys.readouterr().err


def test_a_book_is_better_spoken_by_batch(here, capsys, monkeypatch):
    monkeypatch.setattr("tts.cli.commands.LONG_TEXT", 10)
    (here / "book.txt").write_text("Hello there, all of you.", encoding="utf-8")
    assert main(["say", "-f", "book.txt", "-o", "a.wav"]) == 0
    hint, _ = capsys.readouterr().err.splitlines()
    advice = next(part for part in hint.split("`") if part.startswith("plainspeech batch"))
    assert main(advice.split()[1:]) == 0
    assert [file.name for file in (here / "FOLDER").glob("*.wav")] == ["book.wav"]
    capsys.readouterr()
    assert main(["say", "Hello.", "-o", "a.wav"]) == 0
    assert len(capsys.readouterr().err.splitlines()) == 1
