"""Phonemes become Audio: each network runs as often as it must, and the same input gives the same
sound.
"""

from dataclasses import replace

import numpy as np
import pytest

from frontend import Frontend
from tts import TTS, Audio, Delivery
from tts.synthesis.chunking import ChunkSchedule
from tts.synthesis.request import SynthesisRequest
from tts.synthesis.synthesizer import Synthesizer, shorten_repr
from tts.voice import InvalidVoiceError
from vocoders.errors import SpecMismatchError
from vocoders.mel_config import MelConfig

RATE = 24000
DOCUMENT = "<speak>One <break time='400ms'/> two three <break time='300ms'/> and four.</speak>"


@pytest.fixture(scope="module")
def utterance():
    return next(Frontend()("Hello there, and goodbye."))


@pytest.fixture(scope="module", params=["metronome", "tiny"])
def synthesizer(request, metronome, tiny_voice):
    """One whose vocoder needs the whole mel, and one that streams."""
    return metronome.synthesizer if request.param == "metronome" else Synthesizer.load(tiny_voice)


def request_for(synthesizer, utterance, **more):
    prosody = synthesizer.predict_prosody(utterance.ids, Delivery())
    return SynthesisRequest(utterance, prosody, **more)


def schedule(chunks="sentence"):
    return ChunkSchedule(chunks, MelConfig().frame_rate)


@pytest.mark.parametrize("chunks", ["sentence", "growing", 0.1])
def test_a_second_call_gives_the_same_sound(synthesizer, utterance, chunks):
    requests = [request_for(synthesizer, utterance, marks=[("here", 3)])]
    once, again = (
        list(synthesizer.synthesize(requests, schedule(chunks), -22.0, seed=5)) for _ in range(2)
    )
    assert len(once) == len(again) >= (1 if chunks == "sentence" else 2)
    for first, second in zip(once, again, strict=True):
        np.testing.assert_array_equal(first.samples, second.samples)
        assert (first.words, first.phonemes, first.marks) == (
            second.words,
            second.phonemes,
            second.marks,
        )


def test_two_streams_of_one_request_do_not_disturb_each_other(synthesizer, utterance):
    requests = [request_for(synthesizer, utterance)]
    alone = Audio.join(list(synthesizer.synthesize(requests, schedule(0.1), -22.0)))
    streams = [synthesizer.synthesize(requests, schedule(0.1), -22.0) for _ in range(2)]
    parts = list(zip(*streams, strict=True))  # in turn
    for stream in zip(*parts, strict=True):
        np.testing.assert_array_equal(Audio.join(list(stream)).samples, alone.samples)


def test_nothing_is_computed_before_it_is_asked_for(metronome, utterance):
    requests = [request_for(metronome.synthesizer, utterance)]
    before = metronome.acoustic.f0_runs
    chunks = metronome.synthesizer.synthesize(requests, schedule())
    assert metronome.acoustic.f0_runs == before
    next(chunks)
    assert metronome.acoustic.f0_runs == before + 1


def test_a_sentence_needs_each_network_once(metronome):
    """The decoder, too, even for a stream, since this vocoder needs the whole mel."""
    acoustic = metronome.acoustic
    before = (acoustic.encoder_runs, acoustic.f0_runs, acoustic.decoder_runs)
    assert len(list(metronome.stream("Hello there, and goodbye.", chunks=0.1))) > 5
    after = (acoustic.encoder_runs, acoustic.f0_runs, acoustic.decoder_runs)
    assert np.subtract(after, before).tolist() == [1, 1, 1]


def test_a_document_needs_the_encoder_once(metronome):
    """Its pieces have the prosody of the whole."""
    acoustic = metronome.acoustic
    before = (acoustic.encoder_runs, acoustic.f0_runs)
    metronome.say(DOCUMENT, ssml=True)
    assert (acoustic.encoder_runs - before[0], acoustic.f0_runs - before[1]) == (1, 3)
    before = (acoustic.encoder_runs, acoustic.f0_runs)
    metronome.say("<speak><prosody rate='80%' pitch='+2st'>One.</prosody></speak>", ssml=True)
    assert (acoustic.encoder_runs - before[0], acoustic.f0_runs - before[1]) == (1, 1)


def test_very_fast_speech_streams_the_same_sound_with_its_times(synthesizer, utterance):
    delivery = Delivery(speed=4.0)
    prosody = synthesizer.predict_prosody(utterance.ids, delivery)
    requests = [SynthesisRequest(utterance, prosody, speed=4.0)]
    (whole,) = synthesizer.synthesize(requests, schedule(), -22.0)
    (usual,) = synthesizer.synthesize([request_for(synthesizer, utterance)], schedule(), -22.0)
    streamed = Audio.join(list(synthesizer.synthesize(requests, schedule(0.1), -22.0)))
    np.testing.assert_allclose(streamed.samples, whole.samples, atol=1e-5)
    for found, expected in zip(streamed.words, whole.words, strict=True):
        assert found.text == expected.text
        assert (found.start, found.end) == pytest.approx((expected.start, expected.end))
    spoken = whole.words[-1].end - whole.words[0].start
    assert 3 < (usual.words[-1].end - usual.words[0].start) / spoken < 5
    assert whole.words[-1].end <= whole.seconds


