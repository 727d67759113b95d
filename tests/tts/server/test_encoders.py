"""Streams of bytes: files that are written forwards only."""

import io

import numpy as np
import pytest
import soundfile

from tts.server.encoders import (
    ENCODINGS,
    ForwardFile,
    StreamEncoder,
    encode,
    info_frame_length,
    media_type,
)

RATE = 24000


def tone(seconds=0.5):
    return (0.3 * np.sin(2 * np.pi * 220 * np.arange(int(seconds * RATE)) / RATE)).astype(
        np.float32
    )


@pytest.mark.parametrize("name", sorted({*ENCODINGS} - {"flac"}))  # flac: see test_api
def test_chunks_give_the_sound_of_the_whole(name):
    samples = tone()
    encoder = StreamEncoder(name, RATE)
    content = b"".join(encoder.push(part) for part in np.array_split(samples, 7))
    content += encoder.finish()
    if name == "pcm":
        found = np.frombuffer(content, "<i2") / 32768
    else:
        found, _ = soundfile.read(io.BytesIO(content), frames=len(samples))
    start = found[: len(samples)]
    assert len(found) >= len(samples)
    if name in ("pcm", "wav"):
        np.testing.assert_allclose(start, samples, atol=1e-3)
    else:
        spectrum = np.abs(np.fft.rfft(start * np.hanning(len(start))))
        rate = soundfile.info(io.BytesIO(content)).samplerate
        assert spectrum.argmax() * rate / len(start) == pytest.approx(220, abs=5)


def test_without_samples_there_is_the_header_alone():
    assert encode("pcm", tone(0), RATE) == b""
    assert encode("wav", tone(0), RATE)[:4] == b"RIFF"


def test_the_content_type_of_raw_samples_has_their_rate():
    assert media_type("pcm", 16000) == "audio/pcm; rate=16000; channels=1; format=s16le"
    assert media_type("mp3", 16000) == "audio/mpeg"


def test_bytes_over_what_is_gone_are_dropped():
    file = ForwardFile()
    file.write(b"head")
    assert file.take() == b"head"
    file.seek(0)
    file.write(b"HEAD")
    assert file.tell() == 4
    file.seek(0, 2)
    file.write(b"tail")
    assert file.take() == b"tail"
    file.seek(-2, 1)
    assert file.tell() == 6
    assert file.take() == b""


# MPEG 2 layer III at 24 kHz and 64 kbit/s: 72 * 64000 / 24000 = 192 bytes
FRAME = b"\xff\xf3\x84\xc4"


def test_the_length_of_an_info_frame():
    info = (FRAME + bytes(20) + b"Info").ljust(192, b"\0")
    assert info_frame_length(info + b"next") == 192
    assert info_frame_length(info.replace(b"Info", b"Xing")) == 192
    assert info_frame_length(info.replace(b"Info", b"none")) == 0
    assert info_frame_length(info[:100]) is None
    assert info_frame_length(b"\xff\xf3") is None
    assert info_frame_length(b"\xff\xf3\xf4\xc4" + bytes(200)) == 0  # no bitrate


def test_an_info_frame_is_left_out_and_sound_is_not():
    info = (FRAME + bytes(20) + b"Info").ljust(192, b"\0")
    file = ForwardFile(without_info_frame=True)
    file.write(info[:50])
    assert file.take() == b""
    file.write(info[50:] + b"sound")
    assert file.take() == b"sound"
    file.write(info)
    assert file.take() == info  # only the first frame is looked at
