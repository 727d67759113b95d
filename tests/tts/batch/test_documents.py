"""Documents become files of chapters or whole books, and are gone on with."""

import shutil

import mutagen
import numpy as np
import pytest
import soundfile

from tts import TTS, SpeechError
from tts.batch import Document, Job, Slot, read, read_manifest, render_document
from tts.batch.m4b import FfmpegError

TEXT = "# One\n\nFirst words.\n\n# Two\n\nSecond words.\n\nAnd more of them.\n"


@pytest.fixture(scope="module")
def tts(tiny_voice):
    return TTS.load(tiny_voice)


@pytest.fixture
def book(tmp_path):
    (tmp_path / "b.md").write_text("---\ntitle: A Book\nauthor: Me\n---\n" + TEXT, encoding="utf-8")
    return read(tmp_path / "b.md")


def run(document, folder, tts, **more):
    """Results of files, and of parts."""
    results = list(render_document(document, folder, tts, **more))
    files = [result for result in results if result.part_of is None]
    return files, [result for result in results if result.part_of is not None]


def test_chapters_become_files_and_parts_are_removed(book, tts, tmp_path):
    out = tmp_path / "out"
    files, parts = run(book, out, tts, format="flac", subtitles="srt")
    assert sorted(file.name for file in out.iterdir()) == [
        "01 One.flac",
        "01 One.srt",
        "02 Two.flac",
        "02 Two.srt",
        "manifest.jsonl",
    ]
    assert [part.part_of for part in parts] == ["01", "02"]
    for result in files:
        assert result.entry.seconds == pytest.approx(soundfile.info(result.file).duration, abs=0.01)
    tags = mutagen.File(out / "02 Two.flac")
    assert (tags["title"], tags["artist"], tags["album"]) == (["Two"], ["Me"], ["A Book"])
    assert (tags["tracknumber"], tags["tracktotal"]) == (["2"], ["2"])
    assert "Second words." in (out / "02 Two.srt").read_text(encoding="utf-8")
    again, parts = run(book, out, tts, format="flac", subtitles="srt")
    assert [result.done_before for result in again] == [True, True] and parts == []


@pytest.mark.parametrize("format", ["mp3", "opus"])
def test_a_book_is_one_file_with_chapters(book, tts, tmp_path, format):
    (result,), _ = run(book, tmp_path / "out", tts, format=format, join="file")
    assert result.file.name == f"A Book.{format}"
    starts = dict(result.entry.extra["chapters"])
    assert starts["One"] == 0.0 and 0 < starts["Two"] < result.entry.seconds
    tags = mutagen.File(result.file)
    if format == "mp3":
        chapters = {str(mark.sub_frames["TIT2"]): mark for mark in tags.tags.getall("CHAP")}
        assert chapters["Two"].start_time == round(starts["Two"] * 1000)
        assert chapters["Two"].end_time == pytest.approx(result.entry.seconds * 1000, abs=1)
    else:
        assert (tags["chapter002name"], tags["chapter001"]) == (["Two"], ["00:00:00.000"])


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
def test_an_m4b_has_chapters(book, tts, tmp_path):
    (result,), _ = run(book, tmp_path / "out", tts, format="m4b")
    file = mutagen.File(result.file)
    assert [chapter.title for chapter in file.chapters] == ["One", "Two"]
    assert file.info.length == pytest.approx(result.entry.seconds, abs=0.1)
    assert (file["\xa9nam"], file["\xa9ART"]) == (["A Book"], ["Me"])


def test_m4b_without_ffmpeg_says_so(book, tts, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FfmpegError, match="needs ffmpeg"):
        render_document(book, tmp_path / "out", tts, format="m4b")
    with pytest.raises(SpeechError, match="an EPUB holds all chapters"):
        render_document(book, tmp_path / "out", tts, format="epub", join="chapter")


def test_a_broken_run_goes_on_with_the_part_that_it_was_at(book, tts, tmp_path):
    whole, _ = run(book, tmp_path / "whole", tts, format="opus", join="file")
    out = tmp_path / "out"
    broken = render_document(book, out, tts, format="opus", join="file")
    assert next(broken).job.id == "01-001"
    broken.close()
    assert list(out.glob("*.opus")) == []
    (result,), parts = run(book, out, tts, format="opus", join="file")
    assert [part.done_before for part in parts] == [True, False]
    assert result.file.read_bytes() == whole[0].file.read_bytes()
    assert read_manifest(out)["b"].sha256 == whole[0].entry.sha256


def test_a_damaged_book_is_made_again(book, tts, tmp_path):
    (result,), _ = run(book, tmp_path, tts, format="mp3", join="file")
    good = result.file.read_bytes()
    result.file.write_bytes(good[:-100])
    (again,), parts = run(book, tmp_path, tts, format="mp3", join="file")
    assert not again.done_before and len(parts) == 2
    assert again.file.read_bytes() == good


def test_a_part_that_fails_leaves_the_rest(tts, tmp_path):
    jobs = (Job("1", "One."), Job("2", "..."), Job("3", "Three."))
    (result,), _ = run(Document("list", "list", jobs), tmp_path, tts, format="wav", join="file")
    assert result.error == "1 of 3 parts could not be spoken: 2"
    assert result.file.is_file() and (tmp_path / ".parts-list").is_dir()
    bad = Document("bad", "list", jobs[1:2])
    (result,), _ = run(bad, tmp_path, tts, format="wav", join="file")
    assert (result.file, result.error) == (None, "none of its parts could be spoken")


def test_cues_lie_at_their_times(tts, tmp_path):
    cues = (Slot(1.0, 3.0), Slot(3.0, 3.05), Slot(3.1, 6.0))
    jobs = tuple(Job(str(index), "Hello.", slot=slot) for index, slot in enumerate(cues))
    (result,), _ = run(Document("film", "cues", jobs), tmp_path, tts, format="wav")
    samples, rate = soundfile.read(result.file)
    assert np.abs(samples[:rate]).max() == 0 < np.abs(samples[rate : 2 * rate]).max()
    warnings = result.entry.warnings
    assert [warning.split(":")[0] for warning in warnings] == ["1", "2"]
    assert "does not fit" in warnings[0] and "late" in warnings[1]
