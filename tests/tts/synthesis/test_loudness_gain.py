"""Sentences come out as loud as they were asked for."""

import numpy as np
import pytest

from tts import TTS, Delivery
from tts.acoustic.model import AcousticModel
from tts.loudness import loudness, true_peak
from tts.synthesis.loudness_gain import (
    LOOKAHEAD_S,
    MAX_GAIN_DB,
    LoudnessPredictor,
    SpokenPart,
    band_weights,
)
from tts.synthesis.trimming import POST_ROLL_S, PRE_ROLL_S
from vocoders.mel import LOG_FLOOR, mel_spectrogram
from vocoders.mel_config import MelConfig

SPEC = MelConfig()
TEXTS = (
    "Why?",
    "No.",
    "The kettle had gone cold by the time anyone remembered it.",
    "What a ridiculous hat!",
    "Mix 250 g of flour with three eggs, then let the dough rest for half an hour, "
    "and do not open the door.",
)


def spoken(samples):
    """The part of a sentence whose mel is that of these samples, one phoneme of their energy."""
    mel = mel_spectrogram(samples, SPEC)
    energy = 10 * np.log10(np.exp(2 * mel).sum(0)).mean()
    return SpokenPart(mel, np.array([mel.shape[1]]), np.array([energy], np.float32))


def predicted(*parts):
    """Its loudness in LUFS, as it is predicted."""
    return LoudnessPredictor(SPEC).loudness(parts)


def gain(part, target):
    """The gain of a sentence of one part."""
    return LoudnessPredictor(SPEC).gain([part], target)


def noise(seconds, seed=0):
    """As loud at all frequencies under 12 kHz, in words."""
    rng = np.random.default_rng(seed)
    count = round(seconds * 24000)
    return (
        0.1
        * rng.standard_normal(count)
        * np.interp(np.arange(count), np.arange(0, 24000 * 9, 3000), rng.random(72))
    )


