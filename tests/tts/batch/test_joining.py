"""Parts lie where they are to lie, and the sound holds them unchanged."""

from contextlib import nullcontext

import numpy as np
import pytest
import soundfile

from tts.batch.joining import (
    CHAPTER_PAUSE_S,
    JoinedTrack,
    SoundPart,
    make_timeline,
    write_joined,
)

RATE = 24000


@pytest.fixture
def part(tmp_path):
    """Makes a part of so many seconds: a constant, told by its number."""

    def make(number, seconds, rate=RATE, **more):
        file = tmp_path / f"{number}.flac"
        soundfile.write(file, np.full(round(seconds * rate), number / 10), rate)
        return SoundPart(file, str(number), **more)

    return make


class Sink(list):
    write = list.append


def whole(timeline):
    sink = Sink()
    write_joined(timeline, nullcontext(sink))
    return np.concatenate(sink)


def test_parts_follow_each_other_with_pauses_and_chapters_with_longer_ones(part):
    parts = [part(1, 1.0), part(2, 0.5), part(3, 0.5, chapter=1)]
    timeline = make_timeline(parts, 0.3, 1.0)
    assert [timeline.start(index) for index in range(3)] == [0.0, 1.6, 2.1 + CHAPTER_PAUSE_S]
    samples = whole(timeline)
    assert len(samples) == timeline.length == round(timeline.seconds * RATE)
    assert samples[RATE // 2] == pytest.approx(0.1, abs=1e-3)
    assert samples[round(1.3 * RATE)] == 0.0
    assert samples[-1] == pytest.approx(0.3, abs=1e-3)
    assert timeline.chapter_starts() == {0: 0.0, 1: pytest.approx(2.1 + CHAPTER_PAUSE_S)}


def test_faster_speech_has_shorter_pauses(part):
    parts = [part(1, 1.0), part(2, 1.0)]
    assert make_timeline(parts, 0.4, 2.0).start(1) == pytest.approx(1.4)


def test_a_part_with_a_time_begins_then_or_as_soon_as_it_can(part):
    parts = [part(1, 1.0, start=0.5), part(2, 1.0, start=1.0), part(3, 0.2, start=4.0)]
    timeline = make_timeline(parts, 0.3, 1.0)
    assert [timeline.start(index) for index in range(3)] == [0.5, 1.5, 4.0]
    assert timeline.late == [("2", pytest.approx(0.5))]
    assert not whole(timeline)[: RATE // 2].any()


def test_a_voice_of_another_rate_is_resampled(part):
    timeline = make_timeline([part(1, 1.0), part(2, 1.0, rate=16000)], 0.3, 1.0)
    samples = whole(timeline)
    assert len(samples) == timeline.length == round(2.6 * RATE)
    assert samples[-RATE // 2] == pytest.approx(0.2, abs=1e-2)


def test_the_loudness_is_that_of_the_whole(part):
    timeline = make_timeline([part(1, 1.0)], 0.3, 1.0)
    sink = Sink()
    lufs = write_joined(timeline, nullcontext(sink))
    assert sum(map(len, sink)) == RATE
    assert lufs is None or lufs < 0


def test_timings_of_parts_are_moved():
    track = JoinedTrack(10.0)
    timings = {"words": [["a", 0.0, 0.5]], "phonemes": [["b", 0.1, 0.2]], "marks": [], "text": "A."}
    track.add(timings, 2.0)
    track.add(timings, 4.0)
    assert [word.start for word in track.words] == [2.0, 4.0]
    assert track.phonemes[1].end == pytest.approx(4.2)
    assert track.text == "A.\nA."
