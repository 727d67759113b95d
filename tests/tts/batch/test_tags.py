"""Tags are written into each format, and read back by mutagen."""

import mutagen
import numpy as np
import pytest
import soundfile

from tts.batch.jobs import Cover
from tts.batch.tags import ChapterMark, Tags, clock_time, write_tags

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
TAGS = Tags(
    "The Rain",
    "A. Writer",
    "The Lamp",
    "en-GB",
    Cover(PNG, "image/png"),
    (2, 12),
    [ChapterMark("One", 0.0, 0.5), ChapterMark("Zwölf", 0.5, 1.0)],
)


@pytest.fixture
def sound(tmp_path):
    """Makes a second of silence in a format."""

    def make(extension):
        file = tmp_path / f"a{extension}"
        kinds = {".opus": ("OGG", "OPUS"), ".ogg": ("OGG", "VORBIS")}
        name, subtype = kinds.get(extension, (None, None))
        soundfile.write(file, np.zeros(24000), 24000, format=name, subtype=subtype)
        return file

    return make


@pytest.mark.parametrize("extension", [".flac", ".ogg", ".opus"])
def test_vorbis_comments(sound, extension):
    file = sound(extension)
    write_tags(file, TAGS)
    found = mutagen.File(file)
    assert (found["title"], found["artist"], found["album"]) == (
        ["The Rain"],
        ["A. Writer"],
        ["The Lamp"],
    )
    assert (found["tracknumber"], found["tracktotal"]) == (["2"], ["12"])
    assert (found["chapter002"], found["chapter002name"]) == (["00:00:00.500"], ["Zwölf"])
    if extension == ".flac":
        assert found.pictures[0].data == PNG
    else:
        assert len(found["metadata_block_picture"]) == 1
    assert soundfile.info(file).frames == 24000


def test_id3(sound):
    file = sound(".mp3")
    write_tags(file, TAGS)
    found = mutagen.File(file).tags
    assert (str(found["TIT2"]), str(found["TRCK"]), str(found["TLAN"])) == (
        "The Rain",
        "2/12",
        "eng",
    )
    assert found["APIC:"].data == PNG and found["APIC:"].mime == "image/png"
    assert found["CHAP:c1"].start_time == 500
    assert found["CTOC:toc"].child_element_ids == ["c0", "c1"]


def test_what_is_not_known_is_left_out(sound):
    file = sound(".mp3")
    write_tags(file, Tags("Title"))
    assert sorted(mutagen.File(file).tags) == ["TCON", "TIT2"]


def test_wav_gets_none(sound):
    file = sound(".wav")
    before = file.read_bytes()
    write_tags(file, TAGS)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00:00:00.000"), (3661.5, "01:01:01.500"), (59.9996, "00:01:00.000")]
)
def test_times(seconds, text):
    assert clock_time(seconds) == text
