"""Text to speech: times, settings, threads, and what is refused."""

import json
import pickle
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import vocoders
from frontend import NothingToSayError
from tts import TTS, Audio, PlainSpeechError, SpeechError
from tts.synthesis.trimming import POST_ROLL_S, PRE_ROLL_S
from tts.voice import InvalidVoiceError
from vocoders.errors import SpecMismatchError, VocoderError
from vocoders.mel_config import MelConfig

RATE = 24000
PHONEME = 10 * 256 / RATE  # seconds that the metronome gives each phoneme
TEXT = "Dr. Wu owes $5. Will she pay?"


@pytest.fixture(scope="module")
def tiny(tiny_voice):
    return TTS.load(tiny_voice)


def test_random_weights_say_something(tiny):
    audio = tiny.say("Hello there.")
    assert (audio.samples.dtype, audio.samples.ndim, audio.sample_rate) == (np.float32, 1, RATE)
    assert np.isfinite(audio.samples).all()
    assert 0 < np.abs(audio.samples).max() <= 1
    assert audio.seconds > 0.1


def test_words_are_those_of_the_source_in_order_of_time(metronome):
    audio = metronome.say(TEXT)
    assert [word.text.strip(".?") for word in audio.words] == [
        "Dr",
        "Wu",
        "owes",
        "$5",
        "Will",
        "she",
        "pay",
    ]
    times = [moment for word in audio.words for moment in word[1:]]
    assert times == sorted(times)
    assert times[0] == pytest.approx(PRE_ROLL_S, abs=0.006)
    assert times[-1] == pytest.approx(audio.seconds - POST_ROLL_S, abs=0.012)


def test_every_phoneme_lasts_as_long_as_it_was_given(metronome):
    audio = metronome.say("Hello there.")
    lasting = [round((span.end - span.start) / PHONEME, 2) for span in audio.phonemes]
    assert set(lasting) <= {1.0, 2.0}  # twice where a boundary belongs to it
    assert lasting.count(2.0) == 1
    assert "".join(span.text for span in audio.phonemes).startswith("h")


def test_sound_begins_and_ends_within_little_silence(metronome):
    for audio in metronome.stream(TEXT, chunks="sentence"):
        loud = np.flatnonzero(np.abs(audio.samples) > 0.01)
        assert loud[0] / RATE < 0.08
        assert (len(audio.samples) - loud[-1]) / RATE < 0.2


