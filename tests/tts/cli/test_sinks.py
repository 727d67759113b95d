"""The synthesis loop writes to every sink, and its report counts synthesis only."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from tts import Audio, SpeechError
from tts.cli.sinks import SynthesisReport, open_sink, synthesize_to

RATE = 1000


class Clock:
    """A clock that stands still but when a test moves it."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class SlowSink:
    """A sink that takes its time to write."""

    def __init__(self, clock, seconds):
        self.clock = clock
        self.seconds = seconds
        self.chunks = []

    def write(self, samples):
        self.chunks.append(samples)
        self.clock.now += self.seconds


def synthesize(clock, seconds, count=3):
    """Chunks of 2 s of sound, each after a pause of 0.5 s; each takes so many seconds to make."""
    for index in range(count):
        clock.now += seconds
        samples = np.full(2 * RATE, index + 1, np.float32)
        yield Audio(samples, RATE, text_span=(10 * index, 10 * index + 10), pause=0.5)


def test_every_sink_gets_the_chunks_with_the_pauses_between_them():
    sinks = [SlowSink(Clock(), 0), SlowSink(Clock(), 0)]
    synthesize_to(sinks, synthesize(Clock(), 1))
    for sink in sinks:
        assert [len(chunk) for chunk in sink.chunks] == [2000, 2500, 2500]
        assert not sink.chunks[1][:500].any() and (sink.chunks[1][500:] == 2).all()


def test_the_report_counts_synthesis_but_not_the_time_of_the_sinks():
    clock = Clock()
    report = synthesize_to([SlowSink(clock, 50)], synthesize(clock, 0.5), clock=clock)
    assert report == SynthesisReport(audio_seconds=7.0, synthesis_seconds=1.5)


def test_a_speed_over_1_is_faster_than_real_time():
    assert SynthesisReport(audio_seconds=10, synthesis_seconds=2.5).speed == 4
    assert str(SynthesisReport(10, 2.5)) == "10.00 s of speech in 2.50 s, 4.0 times real time"


def test_the_position_in_the_text_is_shown_after_each_chunk():
    positions = []
    synthesize_to([], synthesize(Clock(), 1), positions.append)
    assert positions == [10, 20, 30]


def test_a_chunk_is_written_before_the_next_one_is_made():
    clock = Clock()
    sink = SlowSink(clock, 0)
    chunks = synthesize(clock, 1)

    def watched():
        for index, chunk in enumerate(chunks):
            assert len(sink.chunks) == index
            yield chunk

    synthesize_to([sink], watched())


def test_a_sink_is_a_file_or_standard_output(tmp_path, monkeypatch, capfdbinary):
    args = SimpleNamespace(rate=8000, bits="24")
    with open_sink(str(tmp_path / "a.wav"), RATE, args) as sink:
        sink.write(np.zeros(RATE, np.float32))
    with open_sink("-", RATE, args) as sink:
        sink.write(np.zeros(RATE, np.float32))
    for data in ((tmp_path / "a.wav").read_bytes(), capfdbinary.readouterr().out):
        assert data[:4] == b"RIFF"
        assert int.from_bytes(data[24:28], "little") == 8000
        assert len(data) == pytest.approx(8000 * 3, abs=200)
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SpeechError, match="standard output is closed"):
        open_sink("-", RATE, args)