def test_silences_are_put_around_and_the_times_moved(metronome, utterance):
    synthesizer = metronome.synthesizer
    (plain,) = synthesizer.synthesize([request_for(synthesizer, utterance)], schedule())
    around = request_for(synthesizer, utterance, leading_silence=0.5, trailing_silence=0.25)
    (padded,) = synthesizer.synthesize([around], schedule())
    assert padded.seconds == pytest.approx(plain.seconds + 0.75)
    np.testing.assert_array_equal(padded.samples[RATE // 2 : -RATE // 4], plain.samples)
    assert padded.words[0].start == pytest.approx(plain.words[0].start + 0.5)


def test_volumes_change_the_samples_of_their_phonemes(metronome, utterance):
    synthesizer = metronome.synthesizer
    volumes = np.zeros(len(utterance.phonemes))
    volumes[: len(volumes) // 2] = -20.0
    requests = [
        request_for(synthesizer, utterance),
        request_for(synthesizer, utterance, volumes=volumes),
    ]
    (plain,), (softer,) = (synthesizer.synthesize([each], schedule()) for each in requests)
    first, last = plain.words[0], plain.words[-1]
    for word, factor in ((first, 0.1), (last, 1.0)):
        span = slice(round((word.start + 0.03) * RATE), round((word.end - 0.03) * RATE))
        np.testing.assert_allclose(softer.samples[span], factor * plain.samples[span], atol=1e-6)


def test_all_parts_of_a_sentence_have_one_gain(metronome, utterance):
    """A soft part is not made as loud as a loud one."""
    synthesizer = metronome.synthesizer
    loud = request_for(synthesizer, utterance)
    soft = replace(loud, prosody=replace(loud.prosody, gain_db=-12.0))
    one, other = synthesizer.synthesize([loud, soft], schedule(), -22.0)
    ratio = np.abs(one.samples).max() / np.abs(other.samples).max()
    assert ratio == pytest.approx(10 ** (12 / 20), rel=0.01)


def test_the_pause_between_two_parts_counts_as_silence(metronome):
    """Blocks that are half silence are softer, so what is in them is made louder. The pause before
    the first part is not within the sentence.
    """
    synthesizer = metronome.synthesizer
    part = request_for(synthesizer, next(Frontend()("Hi.")))
    apart = replace(part, pause=0.3)
    joined, paused, delayed = (
        np.abs(next(synthesizer.synthesize(parts, schedule(), -30.0)).samples).max()
        for parts in ([part, part], [part, apart], [apart, part])
    )
    assert paused / joined > 1.03
    assert delayed == joined


def test_parts_that_do_not_fit_are_refused(metronome):
    other = type(metronome.vocoder)(MelConfig(n_mels=80))
    with pytest.raises(SpecMismatchError, match=r"n_mels 100.*n_mels 80"):
        Synthesizer(metronome.voice, metronome.acoustic, other)


def test_samples_that_are_not_finite_are_refused(metronome, utterance):
    class Broken(type(metronome.vocoder)):
        def __call__(self, mel, pitch=None, seed=0):
            return super().__call__(mel, pitch, seed) * np.float32("nan")

    broken = Synthesizer(metronome.voice, metronome.acoustic, Broken(MelConfig()))
    with pytest.raises(InvalidVoiceError, match="'metronome' made no sound of 'Hello there"):
        list(broken.synthesize([request_for(broken, utterance)], schedule()))


def test_a_long_text_is_shortened_in_a_message():
    assert shorten_repr("short") == "'short'"
    assert shorten_repr("x" * 100, 5) == "'xxxxx...'"


@pytest.mark.packaged
def test_a_document_of_three_pieces_runs_the_encoder_four_times(monkeypatch):
    monkeypatch.delenv("PLAINSPEECH_VOICES", raising=False)
    tts = TTS.load("heart")
    runs = []
    for name in ("encode", "predict_f0"):
        network = getattr(tts.acoustic, name)
        monkeypatch.setattr(
            tts.acoustic,
            name,
            lambda *arrays, name=name, network=network: runs.append(name) or network(*arrays),
        )
    tts.say(DOCUMENT, ssml=True)
    assert (runs.count("encode"), runs.count("predict_f0")) == (1, 3)
