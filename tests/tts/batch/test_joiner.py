"""What a file is made of decides whether it is made again."""

from dataclasses import replace

import pytest

from tts import TTS
from tts.batch.assembly import Assembly
from tts.batch.folders import LocalFolder
from tts.batch.jobs import Block, Chapter, Cover, Document, Job
from tts.batch.joiner import Joiner
from tts.batch.manifest import Manifest
from tts.batch.names import NameTable
from tts.batch.outputs import JoinSettings, outputs
from tts.batch.render import render_in_folder
from tts.batch.settings import RenderSettings
from tts.batch.workers import Workers
from tts.delivery import Delivery

JOBS = (Job("1", "One."), Job("2", "Two."))
BOOK = Document("b", "book", JOBS, (Chapter("A", (Block("One."), Block("Two."))),), "Title")


@pytest.fixture(scope="module")
def tts(tiny_voice):
    return TTS.load(tiny_voice)


def results(tts, folder, document=BOOK, extension=".flac", **more):
    settings = RenderSettings(folder, voice=tts, **more)
    join = JoinSettings(folder, extension, "file")
    wanted = outputs(document, join, NameTable())
    with Manifest(folder) as manifest:
        joiner = Joiner(document, settings, join, LocalFolder(folder), manifest)
        return list(joiner.run(wanted, Workers()))


def test_parts_come_before_their_file(tts, tmp_path):
    found = results(tts, tmp_path)
    assert [(each.job.id, each.part_of) for each in found] == [("1", "b"), ("2", "b"), ("b", None)]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["Title.flac", "manifest.jsonl"]


@pytest.mark.parametrize(
    "document",
    [
        replace(BOOK, title="Title", author="Another"),
        replace(BOOK, cover=Cover(b"\x89PNG", "image/png")),
        replace(BOOK, jobs=(JOBS[0], replace(JOBS[1], text="Three."))),
        replace(BOOK, chapters=(Chapter("B", BOOK.chapters[0].blocks),)),
    ],
)
def test_another_tag_text_or_picture_makes_it_anew(tts, tmp_path, document):
    results(tts, tmp_path)
    (again,) = results(tts, tmp_path)
    assert again.done_before
    assert not results(tts, tmp_path, document)[-1].done_before


def test_other_settings_make_it_anew(tts, tmp_path):
    results(tts, tmp_path)
    assert not results(tts, tmp_path, delivery=Delivery(speed=2.0))[-1].done_before
    assert not results(tts, tmp_path, subtitles=".srt")[-1].done_before
    (again,) = results(tts, tmp_path, subtitles=".srt")
    assert not again.done_before or (tmp_path / "Title.srt").is_file()


def test_parts_stay_while_one_has_failed(tts, tmp_path):
    bad = replace(BOOK, jobs=(JOBS[0], Job("2", "...")))
    assert results(tts, tmp_path, bad)[-1].error == "1 of 2 parts could not be spoken: 2"
    assert (tmp_path / ".parts-b" / "1.flac").is_file()
    again = results(tts, tmp_path)
    assert [each.done_before for each in again] == [True, False, False]
    assert not (tmp_path / ".parts-b").exists()


def test_the_voice_has_ended_before_the_last_file_is_finished(tts, tmp_path, monkeypatch):
    order = []
    finish = Assembly.finish

    def spoken(*arguments):
        yield from render_in_folder(*arguments)
        order.append("voice ended")

    def finished(assembly, blank):
        order.append("file finished")
        return finish(assembly, blank)

    monkeypatch.setattr("tts.batch.joiner.render_in_folder", spoken)
    monkeypatch.setattr(Assembly, "finish", finished)
    results(tts, tmp_path)
    assert order == ["voice ended", "file finished"]
