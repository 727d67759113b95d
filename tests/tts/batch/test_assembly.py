"""A file of parts: what is missing is told, and nothing is lost of the rest."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile

from tts.batch.assembly import Assembler
from tts.batch.folders import LocalFolder
from tts.batch.jobs import Block, Chapter, Document, Job
from tts.batch.manifest import Manifest, ManifestEntry
from tts.batch.outputs import Output
from tts.delivery import Delivery

JOBS = (Job("1", "One."), Job("2", "Two.", chapter=1), Job("3", "Three.", chapter=1))
CHAPTERS = (Chapter("A", (Block("One."),)), Chapter("B", (Block("Two."), Block("Three."))))
BOOK = Document("b", "book", JOBS, CHAPTERS, "Title", "Me", "en")
OUTPUT = Output("b", "Title", "Title", JOBS, (0, 1))
BLANK = ManifestEntry("b", None, "Title", "tiny", None, None)


@pytest.fixture
def assembler(tmp_path):
    """One whose parts are a second each."""
    work = tmp_path / "work"
    work.mkdir()
    for job in JOBS:
        soundfile.write(work / f"{job.id}.flac", np.full(24000, 0.1), 24000)
    with Manifest(work) as parts:
        folders = LocalFolder(tmp_path), LocalFolder(work)
        yield Assembler(BOOK, Delivery(), ".flac", None, *folders, parts, work)


def spoken(*failed):
    return [
        ManifestEntry(
            job.id,
            None if job.id in failed else f"{job.id}.flac",
            job.text,
            "tiny",
            1.0,
            "no" if job.id in failed else None,
            warnings=[] if job.id in failed else ["odd"],
        )
        for job in JOBS
    ]


def assemble(assembler, entries):
    with assembler.begin(OUTPUT) as assembly:
        for entry in entries:
            assembly.add(entry)
        return assembly.finish(BLANK)


def test_all_parts_become_one_file_with_chapters(assembler, tmp_path):
    entry = assemble(assembler, spoken())
    assert (entry.file, entry.error) == ("Title.flac", None)
    assert entry.warnings == ["1: odd", "2: odd", "3: odd"]
    (first, second) = entry.extra["chapters"]
    assert first == ["A", 0.0] and second[0] == "B" and 1 < second[1] < entry.seconds
    assert soundfile.info(tmp_path / "Title.flac").duration == pytest.approx(
        entry.seconds, abs=1e-3
    )
    assert assembler.folder.digest("Title.flac") == entry.file_sha256


def test_a_part_that_is_missing_is_named(assembler, tmp_path):
    entry = assemble(assembler, spoken("2"))
    assert entry.error == "1 of 3 parts could not be spoken: 2"
    assert (tmp_path / "Title.flac").is_file()
    assert [title for title, _ in entry.extra["chapters"]] == ["A", "B"]


def test_a_chapter_of_which_nothing_was_spoken_has_no_mark(assembler):
    entry = assemble(assembler, spoken("1"))
    assert [title for title, _ in entry.extra["chapters"]] == ["B"]


def test_without_any_part_there_is_no_file(assembler, tmp_path):
    entry = assemble(assembler, spoken("1", "2", "3"))
    assert (entry.file, entry.error) == (None, "none of its parts could be spoken")
    assert list(tmp_path.glob("*.flac")) == []


def test_what_can_not_be_written_keeps_the_old_file(assembler, tmp_path):
    (tmp_path / "Title.flac").write_bytes(b"old")
    broken = replace(assembler, parts_folder=LocalFolder(tmp_path / "nowhere"))
    entry = assemble(broken, spoken())
    assert entry.file is None and entry.error
    assert (tmp_path / "Title.flac").read_bytes() == b"old"


def test_a_part_that_vanishes_is_told_once_and_leaves_no_draft(assembler, tmp_path):
    (tmp_path / "work" / "2.flac").unlink()
    entry = assemble(assembler, spoken())
    assert entry.file is None and "the part 2 in" in entry.error
    assert sorted(file.name for file in tmp_path.rglob("*.flac")) == ["1.flac", "3.flac"]


def test_what_is_broken_off_leaves_no_draft(assembler, tmp_path):
    with pytest.raises(KeyboardInterrupt), assembler.begin(OUTPUT) as assembly:
        assembly.add(spoken()[0])
        assert list(tmp_path.rglob("*joined*"))
        raise KeyboardInterrupt
    assert list(tmp_path.rglob("*joined*")) == []
