"""A file a line: bad lines do not stop it, done ones are not done again."""

import json

import pytest
import soundfile

from tts import TTS, Delivery
from tts.batch import Batch, Line, read_manifest, split_lines

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
