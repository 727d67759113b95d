"""EPUB 3 with media overlays."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import soundfile

from tts import TTS
from tts.batch import read, render_document

SMIL = "{http://www.w3.org/ns/SMIL}"
EPUBCHECK = Path("/usr/bin/epubcheck")


@pytest.fixture(scope="module")
def spoken(make_epub, tiny_voice, tmp_path_factory):
    """A book that was read aloud: its file, and what was read."""
    folder = tmp_path_factory.mktemp("overlay")
    (folder / "lamp.epub").write_bytes(make_epub(3))
    document = read(folder / "lamp.epub")
    *_, result = render_document(document, folder / "out", TTS.load(tiny_voice), format="epub")
    assert result.error is None
    return result.file, document


def overlay(archive, name):
    """Each sentence of a chapter with its times in seconds."""
    page = ElementTree.fromstring(archive.read(f"EPUB/{name}.xhtml"))
    texts = {each.get("id"): "".join(each.itertext()) for each in page.iter() if each.get("id")}
    for par in ElementTree.fromstring(archive.read(f"EPUB/{name}.smil")).iter(f"{SMIL}par"):
        id = par.find(f"{SMIL}text").get("src").split("#")[1]
        audio = par.find(f"{SMIL}audio")
        yield texts[id], seconds(audio.get("clipBegin")), seconds(audio.get("clipEnd"))


def seconds(text):
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_every_sentence_is_highlighted_in_order_within_the_sound(spoken):
    file, document = spoken
    with zipfile.ZipFile(file) as archive:
        for number, chapter in enumerate(document.chapters, 1):
            name = f"chapter{number:04}"
            rows = list(overlay(archive, name))
            text = " ".join(block.text for block in chapter.blocks)
            assert " ".join(sentence for sentence, *_ in rows) == text
            times = [time for _, *pair in rows for time in pair]
            assert times == sorted(times) and times[0] >= 0
            sound = soundfile.info(io.BytesIO(archive.read(f"EPUB/{name}.mp3")))
            assert times[-1] <= sound.duration + 0.01


def test_the_archive_begins_with_its_type_and_has_the_cover(spoken):
    file, document = spoken
    with zipfile.ZipFile(file) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("EPUB/cover.png") == document.cover.data
        opf = archive.read("EPUB/package.opf").decode()
    assert "<dc:creator>A. Writer</dc:creator>" in opf and "<dc:language>en-GB<" in opf
    assert file.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_it_can_be_read_again(spoken, tmp_path):
    file, document = spoken
    again = read(file)
    assert [chapter.title for chapter in again.chapters] == [
        chapter.title for chapter in document.chapters
    ]
    assert [job.text for job in again.jobs] == [job.text for job in document.jobs]


@pytest.mark.skipif(
    shutil.which("java") is None or not EPUBCHECK.exists(), reason="needs Debian's epubcheck"
)
def test_epubcheck_accepts_it(spoken):
    ran = subprocess.run(
        ["java", "-jar", EPUBCHECK, spoken[0]], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
