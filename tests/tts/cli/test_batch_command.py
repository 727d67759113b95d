"""What `plainspeech batch` counts and says, without a voice."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tts.batch.jobs import BatchInputError, Job
from tts.batch.manifest import ManifestEntry
from tts.batch.render import Result
from tts.cli import batch_command
from tts.cli.batch_command import BatchReport, prefix, read_cover, result_messages

ENTRY = ManifestEntry("a", "a.wav", "Hello.", "heart", 2.0, None)
RESULT = Result(Job("a", "Hello."), ENTRY, False, None)
FAILED = replace(RESULT, entry=replace(ENTRY, file=None, seconds=None, error="no words"))
BEFORE = replace(RESULT, done_before=True)


@pytest.fixture
def report(monkeypatch):
    """A report of a run of 4 seconds."""
    clock = iter([10.0, *[14.0] * 9])
    monkeypatch.setattr(batch_command, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    return BatchReport(24)


def test_only_what_was_made_now_counts_as_speech(report):
    for result in (RESULT, FAILED, BEFORE, RESULT):
        report.add(result)
    assert str(report) == (
        "2 spoken, 1 done before, 1 failed; 4.0 s of speech in 4.0 s, 1.0 times real time"
    )
    assert report.rate() == "1.0 items/s, 1x"
    assert report.share == 1.0


def test_nothing_is_said_of_the_speed_of_what_was_there(report):
    report.add(BEFORE)
    assert str(report) == "0 spoken, 1 done before, 0 failed"


def test_the_parts_of_a_file_give_its_duration_and_the_file_its_count(report):
    for _ in range(3):
        report.add(replace(RESULT, part_of="book"))
    report.add(replace(RESULT, entry=replace(ENTRY, seconds=6.5)))
    assert report.counts == {"spoken": 1} and report.seconds == 6.0


def test_an_empty_batch_is_no_share_of_anything():
    assert BatchReport(0).share == 0.0


def test_what_a_person_should_know_of_an_item():
    warned = replace(RESULT, entry=replace(ENTRY, warnings=["too long", "clipped"]))
    assert result_messages(RESULT) == []
    assert result_messages(warned) == ["a: too long", "a: clipped"]
    assert result_messages(FAILED) == ["a: no words"]
    assert result_messages(replace(warned, done_before=True)) == []


def test_ids_of_several_documents_begin_with_their_names():
    one, other = SimpleNamespace(name="one"), SimpleNamespace(name="other")
    assert (prefix(one, [one]), prefix(other, [one, other])) == ("", "other-")


def test_a_cover_is_known_by_its_first_bytes(tmp_path):
    for data, media_type in ((b"\xff\xd8\xff\xe0", "image/jpeg"), (b"\x89PNG\r\n", "image/png")):
        file = tmp_path / "cover"
        file.write_bytes(data)
        assert read_cover(file) == (data, media_type)
    file.write_bytes(b"GIF89a")
    with pytest.raises(BatchInputError, match="neither a JPEG nor a PNG"):
        read_cover(file)
