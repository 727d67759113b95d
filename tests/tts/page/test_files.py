"""Files to download, and the folder they lie in."""

import pytest
import soundfile

from tts.page.files import DownloadFolder, download_type, steps
from tts.page.request import PageRequest
from tts.page.voices import forget_voices
from tts.subtitles import TimestampTrack


@pytest.fixture
def folder(tiny_heart):
    forget_voices()
    made = DownloadFolder()
    yield made
    made.close()
    forget_voices()


def test_the_folder_goes_with_all_its_files(folder):
    files = [folder.new_file("wav") for _ in range(2)]
    assert files[0] != files[1]
    for file in files:
        file.write_bytes(b"a")
    folder.remove(files[0])
    assert [file.exists() for file in files] == [False, True]
    folder.close()
    assert not folder.path.exists()


@pytest.mark.parametrize("name", ["wav", "opus"])
def test_a_sound_has_all_that_is_said(folder, name):
    file = folder.new_file(name)
    track = TimestampTrack()
    request = PageRequest(text="Hello there. It works.")
    for _ in track.follow(steps(request, name, file)):
        pass
    assert soundfile.info(file).duration == pytest.approx(track.seconds, abs=0.05)


def test_work_that_is_left_writes_no_file(folder):
    file = folder.new_file("wav")
    work = steps(PageRequest(text="Hello there. It works."), "wav", file)
    next(work)
    work.close()
    assert list(file.parent.iterdir()) == []


def test_content_types_are_those_of_the_formats():
    assert download_type("mp3") == "audio/mpeg"
    assert download_type("srt").startswith("text/plain")
