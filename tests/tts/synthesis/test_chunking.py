"""Speech in pieces is the same speech: samples, times, settings, SSML; and no more of it is made
than was asked for.
"""

from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts import TTS, Audio, SpeechError
from tts.synthesis.chunking import FIRST_S, GROWTH, MAX_S, ChunkSchedule
from tts.synthesis.loudness_gain import LOOKAHEAD_S

RATE = 24000
LONG = (
    "It was a bright cold day in April, and the clocks were striking thirteen. "
    "Was it so? Nobody remembered, or wanted to."
)
DOCUMENT = """<speak><break time="1s"/>One <prosody volume="-6dB" rate="80%">two three</prosody>
    <mark name="a"/>four <break time="300ms"/> and five. <break time="700ms"/> Six seven eight,
    and so on <mark name="b"/>and on.<break time="2s"/><mark name="c"/></speak>"""
SETTINGS = [
    ("Hi.", {}),
    ("No! Yes.", {"pause": 0.1}),
    (LONG, {}),
    (LONG, {"speed": 2.5, "pitch": 5, "energy": 9, "pitch_range": 1.6, "seed": 7}),
    ("It was cold.", {"speed": 0.4, "energy": -12}),
    (DOCUMENT, {"ssml": True}),
    (DOCUMENT, {"ssml": True, "speed": 1.5, "pitch": -3}),
]
CHUNKS = ["growing", "sentence", 0.05, (0.3, 0.02, 0.7)]


@pytest.fixture(scope="module")
def tiny(tiny_voice):
    return TTS.load(tiny_voice)


