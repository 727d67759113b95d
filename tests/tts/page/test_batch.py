"""Batches of the page: an upload becomes an archive."""

import io
import json
import zipfile

import pytest
import soundfile

from tts.page import batch
from tts.page.batch import UploadError, speak_upload
from tts.page.voices import forget_voices, shared_voice


@pytest.fixture(autouse=True)
def _tiny(tiny_heart):
    forget_voices()
    yield
    forget_voices()


def spoken(tmp_path, name, content, **settings):
    upload = tmp_path / name
    upload.write_text(content, encoding="utf-8")
    folder = tmp_path / "page"
    folder.mkdir(exist_ok=True)
    return list(speak_upload(upload, folder, shared_voice("heart"), **settings))


def test_lines_become_sounds_with_subtitles_and_a_manifest(tmp_path):
    steps = spoken(
        tmp_path, "two.txt", "Hello there.\n...\nGoodbye.\n", format="flac", subtitles="srt"
    )
    assert [(step.done, step.total) for step in steps] == [(0, 3), (1, 3), (2, 3), (3, 3), (3, 3)]
    last = steps[-1]
    assert len(last.failures) == 1 and "can be spoken" in last.failures[0]
    with zipfile.ZipFile(last.archive) as archive:
        names = archive.namelist()
        assert sorted(name.rpartition(".")[2] for name in names) == [
            "flac",
            "flac",
            "jsonl",
            "srt",
            "srt",
        ]
        sound = next(name for name in names if name.endswith(".flac"))
        assert soundfile.info(io.BytesIO(archive.read(sound))).duration > 0.2
        rows = archive.read("manifest.jsonl").decode("utf-8").splitlines()
    assert [json.loads(row)["text"] for row in rows] == ["Hello there.", "...", "Goodbye."]
    assert list((tmp_path / "page").iterdir()) == [last.archive.parent]


def test_a_table_may_name_voices_but_no_paths(tmp_path, tiny_voices):
    table = f"text,voice\nHello.,george\nBye.,{tiny_voices / 'heart'}\n"
    last = spoken(tmp_path, "table.csv", table)[-1]
    assert len(last.failures) == 1 and "Installed: emma" in last.failures[0]


def test_what_is_too_much_is_refused_before_anything_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "MAX_JOBS", 1)
    with pytest.raises(UploadError, match="plainspeech batch"):
        spoken(tmp_path, "two.txt", "One.\nTwo.\n")
    with pytest.raises(UploadError, match=r"does not end in \.txt"):
        spoken(tmp_path, "a.exe", "One.")
    assert list((tmp_path / "page").iterdir()) == []


def test_work_that_is_left_leaves_nothing(tmp_path):
    upload = tmp_path / "two.txt"
    upload.write_text("One.\nTwo.\n", encoding="utf-8")
    folder = tmp_path / "page"
    folder.mkdir()
    work = speak_upload(upload, folder, shared_voice("heart"))
    next(work)
    next(work)
    work.close()
    assert list(folder.iterdir()) == []
