import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.speechd.protocol import Input, ServerPipe, audio_block, audio_blocks, escape, index_mark


def unescape(data):
    out = bytearray()
    source = iter(data)
    for byte in source:
        out.append(next(source) ^ 0x20 if byte == 0x7D else byte)
    return bytes(out)


@settings(max_examples=50)
@given(st.binary(max_size=50))
def test_escaped_bytes_have_no_line_feed_and_come_back(data):
    assert b"\n" not in escape(data)
    assert unescape(escape(data)) == data


def test_a_block_holds_its_samples():
    samples = np.array([0.0, 1.0, -1.0, 10 / 32767, 2.0], np.float32)
    *header, sound, end = audio_block(samples, 24000).split(b"\n")[:-1]
    assert header == [
        b"705-bits=16",
        b"705-num_channels=1",
        b"705-sample_rate=24000",
        b"705-num_samples=5",
        b"705-big_endian=0",
    ]
    assert sound.startswith(b"705-AUDIO\0")
    pcm = np.frombuffer(unescape(sound.removeprefix(b"705-AUDIO\0")), "<i2")
    assert pcm.tolist() == [0, 32767, -32767, 10, 32767]
    assert end == b"705 AUDIO"


def test_blocks_are_all_samples_and_fit_into_a_pipe_at_once():
    samples = np.full(2401, 2570 / 32767, np.float32)  # 0x0A0A: every byte is escaped
    parts = list(audio_blocks(samples, 24000))
    assert np.array_equal(np.concatenate(parts), samples)
    assert max(len(audio_block(part, 24000)) for part in parts) <= 4096


def test_marks():
    assert index_mark("é 1") == "700-é 1\n700 INDEX MARK\n".encode()


@pytest.mark.parametrize(
    ("sent", "lines"),
    [
        (b"a\nb\n.\n", ["a", "b"]),
        (b"..\n...\n..dot\n.\n", [".", "..", ".dot"]),
        (b".\n", []),
        (b"caf\xc3\xa9 \xff\r\n.\r\n", ["café \ufffd"]),
        (b"no end\n", None),
    ],
)
def test_a_body_ends_at_a_dot(sent, lines):
    reading, writing = os.pipe()
    os.write(writing, sent)
    os.close(writing)
    assert Input(reading).body() == lines
    os.close(reading)


def test_output_has_room_until_the_pipe_is_full():
    reading, writing = os.pipe()
    output = ServerPipe(writing)
    written = 0
    while output.wait() and written < 2**20:
        output.write(b"x" * 1000)
        written += 1000
    assert 0 < written < 2**20
    os.read(reading, 2**20)
    assert output.wait()
    output.line("210 OK")
    assert os.read(reading, 100) == b"210 OK\n"