@pytest.fixture(scope="module")
def heart():
    """The default voice, as it is packaged."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PLAINSPEECH_VOICES", raising=False)
        return TTS.load("heart")


def check(tts, text, chunks, settings):
    """That the pieces are the whole, and follow each other without a jump."""
    whole = tts.say(text, **settings)
    parts = list(tts.stream(text, chunks=chunks, **settings))
    joined = Audio.join(parts)
    np.testing.assert_allclose(joined.samples, whole.samples, atol=1e-4, rtol=0)
    assert (joined.text_span, joined.pause, joined.continues) == (
        whole.text_span,
        whole.pause,
        False,
    )
    for found, expected in (
        (joined.words, whole.words),
        (joined.phonemes, whole.phonemes),
        (joined.marks, whole.marks),
    ):
        assert [span.text for span in found] == [span.text for span in expected]
        np.testing.assert_allclose(
            [span[1:] for span in found], [span[1:] for span in expected], atol=1e-9
        )
    return parts


@pytest.mark.parametrize("chunks", CHUNKS)
@pytest.mark.parametrize(("text", "settings"), SETTINGS)
def test_pieces_joined_are_what_is_said(tiny, text, settings, chunks):
    check(tiny, text, chunks, settings)


@pytest.mark.packaged
@pytest.mark.parametrize("chunks", CHUNKS)
@pytest.mark.parametrize(("text", "settings"), SETTINGS)
def test_a_packaged_voice_says_the_same_in_pieces(heart, text, settings, chunks):
    check(heart, text, chunks, settings)


@pytest.mark.parametrize("chunks", CHUNKS)
def test_a_vocoder_that_needs_a_whole_mel_is_cut(metronome, tiny_voice, chunks):
    assert len(check(metronome, LONG, chunks, {})) >= 3
    check(TTS.load(tiny_voice, "griffin-lim"), "No! Yes.", chunks, {})


@pytest.mark.packaged
def test_where_pieces_meet_there_is_no_click(heart):
    parts = list(heart.stream(LONG, chunks=0.11))
    steps = np.abs(np.diff(heart.say(LONG).samples))
    joins = [
        abs(after.samples[0] - before.samples[-1])
        for before, after in pairwise(parts)
        if after.continues
    ]
    assert len(joins) > 40
    assert np.max(joins) <= steps.max() and np.mean(joins) < 3 * steps.mean()


def test_a_sentence_s_pieces_continue_it(tiny):
    parts = list(tiny.stream(LONG, chunks=0.1, pause=0.4))
    sentences = list(tiny.stream(LONG, chunks="sentence", pause=0.4))
    assert not any(part.continues for part in sentences)
    begun = [part for part in parts if not part.continues]
    assert [(part.text_span, part.pause) for part in begun] == [
        (part.text_span, part.pause) for part in sentences
    ]
    assert all(part.pause == 0 for part in parts if part.continues)
    assert {part.text_span for part in parts} == {part.text_span for part in sentences}


def test_a_span_belongs_to_the_piece_in_which_it_begins(heart):
    parts = list(heart.stream("Nobody remembered the extraordinary thunderstorm.", chunks=0.1))
    for part in parts[:-1]:
        assert all(0 <= span.start < part.seconds for span in part.words + part.phonemes)
    assert any(span.end > part.seconds for part in parts for span in part.words)
    assert [word.text for part in parts for word in part.words] == [
        "Nobody",
        "remembered",
        "the",
        "extraordinary",
        "thunderstorm",
    ]


class Counted:
    """Counts the frames that a network is given."""

    def __init__(self, monkeypatch, tts):
        self.frames = []
        decode = tts.acoustic.decode
        monkeypatch.setattr(
            tts.acoustic,
            "decode",
            lambda *parts: self.frames.append(len(parts[0])) or decode(*parts),
        )


def test_the_first_piece_is_short_and_needs_little_work(heart, monkeypatch):
    work = Counted(monkeypatch, heart)
    stream = heart.stream(LONG * 20)
    assert work.frames == []  # nothing is done before it is asked for
    first = next(stream)
    around = (heart.acoustic.receptive_radius + 1) * heart.acoustic.reduction_factor
    assert work.frames == [
        pytest.approx(LOOKAHEAD_S * heart.vocoder.spec.frame_rate + around, abs=4)
    ]  # what tells how loud it will be
    assert 0.04 < first.seconds < FIRST_S
    assert max(np.abs(first.samples)) > 0


def test_closing_the_stream_ends_the_work(heart, monkeypatch):
    work = Counted(monkeypatch, heart)
    asked = []

    def text():
        for _ in range(50):
            asked.append(1)
            yield LONG + " "

    stream = heart.stream(text(), chunks=0.2)
    parts = list(islice(stream, 3))
    made = len(work.frames)
    read = len(asked)
    stream.close()
    assert (len(parts), len(work.frames), len(asked)) == (3, made, read)
    assert read < 5 and made < 6
    with pytest.raises(StopIteration):
        next(stream)


def test_no_more_of_a_mel_is_made_than_a_piece_needs(heart, monkeypatch):
    work = Counted(monkeypatch, heart)
    said = sum(
        part.seconds for part in heart.stream("and so on, " * 40 + "until the end.", chunks=1.0)
    )
    assert said > 10
    assert max(work.frames) < (
        1.6 * heart.vocoder.spec.frame_rate
        + heart.vocoder.latency_frames
        + 2 * (heart.acoustic.receptive_radius + 1) * heart.acoustic.reduction_factor
    )


@given(
    st.integers(1, 2000),
    st.integers(0, 40),
    st.sampled_from(["growing", "sentence", 0.01, 0.5, (0.1, 0.9)]),
)
def test_lengths_make_up_the_whole_and_leave_no_crumbs(frames, lag, chunks):
    schedule = ChunkSchedule(chunks, 93.75)
    for _ in range(2):
        pieces = schedule.split(frames, lag)
        assert sum(pieces) == frames and min(pieces) > 0
        assert chunks != "sentence" or len(pieces) == 1


def test_lengths_grow_over_sentences_up_to_a_limit():
    schedule = ChunkSchedule("growing", 100.0)
    found = [piece for _ in range(3) for piece in schedule.split(1000)]
    first = 100 * FIRST_S
    assert found[:3] == [round(first), round(GROWTH * first), round(GROWTH**2 * first)]
    assert max(found[3:]) < 1.5 * 100 * MAX_S and min(found[3:]) >= 0.5 * 100 * MAX_S


@pytest.mark.parametrize(
    "chunks", ["words", "", 0, -1.0, float("nan"), float("inf"), (), (0.1, 0), None, ("a",), 1j]
)
def test_lengths_that_nobody_can_make_are_refused_at_once(metronome, chunks):
    with pytest.raises(SpeechError, match="chunks must be 'sentence', 'growing' or seconds"):
        metronome.stream("Hello.", chunks=chunks)
