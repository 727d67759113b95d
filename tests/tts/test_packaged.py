"""The trained voices of the package: they speak as people do, and are understood. Without their
weights these tests fail, as they should.
"""

import re
from pathlib import Path

import numpy as np
import pytest
import soxr

from tts import TTS, Audio, installed
from vocoders.mel import mel_spectrogram
from vocoders.pitch import estimate_f0

pytestmark = pytest.mark.packaged

VOICES = ("heart", "michael", "emma", "george", "kathleen")
TEXTS = (
    "The birch canoe slid on the smooth planks.",
    "Glue the sheet to the dark blue background.",
    "It is easy to tell the depth of a well.",
    "The small pup gnawed a hole in the sock.",
    "Rice is often served in round bowls.",
    "The fish twisted and turned on the bent hook.",
)
PITCH = {
    "heart": 189,
    "michael": 110,
    "emma": 178,
    "george": 139,
    "kathleen": 156,
}  # Hz, medians of the speakers' own clips
LIMIT = 20 * 2**20  # bytes of all weights together


@pytest.fixture(scope="module")
def loaded() -> dict[str, TTS]:
    """The packaged voices."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PLAINSPEECH_VOICES", raising=False)
        return {name: TTS.load(name) for name in VOICES}


@pytest.fixture(scope="module")
def said(loaded) -> dict[tuple[str, str], Audio]:
    """Each text by each voice."""
    return {(name, text): loaded[name].say(text) for name in VOICES for text in TEXTS}


@pytest.fixture(scope="module")
def hear():
    """A small recogniser whose model lies in its wheel: samples at 16 kHz -> words."""
    import moonshine_voice

    folder = Path(moonshine_voice.__file__).parent / "assets" / "tiny-en"
    options = {"vad_threshold": 0.0, "vad_max_segment_duration": 60}  # the whole sound is one piece
    engine = moonshine_voice.Transcriber(
        str(folder), moonshine_voice.ModelArch.TINY, options=options
    )

    def heard(audio: Audio) -> list[str]:
        samples = soxr.resample(audio.samples, audio.sample_rate, 16000)
        return words(
            " ".join(
                line.text
                for line in engine.transcribe_without_streaming(samples.tolist(), 16000).lines
            )
        )

    return heard


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def distance(one: list[str], other: list[str]) -> int:
    """Words to insert, delete or replace (Levenshtein)."""
    row = list(range(len(other) + 1))
    for first, left in enumerate(one, 1):
        before, row[0] = row[0], first
        for second, right in enumerate(other, 1):
            before, row[second] = (
                row[second],
                min(row[second] + 1, row[second - 1] + 1, before + (left != right)),
            )
    return row[-1]


def test_a_word_distance_counts_what_differs():
    assert distance(words("the cat sat"), words("The cat sat.")) == 0
    assert distance(words("the cat sat"), words("a cat")) == 2


@pytest.mark.parametrize("name", VOICES)
@pytest.mark.parametrize("text", TEXTS)
def test_length_and_level_are_those_of_speech(said, name, text):
    audio = said[name, text]
    assert 8 < sum(char.isalpha() for char in text) / audio.seconds < 22  # letters a second
    level = 20 * np.log10(np.sqrt((audio.samples**2).mean()))
    assert -30 < level < -16  # dB of full scale
    assert 0.05 < np.abs(audio.samples).max() < 0.98


@pytest.mark.parametrize("name", VOICES)
def test_sound_begins_and_ends_within_little_silence(said, name):
    for text in TEXTS:
        audio = said[name, text]
        loud = np.flatnonzero(np.abs(audio.samples) > 0.01 * np.abs(audio.samples).max())
        assert loud[0] / audio.sample_rate < 0.1
        assert (len(audio.samples) - loud[-1]) / audio.sample_rate < 0.2


@pytest.mark.parametrize("name", VOICES)
def test_the_pitch_is_the_speaker_s(said, loaded, name):
    pitches = np.concatenate(
        [estimate_f0(said[name, text].samples, loaded[name].vocoder.spec) for text in TEXTS]
    )
    assert abs(12 * np.log2(np.median(pitches[pitches > 0]) / PITCH[name])) < 3  # semitones
    assert 0.3 < (pitches > 0).mean() < 0.9


@pytest.mark.parametrize("name", VOICES)
def test_a_recogniser_understands(said, hear, name):
    wrong = sum(distance(words(text), hear(said[name, text])) for text in TEXTS)
    assert wrong <= 0.25 * sum(len(words(text)) for text in TEXTS)


@pytest.mark.parametrize("name", VOICES)
def test_the_wavenet_is_understood_at_the_same_pitch_and_does_not_hiss(said, hear, name):
    tts = TTS.load(name, vocoder="wavenet", threads=2)
    texts = TEXTS[:2]
    made = [tts.say(text) for text in texts]
    usual = [said[name, text] for text in texts]
    wrong, usually_wrong = (
        sum(distance(words(text), hear(audio)) for text, audio in zip(texts, sounds, strict=True))
        for sounds in (made, usual)
    )
    # what is misheard in both is not WaveNet's doing; a word of chance besides
    assert wrong <= max(0.25 * sum(len(words(text)) for text in texts), usually_wrong + 1)
    for one, other in zip(made, usual, strict=True):
        assert abs(one.seconds - other.seconds) < 0.1
        pitches = []
        quiet = []
        for samples in (one.samples, other.samples):
            hertz = estimate_f0(samples, tts.vocoder.spec)
            level = mel_spectrogram(samples, tts.vocoder.spec).mean(0)
            pitches.append(np.median(hertz[hertz > 0]))
            quiet.append(np.sort(level)[: len(level) // 10].mean())
        assert abs(12 * np.log2(pitches[0] / pitches[1])) < 0.7  # semitones
        assert quiet[0] < quiet[1] + 1.5  # nats, of the quietest tenth


def test_the_voices_differ(said):
    first = [said[name, TEXTS[0]].samples for name in VOICES]
    assert (
        len({len(samples) for samples in first})
        + len({float(np.abs(samples).mean()) for samples in first})
        > 4
    )


def test_the_weights_are_small_and_have_cards():
    folder = installed()["heart"].folder.parent
    assert sum(file.stat().st_size for file in folder.rglob("*.safetensors")) < LIMIT
    for name in VOICES:
        card = (folder / name / "CARD.md").read_text(encoding="utf-8")
        source = "cc0" if name == "kathleen" else "kokoro"
        for word in ("data", "licence", source):
            assert word in card.lower(), f"{name}'s card says nothing of {word}"
