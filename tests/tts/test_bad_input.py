"""Whatever comes in: speech, or one clear line and exit code 1; no traceback, no half file."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tts.cli.main import main

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.usefixtures("tiny_heart", "here")


@pytest.fixture
def here(tmp_path, monkeypatch):
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def refused(capsys, *arguments):
    """The one line that a refused command says."""
    before = {file: file.stat().st_mtime_ns for file in Path().rglob("*")}
    assert main(list(arguments)) == 1
    out, said = capsys.readouterr()
    assert out == ""
    assert len(said.splitlines()) == 1
    assert said.startswith("plainspeech: ")
    assert {file: file.stat().st_mtime_ns for file in Path().rglob("*")} == before
    return said


def spoken(here, *arguments):
    """Seconds of what was said."""
    assert main(["say", "-o", "a.wav", *arguments]) == 0
    samples, rate = soundfile.read(here / "a.wav")
    assert np.isfinite(samples).all()
    return len(samples) / rate


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "...", "?!,;", "\0", "\u200b\ufeff"])
def test_a_text_without_words_is_refused(text, capsys):
    assert re.search("text is empty|nothing in .* can be spoken", refused(capsys, "say", text))


@pytest.mark.parametrize("text", ["Привет, мир.", "你好世界", "مرحبا بالعالم"])
def test_another_script_is_refused_or_left_out(text, here, capsys):
    assert "no word or number in the Latin script" in refused(capsys, "say", text)
    assert main(["say", f"Hello, {text} there.", "-o", "a.wav"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("a.wav: ")
    assert "skipped what is not English" in lines[1]


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "I",
        "Q",
        "7",
        "x" * 300,
        "supercali" * 34,
        "a\0b c",
        "bad \ud800 half",
        "Hello \udcff there",
        "caf\u0301e\u0301",
        "\uff26\uff35\uff2c\uff2c width",
        "\u2116 5 \u00bd \ufb01ne",
        "Hi \U0001f600 there",
        "A" * 200 + " " + "1" * 200,
        "[x](/nope/)",
        "[unclosed](/həlˈO",
        "<b>bold</b> & more",
        "-5 degrees",
        "C:\\temp\\new",
        "ZWJ a\u200db",
        "tab\there\rreturn\x0bfeed\x0c",
        "\u202eleft\u202c",
    ],
)
def test_odd_texts_are_spoken_or_refused_in_one_line(text, here, capsys):
    code = main(["say", "-o", "a.wav", "--", text])
    said = [
        line for line in capsys.readouterr().err.splitlines() if not line.startswith("speaking [")
    ]  # a slow machine shows progress
    assert code in (0, 1)
    assert (here / "a.wav").exists() == (code == 0)
    assert len(said) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "7",
        "\U0001f600 \U0001f389!",
        "x" * 300,
        "a\0b c",
        "bad \ud800 half",
        "Hi \U0001f600 there",
    ],
)
def test_what_has_a_word_is_spoken(text, here):
    assert spoken(here, "--", text) > 0.02  # of random weights


def test_bytes_that_are_no_text_on_the_command_line_are_read_around():
    """(What becomes of such a text in `say` is tested above.)"""
    if sys.platform == "win32":
        pytest.skip("Windows passes text")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    ran = subprocess.run(
        [sys.executable, "-m", "tts", "normalize", b"Hello \xff there."],
        capture_output=True,
        check=False,
        env=environment,
    )
    assert (ran.returncode, ran.stdout) == (0, b"Hello there.\n")


def test_a_megabyte_of_text_is_begun_at_once_and_spoken_in_pieces(metronome):
    text = "It was a dark and stormy night; the rain fell in torrents. " * 17000
    assert len(text) > 10**6
    sentences = metronome.stream(text, chunks="sentence")
    places = [next(sentences).text_span for _ in range(3)]
    assert [text[slice(*place)] for place in places] == [text[:58]] * 3


def test_a_megabyte_without_a_full_stop_is_cut_into_pieces(metronome):
    text = "and so on " * 100000
    audio = next(metronome.stream(text, chunks="sentence"))
    assert 0 < audio.seconds < 200


@pytest.mark.parametrize("content", ["schön".encode("latin-1"), b"\xff\xfe\x00", b"ok \x80"])
def test_a_file_that_is_not_utf_8_is_refused(content, here, capsys):
    (here / "a.txt").write_bytes(content)
    assert "a.txt is not UTF-" in refused(capsys, "say", "-f", "a.txt")


def test_standard_input_that_is_not_utf_8_is_refused(capsys, monkeypatch):
    for command in ("say", "normalize", "phonemize"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"gr\xfc\xdfe")))
        assert "standard input is not UTF-8" in refused(capsys, command, "-")


@pytest.mark.parametrize(
    "arguments",
    [
        ["say", "-f", "none.txt"],
        ["batch", "none.txt", "-o", "out"],
        ["vocode", "none.wav", "a.wav"],
    ],
)
def test_an_absent_file_is_named(arguments, capsys):
    assert "none." in (said := refused(capsys, *arguments))
    assert "No such file" in said


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        b"[words]\ngif = 3",
        b"[words]\ngif = '\xff'",
        '[words]\ngif = "ж"'.encode(),
        None,
    ],
)
@pytest.mark.parametrize("command", ["say", "phonemize", "explain"])
def test_a_lexicon_that_is_none_is_named(command, content, here, capsys):
    if content is not None:
        (here / "words.toml").write_bytes(content)
    assert "words.toml" in refused(capsys, command, "Hello.", "--lexicon", "words.toml")


def test_no_text_at_all_is_refused(capsys):
    assert "Give a text" in refused(capsys, "say")


@pytest.mark.parametrize("voice", ["hart", "", "../heart", "none/at/all"])
@pytest.mark.parametrize("command", [["say", "Hello."], ["vocode", "a.wav", "b.wav"]])
def test_an_unknown_voice_names_the_installed_ones(command, voice, capsys):
    assert "Installed: emma, george, heart, michael" in refused(capsys, *command, "-v", voice)


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("none/a.wav", "there is no folder"),
        (".", "does not end in .wav, .flac, .ogg, .opus, .mp3"),
        ("a.aac", "does not end in"),
        ("a", "does not end in"),
        ("folder.wav", "is a folder"),
    ],
)
def test_an_output_that_cannot_be_written_is_named(output, said, here, capsys):
    (here / "folder.wav").mkdir()
    assert said in refused(capsys, "say", "Hello.", "-o", output)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_a_full_disk_is_told(here, capsys):
    (here / "full.wav").symlink_to("/dev/full")
    assert "No space left" in refused(capsys, "say", "Hello.", "-o", "full.wav")


def test_an_existing_file_survives_a_failure(here, capsys):
    (here / "a.wav").write_bytes(b"precious")
    refused(capsys, "say", "...", "-o", "a.wav")
    assert (here / "a.wav").read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--speed", "0"),
        ("--speed", "nan"),
        ("--pitch", "99"),
        ("--pause", "-1"),
        ("--seed", "-1"),
        ("--rate", "0"),
        ("--rate", "-8000"),
    ],
)
def test_a_number_out_of_range_is_named(option, value, capsys):
    assert value.strip("-") in refused(capsys, "say", "Hello.", option, value)


@pytest.fixture
def copy_of_tiny(tiny_voices, tmp_path, monkeypatch):
    """A voice that a test may damage; gives the folder above it."""
    import shutil

    shutil.copytree(tiny_voices, tmp_path / "copy")
    monkeypatch.setenv("PLAINSPEECH_VOICES", str(tmp_path / "copy"))
    return tmp_path / "copy"


def foreign(file):
    from safetensors.numpy import save_file

    save_file({"weight": np.zeros(3, np.float32)}, file)


def cut(file):
    file.write_bytes(file.read_bytes()[:-100])


def headless(file):
    """The header rewritten to describe another network than the tensors are of."""
    from vocoders import weights

    tensors, meta = weights.load_tensors(file)
    meta["config"] = {**meta["config"], "width": 32}
    weights.save(file, tensors, meta)


def unknown_setting(file):
    from vocoders import weights

    tensors, meta = weights.load_tensors(file)
    meta["config"] = {**meta["config"], "colour": 3}
    weights.save(file, tensors, meta)


def empty_header(file):
    from vocoders import weights

    tensors, _ = weights.load_tensors(file)
    weights.save(file, tensors, {})


def swapped(file):
    other = file.with_name(
        "harmonic.safetensors" if file.name == "acoustic.safetensors" else "acoustic.safetensors"
    )
    file.write_bytes(other.read_bytes())


@pytest.mark.parametrize("file", ["acoustic.safetensors", "harmonic.safetensors"])
@pytest.mark.parametrize(
    "damage",
    [
        foreign,
        cut,
        headless,
        unknown_setting,
        empty_header,
        swapped,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"\xff" * 1000),
        lambda file: file.unlink(),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=[
        "foreign",
        "cut",
        "headless",
        "unknown setting",
        "empty header",
        "swapped",
        "empty",
        "noise",
        "absent",
        "folder",
    ],
)
def test_damaged_weights_are_named(copy_of_tiny, file, damage, capsys):
    damage(copy_of_tiny / file)
    assert file in refused(capsys, "say", "Hello.")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"name": "heart"}', b"\xff"])
def test_a_damaged_voice_json_is_named(copy_of_tiny, content, capsys):
    (copy_of_tiny / "heart" / "voice.json").write_bytes(content)
    assert "voice.json" in refused(capsys, "say", "Hello.")


def test_a_vocoder_of_another_spec_is_refused_with_the_field(here, capsys):
    from vocoders.harmonic.config import HarmonicConfig
    from vocoders.harmonic.network import HarmonicVocoder
    from vocoders.mel_config import MelConfig

    HarmonicVocoder(HarmonicConfig(hidden_dim=16, num_blocks=1), MelConfig(n_mels=80)).save(
        here / "other.safetensors"
    )
    said = refused(capsys, "say", "Hello.", "--vocoder", "other.safetensors")
    assert "mels 100" in said
    assert "mels 80" in said


@pytest.mark.parametrize("content", [b"", b"no sound", b"RIFF\0\0\0\0WAVE"])
def test_a_recording_that_is_none_is_refused(here, content, capsys):
    (here / "a.wav").write_bytes(content)
    assert "a.wav holds no sound" in refused(capsys, "vocode", "a.wav", "b.wav")


@pytest.mark.parametrize("length", [0, 1, 255])
def test_a_recording_shorter_than_a_frame_is_refused(here, length, capsys):
    soundfile.write(here / "a.wav", np.zeros(length), 24000)
    assert "at least 256 samples" in refused(capsys, "vocode", "a.wav", "b.wav")


def test_a_batch_in_a_place_that_is_a_file_is_refused(here, capsys):
    (here / "a.txt").write_bytes(b"One.")
    assert "a.txt" in refused(capsys, "batch", "a.txt", "-o", "a.txt")


def test_a_batch_of_an_unknown_format_is_refused(here, capsys):
    (here / "a.txt").write_bytes(b"One.")
    assert "Choose .wav, .flac, .ogg, .opus, .mp3" in refused(
        capsys, "batch", "a.txt", "-o", "out", "--format", "aac"
    )
