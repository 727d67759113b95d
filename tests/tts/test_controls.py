"""What a listener turns is heard by as much as was asked for: measured on the audio of the packaged
voice, through its own vocoder, which gets the pitch, and through one that gets the mel alone.
"""

import numpy as np
import pytest

from tts import TTS, Audio
from vocoders.pitch import estimate_f0

pytestmark = pytest.mark.packaged

CREAK = 0.6  # of the median pitch: what lies under is the rate of a creak's pulses
TEXTS = (
    "The birch canoe slid on the smooth planks.",
    "Four hours of steady work faced us.",
    "Will the small pup gnaw a hole in the sock?",
)


@pytest.fixture(
    scope="module", params=[None, "griffin-lim"], ids=["its own vocoder", "griffin-lim"]
)
def tts(request) -> TTS:
    """The default voice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PLAINSPEECH_VOICES", raising=False)
        return TTS.load("heart", request.param)


@pytest.fixture(scope="module")
def plain(tts) -> list[Audio]:
    """The texts as the voice says them."""
    return [tts.say(text) for text in TEXTS]


def both(tts: TTS, plain: list[Audio], **settings: float) -> tuple[np.ndarray, np.ndarray]:
    """Semitones of the frames that are voiced in either and do not creak, as the voice says the
    texts and with the settings.
    """
    pairs = [
        aligned(one, tts.say(text, **settings)) for one, text in zip(plain, TEXTS, strict=True)
    ]
    pitches = np.concatenate(
        [[estimate_f0(samples, tts.vocoder.spec) for samples in pair] for pair in pairs], axis=1
    )  # (2, frames)
    voiced = (pitches > CREAK * np.median(pitches[pitches > 0])).all(0)
    assert voiced.sum() > 150
    usual, changed = 12 * np.log2(pitches[:, voiced])
    return usual, changed


def aligned(one: Audio, other: Audio) -> tuple[np.ndarray, np.ndarray]:
    """Samples of both from the same place of the same phonemes on; silence may have been cut
    differently.
    """
    middle = len(one.phonemes) // 2
    first, second = (
        round(audio.phonemes[middle].start * audio.sample_rate) for audio in (one, other)
    )
    lead = min(first, second)
    samples, others = one.samples[first - lead :], other.samples[second - lead :]
    length = min(len(samples), len(others))
    return samples[:length], others[:length]


def seconds(said: list[Audio]) -> float:
    """From the first word's beginning to the last one's end."""
    return sum(audio.words[-1].end - audio.words[0].start for audio in said)


@pytest.mark.parametrize("semitones", [4, -4])
def test_semitones_measure_as_many(tts, plain, semitones):
    usual, moved = both(tts, plain, pitch=semitones)
    assert np.median(moved - usual) == pytest.approx(semitones, abs=0.5)


@pytest.mark.parametrize("speed", [0.5, 2])
def test_speed_divides_the_length(tts, plain, speed):
    said = [tts.say(text, speed=speed) for text in TEXTS]
    assert seconds(said) / seconds(plain) == pytest.approx(1 / speed, rel=0.03)
    assert sum(audio.seconds for audio in said) / sum(
        audio.seconds for audio in plain
    ) == pytest.approx(1 / speed, rel=0.03)


@pytest.mark.parametrize("decibels", [6, -6])
def test_decibels_measure_as_many(tts, plain, decibels):
    for one, text in zip(plain, TEXTS, strict=True):
        change = 10 * np.log10(
            (tts.say(text, energy=decibels).samples ** 2).mean() / (one.samples**2).mean()
        )
        assert change == pytest.approx(decibels, abs=0.75)


@pytest.mark.parametrize("times", [0.5, 1.5])
def test_pitch_range_spreads_the_pitch(tts, plain, times):
    usual, spread = (
        np.subtract(*np.percentile(pitch, [90, 10]))
        for pitch in both(tts, plain, pitch_range=times)
    )
    assert spread / usual == pytest.approx(times, rel=0.15)


def test_no_pitch_range_is_monotone(tts, plain):
    _, flat = both(tts, plain, pitch_range=0)
    assert np.subtract(*np.percentile(flat, [90, 10])) < 1