@pytest.mark.parametrize("seconds", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("pitch", [110, 220])
def test_the_mel_tells_how_loud_a_sound_is(seconds, pitch):
    """Noise, and a tone with all its harmonics."""
    times = np.arange(round(seconds * 24000)) / 24000
    harmonics = (
        sum(np.sin(2 * np.pi * pitch * k * times + k * k) / k for k in range(1, 8000 // pitch))
        * 0.1
    )
    for samples in (noise(seconds), harmonics):
        assert predicted(spoken(samples)) == pytest.approx(
            loudness(
                np.pad(samples, [round(24000 * part) for part in (PRE_ROLL_S, POST_ROLL_S)]), 24000
            ),
            abs=1.5,
        )


def test_the_weights_are_parseval_s():
    """White noise of variance 1, unweighted: the expected magnitude of a bin is sqrt(pi / 4) of its
    root mean square.
    """
    samples = np.random.default_rng(0).standard_normal(240_000)
    power = band_weights(SPEC) @ np.exp(2 * mel_spectrogram(samples, SPEC).astype(np.float64)).mean(
        1
    )
    assert 10 * np.log10(power / (np.pi / 4)) == pytest.approx(
        loudness(samples, 24000) + 0.691, abs=0.5
    )


def test_only_the_beginning_of_a_mel_is_looked_at():
    whole = spoken(noise(4.0))
    later = whole.mel.copy()
    later[:, round(LOOKAHEAD_S * SPEC.frame_rate) :] = 3.0
    assert predicted(whole._replace(mel=later)) == predicted(whole)
    assert predicted(whole._replace(energies=whole.energies + 20)) > predicted(whole) + 5


def test_silence_is_left_as_it_is():
    mel = np.full((100, 30), np.log(LOG_FLOOR), np.float32)
    silent = SpokenPart(mel, np.array([30]), np.full(1, -80.0, np.float32))
    assert gain(silent, -20.0) == 1.0


def test_the_gain_is_what_is_missing_to_the_target():
    part = spoken(noise(1.0))
    assert gain(part, predicted(part) + 6) == pytest.approx(10 ** (6 / 20))
    assert gain(part, predicted(part) - 6) == pytest.approx(10 ** (-6 / 20))


def test_what_is_faint_is_not_made_louder_without_end():
    assert gain(spoken(noise(1.0) * 1e-2), -20.0) == pytest.approx(10 ** (MAX_GAIN_DB / 20))


def test_the_pause_between_two_parts_counts_as_silence():
    samples = noise(0.4)
    part = spoken(samples)
    joined = predicted(part, part)
    apart = predicted(part, part._replace(pause=0.3))
    assert apart < joined - 0.4  # blocks that are half silence are softer, and pass the gate
    margins = [round(24000 * seconds) for seconds in (PRE_ROLL_S, POST_ROLL_S)]
    one = np.pad(samples, margins)
    measured = (
        loudness(np.concatenate([one, silence, one]), 24000)
        for silence in (np.zeros(round(0.3 * 24000)), np.zeros(0))
    )
    assert apart - joined == pytest.approx(np.subtract(*measured), abs=0.1)


@pytest.mark.parametrize("target", [-30.0, -22.0])
def test_energy_and_volume_are_added_to_the_loudness(metronome, target):
    plain, louder = (
        metronome.say("Hello hello.", energy=energy, loudness=target) for energy in (0, 4)
    )
    volume = metronome.say(
        "<speak><prosody volume='+4dB'>Hello hello.</prosody></speak>", loudness=target, ssml=True
    )
    for audio in (louder, volume):
        assert loudness(audio.samples, 24000) - loudness(plain.samples, 24000) == pytest.approx(
            4, abs=0.3
        )
    lower = metronome.say("Hello hello.", loudness=target - 6)
    assert loudness(lower.samples, 24000) - loudness(plain.samples, 24000) == pytest.approx(
        -6, abs=0.05
    )


def test_energies_of_phonemes_are_taken_as_they_are(metronome):
    utterance = next(metronome.frontend("Hello."))
    as_said = metronome.speak(utterance, Delivery(loudness=None))
    given = metronome.speak(utterance, energies=np.zeros(len(utterance.phonemes)))
    np.testing.assert_array_equal(given.samples, as_said.samples)


def test_the_parts_around_a_break_have_one_gain(metronome):
    """However long they are: "one" is no louder than the rest."""
    cut = metronome.say(
        "<speak>One <break time='1s'/> two three four five six seven.</speak>", ssml=True
    )
    one = cut.samples[: round(0.5 * 24000)]
    rest = cut.samples[round(1.5 * 24000) :]
    assert np.abs(one).max() == pytest.approx(np.abs(rest).max(), rel=0.02)
    assert loudness(cut.samples, 24000) == pytest.approx(
        loudness(metronome.say("One two three four five six seven.").samples, 24000), abs=1.5
    )


@pytest.mark.packaged
@pytest.mark.parametrize("voice", ["heart", "george"])
def test_a_sentence_with_a_break_is_as_loud_as_others(voice):
    audio = TTS.load(voice).say(
        "<speak>One <break time='1s'/> two three four. "
        "Are <break time='300ms'/> you there?</speak>",
        ssml=True,
    )
    assert loudness(audio.samples, audio.sample_rate) == pytest.approx(-22, abs=1.5)


@pytest.mark.packaged
@pytest.mark.parametrize("voice", ["heart", "michael", "emma", "george"])
def test_every_sentence_is_as_loud_as_was_asked(voice):
    tts = TTS.load(voice)
    assert isinstance(tts.acoustic, AcousticModel)
    for target in (-22.0, -18.0):  # at more, the limiter turns down the shortest
        for text in TEXTS:
            audio = tts.say(text, loudness=target)
            assert loudness(audio.samples, audio.sample_rate) == pytest.approx(target, abs=1.5)
            assert true_peak(audio.samples) <= -1.0
