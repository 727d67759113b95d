"""A file a line: bad lines do not stop it, done ones are not done again."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tts import TTS, Delivery
from tts.batch import Batch, FolderInUseError, Line, read_manifest, split_lines

TEXT = b"Hello there.\n\n  \nTwo words.\n...\nThe last one."


@pytest.fixture(scope="module")
def tts(tiny_voice):
    return TTS.load(tiny_voice)


def run(tts, folder, content=TEXT, **more):
    return [
        (entry.id, entry.error is None, before)
        for entry, before in Batch(tts, folder, **more).run(split_lines(content))
    ]


def test_each_line_gets_a_file_named_by_its_number_and_a_record(tts, tmp_path):
    assert run(tts, tmp_path / "out") == [
        ("0001", True, False),
        ("0004", True, False),
        ("0005", False, False),
        ("0006", True, False),
    ]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "0001.wav",
        "0004.wav",
        "0006.wav",
        "manifest.jsonl",
    ]
    rows = [
        json.loads(row)
        for row in (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [row["id"] for row in rows] == ["0001", "0004", "0005", "0006"]
    assert rows[0] | {"settings": {}} == {
        "id": "0001",
        "file": "0001.wav",
        "text": "Hello there.",
        "voice": "tiny",
        "error": None,
        "settings": {},
        "seconds": round(soundfile.info(tmp_path / "out" / "0001.wav").duration, 3),
    }
    assert (rows[2]["file"], rows[2]["seconds"], rows[2]["text"]) == (None, None, "...")
    assert "nothing" in rows[2]["error"]


def test_what_is_done_is_not_done_again(tts, tmp_path):
    run(tts, tmp_path)
    made = (tmp_path / "0001.wav").stat().st_mtime_ns
    assert [before for _, good, before in run(tts, tmp_path) if good] == [True, True, True]
    assert (tmp_path / "0001.wav").stat().st_mtime_ns == made


@pytest.mark.parametrize(
    "change", ["text", "speed", "loudness", "format", "file", "style", "lexicon"]
)
def test_what_would_be_another_sound_is_done_again(tts, tmp_path, change):
    run(tts, tmp_path)
    if change == "file":
        (tmp_path / "0001.wav").unlink()
    content = TEXT.replace(b"Hello", b"Goodbye") if change == "text" else TEXT
    delivery = Delivery(
        **{"speed": {"speed": 2.0}, "loudness": {"loudness": -16.0}}.get(change, {})
    )
    if change in ("style", "lexicon"):
        tts = TTS(
            tts.voice,
            tts.acoustic,
            tts.vocoder,
            **{change: {"style": "zero=oh", "lexicon": {"words": "wˈɜɹdz"}}[change]},
        )
    again = run(
        tts,
        tmp_path,
        content,
        delivery=delivery,
        extension=".flac" if change == "format" else ".wav",
    )
    assert again[0] == ("0001", True, False)
    assert again[1] == ("0004", True, change in ("text", "file"))
    assert len(read_manifest(tmp_path)) == 4


def test_a_manifest_cut_off_in_a_line_is_used_as_far_as_it_goes(tts, tmp_path):
    run(tts, tmp_path)
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-30])
    assert [before for *_, before in run(tts, tmp_path)] == [
        True,
        True,
        False,
        False,
    ]  # what failed is tried again
    assert len(read_manifest(tmp_path)) == 4


def test_the_manifest_is_kept_while_it_runs(tts, tmp_path):
    working = Batch(tts, tmp_path).run(split_lines(TEXT))
    next(working), next(working)
    working.close()
    assert list(read_manifest(tmp_path)) == ["0001", "0004"]


def test_a_line_that_is_no_text_spoils_no_other(tts, tmp_path):
    assert run(tts, tmp_path, b"One.\n\xff\xfe\nThree.") == [
        ("0001", True, False),
        ("0002", False, False),
        ("0003", True, False),
    ]
    assert "line 0002 of the text is not UTF-8" in (read_manifest(tmp_path)["0002"].error or "")


def test_a_line_that_turns_bad_loses_its_old_file(tts, tmp_path):
    run(tts, tmp_path, b"One.")
    run(tts, tmp_path, b"!?")
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.jsonl"]


@pytest.mark.parametrize(
    ("content", "encoding", "lines"),
    [
        (b"a\r\nb\rc\n", None, [("0001", b"a"), ("0002", b"b"), ("0003", b"c")]),
        (b"\xef\xbb\xbfa", None, [("0001", b"a")]),
        ("ä\nb".encode("utf-16"), None, [("0001", "ä".encode()), ("0002", b"b")]),
        ("ä".encode("latin-1"), "latin-1", [("0001", "ä".encode())]),
        (b"", None, []),
    ],
)
def test_lines_are_numbered_as_an_editor_does(content, encoding, lines):
    assert split_lines(content, "it", encoding) == [Line(*line) for line in lines]


def test_many_lines_get_longer_numbers():
    assert split_lines(b"a\n" * 12345)[0].id == "00001"


def test_what_other_programs_take_for_a_line_end_is_done_once(tts, tmp_path):
    content = "One\u2028two.\nThree\u2029four.\nFive\x85six.".encode()
    assert [before for *_, before in run(tts, tmp_path, content)] == [False] * 3
    assert [before for *_, before in run(tts, tmp_path, content)] == [True] * 3


def test_a_second_run_in_a_folder_is_refused_until_the_first_ends(tts, tmp_path):
    first = Batch(tts, tmp_path).run(split_lines(TEXT))
    next(first)
    with pytest.raises(FolderInUseError, match="another process is writing a batch in"):
        run(tts, tmp_path)
    first.close()
    assert run(tts, tmp_path)[0] == ("0001", True, True)
    assert not (tmp_path / ".manifest.lock").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from vocoders.file_lock import locked
with locked(Path(sys.argv[1])) as is_ours:
    assert is_ours
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
def test_a_dead_process_holds_no_folder(tts, tmp_path):
    lock = tmp_path / ".manifest.lock"
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", KILLED, lock], cwd=root, check=False)
    assert lock.exists()
    run(tts, tmp_path, b"One.")
    assert not lock.exists()


@pytest.mark.parametrize("error", [OSError("the disk is full"), ValueError("too odd to speak")])
def test_a_failed_rerun_keeps_the_good_file(tts, tmp_path, monkeypatch, error):
    run(tts, tmp_path, b"One.")
    before = (tmp_path / "0001.wav").read_bytes()
    entry = read_manifest(tmp_path)["0001"]

    def fail(*args, **more):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("tts.audio.Audio.save", fail)
        again = run(tts, tmp_path, b"One.", delivery=Delivery(speed=2))
    assert again == [("0001", False, False)]
    assert (tmp_path / "0001.wav").read_bytes() == before
    kept = read_manifest(tmp_path)["0001"]
    assert (kept.file, kept.seconds, kept.settings) == ("0001.wav", entry.seconds, entry.settings)
    assert kept.error == str(error)
    assert run(tts, tmp_path, b"One.") == [("0001", True, False)]
    assert read_manifest(tmp_path)["0001"].error is None


@pytest.mark.parametrize("extension", [".wav", ".flac", ".ogg", ".mp3"])
def test_a_file_that_is_empty_or_cut_is_made_again(tts, tmp_path, extension):
    content = b"One."
    run(tts, tmp_path, content, extension=extension)
    assert run(tts, tmp_path, content, extension=extension) == [("0001", True, True)]
    file = tmp_path / f"0001{extension}"
    file.write_bytes(b"")
    assert run(tts, tmp_path, content, extension=extension) == [("0001", True, False)]
    soundfile.write(file, np.zeros(100), 24000)
    assert run(tts, tmp_path, content, extension=extension) == [("0001", True, False)]


def test_a_folder_in_the_place_of_a_file_fails_that_line_only(tts, tmp_path):
    (tmp_path / "0002.wav").mkdir()
    assert run(tts, tmp_path, b"One.\nTwo.\nThree.") == [
        ("0001", True, False),
        ("0002", False, False),
        ("0003", True, False),
    ]
    assert "0002.wav is a folder" in (read_manifest(tmp_path)["0002"].error or "")


ENTRY = {
    "id": "0001",
    "file": "0001.wav",
    "text": "One.",
    "voice": "tiny",
    "seconds": 1.0,
    "error": None,
    "settings": {},
}


@pytest.mark.parametrize(
    "row",
    [
        b"5",
        b"null",
        b"[" * 100_000,
        b"\xff",
        b"[]",
        b'{"id": 5}',
        *(
            json.dumps(ENTRY | change).encode()
            for change in (
                {"id": 1},
                {"id": [1]},
                {"file": 7},
                {"file": "../0001.wav"},
                {"file": "/etc/passwd"},
                {"text": ["One."]},
                {"text": "\ud800"},
                {"seconds": "1"},
                {"seconds": 10**400},
                {"error": {}},
                {"settings": None},
                {"more": 1},
            )
        ),
    ],
)
def test_a_line_of_the_manifest_that_was_changed_by_hand_is_skipped(tts, tmp_path, row):
    good = json.dumps(ENTRY | {"id": "0009"}).encode()
    (tmp_path / "manifest.jsonl").write_bytes(row + b"\n" + good + b"\n")
    assert list(read_manifest(tmp_path)) == ["0009"]
    assert run(tts, tmp_path, b"...") == [("0001", False, False)]
