"""M4B files are whole or not there."""

import shutil
import subprocess

import numpy as np
import pytest

from tts.batch.m4b import FfmpegError, M4bFile, chapter_metadata, find_ffmpeg, finish_m4b
from tts.batch.tags import ChapterMark

RATE = 24000
MARKS = [ChapterMark("One; =2#\\", 0.0, 1.0), ChapterMark("Zwei\nLinien", 1.0, 2.5)]

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")


def tone(seconds):
    return np.sin(np.arange(round(seconds * RATE)) / 10).astype(np.float32) / 2


def test_signs_of_ffmpeg_in_titles_are_escaped():
    lines = chapter_metadata(MARKS).split("\n")
    assert lines[0] == ";FFMETADATA1" and lines[5] == "title=One\\; \\=2\\#\\\\ "
    assert "START=1000" in lines and "END=2500" in lines


def test_without_ffmpeg_it_says_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FfmpegError, match="choose --format mp3"):
        find_ffmpeg()


@needs_ffmpeg
def test_chapters_and_duration_are_as_asked(tmp_path):
    import mutagen

    with M4bFile(tmp_path / "a.m4b", RATE) as file:
        for _ in range(5):
            file.write(tone(0.5))
    finish_m4b(tmp_path / "a.m4b", MARKS)
    found = mutagen.File(tmp_path / "a.m4b")
    assert [chapter.title for chapter in found.chapters] == ["One; =2#\\ ", "Zwei\nLinien"]
    assert [chapter.start for chapter in found.chapters] == [0.0, 1.0]
    assert found.info.length == pytest.approx(2.5, abs=0.1)
    assert [file.name for file in tmp_path.iterdir()] == ["a.m4b"]


@needs_ffmpeg
def test_the_same_sound_is_the_same_file(tmp_path):
    for name in "ab":
        with M4bFile(tmp_path / f"{name}.m4b", RATE) as file:
            file.write(tone(1))
        finish_m4b(tmp_path / f"{name}.m4b", MARKS)
    assert (tmp_path / "a.m4b").read_bytes() == (tmp_path / "b.m4b").read_bytes()


def decoded(file):
    """The samples of a file, as ffmpeg plays it."""
    command = ["ffmpeg", "-v", "error", "-i", file, "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<f4")


@needs_ffmpeg
@pytest.mark.parametrize("marks", [MARKS, []])
def test_the_end_does_not_move_the_sound(tmp_path, marks):
    with M4bFile(tmp_path / "a.m4b", RATE) as file:
        file.write(tone(2.5))
    finish_m4b(tmp_path / "a.m4b", marks)
    found = decoded(tmp_path / "a.m4b")
    assert np.corrcoef(found[: 2 * RATE], tone(2))[0, 1] > 0.99  # no delay of the encoder
    assert len(found) == pytest.approx(2.5 * RATE, abs=2048)


@needs_ffmpeg
def test_a_long_sound_is_written_while_it_comes(tmp_path):
    with M4bFile(tmp_path / "a.m4b", RATE) as file:
        for _ in range(40):
            file.write(tone(10))
        written = (tmp_path / "a.m4b").read_bytes()
    finish_m4b(tmp_path / "a.m4b", MARKS)
    whole = (tmp_path / "a.m4b").read_bytes()
    assert b"moof" in written and b"moof" not in whole  # fragments, without an index in memory


@needs_ffmpeg
def test_a_file_that_can_not_have_chapters_stays_as_it_is(tmp_path):
    (tmp_path / "a.m4b").write_bytes(b"no sound")
    with pytest.raises(FfmpegError, match=r"could not write a\.m4b: "):
        finish_m4b(tmp_path / "a.m4b", MARKS)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"no sound"]


@needs_ffmpeg
def test_what_is_broken_off_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), M4bFile(tmp_path / "a.m4b", RATE) as file:
        file.write(tone(1))
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@needs_ffmpeg
def test_a_place_that_can_not_be_written_is_told(tmp_path):
    (tmp_path / "a.m4b").mkdir()
    told = pytest.raises(FfmpegError, match=r"ffmpeg could not write a\.m4b")
    with told, M4bFile(tmp_path / "a.m4b", RATE) as file:
        for _ in range(100):
            file.write(tone(1))
