"""A WAV file into a pipe is the WAV file that libsndfile would write."""

import io
import wave

import numpy as np
import pytest
import soundfile

from tts.cli.wav_stream import BUFFER_S, UNKNOWN_LENGTH, WavStreamWriter, header
from tts.files import UnknownFormatError

SAMPLES = np.linspace(-1, 1, 4801, dtype=np.float32)


@pytest.mark.parametrize("bits", [None, 16, "24", "float"])
@pytest.mark.parametrize("rate", [None, 16000])
def test_what_ends_soon_is_a_whole_file(bits, rate):
    pipe = io.BytesIO()
    with WavStreamWriter(pipe, 24000, rate, bits) as file:
        for piece in np.array_split(SAMPLES, 3):
            file.write(piece)
    read, found = soundfile.read(io.BytesIO(pipe.getvalue()), dtype="float32")
    assert found == (rate or 24000)
    assert len(read) == pytest.approx(len(SAMPLES) * found / 24000, abs=1)
    if not rate:
        assert np.abs(read - SAMPLES).max() <= {"24": 2.0**-22, "float": 0}.get(str(bits), 2.0**-14)


class Pipe(io.BytesIO):
    """A stream that somebody reads while it is written."""

    def seekable(self):
        return False


@pytest.mark.parametrize("raw", [False, True])
def test_in_a_pipe_everything_is_heard_at_once(raw):
    pipe = Pipe()
    with WavStreamWriter(pipe, 24000, raw=raw) as file:
        for number in range(3):
            file.write(SAMPLES)
            assert len(pipe.getvalue()) == (number + 1) * 2 * len(SAMPLES) + (0 if raw else 44)
    if not raw:
        read, rate = soundfile.read(io.BytesIO(pipe.getvalue()), dtype="float32")
        assert (len(read), rate) == (3 * len(SAMPLES), 24000)
        assert int.from_bytes(pipe.getvalue()[40:44], "little") == UNKNOWN_LENGTH


def test_an_empty_pipe_still_gets_a_header():
    pipe = Pipe()
    with WavStreamWriter(pipe, 24000):
        pass
    assert len(pipe.getvalue()) == 44


def test_what_is_long_is_heard_before_it_ends():
    pipe = io.BytesIO()
    with WavStreamWriter(pipe, 1000) as file:
        file.write(np.zeros(BUFFER_S * 1000, np.float32))
        assert pipe.tell() == 0
        file.write(np.zeros(1000, np.float32))
        assert pipe.tell() > 2 * BUFFER_S * 1000
        file.write(np.zeros(500, np.float32))
    assert int.from_bytes(pipe.getvalue()[40:44], "little") == 2 * (BUFFER_S * 1000 + 1500)
    read, _ = soundfile.read(io.BytesIO(pipe.getvalue()))
    assert len(read) == BUFFER_S * 1000 + 1500


def test_python_s_own_reader_agrees_on_the_header():
    pipe = io.BytesIO()
    with WavStreamWriter(pipe, 24000) as file:
        file.write(SAMPLES)
    with wave.open(io.BytesIO(pipe.getvalue())) as read:
        assert (
            read.getnchannels(),
            read.getsampwidth(),
            read.getframerate(),
            read.getnframes(),
        ) == (1, 2, 24000, len(SAMPLES))


def test_an_error_before_anything_was_heard_writes_nothing():
    pipe = io.BytesIO()
    with pytest.raises(KeyError), WavStreamWriter(pipe, 24000) as file:
        file.write(SAMPLES)
        raise KeyError
    assert pipe.getvalue() == b""


@pytest.mark.parametrize(("rate", "bits"), [(None, 8), (0, None), (10**9, None)])
def test_what_wav_cannot_hold_is_refused(rate, bits):
    with pytest.raises(UnknownFormatError, match="WAV can't be written"):
        WavStreamWriter(io.BytesIO(), 24000, rate, bits)


def write_long(file, seconds=BUFFER_S + 2):
    with WavStreamWriter(file, 1000) as stream:
        for _ in range(seconds):
            stream.write(np.zeros(1000, np.float32))


def test_a_long_sound_in_a_file_gets_its_length_at_the_end(tmp_path):
    path = tmp_path / "f.wav"
    with path.open("wb") as file:
        file.write(b"before")
        write_long(file)
        file.write(b"after")
    data = path.read_bytes()
    assert (data[:6], data[-5:]) == (b"before", b"after")
    with wave.open(io.BytesIO(data[6:-5])) as read:
        assert read.getnframes() == (BUFFER_S + 2) * 1000


def test_a_long_sound_that_an_error_ends_gets_its_length(tmp_path):
    path = tmp_path / "f.wav"
    with path.open("wb") as file, pytest.raises(KeyError), WavStreamWriter(file, 1000) as stream:
        stream.write(np.zeros((BUFFER_S + 1) * 1000, np.float32))
        raise KeyError
    with wave.open(str(path)) as read:
        assert read.getnframes() == (BUFFER_S + 1) * 1000


def test_what_is_appended_to_a_file_overwrites_nothing(tmp_path):
    path = tmp_path / "f.wav"
    path.write_bytes(b"before")
    with path.open("ab") as file:
        write_long(file)
    data = path.read_bytes()
    assert data[:10] == b"beforeRIFF"
    assert len(data) == 6 + 44 + 2 * (BUFFER_S + 2) * 1000


def test_a_length_that_no_header_can_hold_is_left_out():
    assert header(24000, "16", 2**33)[40:44] == header(24000, "16", UNKNOWN_LENGTH)[40:44]
