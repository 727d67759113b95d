"""The same sound is the same Ogg file, and one that decoders take."""

import shutil

import numpy as np
import pytest
import soundfile

from tts import Audio
from tts.ogg_serial import fix_serial, ogg_crc

SAMPLES = (np.sin(np.arange(60_000) / 9) * 0.3).astype(np.float32)


@pytest.mark.parametrize("extension", [".ogg", ".opus"])
def test_the_same_sound_is_the_same_file(tmp_path, extension):
    for name in ("a", "b"):
        Audio(SAMPLES, 24000).save(tmp_path / f"{name}{extension}")
    first, second = ((tmp_path / f"{name}{extension}").read_bytes() for name in ("a", "b"))
    assert first == second
    decoded, rate = soundfile.read(tmp_path / f"a{extension}", dtype="float32")
    assert (rate, len(decoded)) == (24000, len(SAMPLES))
    assert np.corrcoef(decoded, SAMPLES)[0, 1] > 0.99


def test_another_serial_number_changes_nothing_that_is_heard(tmp_path):
    """libsndfile's own file, with the number that the clock gave it."""
    file = tmp_path / "own.ogg"
    soundfile.write(file, SAMPLES, 24000, "VORBIS", format="OGG")
    fixed = tmp_path / "fixed.ogg"
    shutil.copy(file, fixed)
    fix_serial(fixed)
    assert fixed.read_bytes() != file.read_bytes()
    assert np.array_equal(soundfile.read(file)[0], soundfile.read(fixed)[0])


def test_checksums_are_those_of_libogg(tmp_path):
    file = tmp_path / "own.ogg"
    soundfile.write(file, SAMPLES, 24000, "VORBIS", format="OGG")
    data = file.read_bytes()
    page = bytearray(data[: data.index(b"OggS", 4)])
    checksum = bytes(page[22:26])
    page[22:26] = bytes(4)
    assert ogg_crc(bytes(page)) == checksum


@pytest.mark.parametrize("content", [b"", b"RIFF...."])
def test_what_is_no_ogg_file_stays(tmp_path, content):
    file = tmp_path / "x"
    file.write_bytes(content)
    fix_serial(file)
    assert file.read_bytes() == content