@pytest.mark.parametrize("ssml", [False, True])
def test_the_lead_is_silence_before_the_first_sentence_alone(metronome, ssml):
    text = "<speak>One. Two.</speak>" if ssml else "One. Two."
    bare = metronome.say(text, ssml=ssml)
    later = metronome.say(text, lead=0.25, ssml=ssml)
    count = round(0.25 * RATE)
    assert not later.samples[:count].any()
    np.testing.assert_array_equal(later.samples[count:], bare.samples)
    starts = [[word.start for word in audio.words] for audio in (bare, later)]
    np.testing.assert_allclose(np.subtract(*starts), -0.25, atol=1e-9)
    fast = metronome.say(text, speed=2, lead=0.25, ssml=ssml)
    assert not fast.samples[: count // 2].any()


def test_say_is_the_stream_joined_with_pauses(metronome):
    parts = list(metronome.stream(TEXT, pause=0.5, chunks="sentence"))
    said = metronome.say(TEXT, pause=0.5)
    assert len(parts) == 2
    assert len(said.samples) == sum(len(part.samples) for part in parts) + round(0.5 * RATE)
    assert said.samples[-1000:] == pytest.approx(parts[-1].samples[-1000:])
    assert [word.text for word in said.words] == [
        word.text for part in parts for word in part.words
    ]
    assert [TEXT[slice(*part.text_span)] for part in parts] == ["Dr. Wu owes $5.", "Will she pay?"]


@pytest.mark.parametrize(
    ("text", "pauses"),
    [
        ("One. Two.", [1]),
        ("One.\nTwo.", [1]),
        ("One.\n\nTwo.", [2]),
        ("One.\r\n \r\nTwo. Three.", [2, 1]),
    ],
)
def test_paragraphs_are_twice_as_far_apart_as_sentences(metronome, text, pauses):
    parts = list(metronome.stream(text, pause=0.4, speed=2, chunks="sentence"))
    assert [part.pause for part in parts][1:] == pytest.approx([0.2 * pause for pause in pauses])


def test_a_text_may_arrive_in_pieces(metronome):
    text = "Dr. Wu owes $5.\n\nWill she pay? She will."
    given = []

    def pieces():
        for character in text:
            given.append(character)
            yield character

    stream = metronome.stream(pieces(), pause=0.4, chunks="sentence")
    first = next(stream)
    assert len(given) < len(text) - 10  # spoken before the text was complete
    parts = [first, *stream]
    whole = list(metronome.stream(text, pause=0.4, chunks="sentence"))
    assert [(part.text_span, part.pause, part.words) for part in parts] == [
        (part.text_span, part.pause, part.words) for part in whole
    ]


@pytest.mark.parametrize(
    ("setting", "measure"),
    [
        ({"speed": 2.0}, lambda audio: audio.words[-1].end - audio.words[0].start),
        ({"pitch": -12.0}, lambda audio: crossings(audio.samples)),
        ({"energy": -6.0206}, lambda audio: np.abs(audio.samples).max()),
    ],
)
def test_settings_reach_the_acoustic_model(metronome, setting, measure):
    plain = measure(metronome.say("Hello."))
    changed = measure(metronome.say("Hello.", **setting))
    assert changed / plain == pytest.approx(0.5, rel=0.05)


def crossings(samples):
    return np.count_nonzero(np.diff(np.sign(samples)))


def test_each_voice_speaks_as_its_speaker(metronome):
    other = TTS(replace(metronome.voice, speaker=1), metronome.acoustic, metronome.vocoder)
    assert crossings(other.say("Hello.").samples) == pytest.approx(
        2 * crossings(metronome.say("Hello.").samples), rel=0.05
    )


def test_a_user_s_durations_are_kept(metronome):
    utterance = next(metronome.frontend("Hello."))
    plain = metronome.speak(utterance)
    slow = metronome.speak(utterance, durations=[20] * len(utterance.phonemes))
    assert slow.words[0].end - slow.words[0].start == pytest.approx(
        2 * (plain.words[0].end - plain.words[0].start)
    )


def test_the_same_seed_is_the_same_sound(tiny):
    assert (tiny.say("Hello.", seed=3).samples == tiny.say("Hello.", seed=3).samples).all()
    assert not np.array_equal(
        tiny.say("Hello.", seed=3).samples, tiny.say("Hello.", seed=4).samples
    )


def test_threads_do_not_disturb_each_other(tiny):
    texts = [f"Number {number} of {number * 7}, read aloud." for number in range(8)]
    alone = [tiny.say(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(tiny.say, texts))
    for one, other in zip(alone, together, strict=True):
        assert one.words == other.words
        assert other.samples == pytest.approx(one.samples, abs=1e-4)


@pytest.mark.parametrize("text", ["", " \n", "...", "?!", "你好", "\0"])
def test_what_has_no_words_is_refused(metronome, text):
    with pytest.raises(NothingToSayError):
        metronome.say(text)


@pytest.mark.parametrize("text", ["", " \n", "?!"])
@pytest.mark.parametrize("ssml", [False, True])
def test_a_stream_of_nothing_is_refused_at_the_call(metronome, text, ssml):
    with pytest.raises(NothingToSayError):
        metronome.stream(f"<speak>{text}</speak>" if ssml else text, ssml=ssml)


def test_fragments_with_nothing_in_them_are_refused_at_their_end(metronome):
    stream = metronome.stream(iter([" ", "..."]))
    with pytest.raises(NothingToSayError):
        next(stream)


@pytest.mark.parametrize("ssml", [False, True])
@pytest.mark.parametrize("text", [None, Path("book.txt"), b"Hello.", bytearray(b"Hi."), 7])
def test_what_is_no_text_is_refused_in_one_line(metronome, text, ssml):
    for speak in (metronome.say, metronome.stream):
        with pytest.raises(TypeError, match="the text must be a string") as error:
            speak(text, ssml=ssml)
        assert isinstance(error.value, PlainSpeechError)
        assert type(text).__name__ in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("ssml", [False, True])
def test_fragments_that_are_no_text_are_refused(metronome, ssml):
    with pytest.raises(TypeError, match="fragments of a text must be strings, not bytes"):
        list(metronome.stream([b"Hello."], ssml=ssml))


def test_a_document_may_arrive_in_fragments(metronome):
    document = "<speak>One <break time='300ms'/> two.</speak>"
    whole = metronome.say(document, ssml=True)
    fragments = (document[first : first + 5] for first in range(0, len(document), 5))
    joined = Audio.join(list(metronome.stream(fragments, ssml=True)))
    np.testing.assert_allclose(joined.samples, whole.samples, atol=1e-6)


def test_a_number_out_of_range_is_refused_before_anything_is_spoken(metronome):
    with pytest.raises(SpeechError, match=r"speed must be a number from 0\.25 to 4"):
        metronome.stream("Hello.", speed=0)


def test_a_voice_is_pickled_by_its_name_and_settings(tiny_voice, metronome):
    tts = TTS.load(tiny_voice, "griffin-lim", {"gif": "ʤɪf"}, style="zero=oh")
    packed = pickle.dumps(tts)
    assert len(packed) < 1000  # no weights
    again = pickle.loads(packed)
    assert (again.voice, again.vocoder.name) == (tts.voice, "griffin-lim")
    assert again.frontend.settings == tts.frontend.settings
    np.testing.assert_array_equal(again.say("Hi.").samples, tts.say("Hi.").samples)
    with pytest.raises(SpeechError, match=r"Use TTS\.load"):
        pickle.dumps(metronome)


def test_a_vocoder_can_be_given_by_name_file_or_object(tiny_voice):
    harmonic = tiny_voice.parent / "harmonic.safetensors"
    for vocoder in ("harmonic", harmonic, str(harmonic), vocoders.load(harmonic)):
        assert TTS.load(tiny_voice, vocoder).vocoder.name == "harmonic"
    assert TTS.load(tiny_voice).voice.vocoders == ["harmonic", "wavenet", "griffin-lim"]
    slow = TTS.load(tiny_voice, "wavenet", threads=2)
    assert (slow.vocoder.name, slow.vocoder.threads) == ("wavenet", 2)
    assert slow.say("Hello.").seconds == pytest.approx(
        TTS.load(tiny_voice).say("Hello.").seconds, abs=0.3
    )
    mute = TTS.load(tiny_voice, "griffin-lim")
    assert (mute.vocoder.name, mute.vocoder.needs_pitch) == ("griffin-lim", False)
    assert mute.say("Hello.").seconds > 0.01


def test_a_vocoder_for_other_mels_is_refused_with_the_field_that_differs(tiny_voice):
    other = vocoders.load("griffin-lim", MelConfig(sample_rate=22050, n_mels=80))
    with pytest.raises(
        SpecMismatchError, match=r"sample_rate 24000, n_mels 100.*sample_rate 22050, n_mels 80"
    ):
        TTS.load(tiny_voice, other)


@pytest.mark.parametrize("name", ["hifigan", "waveglow", "no/such.safetensors"])
def test_an_unknown_vocoder_is_refused(tiny_voice, name):
    with pytest.raises(VocoderError):
        TTS.load(tiny_voice, name)


def test_a_voice_of_an_older_inventory_speaks_and_of_another_is_refused(tiny_voice, tmp_path):
    """The inventory is append-only: what an older version knew is the beginning of today's."""
    from vocoders import weights

    tensors, meta = weights.load_tensors(tiny_voice.parent / "acoustic.safetensors")
    shutil.copytree(tiny_voice.parent, tmp_path / "voices")
    older = {
        name: array[:-1] if array.shape[:1] == (len(meta["symbols"]),) else array
        for name, array in tensors.items()
    }
    config = {**meta["config"], "num_symbols": len(meta["symbols"]) - 1}
    weights.save(
        tmp_path / "voices" / "acoustic.safetensors",
        older,
        {**meta, "config": config, "symbols": meta["symbols"][:-1]},
    )
    assert TTS.load(tmp_path / "voices" / "tiny").say("Hello.").seconds > 0
    weights.save(
        tmp_path / "voices" / "acoustic.safetensors",
        tensors,
        {**meta, "symbols": ["x", *meta["symbols"][1:]]},
    )
    with pytest.raises(VocoderError, match="inventory"):
        TTS.load(tmp_path / "voices" / "tiny")


def test_weights_that_make_no_numbers_are_noticed(metronome):
    class Broken(type(metronome.vocoder)):
        def __call__(self, mel, pitch=None, seed=0):
            return super().__call__(mel, pitch, seed) * np.float32("nan")

    with pytest.raises(InvalidVoiceError, match="'metronome'"):
        TTS(metronome.voice, metronome.acoustic, Broken(metronome.vocoder.spec)).say("Hello.")


def test_a_german_voice_reads_german(tiny_voice, tmp_path):
    shutil.copytree(tiny_voice.parent, tmp_path / "voices")
    path = tmp_path / "voices" / "tiny" / "voice.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**description, "locale": "de"}), encoding="utf-8")
    audio = TTS.load(path.parent).say("Guten Tag, es ist 15:30 Uhr.")
    assert [word.text for word in audio.words] == ["Guten", "Tag", "es", "ist", "15:30 Uhr"]
    assert "ʁ" in "".join(phoneme.text for phoneme in audio.phonemes)
