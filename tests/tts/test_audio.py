"""Sound with times: files of every format, joining, resampling, notebooks."""

import base64
import re

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from tts import Audio, Span, SpeechError

RATE = 24000


def tone(seconds=0.5, hertz=440.0, rate=RATE, level=0.5):
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(
        np.float32
    )


def loudest_hertz(samples, rate):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return spectrum.argmax() * rate / len(samples)


@pytest.mark.parametrize(
    ("name", "bits", "subtype", "within"),
    [
        ("a.wav", None, "PCM_16", 2**-15),
        ("a.wav", 16, "PCM_16", 2**-15),
        ("a.wav", "24", "PCM_24", 2**-23),
        ("a.WAV", "float", "FLOAT", 0),
        ("a.flac", None, "PCM_16", 2**-15),
        ("a.flac", 24, "PCM_24", 2**-23),
    ],
)
def test_lossless_formats_give_back_the_samples(tmp_path, name, bits, subtype, within):
    samples = tone()
    Audio(samples, RATE).save(tmp_path / name, bits=bits)
    read, rate = soundfile.read(tmp_path / name, dtype="float32")
    assert (soundfile.info(tmp_path / name).subtype, rate, len(read)) == (
        subtype,
        RATE,
        len(samples),
    )
    assert np.abs(read - samples).max() <= within


@pytest.mark.parametrize("name", ["a.ogg", "a.mp3"])
@pytest.mark.parametrize("rate", [None, 48000, 16000])
def test_lossy_formats_keep_length_and_pitch(tmp_path, name, rate):
    Audio(tone(2.0), RATE).save(tmp_path / name, rate)
    read, found = soundfile.read(tmp_path / name)
    assert found == (rate or RATE)
    assert len(read) / found == pytest.approx(
        2.0, abs=0.11
    )  # MP3 is made of frames, and begins with one of silence
    assert loudest_hertz(read, found) == pytest.approx(440, abs=2)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000, 96000])
def test_other_sample_rates_last_as_long(tmp_path, rate):
    Audio(tone(), RATE).save(tmp_path / "a.wav", rate)
    read, found = soundfile.read(tmp_path / "a.wav")
    assert found == rate
    assert abs(len(read) - 0.5 * rate) <= 1
    assert loudest_hertz(read, rate) == pytest.approx(440, abs=3)


def test_a_long_vorbis_file_is_written_in_blocks(tmp_path):
    Audio(tone(120), RATE).save(
        tmp_path / "a.ogg"
    )  # in one piece libsndfile would overrun its stack
    assert soundfile.info(tmp_path / "a.ogg").duration == pytest.approx(120, abs=0.01)


@pytest.mark.parametrize("name", ["größe – 声.wav", "with space.flac", "a.b.c.ogg"])
def test_any_file_name_will_do(tmp_path, name):
    assert Audio(tone(), RATE).save(tmp_path / name) == tmp_path / name
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_resample_keeps_the_times():
    audio = Audio(tone(), RATE, (Span("a", 0.1, 0.2),)).resample(16000)
    assert (audio.sample_rate, len(audio.samples), audio.words) == (
        16000,
        8000,
        (Span("a", 0.1, 0.2),),
    )


@given(st.lists(st.tuples(st.integers(1, 2000), st.floats(0, 0.05)), min_size=1, max_size=5))
def test_joining_adds_lengths_and_shifts_times(parts):
    audios = [
        Audio(
            np.full(length, 0.1, np.float32),
            1000,
            (Span("w", 0, length / 1000),),
            (Span("p", 0, length / 1000),),
            (n, n + 1),
            pause,
        )
        for n, (length, pause) in enumerate(parts)
    ]
    joined = Audio.join(audios)
    pauses = [round(pause * 1000) for _, pause in parts[1:]]
    assert len(joined.samples) == sum(length for length, _ in parts) + sum(pauses)
    assert joined.text_span == (0, len(parts))
    for word, phoneme in zip(joined.words, joined.phonemes, strict=True):
        assert word[1:] == phoneme[1:]
        assert (
            joined.samples[round(word.start * 1000) : round(word.end * 1000)] == np.float32(0.1)
        ).all()


def test_a_word_that_was_cut_ends_in_the_part_that_continues_it():
    """Parts of 1 s; the second continues the first, the third is a new sentence."""
    samples = np.zeros(1000, np.float32)
    parts = [
        Audio(samples, 1000, (Span("cut", 0.9, 1.4), Span("long", 0.95, 9.0))),
        Audio(samples, 1000, (Span("own", 0.5, 0.75),), continues=True),
        Audio(samples, 1000, (Span("new", 0.5, 0.75),), pause=0.25),
    ]
    assert Audio.join(parts).words == (
        Span("cut", 0.9, 1.4),
        Span("long", 0.95, 2.0),
        Span("own", 1.5, 1.75),
        Span("new", 2.75, 3.0),
    )


def test_joining_nothing_or_two_sample_rates_is_refused():
    with pytest.raises(SpeechError, match="nothing"):
        Audio.join([])
    with pytest.raises(SpeechError, match=r"16000, 24000.*resample"):
        Audio.join([Audio(tone(), 24000), Audio(tone(), 16000)])


def test_a_notebook_gets_a_player_with_the_sound():
    page = Audio(tone(), RATE)._repr_html_()
    data = re.fullmatch(r'<audio controls [^>]*src="data:audio/wav;base64,([^"]+)"></audio>', page)
    assert data
    assert base64.b64decode(data[1])[:4] == b"RIFF"


def test_repr_is_short():
    assert repr(Audio(tone(), RATE)) == "Audio(0.50 s at 24000 Hz, 0 words)"
