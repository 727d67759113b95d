import json

import numpy as np
import pytest
import soundfile

from tts.recordings import RecordingsError, read_recordings

RATE = 24000


def sounds(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, np.zeros(2400), RATE)


def table(folder, name, *lines):
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def found(folder):
    return [(clip.id, clip.text, clip.speaker) for clip in read_recordings(folder).clips]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ann").mkdir()
    return tmp_path / "ann"


def test_ljspeech(folder):
    sounds(folder, "wavs/LJ1.wav", "wavs/LJ2.wav")
    table(folder, "metadata.csv", "LJ1|Dr. Wu|Doctor Wu", "LJ2|Yes, he may.|Yes, he may.")
    assert found(folder) == [("LJ1", "Doctor Wu", "ann"), ("LJ2", "Yes, he may.", "ann")]


def test_path_text_speaker(folder):
    sounds(folder, *(f"clips/{name}.flac" for name in "abcd"))
    lines = [
        f"clips/{name}.flac|Text {name}|{who}" for name, who in zip("abcd", "xyxy", strict=True)
    ]
    table(folder, "filelist.txt", *lines)
    assert found(folder)[1] == ("b", "Text b", "y")
    assert read_recordings(folder).speakers == ["x", "y"]


def test_tabs_do_instead_of_bars(folder):
    sounds(folder, "a.wav")
    table(folder, "metadata.tsv", "a.wav\tHello.")
    assert found(folder) == [("a", "Hello.", "ann")]


def test_hugging_face(folder):
    sounds(folder, "data/a.wav", "data/b.wav")
    rows = [{"file_name": f"data/{name}.wav", "transcription": name} for name in "ab"]
    table(folder, "metadata.jsonl", *map(json.dumps, rows), "no json", "[1]", "{}")
    assert found(folder) == [("data-a", "a", "ann"), ("data-b", "b", "ann")]
    assert [each.kind for each in read_recordings(folder).left_out] == ["bad line"] * 3


def test_a_header_names_columns(folder):
    sounds(folder, "a.wav")
    table(folder, "metadata.csv", "file_name,text,speaker_id", 'a.wav,"Well, hello.",7')
    assert found(folder) == [("a", "Well, hello.", "7")]


def test_pairs(folder):
    sounds(folder, "one/a.wav", "b.wav")
    table(folder, "one/a.txt", "Hello", "there.")
    table(folder, "b.txt", "Bye.")
    (folder / "c.txt").write_text("alone")
    assert found(folder) == [("b", "Bye.", "ann"), ("one-a", "Hello there.", "ann")]


def test_a_text_in_another_encoding_is_named(folder):
    sounds(folder, "a.wav", "b.wav")
    table(folder, "b.txt", "Bye.")
    (folder / "a.txt").write_bytes(b"caf\xe9")
    assert next(each.kind for each in read_recordings(folder).left_out) == "bad line"


def test_the_split_is_read(folder):
    sounds(folder, "audio/a.wav", "audio/b.wav")
    table(folder, "metadata.csv", "a|A.", "b|B.")
    table(folder, "split.csv", "a|train", "b|test")
    assert [clip.split for clip in read_recordings(folder).clips] == ["train", "test"]


def test_nothing_to_use_is_refused_with_the_layouts(folder):
    with pytest.raises(RecordingsError, match=r"metadata.csv with lines id\|text"):
        read_recordings(folder)
    with pytest.raises(RecordingsError, match="there is no folder"):
        read_recordings(folder / "absent")
    table(folder, "metadata.csv", "a|A.")
    with pytest.raises(RecordingsError, match="a: there is no sound file 'a'"):
        read_recordings(folder)
